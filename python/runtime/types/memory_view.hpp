// memoryview: a row of numbers in the memory of another object (its owner), shared, not copied. Nothing locks
// the owner: each access looks anew where its memory lies and whether it still reaches that far.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

struct MemoryView {
    Object header;
    Value owner;                        // never a memoryview itself
    Word start : sizeof(Word) * 8 - 8;  // bytes from the owner's first
    Word code : 8;                      // a type code of struct
    Word count : sizeof(Word) * 8 - 3;  // items
    Word size_shift : 2;                // of the bytes of an item
    Word is_strided : 1;                // a word follows: the bytes from one item to the next

    SignedWord& stride() { return reinterpret_cast<SignedWord*>(this + 1)[0]; }
};

extern const Type memoryview_type;

}  // namespace kinglet::runtime
