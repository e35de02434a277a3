// The header word of raw blocks; only the heap's own files include this. An object's first word is a pointer
// to its shape and so even; a raw block's is odd: granules << 4 | kind << 1 | 1.
#pragma once

#include "python/runtime/heap.hpp"

namespace kinglet::runtime {

constexpr Word raw_header(usize granules, RawKind kind) {
    return granules << Heap::kRawSizeShift | static_cast<Word>(kind) << 1 | 1U;
}
constexpr bool is_raw_header(Word header) {
    return (header & 1U) != 0;
}
constexpr usize raw_granules(Word header) {
    return header >> Heap::kRawSizeShift;
}
constexpr RawKind raw_kind(Word header) {
    return static_cast<RawKind>(header >> 1 & 7U);
}

inline constexpr u8 kPoison = 0xDB;

}  // namespace kinglet::runtime
