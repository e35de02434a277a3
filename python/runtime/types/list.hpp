// list: a growing array in a raw block (RawKind::Values).
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

struct List {
    Object header;
    Value* items;  // nullptr while capacity is 0
    u32 count;
    u32 capacity;
};

extern const Type list_type;

/// A list of copies of `count` values (nullptr: all None); nullptr with MemoryError raised.
List* list_create(Thread&, const Value* items, usize count);
Raised list_append(Thread&, List&, Value item);
Raised list_extend(Thread&, List&, Value iterable);
/// list(iterable).
Completion list_from(Thread&, Value iterable);

}  // namespace kinglet::runtime
