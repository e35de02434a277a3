// The method tables of set and frozenset, and what the operators share with them.
#pragma once

#include "python/runtime/types/set.hpp"

namespace kinglet::runtime {

extern const Attribute set_attributes[];
inline constexpr u32 set_attribute_count = 19;
extern const Attribute frozenset_attributes[];
inline constexpr u32 frozenset_attribute_count = 9;

/// set op= iterable, for | & - ^.
Raised set_change(Thread&, bytecode::BinaryOperator, Set&, Value iterable);
Raised set_remove(Thread&, Set&, Value item, bool& found);

struct SetIterator {
    Object header;
    Set* set;  // nullptr: ended
    u32 position;
    u32 count;  // of the set when the walk began
};

}  // namespace kinglet::runtime
