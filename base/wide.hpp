// Products and quotients of two machine words' width. The lx106 multiplies 16 x 16 -> 32 and 32 x 32 -> the
// low 32 bits and does not divide; the compiler would call __muldi3 and __udivdi3, which are several times as
// slow as what stands here. Nothing here allocates. Both ways are compiled and tested everywhere; the target
// decides which one is used.
#pragma once

#include <type_traits>

#include "base/integers.hpp"

namespace kinglet {

namespace detail {

#if defined(__XTENSA__)
inline constexpr bool kHasWideInstructions = false;
#else
inline constexpr bool kHasWideInstructions = true;
#endif

/// a * b from four products of halves.
inline u64 multiply_by_halves(u32 a, u32 b) {
    const u32 a_low = a & 0xFFFFU;
    const u32 a_high = a >> 16;
    const u32 b_low = b & 0xFFFFU;
    const u32 b_high = b >> 16;
    const u32 cross = a_low * b_high;
    // At most 0xFFFF + 0xFFFF + 0xFFFE0001: does not overflow.
    const u32 middle = ((a_low * b_low) >> 16) + (cross & 0xFFFFU) + a_high * b_low;
    const u32 high = a_high * b_high + (cross >> 16) + (middle >> 16);
    return static_cast<u64>(high) << 32 | (a * b);
}

/// (high:low) / divisor for high < divisor, whose top bit is set: Knuth 4.3.1 D with digits of 16 bits.
inline u32 divide_by_halves(u32 high, u32 low, u32 divisor) {
    const u32 top = divisor >> 16;
    const u32 bottom = divisor & 0xFFFFU;
    u32 quotient = 0;
    for (u32 half = 0; half < 2; ++half) {
        u32 digit = high / top;
        u32 rest = high - digit * top;
        const u32 next = low >> 16;
        while (digit > 0xFFFFU || digit * bottom > (rest << 16 | next)) {
            --digit;
            rest += top;
            if (rest > 0xFFFFU) break;
        }
        high = (high << 16 | next) - digit * divisor;
        low <<= 16;
        quotient = quotient << 16 | digit;
    }
    return quotient;
}

}  // namespace detail

/// a * b, all 64 bits.
inline u64 multiply_wide(u32 a, u32 b) {
    return detail::kHasWideInstructions ? static_cast<u64>(a) * b : detail::multiply_by_halves(a, b);
}

/// n / 10 without a division.
inline u32 divide_by_ten(u32 n) {
    return static_cast<u32>(multiply_wide(n, 0xCCCCCCCDU) >> 35);
}
inline u64 divide_by_ten(u64 n) {
    return n / 10;
}

/// result = a * b; true if that does not fit (the result is then of no use).
inline bool multiply_overflows(i64 a, i64 b, i64& result) {
    return __builtin_mul_overflow(a, b, &result);
}
inline bool multiply_overflows(i32 a, i32 b, i32& result) {
    if (detail::kHasWideInstructions) return __builtin_mul_overflow(a, b, &result);
    const u32 a_magnitude = a < 0 ? 0U - static_cast<u32>(a) : static_cast<u32>(a);
    const u32 b_magnitude = b < 0 ? 0U - static_cast<u32>(b) : static_cast<u32>(b);
    result = static_cast<i32>(static_cast<u32>(a) * static_cast<u32>(b));
    if (((a_magnitude | b_magnitude) >> 15) == 0) return false;
    const u64 product = detail::multiply_by_halves(a_magnitude, b_magnitude);
    return static_cast<u32>(product >> 32) != 0 || static_cast<u32>(product) > 0x7FFFFFFFU;
}

/// Divides many two-word numbers by one divisor whose top bit is set, by multiplying with its reciprocal:
/// Moeller and Granlund, 'Improved division by invariant integers' (2011), algorithm 4.
class ReciprocalDivider {
  public:
    explicit ReciprocalDivider(u32 divisor)
        : divisor_(divisor), reciprocal_(detail::divide_by_halves(~divisor, ~0U, divisor)) {}

    /// (high:low) / divisor; `high` is below the divisor, so the quotient is one word.
    u32 divide(u32 high, u32 low, u32& remainder) const {
        const u64 product = multiply_wide(reciprocal_, high);
        const u32 product_low = static_cast<u32>(product) + low;
        u32 quotient = static_cast<u32>(product >> 32) + high + (product_low < low ? 1U : 0U) + 1U;
        u32 rest = low - quotient * divisor_;
        if (rest > product_low) {
            --quotient;
            rest += divisor_;
        }
        if (rest >= divisor_) {
            ++quotient;
            rest -= divisor_;
        }
        remainder = rest;
        return quotient;
    }

  private:
    u32 divisor_;
    u32 reciprocal_;
};

/// The same with the machine's own division.
class NativeDivider {
  public:
    explicit NativeDivider(u32 divisor) : divisor_(divisor) {}
    u32 divide(u32 high, u32 low, u32& remainder) const {
        const u64 number = static_cast<u64>(high) << 32 | low;
        remainder = static_cast<u32>(number % divisor_);
        return static_cast<u32>(number / divisor_);
    }

  private:
    u32 divisor_;
};

using WideDivider = std::conditional_t<detail::kHasWideInstructions, NativeDivider, ReciprocalDivider>;

}  // namespace kinglet
