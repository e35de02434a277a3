#include "python/runtime/types/list.hpp"

#include "python/runtime/heap.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/list_slices.hpp"
#include "python/runtime/types/sequence.hpp"
#include "python/runtime/types/slice.hpp"

namespace kinglet::runtime {

using bytecode::BinaryOperator;
using bytecode::Comparison;

namespace {

// ---- slots

Raised list_print(Thread& thread, Value self, Printer& printer, PrintForm) {
    TRY(check_native_stack(thread));
    const PrintGuard guard(thread, self);
    if (guard.is_nested()) {
        printer.write_text("[...]");
        return kFine;
    }
    printer.write_byte('[');
    TRY(sequence_print_items(thread, self, printer));
    printer.write_byte(']');
    return kFine;
}

Completion list_compare(Thread& thread, Value self, Value other, Comparison comparison) {
    if (!is_list_like(other)) return kNotImplemented;
    return sequence_compare(thread, self, other, comparison);
}

Completion list_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    if ((type.flags & kIsHeapType) != 0) return instance_create(thread, type);
    TRY(check_arity(thread, arguments, name<"list">, 0, 1));
    if (arguments.count != 0) return list_from(thread, arguments[0]);
    return or_raised(list_create(thread, nullptr, 0));
}

Completion list_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    if (op == BinaryOperator::Add && is_list_like(left)) {
        if (!is_list_like(right)) {
            if ((type_of(right).flags & kIsHeapType) != 0) return kNotImplemented;
            return raise_format(thread, type_error_type,
                                "can only concatenate list (not \"%t\") to list"_packed, right);
        }
        const List& a = *left.as<List>();
        const List& b = *right.as<List>();
        List* result = list_create(thread, nullptr, 0);
        if (result == nullptr) return Value();
        TRY(list_reserve(thread, *result, usize{a.count} + b.count));
        if (a.count != 0) std::memcpy(result->items, a.items, a.count * sizeof(Value));
        if (b.count != 0) std::memcpy(result->items + a.count, b.items, b.count * sizeof(Value));
        result->count = a.count + b.count;
        return &result->header;
    }
    if (op != BinaryOperator::Multiply) return kNotImplemented;
    const bool is_left = is_list_like(left);
    const List& list = *(is_left ? left : right).as<List>();
    usize times = 0;
    bool is_number = false;
    TRY(repeat_count(thread, is_left ? right : left, list.count, times, is_number));
    if (!is_number) return kNotImplemented;
    List* result = list_create(thread, nullptr, 0);
    if (result == nullptr) return Value();
    const usize total = list.count * times;
    TRY(list_reserve(thread, *result, total));
    for (usize i = 0, item = 0; i < total; ++i) {
        result->items[i] = list.items[item];
        if (++item == list.count) item = 0;
    }
    result->count = static_cast<HalfWord>(total);
    return &result->header;
}

Completion list_inplace(Thread& thread, BinaryOperator op, Value self, Value other) {
    List& list = *self.as<List>();
    if (op == BinaryOperator::Add) {
        TRY(list_extend(thread, list, other));
        return self;
    }
    if (op != BinaryOperator::Multiply) return kNotImplemented;
    usize times = 0;
    bool is_number = false;
    TRY(repeat_count(thread, other, list.count, times, is_number));
    if (!is_number) return kNotImplemented;
    if (times == 0) {
        list_clear(thread, list);
        return self;
    }
    const u32 count = list.count;
    TRY(list_reserve(thread, list, count * times));
    for (usize i = count; i < count * times; ++i) list.items[i] = list.items[i - count];
    list.count = static_cast<HalfWord>(count * times);
    return self;
}

Raised list_length(Thread&, Value self, usize& result) {
    result = self.as<List>()->count;
    return kFine;
}

Completion list_get_item(Thread& thread, Value self, Value key) {
    const List& list = *self.as<List>();
    if (is_exactly(key, slice_type)) return list_get_slice(thread, list, *key.as<Slice>());
    usize index = 0;
    TRY(index_of(thread, key, list.count, "list index out of range"_packed, index));
    return list.items[index];
}

Raised list_set_item(Thread& thread, Value self, Value key, Value value) {
    List& list = *self.as<List>();
    if (is_exactly(key, slice_type)) {
        if (value.is_undefined()) return list_delete_slice(thread, list, *key.as<Slice>());
        return list_set_slice(thread, list, *key.as<Slice>(), value);
    }
    usize index = 0;
    TRY(index_of(thread, key, list.count, "list assignment index out of range"_packed, index));
    if (value.is_undefined()) {
        list_remove_range(list, index, 1);
    } else {
        list.items[index] = value;
    }
    return kFine;
}

Completion list_iter(Thread& thread, Value self) {
    return sequence_iterator_create(thread, list_iterator_type, self);
}

void list_trace(Tracer& tracer, Object& self) {
    const List& list = reinterpret_cast<List&>(self);
    if (list.items != nullptr) tracer.visit_values(list.items, list.count);
}

// ---- methods

Completion list_init(Thread& thread, const Value* values, u32 count) {
    List& list = *values[0].as<List>();
    list_clear(thread, list);
    if (count > 1) TRY(list_extend(thread, list, values[1]));
    return kNone;
}

Completion list_append(Thread& thread, Value self, Value item) {
    TRY(list_append(thread, *self.as<List>(), item));
    return kNone;
}

Completion list_clear(Thread& thread, Value self) {
    list_clear(thread, *self.as<List>());
    return kNone;
}

Completion list_copy(Thread& thread, Value self) {
    const List& list = *self.as<List>();
    return or_raised(list_create(thread, list.items, list.count));
}

Completion list_extend(Thread& thread, Value self, Value iterable) {
    TRY(list_extend(thread, *self.as<List>(), iterable));
    return kNone;
}

Completion list_index(Thread& thread, const Value* values, u32 count) {
    return sequence_index(thread, values, count, "%r is not in list"_packed);
}

Completion list_insert(Thread& thread, Value self, Value position, Value item) {
    List& list = *self.as<List>();
    SignedWord index = 0;
    TRY(to_integer(thread, position, index));
    const auto count = static_cast<SignedWord>(list.count);
    if (index < 0) index = index + count < 0 ? 0 : index + count;
    if (index > count) index = count;
    TRY(list_insert(thread, list, static_cast<usize>(index), item));
    return kNone;
}

Completion list_pop(Thread& thread, const Value* values, u32 count) {
    List& list = *values[0].as<List>();
    if (list.count == 0) return raise(thread, index_error_type, "pop from empty list"_packed);
    usize index = list.count - 1;
    if (count > 1) TRY(index_of(thread, values[1], list.count, "pop index out of range"_packed, index));
    const Value item = list.items[index];
    list_remove_range(list, index, 1);
    return item;
}

Completion list_remove(Thread& thread, Value self, Value item) {
    List& list = *self.as<List>();
    for (usize i = 0; i < list.count; ++i) {
        bool same = false;
        TRY(equal(thread, list.items[i], item, same));
        if (!same) continue;
        if (i < list.count) list_remove_range(list, i, 1);
        return kNone;
    }
    return raise(thread, value_error_type, "list.remove(x): x not in list"_packed);
}

Completion list_reverse(Thread&, Value self) {
    const List& list = *self.as<List>();
    for (usize i = 0, j = list.count; i + 1 < j; ++i) {
        --j;
        const Value item = list.items[i];
        list.items[i] = list.items[j];
        list.items[j] = item;
    }
    return kNone;
}

Completion list_sort(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"self">, Value(), kPositionalOnly},
                                                     {name<"key">, kNone, kKeywordOnly},
                                                     {name<"reverse">, kFalse, kKeywordOnly}};
    Value in[3];
    TRY(unpack(thread, arguments, name<"sort">, parameters, 3, in));
    bool is_reverse = false;
    TRY(truth(thread, in[2], is_reverse));
    TRY(list_sort(thread, *in[0].as<List>(), in[1], is_reverse));
    return kNone;
}

constinit const NativeFunction init_method = native(name<"__init__">, list_init, 1, 2, &list_type);
constinit const NativeFunction append_method = native(name<"append">, list_append, &list_type);
constinit const NativeFunction clear_method = native(name<"clear">, list_clear, &list_type);
constinit const NativeFunction copy_method = native(name<"copy">, list_copy, &list_type);
constinit const NativeFunction count_method = native(name<"count">, sequence_count, &list_type);
constinit const NativeFunction extend_method = native(name<"extend">, list_extend, &list_type);
constinit const NativeFunction index_method = native(name<"index">, list_index, 2, 4, &list_type);
constinit const NativeFunction insert_method = native(name<"insert">, list_insert, &list_type);
constinit const NativeFunction pop_method = native(name<"pop">, list_pop, 1, 2, &list_type);
constinit const NativeFunction remove_method = native(name<"remove">, list_remove, &list_type);
constinit const NativeFunction reverse_method = native(name<"reverse">, list_reverse, &list_type);
constinit const NativeFunction sort_method = native(name<"sort">, list_sort, 1, 1, &list_type);

constinit const Attribute list_attributes[] = {
    {name<"append">, &append_method.header},   {name<"pop">, &pop_method.header},
    {name<"extend">, &extend_method.header},   {name<"insert">, &insert_method.header},
    {name<"index">, &index_method.header},     {name<"remove">, &remove_method.header},
    {name<"sort">, &sort_method.header},       {name<"clear">, &clear_method.header},
    {name<"copy">, &copy_method.header},       {name<"count">, &count_method.header},
    {name<"reverse">, &reverse_method.header}, {name<"__init__">, &init_method.header},
};

constinit const Slots list_slots = {
    .print = list_print,
    .compare = list_compare,
    .construct = list_construct,
    .binary = list_binary,
    .inplace = list_inplace,
    .length = list_length,
    .get_item = list_get_item,
    .set_item = list_set_item,
    .contains = sequence_contains,
    .iter = list_iter,
    .trace = list_trace,
};

}  // namespace

constinit const Type list_type = builtin_type(list_type, name<"list">, list_slots, sizeof(List),
                                              list_attributes, kIsBaseType | kIsListType);

List* list_create(Thread& thread, const Value* items, usize count) {
    auto* list = static_cast<List*>(thread.heap.allocate(sizeof(List)));
    if (list == nullptr) {
        (void)static_cast<Raised>(raise_memory_error(thread, sizeof(List)));
        return nullptr;
    }
    list->header.shape = &list_type.root;
    if (count == 0) return list;
    if (list_reserve(thread, *list, count).is_raised()) return nullptr;
    if (items != nullptr) {
        std::memcpy(list->items, items, count * sizeof(Value));
    } else {
        for (usize i = 0; i < count; ++i) list->items[i] = kNone;
    }
    list->count = static_cast<HalfWord>(count);
    return list;
}

Raised list_reserve(Thread& thread, List& list, usize capacity) {
    if (capacity <= list.capacity) return kFine;
    const usize bytes = capacity * sizeof(Value);
    void* block = list.items == nullptr ? thread.heap.allocate_raw(bytes, RawKind::Values)
                                        : thread.heap.reallocate_raw(list.items, bytes, RawKind::Values);
    if (block == nullptr || capacity > ~u32{0} / 2) return raise_memory_error(thread, bytes);
    list.items = static_cast<Value*>(block);
    list.capacity = static_cast<HalfWord>(thread.heap.raw_capacity(block) / sizeof(Value));
    return kFine;
}

namespace {

/// On the desktop a quarter more. On the chip, where memory is scarcer than time, an eighth, such that powers
/// of two are among the sizes, with which lists are often filled: 4, 8, 12, 16, 20 ... 32, 36 ... 64, 72 ...
usize grown_capacity(usize count) {
    if constexpr (sizeof(Word) != 4) return count + count / 4 + 3;
    usize step = 4;
    while (step * 16 <= count) step *= 2;
    return (count + step) & ~(step - 1);
}

}  // namespace

Raised list_append(Thread& thread, List& list, Value item) {
    if (list.count == list.capacity) {
        TRY(list_reserve(thread, list, grown_capacity(list.count)));
    }
    list.items[list.count++] = item;
    return kFine;
}

Raised list_insert(Thread& thread, List& list, usize index, Value item) {
    TRY(list_append(thread, list, item));
    std::memmove(list.items + index + 1, list.items + index, (list.count - 1 - index) * sizeof(Value));
    list.items[index] = item;
    return kFine;
}

void list_remove_range(List& list, usize index, usize count) {
    if (count == 0) return;
    std::memmove(list.items + index, list.items + index + count,
                 (list.count - index - count) * sizeof(Value));
    list.count -= static_cast<HalfWord>(count);
}

void list_clear(Thread& thread, List& list) {
    Value* items = list.items;
    list.items = nullptr;
    list.count = 0;
    list.capacity = 0;
    if (items != nullptr) thread.heap.free_raw(items);
}

Raised list_extend(Thread& thread, List& list, Value iterable) {
    if (is_exactly(iterable, list_type) || is_exactly(iterable, tuple_type)) {
        const usize added = items_of(iterable).count;  // before the list grows: it may be the same one
        if (added == 0) return kFine;
        TRY(list_reserve(thread, list, list.count + added));
        std::memmove(list.items + list.count, items_of(iterable).items, added * sizeof(Value));
        list.count += static_cast<HalfWord>(added);
        return kFine;
    }
    const Value iterator = TRY(get_iter(thread, iterable));
    for (;;) {
        const Value item = TRY(iter_next(thread, iterator));
        if (item.is_undefined()) return kFine;
        TRY(list_append(thread, list, item));
    }
}

Completion list_from(Thread& thread, Value iterable) {
    List* list = list_create(thread, nullptr, 0);
    if (list == nullptr) return Value();
    TRY(list_extend(thread, *list, iterable));
    return &list->header;
}

}  // namespace kinglet::runtime
