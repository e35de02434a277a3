// Arithmetic on natural numbers as arrays of 32-bit digits, least significant first: what int, and the exact
// conversions between decimal text and floats, are made of. Nothing here allocates or knows of objects.
// Counts are digits. A number is trimmed if its last digit is not zero (zero has none). Unless it is said, an
// output may not overlap an input.
#pragma once

#include "base/attributes.hpp"
#include "base/integers.hpp"

namespace kinglet::runtime {

/// Where work whose time grows with the square of the digits looks between its steps: while the lowest bit is
/// set there (of a thread's pending: kPendingInterrupt), it ends early, and its output means nothing.
/// nullptr: nobody interrupts.
using StopFlag = const volatile u32*;

/// The count without the zeros at the top.
inline u32 digits_trim(const u32* a, u32 count) {
    while (count != 0 && a[count - 1] == 0) --count;
    return count;
}

/// -1, 0, 1. Both trimmed.
int digits_compare(const u32* a, u32 a_count, const u32* b, u32 b_count);

/// Bits needed for a trimmed number; 0 for zero.
u32 digits_bit_length(const u32* a, u32 count);

/// out = a + b; a_count >= b_count; room for a_count + 1; out may be a or b. Returns the carry, which is also
/// stored at the top.
u32 digits_add(u32* out, const u32* a, u32 a_count, const u32* b, u32 b_count);

/// out = a - b for a >= b; a_count >= b_count; room for a_count; out may be a or b.
void digits_subtract(u32* out, const u32* a, u32 a_count, const u32* b, u32 b_count);

/// a = a * factor + addend in place; returns the digit that does not fit.
u32 digits_multiply_add(u32* a, u32 count, u32 factor, u32 addend);

/// out = a * b; room for a_count + b_count digits, all of which are written.
void digits_multiply(u32* out, const u32* a, u32 a_count, const u32* b, u32 b_count, StopFlag stop = nullptr);

/// From here on digits_multiply_large is the faster one.
inline constexpr u32 kKaratsubaDigits = 40;
/// The working space, in digits, of digits_multiply_large for operands of which the smaller has `count`
/// digits.
constexpr usize karatsuba_workspace(u32 count) {
    return 6 * usize{count} + 512;
}
/// As digits_multiply, in less than quadratic time. Both counts are at least kKaratsubaDigits.
void digits_multiply_large(u32* out, const u32* a, u32 a_count, const u32* b, u32 b_count, u32* workspace,
                           StopFlag stop = nullptr);

/// out = a / divisor, returns the remainder; out may be a, or nullptr: not wanted.
u32 digits_divide_small(u32* out, const u32* a, u32 count, u32 divisor);

/// Divides u by v (Knuth 4.3.1 D). v has v_count >= 2 digits and its top bit is set; u has u_count + 1
/// digits, the top one below v's top. The quotient's u_count - v_count + 1 digits go to q (nullptr: not
/// wanted); the remainder is left in u's low v_count digits.
void digits_divide(u32* q, u32* u, u32 u_count, const u32* v, u32 v_count, StopFlag stop = nullptr);

/// out = a << bits; room for count + bits / 32 + 1 digits, which are all written; out may be a.
void digits_shift_left(u32* out, const u32* a, u32 count, u32 bits);

/// out = a >> bits, for bits < 32 * count; count - bits / 32 digits are written; out may be a. True if a one
/// bit was lost.
bool digits_shift_right(u32* out, const u32* a, u32 count, u32 bits);

/// The largest power of `base` (2..36) that fits in a digit, and its exponent.
struct BasePower {
    u32 power;
    u32 exponent;
};
BasePower digits_base_power(u32 base);

/// An upper bound of the characters that a number of `count` digits takes in a base.
usize digits_text_room(u32 count, u32 base);

/// Writes the number in a base, lower case, without sign, so that it ends before `end`; returns its first
/// character. `a` is trimmed and is destroyed. Zero gives "0".
char* digits_to_text(u32* a, u32 count, u32 base, char* end, StopFlag stop = nullptr);

}  // namespace kinglet::runtime
