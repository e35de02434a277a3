// set and frozenset: the dict's structure with keys only.
#pragma once

#include "python/runtime/types/dict.hpp"

namespace kinglet::runtime {

struct Set {
    Object header;
    Value* items;  // in insertion order (0: deleted), or scattered (table.hpp)
    TableState state;

    u32 count() const { return state.count; }
};

extern const Type set_type;
extern const Type frozenset_type;

Set* set_create(Thread&, const Type& type = set_type);
Raised set_add(Thread&, Set&, Value item);
Raised set_contains(Thread&, const Set&, Value item, bool& result);
Raised set_update(Thread&, Set&, Value iterable);
/// The set operators | & - ^ on the items of any two iterables; the result is a new set of the type.
Completion set_operation(Thread&, bytecode::BinaryOperator, Value left, Value right, const Type& type);
/// Whether each item of the iterable `part` lies in the container `whole`.
Raised set_is_subset(Thread&, Value part, Value whole, bool& result);
/// Walks the items: `position` starts at 0; 0 at the end.
Value set_next(const Set&, u32& position);

}  // namespace kinglet::runtime
