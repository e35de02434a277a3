// Between binary floats and decimal digits, exactly, by arithmetic on long integers: no tables, small code,
// the same source for singles and doubles. Nothing here allocates.
#pragma once

#include <bit>
#include <limits>

#include "python/runtime/types/bigint_digits.hpp"

namespace kinglet::runtime {

/// What the format of a float says.
template <typename F>
struct FloatFormat {
    static constexpr bool kIsSingle = sizeof(F) == 4;
    using Bits = std::conditional_t<kIsSingle, u32, u64>;
    static constexpr u32 kMantissaBits = kIsSingle ? 24 : 53;      // the hidden one included
    static constexpr i32 kMinExponent = kIsSingle ? -149 : -1074;  // of the last bit
    static constexpr i32 kMaxExponent = kIsSingle ? 104 : 971;
    /// More significant decimal digits than these no float and no point halfway between two floats has.
    static constexpr u32 kMaxDigits = kIsSingle ? 113 : 768;
    /// At most this many digits tell any float from its neighbours.
    static constexpr u32 kShortestDigits = kIsSingle ? 9 : 17;
};

/// A finite float's magnitude: mantissa * 2^exponent.
struct FloatParts {
    u64 mantissa;
    i32 exponent;
    bool is_negative;
    /// The next smaller float is only half as far away as the next larger one.
    bool is_boundary;
};

template <typename F>
FloatParts float_decompose(F number) {
    using Format = FloatFormat<F>;
    const auto bits = std::bit_cast<typename Format::Bits>(number);
    constexpr u32 kStored = Format::kMantissaBits - 1;
    constexpr u32 kExponentMask = (1U << (sizeof(F) * 8 - Format::kMantissaBits)) - 1;
    u64 mantissa = bits & ((typename Format::Bits{1} << kStored) - 1);
    const u32 exponent = static_cast<u32>(bits >> kStored) & kExponentMask;
    const bool boundary = mantissa == 0 && exponent > 1;
    if (exponent != 0) mantissa |= u64{1} << kStored;
    return {mantissa, Format::kMinExponent + static_cast<i32>(exponent == 0 ? 0 : exponent - 1),
            (bits >> (sizeof(F) * 8 - 1)) != 0, boundary};
}

/// mantissa * 2^exponent, and a little more if `sticky`, as the nearest float, ties to even; infinity if it
/// is too large.
template <typename F>
F float_compose(u64 mantissa, i32 exponent, bool sticky) {
    using Format = FloatFormat<F>;
    using Bits = typename Format::Bits;
    if (mantissa == 0) return F{0};
    const i32 width = std::bit_width(mantissa);
    i32 drop = width - static_cast<i32>(Format::kMantissaBits);
    if (exponent + drop < Format::kMinExponent) drop = Format::kMinExponent - exponent;
    if (drop > 64) return F{0};
    if (drop > 0) {
        const u64 lost = drop == 64 ? mantissa : mantissa & ((u64{1} << drop) - 1);
        const u64 half = u64{1} << (drop - 1);
        mantissa = drop == 64 ? 0 : mantissa >> drop;
        if (lost > half || (lost == half && (sticky || (mantissa & 1) != 0))) ++mantissa;
    } else {
        mantissa <<= -drop;
    }
    exponent += drop;
    constexpr u32 kStored = Format::kMantissaBits - 1;
    if (mantissa >> Format::kMantissaBits != 0) {
        mantissa >>= 1;
        ++exponent;
    }
    if (exponent > Format::kMaxExponent) return std::numeric_limits<F>::infinity();
    Bits bits = static_cast<Bits>(mantissa) & ((Bits{1} << kStored) - 1);
    if (mantissa >> kStored != 0) bits |= static_cast<Bits>(exponent - Format::kMinExponent + 1) << kStored;
    return std::bit_cast<F>(bits);
}

/// A natural number (trimmed) as the nearest float; infinity if it is too large.
template <typename F>
F digits_to_float(const u32* a, u32 count) {
    u64 top = 0;
    bool sticky = false;
    const u32 bits = digits_bit_length(a, count);
    if (bits <= 64) {
        for (u32 i = count; i-- != 0;) top = top << 32 | a[i];
        return float_compose<F>(top, 0, false);
    }
    u32 window[4] = {};
    const u32 shift = bits - 64;
    const u32 whole = shift / 32;
    for (u32 i = 0; i < whole; ++i) sticky = sticky || a[i] != 0;
    sticky = digits_shift_right(window, a + whole, count - whole, shift % 32) || sticky;
    return float_compose<F>(static_cast<u64>(window[1]) << 32 | window[0], static_cast<i32>(shift), sticky);
}

/// The working space, in digits, of digits_ratio.
constexpr usize ratio_workspace(u32 n_count, u32 d_count) {
    return usize{n_count > d_count + 3 ? n_count : d_count + 3} + 2 + d_count + 1 + 5;
}

/// n / d (trimmed, not zero) as the nearest float; infinity if it is too large.
template <typename F>
F digits_ratio(const u32* n, u32 n_count, const u32* d, u32 d_count, u32* workspace);

extern template float digits_ratio<float>(const u32*, u32, const u32*, u32, u32*);
extern template double digits_ratio<double>(const u32*, u32, const u32*, u32, u32*);

enum class DigitsMode : u32 {
    Shortest,     // as few as read back the same; of these the nearest
    Significant,  // `count` digits, correctly rounded, ties to even
    Fraction,     // to `count` (perhaps negative) places behind the point, likewise
};

/// Decimal digits of a finite float that is not zero: its magnitude is 0.d1d2d3... * 10^point. Stops early
/// where only zeros would follow. Writes characters '0'..'9' to `digits`, which has room for kMaxDigits.
/// Returns how many, perhaps none (the number rounds to zero).
u32 float_digits(const FloatParts& parts, DigitsMode mode, i32 count, char* digits, i32& point);

/// The value of a decimal float literal without white space around, as float() takes it (sign, underscores,
/// inf, nan); false if it is none.
template <typename F>
bool float_parse_as(const char* text, usize length, F& result);

extern template bool float_parse_as<float>(const char*, usize, float&);
extern template bool float_parse_as<double>(const char*, usize, double&);

}  // namespace kinglet::runtime
