// The iterators of the builtin types: small objects, their structs open because the VM's loop looks into the
// common ones.
//
// An iterator that has ended stays at its end: `sequence` becomes 0.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

/// list_iterator, tuple_iterator, and sequence_iterator for any object with __getitem__ (until IndexError).
struct SequenceIterator {
    Object header;
    Value sequence;  // 0: ended
    usize index;     // of the next item
};

struct RangeIterator {
    Object header;
    SignedWord current;
    SignedWord step;
    Word remaining;
};

/// Walks a dict. The form of the items is the type's: dict_key_iterator, dict_value_iterator,
/// dict_item_iterator.
struct DictIterator {
    Object header;
    Dict* dict;    // nullptr: ended
    u32 position;  // for dict_next
    u32 count;     // of the dict when the walk began: RuntimeError if it changed
};

extern const Type list_iterator_type, tuple_iterator_type, sequence_iterator_type;
extern const Type range_iterator_type, set_iterator_type;
extern const Type dict_key_iterator_type, dict_value_iterator_type, dict_item_iterator_type;
extern const Type enumerate_type, zip_type, map_type, filter_type, reversed_type, callable_iterator_type;

/// An iterator over `sequence` by index; `type` is one of the types that share SequenceIterator.
Completion sequence_iterator_create(Thread&, const Type& type, Value sequence, usize index = 0);
/// iter(callable, sentinel).
Completion callable_iterator_create(Thread&, Value callable, Value sentinel);
/// reversed(object): __reversed__, or by index from the end.
Completion reversed_create(Thread&, Value object);

/// Slots::iter of every iterator: itself.
Completion iterator_self(Thread&, Value self);

}  // namespace kinglet::runtime
