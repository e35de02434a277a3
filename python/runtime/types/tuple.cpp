#include "python/runtime/types/tuple.hpp"

#include "python/runtime/heap.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/sequence.hpp"
#include "python/runtime/types/slice.hpp"

namespace kinglet::runtime {

using bytecode::BinaryOperator;
using bytecode::Comparison;

namespace {

Tuple* tuple_allocate(Thread& thread, usize count) {
    const usize bytes = sizeof(Tuple) + count * sizeof(Value);
    auto* tuple = static_cast<Tuple*>(thread.heap.allocate(bytes));
    if (tuple == nullptr) {
        (void)static_cast<Raised>(raise_memory_error(thread, bytes));
        return nullptr;
    }
    tuple->header.shape = &tuple_type.root;
    tuple->count = count;
    return tuple;
}

Raised tuple_print(Thread& thread, Value self, Printer& printer, PrintForm) {
    TRY(check_native_stack(thread));
    const PrintGuard guard(thread, self);
    if (guard.is_nested()) {
        printer.write_text("(...)");
        return kFine;
    }
    printer.write_byte('(');
    TRY(sequence_print_items(thread, self, printer));
    if (self.as<Tuple>()->count == 1) printer.write_byte(',');
    printer.write_byte(')');
    return kFine;
}

Raised tuple_hash(Thread& thread, Value self, Word& result) {
    const Tuple& tuple = *self.as<Tuple>();
    u32 mixed = 0x345678U + static_cast<u32>(tuple.count);
    for (usize i = 0; i < tuple.count; ++i) {
        Word item = 0;
        TRY(hash(thread, tuple[i], item));
        mixed ^= static_cast<u32>(item ^ (static_cast<u64>(item) >> 32));
        mixed = (mixed << 13 | mixed >> 19) * 5 + 0xE6546B64U;
    }
    result = mixed >> 2;  // a small int on the chip
    return kFine;
}

Completion tuple_compare(Thread& thread, Value self, Value other, Comparison comparison) {
    if (!is_tuple_like(other)) return kNotImplemented;
    return sequence_compare(thread, self, other, comparison);
}

Completion tuple_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, name<"tuple">, 0, 1));
    const Value items =
        arguments.count == 0 ? Value(&empty_tuple.header) : TRY(tuple_from(thread, arguments[0]));
    if ((type.flags & kIsHeapType) == 0) return items;
    return tuple_create_instance(thread, type, *items.as<Tuple>());
}

Completion tuple_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    if (op == BinaryOperator::Add && is_tuple_like(left)) {
        if (!is_tuple_like(right)) {
            if ((type_of(right).flags & kIsHeapType) != 0) return kNotImplemented;
            return raise_format(thread, type_error_type,
                                "can only concatenate tuple (not \"%t\") to tuple"_packed, right);
        }
        const Tuple& a = *left.as<Tuple>();
        const Tuple& b = *right.as<Tuple>();
        if (a.count == 0 && is_exactly(right, tuple_type)) return right;
        if (b.count == 0 && is_exactly(left, tuple_type)) return left;
        Tuple* result = tuple_create(thread, nullptr, a.count + b.count);
        if (result == nullptr) return Value();
        std::memcpy(result->items(), a.items(), a.count * sizeof(Value));
        std::memcpy(result->items() + a.count, b.items(), b.count * sizeof(Value));
        return &result->header;
    }
    if (op != BinaryOperator::Multiply) return kNotImplemented;
    const bool is_left = is_tuple_like(left);
    const Tuple& tuple = *(is_left ? left : right).as<Tuple>();
    usize times = 0;
    bool is_number = false;
    TRY(repeat_count(thread, is_left ? right : left, tuple.count, times, is_number));
    if (!is_number) return kNotImplemented;
    Tuple* result = tuple_create(thread, nullptr, tuple.count * times);
    if (result == nullptr) return Value();
    for (usize i = 0; i < times; ++i) {
        if (tuple.count == 0) break;
        std::memcpy(result->items() + i * tuple.count, tuple.items(), tuple.count * sizeof(Value));
    }
    return &result->header;
}

Raised tuple_length(Thread&, Value self, usize& result) {
    result = self.as<Tuple>()->count;
    return kFine;
}

Completion tuple_get_item(Thread& thread, Value self, Value key) {
    const Tuple& tuple = *self.as<Tuple>();
    if (is_exactly(key, slice_type)) {
        SliceRange range;
        TRY(slice_indices(thread, *key.as<Slice>(), tuple.count, range));
        if (range.count == tuple.count && range.step == 1 && is_exactly(self, tuple_type)) return self;
        Tuple* result = tuple_create(thread, nullptr, range.count);
        if (result == nullptr) return Value();
        SignedWord from = range.start;
        for (usize i = 0; i < range.count; ++i, from += range.step) {
            result->items()[i] = tuple[static_cast<usize>(from)];
        }
        return &result->header;
    }
    usize index = 0;
    TRY(index_of(thread, key, tuple.count, "tuple index out of range"_packed, index));
    return tuple[index];
}

Completion tuple_iter(Thread& thread, Value self) {
    return sequence_iterator_create(thread, tuple_iterator_type, self);
}

void tuple_trace(Tracer& tracer, Object& self) {
    const Tuple& tuple = reinterpret_cast<Tuple&>(self);
    for (usize i = 0; i < tuple.count; ++i) tracer.visit(tuple[i]);
}

usize tuple_size(const Object& self) {
    return sizeof(Tuple) + reinterpret_cast<const Tuple&>(self).count * sizeof(Value);
}

Completion tuple_index(Thread& thread, const Value* values, u32 count) {
    return sequence_index(thread, values, count, "tuple.index(x): x not in tuple"_packed);
}

constinit const NativeFunction count_method = native(name<"count">, sequence_count, &tuple_type);
constinit const NativeFunction index_method = native(name<"index">, tuple_index, 2, 4, &tuple_type);

constinit const Attribute tuple_attributes[] = {
    {name<"count">, &count_method.header},
    {name<"index">, &index_method.header},
};

constinit const Slots tuple_slots = {
    .print = tuple_print,
    .hash = tuple_hash,
    .compare = tuple_compare,
    .construct = tuple_construct,
    .binary = tuple_binary,
    .length = tuple_length,
    .get_item = tuple_get_item,
    .contains = sequence_contains,
    .iter = tuple_iter,
    .trace = tuple_trace,
    .size = tuple_size,
};

}  // namespace

constinit const Type tuple_type =
    builtin_type(tuple_type, name<"tuple">, tuple_slots, 0, tuple_attributes, kIsBaseType | kIsTupleType);
constinit const Tuple empty_tuple = {{&tuple_type.root}, 0};

Tuple* tuple_create(Thread& thread, const Value* items, usize count) {
    if (count == 0) return const_cast<Tuple*>(&empty_tuple);  // nobody writes to a tuple of no items
    Tuple* tuple = tuple_allocate(thread, count);
    if (tuple == nullptr) return nullptr;
    if (items != nullptr) {
        std::memcpy(tuple->items(), items, count * sizeof(Value));
    } else {
        for (usize i = 0; i < count; ++i) tuple->items()[i] = kNone;
    }
    return tuple;
}

Completion tuple_create_instance(Thread& thread, const Type& type, const Tuple& items) {
    return instance_create_from(thread, type, Value(&items.header));
}

Completion tuple_from(Thread& thread, Value iterable) {
    if (is_exactly(iterable, tuple_type)) return iterable;
    if (is_exactly(iterable, list_type) || is_tuple_like(iterable)) {
        const ItemSpan span = items_of(iterable);
        return or_raised(tuple_create(thread, span.items, span.count));
    }
    const Value list = TRY(list_from(thread, iterable));
    return or_raised(tuple_create(thread, list.as<List>()->items, list.as<List>()->count));
}

}  // namespace kinglet::runtime
