#include "python/runtime/code.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/set.hpp"
#include "python/runtime/types/slice.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::runtime {

Completion build_tuple(Thread& thread, const Value* items, u32 count) {
    if (count == 0) return Value(&empty_tuple.header);
    return Value(reinterpret_cast<Object*>(tuple_create(thread, items, count)));
}

Completion build_list(Thread& thread, const Value* items, u32 count) {
    return Value(reinterpret_cast<Object*>(list_create(thread, items, count)));
}

Completion build_set(Thread& thread, const Value* items, u32 count) {
    Set* set = set_create(thread);
    if (set == nullptr) return Value();
    for (u32 i = 0; i < count; ++i) TRY(set_add(thread, *set, items[i]));
    return Value(&set->header);
}

Completion build_dict(Thread& thread, const Value* pairs, u32 count) {
    Dict* dict = dict_create(thread, count);
    if (dict == nullptr) return Value();
    for (u32 i = 0; i < count; ++i) TRY(dict_set(thread, *dict, pairs[2 * i], pairs[2 * i + 1]));
    return Value(&dict->header);
}

Completion build_string(Thread& thread, const Value* parts, u32 count) {
    usize length = 0;
    for (u32 i = 0; i < count; ++i) length += parts[i].as<Str>()->length();
    Str* joined = str_allocate(thread, length);
    if (joined == nullptr) return Value();
    char* to = joined->data();
    for (u32 i = 0; i < count; ++i) {
        const Str& part = *parts[i].as<Str>();
        flash_copy(to, part.data(), part.length());
        to += part.length();
    }
    str_finish(*joined);
    return Value(&joined->header);
}

Completion build_slice(Thread& thread, const Value* bounds) {
    return slice_create_brief(thread, bounds[0], bounds[1], bounds[2]);
}

Completion format_field(Thread& thread, const Value* value, u32 how) {
    Value field = value[0];
    const u32 conversion = how & 3U;
    if (conversion != 0) {
        field =
            TRY(conversion == 3 ? to_ascii(thread, field)
                                : to_str(thread, field, conversion == 1 ? PrintForm::Str : PrintForm::Repr));
    }
    if ((how & 4U) != 0) return format_value(thread, field, *value[1].as<Str>());
    if (is_exactly(field, str_type)) return field;
    if (type_of(field).flags & kIsHeapType) return format_value(thread, field, *name<"">);
    return to_str(thread, field, PrintForm::Str);
}

Raised build_append(Thread& thread, Value list, Value item) {
    return list_append(thread, *list.as<List>(), item);
}

Raised build_extend(Thread& thread, Value list, Value iterable) {
    return list_extend(thread, *list.as<List>(), iterable);
}

Completion build_tuple_of_list(Thread& thread, Value list) {
    const List& items = *list.as<List>();
    return build_tuple(thread, items.items, items.count);
}

Raised build_set_add(Thread& thread, Value set, Value item) {
    return set_add(thread, *set.as<Set>(), item);
}

Raised build_set_update(Thread& thread, Value set, Value iterable) {
    return set_update(thread, *set.as<Set>(), iterable);
}

Raised build_dict_set(Thread& thread, Value dict, Value key, Value value) {
    return dict_set(thread, *dict.as<Dict>(), key, value);
}

Raised build_dict_update(Thread& thread, Value dict, Value mapping) {
    return dict_update(thread, *dict.as<Dict>(), mapping);
}

Raised build_dict_merge(Thread& thread, Value dict, Value mapping) {
    Dict& target = *dict.as<Dict>();
    Value source = mapping;
    if (!is_exactly(mapping, dict_type)) {
        Dict* copy = dict_create(thread);
        if (copy == nullptr) return kRaised;
        TRY(dict_update(thread, *copy, mapping));
        source = Value(&copy->header);
    }
    u32 position = 0;
    while (const DictEntry* entry = dict_next(*source.as<Dict>(), position)) {
        const Value key = entry->key, value = entry->value;
        if (!(type_of(key).flags & kIsStrType))
            return raise(thread, type_error_type, "keywords must be strings"_packed);
        Value present;
        TRY(dict_get(thread, target, key, present));
        if (present) {
            return raise_format(thread, type_error_type,
                                "got multiple values for keyword argument '%q'"_packed, key);
        }
        TRY(dict_set(thread, target, key, value));
    }
    return kFine;
}

namespace {

/// The items of an exact list or tuple, in place; nullptr for anything else.
const Value* items_in_place(Value sequence, usize& count) {
    if (is_exactly(sequence, list_type)) {
        const List& list = *sequence.as<List>();
        count = list.count;
        return list.items;
    }
    if (is_exactly(sequence, tuple_type)) {
        const Tuple& tuple = *sequence.as<Tuple>();
        count = tuple.count;
        return tuple.items();
    }
    return nullptr;
}

Raised too_few(Thread& thread, usize wanted, usize got) {
    return raise_format(thread, value_error_type, "not enough values to unpack (expected %u, got %u)"_packed,
                        static_cast<u32>(wanted), static_cast<u32>(got));
}

Raised too_many(Thread& thread, u32 wanted) {
    return raise_format(thread, value_error_type, "too many values to unpack (expected %u)"_packed, wanted);
}

}  // namespace

Raised unpack_sequence(Thread& thread, Value iterable, Value* targets, u32 count) {
    usize available;
    if (const Value* items = items_in_place(iterable, available)) {
        if (available < count) return too_few(thread, count, available);
        if (available > count) return too_many(thread, count);
        for (u32 i = 0; i < count; ++i) targets[i] = items[i];
        return kFine;
    }
    const Value iterator = TRY(get_iter(thread, iterable));
    for (u32 i = 0; i < count; ++i) {
        const Value item = TRY(iter_next(thread, iterator));
        if (item.is_undefined()) return too_few(thread, count, i);
        targets[i] = item;
    }
    if (!TRY(iter_next(thread, iterator)).is_undefined()) return too_many(thread, count);
    return kFine;
}

Raised unpack_starred(Thread& thread, Value iterable, Value* targets, u32 before, u32 after) {
    const Value all = TRY(list_from(thread, iterable));
    const List& list = *all.as<List>();
    if (list.count < before + after) {
        return raise_format(thread, value_error_type,
                            "not enough values to unpack (expected at least %u, got %u)"_packed,
                            before + after, list.count);
    }
    const u32 middle = list.count - before - after;
    const Value starred = TRY(build_list(thread, list.items + before, middle));
    for (u32 i = 0; i < before; ++i) targets[i] = list.items[i];
    targets[before] = starred;
    for (u32 i = 0; i < after; ++i) targets[before + 1 + i] = list.items[before + middle + i];
    return kFine;
}

Completion make_function(Thread& thread, const Code& code, Dict& globals, const Value* parts, u32 which) {
    const u32 cells = code.free_count();
    auto* function = static_cast<Function*>(thread.heap.allocate(sizeof(Function) + cells * sizeof(Value)));
    if (function == nullptr) return raise_memory_error(thread, sizeof(Function));
    function->header.shape = &function_type.root;
    function->code = &code;
    function->globals = &globals;
    if (which & 1U) function->more = (parts++)->as<Tuple>();
    Dict* const keyword_defaults = which & 2U ? (parts++)->as<Dict>() : nullptr;
    for (u32 i = 0; i < cells; ++i) function->cells()[i] = parts[i];
    if (keyword_defaults != nullptr) {
        FunctionExtras* const extras = function_extras(thread, *function);
        if (extras == nullptr) return Value();
        extras->keyword_defaults = keyword_defaults;
    }
    return Value(&function->header);
}

}  // namespace kinglet::runtime
