// deque: a ring of values. With a maximal length the other end gives way, or, with flags & 1, IndexError is
// raised (as MicroPython has it).
#include "python/runtime/heap.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/collections/types.hpp"

namespace kinglet::stdlib {

using namespace runtime;
using bytecode::Comparison;

namespace {

constexpr u32 kNoLimit = ~0U;

struct Deque {
    Object header;
    Value* ring;  // raw block; what is not in use is 0
    u32 capacity;
    u32 first;
    u32 count;
    u32 limit;      // kNoLimit: none
    u32 is_strict;  // full: IndexError
    u32 changes;    // counts what makes iterators invalid

    u32 place(usize index) const {
        const usize at = first + index;
        return static_cast<u32>(at >= capacity ? at - capacity : at);
    }
    Value& operator[](usize index) const { return ring[place(index)]; }
};

Raised reserve(Thread& thread, Deque& deque, usize capacity) {
    if (capacity <= deque.capacity) return kFine;
    const usize bytes = capacity * sizeof(Value);
    auto* ring = static_cast<Value*>(thread.heap.allocate_raw(bytes, RawKind::Values));
    if (ring == nullptr) return raise_memory_error(thread, bytes);
    for (u32 i = 0; i < deque.count; ++i) ring[i] = deque[i];
    if (deque.ring != nullptr) thread.heap.free_raw(deque.ring);
    deque.ring = ring;
    deque.first = 0;
    deque.capacity = static_cast<u32>(capacity);
    return kFine;
}

/// Room for one more; with a limit, `has_room` false where there can be none.
Raised make_room(Thread& thread, Deque& deque, bool& has_room) {
    has_room = deque.count < deque.limit;
    if (!has_room) {
        if (deque.is_strict != 0) return raise(thread, index_error_type, "full"_packed);
        return kFine;
    }
    if (deque.count < deque.capacity) return kFine;
    usize wanted = usize{deque.capacity} + deque.capacity / 2 + 4;
    if (wanted > deque.limit) wanted = deque.limit;
    return reserve(thread, deque, wanted);
}

Value take_first(Deque& deque) {
    const Value item = deque[0];
    deque[0] = Value();
    deque.first = deque.place(1);
    --deque.count;
    ++deque.changes;
    return item;
}

Value take_last(Deque& deque) {
    const Value item = deque[deque.count - 1];
    deque[deque.count - 1] = Value();
    --deque.count;
    ++deque.changes;
    return item;
}

Raised add_last(Thread& thread, Deque& deque, Value item) {
    bool has_room = false;
    TRY(make_room(thread, deque, has_room));
    if (!has_room) {
        if (deque.limit == 0) return kFine;
        (void)take_first(deque);
    }
    deque[deque.count] = item;
    ++deque.count;
    ++deque.changes;
    return kFine;
}

Raised add_first(Thread& thread, Deque& deque, Value item) {
    bool has_room = false;
    TRY(make_room(thread, deque, has_room));
    if (!has_room) {
        if (deque.limit == 0) return kFine;
        (void)take_last(deque);
    }
    deque.first = deque.first == 0 ? deque.capacity - 1 : deque.first - 1;
    deque[0] = item;
    ++deque.count;
    ++deque.changes;
    return kFine;
}

Raised extend(Thread& thread, Deque& deque, Value iterable, Raised (*add)(Thread&, Deque&, Value)) {
    const Value iterator = TRY(get_iter(thread, iterable));
    for (;;) {
        const Value item = TRY(iter_next(thread, iterator));
        if (item.is_undefined()) return kFine;
        TRY(add(thread, deque, item));
    }
}

void clear(Thread& thread, Deque& deque) {
    if (deque.ring != nullptr) thread.heap.free_raw(deque.ring);
    deque.ring = nullptr;
    deque.capacity = deque.first = deque.count = 0;
    ++deque.changes;
}

// ---- slots

Completion deque_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"iterable">, &empty_tuple.header},
                                                     {name<"maxlen">, kNone},
                                                     {name<"flags">, Value::from_int(0)}};
    Value in[3];
    TRY(unpack(thread, arguments, name<"deque">, parameters, 3, in));
    u32 limit = kNoLimit;
    if (!in[1].is_none()) {
        SignedWord most = 0;
        TRY(to_integer(thread, in[1], most));
        if (most < 0) return raise(thread, value_error_type, "maxlen must be non-negative"_packed);
        limit = static_cast<u64>(most) >= kNoLimit ? kNoLimit - 1 : static_cast<u32>(most);
    }
    SignedWord flags = 0;
    TRY(to_integer(thread, in[2], flags));
    Deque* deque = nullptr;
    if ((type.flags & kIsHeapType) != 0) {
        deque = TRY(instance_create(thread, type)).as<Deque>();
    } else {
        deque = static_cast<Deque*>(thread.heap.allocate(sizeof(Deque)));
        if (deque == nullptr) return raise_memory_error(thread, sizeof(Deque));
        deque->header.shape = &type.root;
    }
    deque->limit = limit;
    TRY(extend(thread, *deque, in[0], add_last));
    deque->is_strict = flags & 1;
    return &deque->header;
}

Raised deque_print(Thread& thread, Value self, Printer& printer, PrintForm) {
    TRY(check_native_stack(thread));
    const PrintGuard guard(thread, self);
    if (guard.is_nested()) {
        printer.write_text("[...]");
        return kFine;
    }
    const Deque& deque = *self.as<Deque>();
    printer.write_text("deque([");
    for (u32 i = 0; i < deque.count; ++i) {
        if (i != 0) printer.write_text(", ");
        TRY(print(thread, deque[i], printer, PrintForm::Repr));
    }
    printer.write_byte(']');
    if (deque.limit != kNoLimit) {
        printer.write_text(", maxlen=");
        printer.write_unsigned(deque.limit);
    }
    printer.write_byte(')');
    return kFine;
}

Completion deque_compare(Thread& thread, Value self, Value other, Comparison comparison) {
    if (!is_instance(other, deque_type)) return kNotImplemented;
    if (comparison != Comparison::Equal && comparison != Comparison::NotEqual) return kNotImplemented;
    TRY(check_native_stack(thread));
    const Deque& a = *self.as<Deque>();
    const Deque& b = *other.as<Deque>();
    bool same = a.count == b.count;
    for (u32 i = 0; same && i < a.count && i < b.count; ++i) TRY(equal(thread, a[i], b[i], same));
    return Value::from_bool(same == (comparison == Comparison::Equal));
}

Raised deque_length(Thread&, Value self, usize& result) {
    result = self.as<Deque>()->count;
    return kFine;
}

Completion deque_get_item(Thread& thread, Value self, Value key) {
    const Deque& deque = *self.as<Deque>();
    usize index = 0;
    TRY(index_of(thread, key, deque.count, "deque index out of range"_packed, index));
    return deque[index];
}

/// Takes out the item at `index`; the shorter part moves.
void remove_at(Deque& deque, usize index) {
    if (index < deque.count / 2) {
        for (usize i = index; i > 0; --i) deque[i] = deque[i - 1];
        (void)take_first(deque);
    } else {
        for (usize i = index; i + 1 < deque.count; ++i) deque[i] = deque[i + 1];
        (void)take_last(deque);
    }
}

Raised deque_set_item(Thread& thread, Value self, Value key, Value value) {
    Deque& deque = *self.as<Deque>();
    usize index = 0;
    TRY(index_of(thread, key, deque.count, "deque index out of range"_packed, index));
    if (value.is_undefined()) {
        remove_at(deque, index);
    } else {
        deque[index] = value;
    }
    return kFine;
}

/// Where the item stands; `result` is the count if it is not there.
Raised find(Thread& thread, Value self, Value item, u32& result) {
    const Deque& deque = *self.as<Deque>();
    for (result = 0; result < deque.count; ++result) {
        bool same = false;
        TRY(equal(thread, deque[result], item, same));
        if (same) return kFine;
    }
    return kFine;
}

Raised deque_contains(Thread& thread, Value self, Value item, bool& result) {
    u32 index = 0;
    TRY(find(thread, self, item, index));
    result = index < self.as<Deque>()->count;
    return kFine;
}

void deque_trace(Tracer& tracer, Object& self) {
    const Deque& deque = reinterpret_cast<Deque&>(self);
    if (deque.ring != nullptr) tracer.visit_values(deque.ring, deque.capacity);
}

// ---- the iterator

struct DequeIterator {
    Object header;
    Deque* deque;
    u32 index;
    u32 changes;
};

Completion deque_iterator_next(Thread& thread, Value self) {
    DequeIterator& iterator = *self.as<DequeIterator>();
    if (iterator.changes != iterator.deque->changes) {
        return raise(thread, runtime_error_type, "deque mutated during iteration"_packed);
    }
    if (iterator.index >= iterator.deque->count) return kUndefined;
    return (*iterator.deque)[iterator.index++];
}

void deque_iterator_trace(Tracer& tracer, Object& self) {
    tracer.visit(&reinterpret_cast<DequeIterator&>(self).deque->header);
}

constinit const Slots deque_iterator_slots = {
    .iter = iterator_self,
    .next = deque_iterator_next,
    .trace = deque_iterator_trace,
};
extern const Type deque_iterator_type;
constinit const Type deque_iterator_type =
    builtin_type(deque_iterator_type, name<"deque_iterator">, deque_iterator_slots, sizeof(DequeIterator));

Completion deque_iter(Thread& thread, Value self) {
    auto* iterator = static_cast<DequeIterator*>(thread.heap.allocate(sizeof(DequeIterator)));
    if (iterator == nullptr) return raise_memory_error(thread, sizeof(DequeIterator));
    iterator->header.shape = &deque_iterator_type.root;
    iterator->deque = self.as<Deque>();
    iterator->changes = iterator->deque->changes;
    return &iterator->header;
}

// ---- methods

Completion deque_append(Thread& thread, Value self, Value item) {
    TRY(add_last(thread, *self.as<Deque>(), item));
    return kNone;
}
Completion deque_appendleft(Thread& thread, Value self, Value item) {
    TRY(add_first(thread, *self.as<Deque>(), item));
    return kNone;
}
Completion deque_extend(Thread& thread, Value self, Value iterable) {
    // Over a copy: the iterable may be the deque itself.
    Value source = iterable;
    if (iterable == self) source = TRY(tuple_from(thread, iterable));
    TRY(extend(thread, *self.as<Deque>(), source, add_last));
    return kNone;
}
Completion deque_extendleft(Thread& thread, Value self, Value iterable) {
    Value source = iterable;
    if (iterable == self) source = TRY(tuple_from(thread, iterable));
    TRY(extend(thread, *self.as<Deque>(), source, add_first));
    return kNone;
}
Completion deque_pop(Thread& thread, Value self) {
    if (self.as<Deque>()->count == 0)
        return raise(thread, index_error_type, "pop from an empty deque"_packed);
    return take_last(*self.as<Deque>());
}
Completion deque_popleft(Thread& thread, Value self) {
    if (self.as<Deque>()->count == 0)
        return raise(thread, index_error_type, "pop from an empty deque"_packed);
    return take_first(*self.as<Deque>());
}
Completion deque_clear(Thread& thread, Value self) {
    clear(thread, *self.as<Deque>());
    return kNone;
}
Completion deque_copy(Thread& thread, Value self) {
    const u32 limit = self.as<Deque>()->limit;
    const Value values[] = {self,
                            limit == kNoLimit ? kNone : Value::from_int(static_cast<SignedWord>(limit))};
    return deque_construct(thread, deque_type, Arguments{values, 2, nullptr});
}
Completion deque_count(Thread& thread, Value self, Value item) {
    const Deque& deque = *self.as<Deque>();
    SignedWord number = 0;
    for (u32 i = 0; i < deque.count; ++i) {
        bool same = false;
        TRY(equal(thread, deque[i], item, same));
        number += same ? 1 : 0;
    }
    return Value::from_int(number);
}
Completion deque_index(Thread& thread, Value self, Value item) {
    u32 index = 0;
    TRY(find(thread, self, item, index));
    if (index < self.as<Deque>()->count) return Value::from_int(static_cast<SignedWord>(index));
    return raise_format(thread, value_error_type, "%r is not in deque"_packed, item);
}
Completion deque_remove(Thread& thread, Value self, Value item) {
    u32 index = 0;
    TRY(find(thread, self, item, index));
    if (index >= self.as<Deque>()->count)
        return raise(thread, value_error_type, "deque.remove(x): x not in deque"_packed);
    remove_at(*self.as<Deque>(), index);
    return kNone;
}
Completion deque_reverse(Thread&, Value self) {
    const Deque& deque = *self.as<Deque>();
    for (u32 i = 0; i < deque.count / 2; ++i) {
        const Value item = deque[i];
        deque[i] = deque[deque.count - 1 - i];
        deque[deque.count - 1 - i] = item;
    }
    return kNone;
}
Completion deque_rotate(Thread& thread, const Value* values, u32 count) {
    Deque& deque = *values[0].as<Deque>();
    SignedWord steps = 1;
    if (count > 1) TRY(to_integer(thread, values[1], steps));
    if (deque.count < 2) return kNone;
    const auto length = static_cast<SignedWord>(deque.count);
    steps %= length;
    if (steps < 0) steps += length;
    for (; steps > 0; --steps) TRY(add_first(thread, deque, take_last(deque)));
    return kNone;
}

Completion deque_get_attribute(Thread&, Value self, Str& attribute, bool& found) {
    found = &attribute == name<"maxlen">;
    if (!found) return kNone;
    const u32 limit = self.as<Deque>()->limit;
    return limit == kNoLimit ? kNone : Value::from_int(static_cast<SignedWord>(limit));
}

constinit const NativeFunction append_method = native(name<"append">, deque_append, &deque_type);
constinit const NativeFunction appendleft_method = native(name<"appendleft">, deque_appendleft, &deque_type);
constinit const NativeFunction clear_method = native(name<"clear">, deque_clear, &deque_type);
constinit const NativeFunction copy_method = native(name<"copy">, deque_copy, &deque_type);
constinit const NativeFunction count_method = native(name<"count">, deque_count, &deque_type);
constinit const NativeFunction extend_method = native(name<"extend">, deque_extend, &deque_type);
constinit const NativeFunction extendleft_method = native(name<"extendleft">, deque_extendleft, &deque_type);
constinit const NativeFunction index_method = native(name<"index">, deque_index, &deque_type);
constinit const NativeFunction pop_method = native(name<"pop">, deque_pop, &deque_type);
constinit const NativeFunction popleft_method = native(name<"popleft">, deque_popleft, &deque_type);
constinit const NativeFunction remove_method = native(name<"remove">, deque_remove, &deque_type);
constinit const NativeFunction reverse_method = native(name<"reverse">, deque_reverse, &deque_type);
constinit const NativeFunction rotate_method = native(name<"rotate">, deque_rotate, 1, 2, &deque_type);

constinit const Attribute deque_attributes[] = {
    {name<"append">, &append_method.header},
    {name<"appendleft">, &appendleft_method.header},
    {name<"clear">, &clear_method.header},
    {name<"copy">, &copy_method.header},
    {name<"count">, &count_method.header},
    {name<"extend">, &extend_method.header},
    {name<"extendleft">, &extendleft_method.header},
    {name<"index">, &index_method.header},
    {name<"pop">, &pop_method.header},
    {name<"popleft">, &popleft_method.header},
    {name<"remove">, &remove_method.header},
    {name<"reverse">, &reverse_method.header},
    {name<"rotate">, &rotate_method.header},
};

constinit const Slots deque_slots = {
    .print = deque_print,
    .compare = deque_compare,
    .construct = deque_construct,
    .get_attribute = deque_get_attribute,
    .length = deque_length,
    .get_item = deque_get_item,
    .set_item = deque_set_item,
    .contains = deque_contains,
    .iter = deque_iter,
    .trace = deque_trace,
};

}  // namespace

constinit const Type deque_type =
    builtin_type(deque_type, name<"deque">, deque_slots, sizeof(Deque), deque_attributes, kIsBaseType);

}  // namespace kinglet::stdlib
