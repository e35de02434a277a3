// Bitmaps over machine words, for the heap: setting, clearing and counting ranges, and finding the edges of
// runs. Whole words are stepped over at once. Positions are bit numbers; the caller owns the words and knows
// how many bits there are.
#pragma once

#include <bit>

#include "python/runtime/value.hpp"

namespace kinglet::runtime::bitmap {

inline constexpr usize kWordBits = sizeof(Word) * 8;

inline bool test(const Word* words, usize i) {
    return (words[i / kWordBits] >> (i % kWordBits) & 1U) != 0;
}
inline void set(Word* words, usize i) {
    words[i / kWordBits] |= Word{1} << (i % kWordBits);
}
inline void clear(Word* words, usize i) {
    words[i / kWordBits] &= ~(Word{1} << (i % kWordBits));
}

/// Calls `change(word, mask)` for each word that the range touches.
template <typename Change>
inline void for_range(usize first, usize count, Change change) {
    usize word = first / kWordBits;
    usize bit = first % kWordBits;
    while (count != 0) {
        const usize here = count < kWordBits - bit ? count : kWordBits - bit;
        change(word, (~Word{0} >> (kWordBits - here)) << bit);
        count -= here;
        bit = 0;
        ++word;
    }
}
inline void set_range(Word* words, usize first, usize count) {
    for_range(first, count, [=](usize word, Word mask) { words[word] |= mask; });
}
inline void clear_range(Word* words, usize first, usize count) {
    for_range(first, count, [=](usize word, Word mask) { words[word] &= ~mask; });
}

/// The first position in [from, end) whose bit is `wanted`, or `end`.
template <bool wanted>
inline usize find_forward(const Word* words, usize from, usize end) {
    if (from >= end) return end;
    usize word = from / kWordBits;
    Word bits = (wanted ? words[word] : ~words[word]) & (~Word{0} << (from % kWordBits));
    while (bits == 0) {
        if (++word * kWordBits >= end) return end;
        bits = wanted ? words[word] : ~words[word];
    }
    const usize found = word * kWordBits + static_cast<usize>(std::countr_zero(bits));
    return found < end ? found : end;
}

/// One more than the last position in [start, end) whose bit is `wanted`; `start` if there is none.
template <bool wanted>
inline usize find_backward(const Word* words, usize start, usize end) {
    if (end <= start) return start;
    usize word = (end - 1) / kWordBits;
    Word bits = (wanted ? words[word] : ~words[word]) & (~Word{0} >> (kWordBits - 1 - (end - 1) % kWordBits));
    while (bits == 0) {
        if (word * kWordBits <= start) return start;
        --word;
        bits = wanted ? words[word] : ~words[word];
    }
    const usize found = word * kWordBits + kWordBits - static_cast<usize>(std::countl_zero(bits));
    return found > start ? found : start;
}

inline usize next_set(const Word* words, usize from, usize end) {
    return find_forward<true>(words, from, end);
}
inline usize next_clear(const Word* words, usize from, usize end) {
    return find_forward<false>(words, from, end);
}

}  // namespace kinglet::runtime::bitmap
