// list: a growing array in a raw block (RawKind::Values).
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

struct List {
    Object header;
    Value* items;  // nullptr while capacity is 0
    HalfWord count;
    HalfWord capacity;
};

extern const Type list_type;

/// A list of copies of `count` values (nullptr: all None); nullptr with MemoryError raised.
List* list_create(Thread&, const Value* items, usize count);
Raised list_append(Thread&, List&, Value item);
/// Room for `capacity` items in all.
Raised list_reserve(Thread&, List&, usize capacity);
Raised list_insert(Thread&, List&, usize index, Value item);
/// Takes out `count` items from `index` on; both lie within the list.
void list_remove_range(List&, usize index, usize count);
void list_clear(Thread&, List&);
/// Sorts in place, stable. `key` None or a callable.
Raised list_sort(Thread&, List&, Value key, bool is_reverse);
Raised list_extend(Thread&, List&, Value iterable);
/// list(iterable).
Completion list_from(Thread&, Value iterable);

}  // namespace kinglet::runtime
