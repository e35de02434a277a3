// Division of 64-bit integers. When the dividend fits a word, the word's division does it; otherwise
// schoolbook division in digits of 16 bits (Knuth, The Art of Computer Programming 4.3.1, algorithm D,
// written for these four digits at most).
#include <bit>

#include "base/integers.hpp"

using kinglet::i64;
using kinglet::u32;
using kinglet::u64;

namespace {

struct Divided {
    u64 quotient;
    u64 rest;
};

/// (high, low) / divisor for a divisor with its top bit set and high < divisor: two digits of the quotient.
u32 divide_two_by_one(u32 high, u32 low, u32 divisor, u32& rest) {
    const u32 upper = divisor >> 16, lower = divisor & 0xFFFF;
    const auto digit = [&](u32 top, u32 next) {
        u32 guess = top / upper;
        u32 left = top - guess * upper;
        while (guess > 0xFFFF || guess * lower > (left << 16 | next)) {
            --guess;
            left += upper;
            if (left > 0xFFFF) break;
        }
        return guess;
    };
    const u32 first = digit(high, low >> 16);
    const u32 middle = (high << 16 | low >> 16) - first * divisor;
    const u32 second = digit(middle, low & 0xFFFF);
    rest = (middle << 16 | (low & 0xFFFF)) - second * divisor;
    return first << 16 | second;
}

Divided divide(u64 a, u64 b) {
    const u32 a1 = static_cast<u32>(a >> 32), a0 = static_cast<u32>(a);
    const u32 b1 = static_cast<u32>(b >> 32), b0 = static_cast<u32>(b);
    if (a1 == 0 && b1 == 0) return {a0 / b0, a0 % b0};  // division by zero faults here
    if (a < b) return {0, a};
    if (b1 == 0) {
        if (b0 == 0) return {a0 / b0, 0};
        const int shift = std::countl_zero(b0);
        const u32 high = a1 / b0;
        const u64 left = static_cast<u64>(a1 % b0) << 32 | a0;
        u32 rest;
        const u64 scaled = left << shift;
        const u32 low =
            divide_two_by_one(static_cast<u32>(scaled >> 32), static_cast<u32>(scaled), b0 << shift, rest);
        return {static_cast<u64>(high) << 32 | low, rest >> shift};
    }
    // The quotient fits a word: estimate it from the divisor's leading word, then correct (at most once too
    // large after halving).
    const int shift = std::countl_zero(b1);
    const u32 top = static_cast<u32>((b << shift) >> 32);
    const u64 half = a >> 1;
    u32 ignored;
    u32 guess = divide_two_by_one(static_cast<u32>(half >> 32), static_cast<u32>(half), top, ignored);
    guess = static_cast<u32>(static_cast<u64>(guess) << shift >> 31);
    if (guess != 0) --guess;
    u64 rest = a - guess * b;
    if (rest >= b) {
        ++guess;
        rest -= b;
    }
    return {guess, rest};
}

u64 magnitude(i64 value) {
    return value < 0 ? u64{0} - static_cast<u64>(value) : static_cast<u64>(value);
}

i64 with_sign(u64 value, bool negative) {
    return static_cast<i64>(negative ? u64{0} - value : value);
}

}  // namespace

extern "C" {

u64 __udivdi3(u64 a, u64 b) {
    return divide(a, b).quotient;
}
u64 __umoddi3(u64 a, u64 b) {
    return divide(a, b).rest;
}
i64 __divdi3(i64 a, i64 b) {
    return with_sign(divide(magnitude(a), magnitude(b)).quotient, (a ^ b) < 0);
}
i64 __moddi3(i64 a, i64 b) {
    return with_sign(divide(magnitude(a), magnitude(b)).rest, a < 0);
}

}  // extern "C"
