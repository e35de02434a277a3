// Classes of ASCII characters and the like, without tables, so that nothing is read by bytes from flash. And
// the residue that makes equal numbers of different types hash equal.
#pragma once

#include "base/flash.hpp"
#include "python/runtime/value.hpp"

namespace kinglet::runtime {

constexpr bool is_white_space(u32 c) {
    return c == ' ' || (c >= 9 && c <= 13);
}
constexpr bool is_digit(u32 c) {
    return c - '0' < 10;
}
constexpr bool is_upper(u32 c) {
    return c - 'A' < 26;
}
constexpr bool is_lower(u32 c) {
    return c - 'a' < 26;
}
constexpr bool is_letter(u32 c) {
    return (c | 0x20) - 'a' < 26;
}

/// The value of a digit in bases up to 36; 36 and more: none.
constexpr u32 digit_value(u32 c) {
    if (is_digit(c)) return c - '0';
    return is_letter(c) ? (c | 0x20) - 'a' + 10 : 99;
}

/// Takes ASCII white space off both ends of a text that may lie in flash.
inline void trim_white_space(const char*& text, usize& length) {
    while (length != 0 && is_white_space(flash_byte(text))) {
        ++text;
        --length;
    }
    while (length != 0 && is_white_space(flash_byte(text + length - 1))) --length;
}

// The hash of a number that is no small int is its residue modulo 2^31 - 1 or 2^61 - 1, with its sign:
// shifting is rotating.
inline constexpr u32 kResidueBits = sizeof(Word) == 4 ? 31 : 61;
inline constexpr Word kResidueModulus = (Word{1} << kResidueBits) - 1;

/// residue * 2^bits.
constexpr Word hash_residue_shift(Word residue, u32 bits) {
    bits %= kResidueBits;
    if (bits == 0) return residue;
    return (residue << bits & kResidueModulus) | residue >> (kResidueBits - bits);
}
constexpr Word hash_residue_add(Word residue, Word addend) {
    // Both below 2^32 or the modulus: no overflow that the fold would not catch.
    addend = (addend & kResidueModulus) + (addend >> kResidueBits);
    residue += addend;
    if (residue >= kResidueModulus) residue -= kResidueModulus;
    return residue >= kResidueModulus ? residue - kResidueModulus : residue;
}
/// residue * 2^32 + digit.
constexpr Word hash_residue_append(Word residue, u32 digit) {
    return hash_residue_add(hash_residue_shift(residue, 32), digit);
}

}  // namespace kinglet::runtime
