// all any iter len max min next sorted sum
#include "python/runtime/builtins/builtins.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/list.hpp"

namespace kinglet::runtime {

using bytecode::BinaryOperator;
using bytecode::Comparison;

namespace {

/// True as soon as an item's truth is `wanted`.
Raised search(Thread& thread, Value iterable, bool wanted, bool& result) {
    const Value iterator = TRY(get_iter(thread, iterable));
    for (;;) {
        const Value item = TRY(iter_next(thread, iterator));
        result = !item.is_undefined();
        if (!result) return kFine;
        bool is_true = false;
        TRY(truth(thread, item, is_true));
        if (is_true == wanted) return kFine;
    }
}

Completion builtin_all(Thread& thread, Value iterable) {
    bool found = false;
    TRY(search(thread, iterable, false, found));
    return Value::from_bool(!found);
}

Completion builtin_any(Thread& thread, Value iterable) {
    bool found = false;
    TRY(search(thread, iterable, true, found));
    return Value::from_bool(found);
}

Completion builtin_iter(Thread& thread, const Value* values, u32 count) {
    if (count == 1) return get_iter(thread, values[0]);
    const Value is_callable = TRY(call(thread, Value(&callable_function.header), values[0]));
    if (!is_callable.is_true())
        return raise(thread, type_error_type, "iter(v, w): v must be callable"_packed);
    return callable_iterator_create(thread, values[0], values[1]);
}

Completion builtin_len(Thread& thread, Value object) {
    usize count = 0;
    TRY(length(thread, object, count));
    return int_create_unsigned(thread, count);
}

/// max and min: of several arguments, or of the items of one.
Completion extreme(Thread& thread, const Arguments& arguments, const Str* function_name, Comparison better) {
    const Value key = arguments.find_keyword(*name<"key">);
    const Value fallback = arguments.find_keyword(*name<"default">);
    if (arguments.keyword_count() != (key ? 1U : 0U) + (fallback ? 1U : 0U)) {
        return raise_format(thread, type_error_type, "%q() got an unexpected keyword argument"_packed,
                            Value(&function_name->header));
    }
    const bool has_key = key && !key.is_none();
    Value iterator;
    if (arguments.count == 1) iterator = TRY(get_iter(thread, arguments[0]));
    Value best = kUndefined;
    Value best_rank = kUndefined;
    for (u32 i = 0;; ++i) {
        Value item = kUndefined;
        if (iterator) {
            item = TRY(iter_next(thread, iterator));
        } else if (i < arguments.count) {
            item = arguments[i];
        }
        if (item.is_undefined()) break;
        const Value rank = has_key ? TRY(call(thread, key, item)) : item;
        if (!best.is_undefined()) {
            bool is_better = false;
            if (rank.is_int() && best_rank.is_int()) {
                is_better = better == Comparison::Greater ? rank.as_int() > best_rank.as_int()
                                                          : rank.as_int() < best_rank.as_int();
            } else {
                const Value verdict = TRY(compare(thread, better, rank, best_rank));
                TRY(truth(thread, verdict, is_better));
            }
            if (!is_better) continue;
        }
        best = item;
        best_rank = rank;
    }
    if (!best.is_undefined()) return best;
    if (fallback) return fallback;
    return raise_format(thread, value_error_type, "%q() arg is an empty sequence"_packed,
                        Value(&function_name->header));
}

Completion builtin_max(Thread& thread, const Arguments& arguments) {
    return extreme(thread, arguments, name<"max">, Comparison::Greater);
}

Completion builtin_min(Thread& thread, const Arguments& arguments) {
    return extreme(thread, arguments, name<"min">, Comparison::Less);
}

/// The next item, or 'raised' with the StopIteration that ends the iteration, its value included.
Completion next_or_stop(Thread& thread, Value iterator) {
    Value result = kNone;
    Value item;
    if (is_exactly(iterator, generator_type)) {
        item = TRY(generator_resume(thread, *iterator.as<Generator>(), kNone, result));
    } else if ((type_of(iterator).flags & kIsHeapType) != 0) {
        bool found = false;
        item = TRY(call_special(thread, iterator, *name<"__next__">, nullptr, 0, found));
        if (!found) item = TRY(iter_next(thread, iterator));
    } else {
        thread.stop_value = kNone;
        item = TRY(iter_next(thread, iterator));
        result = thread.stop_value;
        thread.stop_value = kNone;
    }
    if (!item.is_undefined()) return item;
    if (result.is_none()) return raise(thread, stop_iteration_type);
    return raise(thread, stop_iteration_type, result);
}

Completion builtin_next(Thread& thread, const Value* values, u32 count) {
    const Completion item = count == 1 ? next_or_stop(thread, values[0]) : iter_next(thread, values[0]);
    if (count == 1) return item;
    if (item.is_raised()) {
        if (!exception_matches(thread.raised, stop_iteration_type)) return item;
        thread.raised = Value();
        return values[1];
    }
    return item.value().is_undefined() ? Completion(values[1]) : item;
}

Completion builtin_sorted(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"iterable">, Value(), kPositionalOnly},
                                                     {name<"key">, kNone, kKeywordOnly},
                                                     {name<"reverse">, kFalse, kKeywordOnly}};
    Value in[3];
    TRY(unpack(thread, arguments, name<"sorted">, parameters, 3, in));
    bool is_reverse = false;
    TRY(truth(thread, in[2], is_reverse));
    const Value list = TRY(list_from(thread, in[0]));
    TRY(list_sort(thread, *list.as<List>(), in[1], is_reverse));
    return list;
}

Completion builtin_sum(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"iterable">, Value(), kPositionalOnly},
                                                     {name<"start">, Value::from_int(0)}};
    Value in[2];
    TRY(unpack(thread, arguments, name<"sum">, parameters, 2, in));
    Value total = in[1];
    if (is_instance(total, str_type)) {
        return raise(thread, type_error_type, "sum() can't sum strings [use ''.join(seq) instead]"_packed);
    }
    if (is_instance(total, bytes_type)) {
        return raise(thread, type_error_type, "sum() can't sum bytes [use b''.join(seq) instead]"_packed);
    }
    const Value iterator = TRY(get_iter(thread, in[0]));
    for (;;) {
        const Value item = TRY(iter_next(thread, iterator));
        if (item.is_undefined()) return total;
        if (item.is_int() && total.is_int()) {
            total =
                TRY(int_create(thread, i64{total.as_int()} + item.as_int()));  // small ints: cannot overflow
        } else {
            total = TRY(binary(thread, BinaryOperator::Add, total, item));
        }
    }
}

}  // namespace

constinit const NativeFunction all_function = native(name<"all">, builtin_all);
constinit const NativeFunction any_function = native(name<"any">, builtin_any);
constinit const NativeFunction iter_function = native(name<"iter">, builtin_iter, 1, 2);
constinit const NativeFunction len_function = native(name<"len">, builtin_len);
constinit const NativeFunction max_function = native(name<"max">, builtin_max, 1, kAnyArity);
constinit const NativeFunction min_function = native(name<"min">, builtin_min, 1, kAnyArity);
constinit const NativeFunction next_function = native(name<"next">, builtin_next, 1, 2);
constinit const NativeFunction sorted_function = native(name<"sorted">, builtin_sorted, 1, 1);
constinit const NativeFunction sum_function = native(name<"sum">, builtin_sum, 1, 2);

}  // namespace kinglet::runtime
