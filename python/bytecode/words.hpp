// The value words that an instruction can hold (LoadWord): the contract between the compiler and
// python/runtime/value.hpp. Small int n is (n << 1 | 1). The others are even, below 256, and no pointer and
// no float looks like them.
#pragma once

#include "base/integers.hpp"

namespace kinglet::bytecode {

// The cheap ones to compare on the Xtensa (BEQI takes 4, 5, 6, 7, 8, 10, 12, 16, 32, 64, 128, 256) go to what
// is compared most.
inline constexpr u32 kWordNone = 4;
inline constexpr u32 kWordFalse = 8;
inline constexpr u32 kWordTrue = 12;
inline constexpr u32 kWordUndefined = 16;  // a local that is not bound; never seen by Python code
inline constexpr u32 kWordNotImplemented = 32;
inline constexpr u32 kWordEllipsis = 64;

/// Small ints that fit in LoadWord's sixteen bits.
inline constexpr i32 kLoadWordIntMin = -16384;
inline constexpr i32 kLoadWordIntMax = 16383;

}  // namespace kinglet::bytecode
