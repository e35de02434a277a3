// IEEE 754 arithmetic on bit patterns, for processors without it: nearest-even rounding, subnormals,
// infinities, quiet NaN. Written for clarity and exactness; where speed matters (singles on the chip)
// firmware/arith has assembler that is tested against the same results. The boot ROM and the firmware's
// doubles are this file; the desktop's own floats judge it in tests/unit/base.
//
// Inside, a number is a mantissa with three bits below the last place: guard, round and sticky (the OR of
// everything lower).
#pragma once

#include <bit>

#include "base/integers.hpp"

namespace kinglet::soft_float {

struct Single {
    using Bits = u32;
    static constexpr int kFraction = 23;
    static constexpr int kMaxExponent = 0xFF;
};

struct Double {
    using Bits = u64;
    static constexpr int kFraction = 52;
    static constexpr int kMaxExponent = 0x7FF;
};

template <typename F>
struct Limits {
    using Bits = typename F::Bits;
    static constexpr int kWidth = sizeof(Bits) * 8;
    static constexpr Bits kSign = Bits{1} << (kWidth - 1);
    static constexpr Bits kHidden = Bits{1} << F::kFraction;
    static constexpr Bits kInfinity = Bits{F::kMaxExponent} << F::kFraction;
    static constexpr Bits kNan = kInfinity | kHidden >> 1;
    static constexpr int kBias = F::kMaxExponent / 2;
};

template <typename F>
constexpr bool is_nan(typename F::Bits a) {
    return (a & ~Limits<F>::kSign) > Limits<F>::kInfinity;
}

/// Shifts right; a bit that falls out leaves its mark in the lowest.
template <typename Bits>
constexpr Bits shift_right_sticky(Bits mantissa, int by) {
    if (by == 0) return mantissa;
    if (by >= static_cast<int>(sizeof(Bits) * 8)) return mantissa != 0;
    return mantissa >> by | ((mantissa << (sizeof(Bits) * 8 - static_cast<unsigned>(by))) != 0);
}

/// The number mantissa * 2^(exponent - bias - fraction - 3), rounded. `exponent` is biased and may lie
/// outside the range.
template <typename F>
constexpr typename F::Bits pack(typename F::Bits sign, int exponent, typename F::Bits mantissa) {
    using L = Limits<F>;
    if (mantissa == 0) return sign;
    const int shift = std::countl_zero(mantissa) - (L::kWidth - 1 - F::kFraction - 3);
    mantissa = shift >= 0 ? mantissa << shift : shift_right_sticky(mantissa, -shift);
    exponent -= shift;
    if (exponent >= F::kMaxExponent) return sign | L::kInfinity;
    if (exponent <= 0) {
        mantissa = shift_right_sticky(mantissa, 1 - exponent);
        exponent = 1;  // a subnormal: the sum below lacks the hidden bit
    }
    const auto rest = mantissa & 7;
    mantissa >>= 3;
    mantissa += rest > 4 || (rest == 4 && (mantissa & 1) != 0);
    // The hidden bit, when there is one, adds one to the exponent; so does a carry out of the rounding.
    return sign | ((static_cast<typename F::Bits>(exponent - 1) << F::kFraction) + mantissa);
}

template <typename F>
struct Parts {
    typename F::Bits sign;
    int exponent;
    typename F::Bits mantissa;  // with the hidden bit; without guard bits
};

/// A finite number taken apart; subnormals keep the exponent 1.
template <typename F>
constexpr Parts<F> unpack(typename F::Bits a) {
    using L = Limits<F>;
    const int exponent = static_cast<int>((a & L::kInfinity) >> F::kFraction);
    const auto fraction = a & (L::kHidden - 1);
    return {a & L::kSign, exponent == 0 ? 1 : exponent, exponent == 0 ? fraction : fraction | L::kHidden};
}

/// The same with the hidden bit set for subnormals too, the exponent going below 1. Not for zero.
template <typename F>
constexpr Parts<F> unpack_normal(typename F::Bits a) {
    Parts<F> parts = unpack<F>(a);
    const int shift = std::countl_zero(parts.mantissa) - (Limits<F>::kWidth - 1 - F::kFraction);
    parts.mantissa <<= shift;
    parts.exponent -= shift;
    return parts;
}

template <typename F>
constexpr typename F::Bits add(typename F::Bits a, typename F::Bits b) {
    using L = Limits<F>;
    const auto abs_a = a & ~L::kSign, abs_b = b & ~L::kSign;
    if (abs_a >= L::kInfinity || abs_b >= L::kInfinity) {
        if (abs_a > L::kInfinity || abs_b > L::kInfinity) return L::kNan;
        if (abs_a == abs_b) return a == b ? a : L::kNan;
        return abs_a == L::kInfinity ? a : b;
    }
    if (abs_a < abs_b) return add<F>(b, a);
    const auto x = unpack<F>(a), y = unpack<F>(b);
    const auto large = x.mantissa << 3;
    const auto small = shift_right_sticky<typename F::Bits>(y.mantissa << 3, x.exponent - y.exponent);
    if (x.sign == y.sign) return pack<F>(x.sign, x.exponent, large + small);
    if (large == small) return 0;
    return pack<F>(x.sign, x.exponent, large - small);
}

template <typename F>
constexpr typename F::Bits subtract(typename F::Bits a, typename F::Bits b) {
    return add<F>(a, b ^ Limits<F>::kSign);
}

/// The upper part of a product of two mantissas, so that its leading bit is that of the inputs' product;
/// sticky below.
constexpr u32 multiply_mantissas(u32 a, u32 b) {
    return static_cast<u32>(shift_right_sticky(u64{a} * b, 20));
}

constexpr u64 multiply_mantissas(u64 a, u64 b) {
    const u64 a0 = static_cast<u32>(a), a1 = a >> 32, b0 = static_cast<u32>(b), b1 = b >> 32;
    const u64 low = a0 * b0;
    const u64 middle = a1 * b0 + (low >> 32);
    const u64 middle2 = a0 * b1 + static_cast<u32>(middle);
    const u64 high = a1 * b1 + (middle >> 32) + (middle2 >> 32);
    const u64 rest = middle2 << 32 | static_cast<u32>(low);
    // 106 bits; drop 49, which leaves the leading bit at 55 or 56.
    return high << 15 | shift_right_sticky(rest, 49);
}

template <typename F>
constexpr typename F::Bits multiply(typename F::Bits a, typename F::Bits b) {
    using L = Limits<F>;
    const auto sign = (a ^ b) & L::kSign;
    const auto abs_a = a & ~L::kSign, abs_b = b & ~L::kSign;
    if (abs_a >= L::kInfinity || abs_b >= L::kInfinity) {
        if (abs_a > L::kInfinity || abs_b > L::kInfinity || abs_a == 0 || abs_b == 0) return L::kNan;
        return sign | L::kInfinity;
    }
    if (abs_a == 0 || abs_b == 0) return sign;
    const auto x = unpack_normal<F>(abs_a), y = unpack_normal<F>(abs_b);
    return pack<F>(sign, x.exponent + y.exponent - L::kBias, multiply_mantissas(x.mantissa, y.mantissa));
}

template <typename F>
constexpr typename F::Bits divide(typename F::Bits a, typename F::Bits b) {
    using L = Limits<F>;
    const auto sign = (a ^ b) & L::kSign;
    const auto abs_a = a & ~L::kSign, abs_b = b & ~L::kSign;
    if (abs_a > L::kInfinity || abs_b > L::kInfinity) return L::kNan;
    if (abs_a == L::kInfinity) return abs_b == L::kInfinity ? L::kNan : sign | L::kInfinity;
    if (abs_b == L::kInfinity) return sign;
    if (abs_b == 0) return abs_a == 0 ? L::kNan : sign | L::kInfinity;
    if (abs_a == 0) return sign;
    const auto x = unpack_normal<F>(abs_a), y = unpack_normal<F>(abs_b);
    typename F::Bits rest = x.mantissa, quotient = 0;
    for (int i = 0; i < F::kFraction + 4; ++i) {
        quotient <<= 1;
        if (rest >= y.mantissa) {
            rest -= y.mantissa;
            quotient |= 1;
        }
        rest <<= 1;
    }
    return pack<F>(sign, x.exponent - y.exponent + L::kBias, quotient | (rest != 0));
}

/// The integer nearest to zero; beyond the range the nearest of the range, NaN gives the largest.
template <typename F>
constexpr u32 to_unsigned(typename F::Bits a) {
    using L = Limits<F>;
    if (is_nan<F>(a)) return ~u32{0};
    const auto x = unpack<F>(a);
    const int shift = x.exponent - L::kBias - F::kFraction;
    if (x.exponent < L::kBias || x.sign != 0) return 0;
    if (x.exponent >= L::kBias + 32) return ~u32{0};
    return static_cast<u32>(shift >= 0 ? x.mantissa << shift : x.mantissa >> -shift);
}

template <typename F>
constexpr i32 to_signed(typename F::Bits a) {
    const u32 magnitude = to_unsigned<F>(a & ~Limits<F>::kSign);
    if ((a & Limits<F>::kSign) != 0 && !is_nan<F>(a)) {
        return static_cast<i32>(magnitude > 0x80000000u ? 0x80000000u : 0u - magnitude);
    }
    return static_cast<i32>(magnitude > 0x7FFFFFFFu ? 0x7FFFFFFFu : magnitude);
}

template <typename F>
constexpr typename F::Bits from_unsigned(u32 value, typename F::Bits sign = 0) {
    if constexpr (sizeof(typename F::Bits) == 8) {
        return pack<F>(sign, Limits<F>::kBias + F::kFraction, u64{value} << 3);
    } else {
        // Up to 32 bits: the guard bits are inside, so the exponent counts three fewer.
        return pack<F>(sign, Limits<F>::kBias + F::kFraction + 3, value);
    }
}

template <typename F>
constexpr typename F::Bits from_signed(i32 value) {
    const auto bits = static_cast<u32>(value);
    return value < 0 ? from_unsigned<F>(0u - bits, Limits<F>::kSign) : from_unsigned<F>(bits);
}

constexpr u64 extend(u32 a) {
    using S = Limits<Single>;
    using D = Limits<Double>;
    const u64 sign = u64{a & S::kSign} << 32;
    const u32 magnitude = a & ~S::kSign;
    if (magnitude > S::kInfinity) return D::kNan;
    if (magnitude == S::kInfinity) return sign | D::kInfinity;
    if (magnitude == 0) return sign;
    const auto x = unpack<Single>(a);
    return pack<Double>(sign, x.exponent - S::kBias + D::kBias, u64{x.mantissa} << (52 - 23 + 3));
}

constexpr u32 truncate(u64 a) {
    using S = Limits<Single>;
    using D = Limits<Double>;
    const u32 sign = static_cast<u32>(a >> 32) & S::kSign;
    const u64 magnitude = a & ~D::kSign;
    if (magnitude > D::kInfinity) return S::kNan;
    if (magnitude == D::kInfinity) return sign | S::kInfinity;
    const auto x = unpack<Double>(a);
    const u32 mantissa = static_cast<u32>(shift_right_sticky(x.mantissa, 52 - 23 - 3));
    return pack<Single>(sign, x.exponent - D::kBias + S::kBias, mantissa);
}

}  // namespace kinglet::soft_float
