// The iterators that walk something by index, and the one that calls a function until it returns a sentinel.
#include "python/runtime/types/iterators.hpp"

#include "python/runtime/heap.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

void sequence_iterator_trace(Tracer& tracer, Object& self) {
    tracer.visit(reinterpret_cast<SequenceIterator&>(self).sequence);
}

Completion list_iterator_next(Thread&, Value self) {
    SequenceIterator& iterator = *self.as<SequenceIterator>();
    if (!iterator.sequence) return kUndefined;
    const List& list = *iterator.sequence.as<List>();
    if (iterator.index < list.count) return list.items[iterator.index++];
    iterator.sequence = Value();
    return kUndefined;
}

Completion tuple_iterator_next(Thread&, Value self) {
    SequenceIterator& iterator = *self.as<SequenceIterator>();
    if (!iterator.sequence) return kUndefined;
    const Tuple& tuple = *iterator.sequence.as<Tuple>();
    if (iterator.index < tuple.count) return tuple[iterator.index++];
    iterator.sequence = Value();
    return kUndefined;
}

/// sequence[index], or kUndefined if that raised IndexError (or StopIteration, as the language has it).
Completion item_or_end(Thread& thread, Value sequence, usize index) {
    const Completion item = get_item(thread, sequence, Value::from_int(static_cast<SignedWord>(index)));
    if (!item.is_raised()) return item;
    if (!exception_matches(thread.raised, index_error_type) &&
        !exception_matches(thread.raised, stop_iteration_type)) {
        return item;
    }
    thread.raised = Value();
    return kUndefined;
}

Completion sequence_iterator_next(Thread& thread, Value self) {
    SequenceIterator& iterator = *self.as<SequenceIterator>();
    if (!iterator.sequence) return kUndefined;
    const Value item = TRY(item_or_end(thread, iterator.sequence, iterator.index));
    if (item.is_undefined()) {
        iterator.sequence = Value();
    } else {
        ++iterator.index;
    }
    return item;
}

/// `index` is one above the next item.
Completion reversed_iterator_next(Thread& thread, Value self) {
    SequenceIterator& iterator = *self.as<SequenceIterator>();
    if (!iterator.sequence) return kUndefined;
    Value item = kUndefined;
    if (iterator.index != 0) {
        --iterator.index;
        if (is_exactly(iterator.sequence, list_type)) {
            const List& list = *iterator.sequence.as<List>();
            if (iterator.index < list.count) item = list.items[iterator.index];
        } else {
            item = TRY(item_or_end(thread, iterator.sequence, iterator.index));
        }
    }
    if (item.is_undefined()) iterator.sequence = Value();
    return item;
}

Completion reversed_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, type.name, 1, 1));
    return reversed_create(thread, arguments[0]);
}

Raised list_iterator_length(Thread& thread, Value self, usize& result) {
    const SequenceIterator& iterator = *self.as<SequenceIterator>();
    result = 0;
    if (!iterator.sequence) return kFine;
    usize count = 0;
    TRY(length(thread, iterator.sequence, count));
    result = count > iterator.index ? count - iterator.index : 0;
    return kFine;
}

constexpr Slots sequence_slots(Completion (*next)(Thread&, Value)) {
    return {.iter = iterator_self, .next = next, .trace = sequence_iterator_trace};
}
constinit const Slots list_iterator_slots = sequence_slots(list_iterator_next);
constinit const Slots tuple_iterator_slots = sequence_slots(tuple_iterator_next);
constinit const Slots sequence_iterator_slots = sequence_slots(sequence_iterator_next);
constinit const Slots reversed_slots = {
    .construct = reversed_construct,
    .iter = iterator_self,
    .next = reversed_iterator_next,
    .trace = sequence_iterator_trace,
};

Completion list_iterator_length_hint(Thread& thread, Value self) {
    usize count = 0;
    TRY(list_iterator_length(thread, self, count));
    return Value::from_int(static_cast<SignedWord>(count));
}

constinit const NativeFunction length_hint_method =
    native(name<"__length_hint__">, list_iterator_length_hint, &list_iterator_type);
constinit const Attribute list_iterator_attributes[] = {
    {name<"__length_hint__">, &length_hint_method.header}};

// ---- iter(callable, sentinel)

struct CallableIterator {
    Object header;
    Value callable;  // 0: ended
    Value sentinel;
};

Completion callable_iterator_next(Thread& thread, Value self) {
    CallableIterator& iterator = *self.as<CallableIterator>();
    if (!iterator.callable) return kUndefined;
    const Completion item = call(thread, iterator.callable);
    if (item.is_raised()) {
        if (!exception_matches(thread.raised, stop_iteration_type)) return item;
        thread.raised = Value();
        iterator.callable = Value();
        return kUndefined;
    }
    bool is_end = false;
    TRY(equal(thread, item.value(), iterator.sentinel, is_end));
    if (!is_end) return item;
    iterator.callable = Value();
    return kUndefined;
}

void callable_iterator_trace(Tracer& tracer, Object& self) {
    const CallableIterator& iterator = reinterpret_cast<CallableIterator&>(self);
    tracer.visit(iterator.callable);
    tracer.visit(iterator.sentinel);
}

constinit const Slots callable_iterator_slots = {
    .iter = iterator_self,
    .next = callable_iterator_next,
    .trace = callable_iterator_trace,
};

}  // namespace

constinit const Type list_iterator_type =
    builtin_type(list_iterator_type, name<"list_iterator">, list_iterator_slots, sizeof(SequenceIterator),
                 list_iterator_attributes);
constinit const Type tuple_iterator_type =
    builtin_type(tuple_iterator_type, name<"tuple_iterator">, tuple_iterator_slots, sizeof(SequenceIterator));
constinit const Type sequence_iterator_type =
    builtin_type(sequence_iterator_type, name<"iterator">, sequence_iterator_slots, sizeof(SequenceIterator));
constinit const Type reversed_type =
    builtin_type(reversed_type, name<"reversed">, reversed_slots, sizeof(SequenceIterator));
constinit const Type callable_iterator_type = builtin_type(callable_iterator_type, name<"callable_iterator">,
                                                           callable_iterator_slots, sizeof(CallableIterator));

Completion iterator_self(Thread&, Value self) {
    return self;
}

Completion sequence_iterator_create(Thread& thread, const Type& type, Value sequence, usize index) {
    auto* iterator = static_cast<SequenceIterator*>(thread.heap.allocate_iterator(sizeof(SequenceIterator)));
    if (iterator == nullptr) return raise_memory_error(thread, sizeof(SequenceIterator));
    iterator->header.shape = &type.root;
    iterator->sequence = sequence;
    iterator->index = index;
    return &iterator->header;
}

Completion callable_iterator_create(Thread& thread, Value callable, Value sentinel) {
    auto* iterator = static_cast<CallableIterator*>(thread.heap.allocate(sizeof(CallableIterator)));
    if (iterator == nullptr) return raise_memory_error(thread, sizeof(CallableIterator));
    iterator->header.shape = &callable_iterator_type.root;
    iterator->callable = callable;
    iterator->sentinel = sentinel;
    return &iterator->header;
}

Completion reversed_create(Thread& thread, Value object) {
    if (!is_exactly(object, list_type) && !is_exactly(object, tuple_type)) {
        bool found = false;
        const Value made = TRY(call_special(thread, object, *name<"__reversed__">, nullptr, 0, found));
        if (found) return made;
        const Type& type = type_of(object);
        const bool is_sequence = (type.flags & kIsHeapType) != 0
                                     ? static_cast<bool>(class_find(type, *name<"__getitem__">)) &&
                                           static_cast<bool>(class_find(type, *name<"__len__">))
                                     : type.slots->get_item != nullptr && type.slots->length != nullptr &&
                                           (type.flags & kIsDictType) == 0;
        if (!is_sequence) {
            return raise_format(thread, type_error_type, "'%t' object is not reversible"_packed, object);
        }
    }
    usize count = 0;
    TRY(length(thread, object, count));
    return sequence_iterator_create(thread, reversed_type, object, count);
}

}  // namespace kinglet::runtime
