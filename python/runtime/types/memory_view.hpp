// memoryview: a row of numbers in the memory of another object (its owner), shared, not copied. Nothing locks
// the owner: each access looks anew where its memory lies and whether it still reaches that far.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

struct MemoryView {
    Object header;
    Value owner;      // never a memoryview itself
    usize start;      // bytes from the owner's first
    usize count;      // items
    SignedWord step;  // bytes from one item to the next
    u32 code;         // a type code of struct
    u32 size;         // bytes of an item
};

extern const Type memoryview_type;

}  // namespace kinglet::runtime
