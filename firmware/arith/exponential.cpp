// Powers and logarithms in less of the flash than the C library's: one logarithm to base 2 and one power of
// two, in integers of 64 bits, and the functions that follow from them; all names are the library's. The
// error stays below 0.52 units in the last place (0.57 for a power near the end of the range), and what a
// float can hold exactly is exact.
#include <bit>
#include <cmath>

#include "base/attributes.hpp"
#include "firmware/arith/number.hpp"

using namespace kinglet;
using namespace kinglet::arith;

namespace {

// Its sign is read by the byte.
DRAM_CONST constexpr Number kLog2OfE = {0xB8AA3B295C17F0BC, 63, false};
constexpr u64 kLnOf2 = 0xB17217F7D1CF79AC;         // times 2**-64
constexpr u64 kLog10Of2 = 0x9A209A84FBCFF798;      // times 2**-65
constexpr u64 kTwiceLog2OfE = 0xB8AA3B295C17F0BC;  // times 2**-62

/// Of a finite number above 0. With m between sqrt(1/2) and sqrt(2) and s = (m - 1) / (m + 1), log(m) is 2 (s
/// + s**3 / 3 + s**5 / 5 ...).
Number log2_of(float x) {
    const Parts parts(size_bits(x));
    u32 m = parts.mantissa;
    i32 exponent = parts.exponent - 126;
    u32 one = 1U << 24;
    if (m < 11863283) {  // sqrt(1/2)
        one >>= 1;
        --exponent;
    }
    const bool is_below = m < one;
    const u32 difference = is_below ? one - m : m - one;
    Number result = {0, 0, is_below};
    if (difference != 0) {
        const i32 zeros = std::countl_zero(difference) - 8;
        const u64 s = (u64{difference << zeros} << 40) / (m + one);  // times 2**(40 + zeros)
        const u32 narrow = static_cast<u32>(s >> (6 + zeros));       // times 2**34
        const u32 square = high(narrow, narrow);                     // times 2**36
        u32 sum = 0;                                                 // times 2**32
        for (u32 k = 17; k >= 3; k -= 2) sum = (high(sum, square) >> 4) + 0xFFFFFFFF / k;
        const u64 factor =
            high(kTwiceLog2OfE, (u64{1} << 63) + (u64{high(sum, square)} << 27));  // times 2**61
        result.magnitude = s;
        result.scale = 40 + zeros;
        result.normalise();
        result.multiply(factor, 61);
    }
    if (exponent == 0) return result;
    // Now that a whole number is before it, what lies below 2**-55 does not count.
    const u64 fraction =
        result.magnitude == 0 || result.scale - 55 > 63 ? 0 : result.magnitude >> (result.scale - 55);
    const bool is_negative = exponent < 0;
    const u64 whole = static_cast<u64>(is_negative ? -exponent : exponent) << 55;
    result = {is_below == is_negative ? whole + fraction : whole - fraction, 55, is_negative};
    result.normalise();
    return result;
}

/// 2**(number * y) for a finite y: 2**n of the whole part, and a power series of the fraction.
float power_of_two(const Number& number, float y) {
    const u32 bits = size_bits(y);
    const i32 exponent = static_cast<i32>(bits >> 23) - 126;
    const u64 product = high(number.magnitude, u64{bits << 8 | 0x80000000} << 32);
    const i32 scale = number.scale - exponent;  // of the product
    const bool is_negative = number.is_negative != std::signbit(y);
    if (product == 0 || scale > 63 + 31) return 1;
    if (scale < 64 - 9) return is_negative ? 0 : INFINITY;  // 2**8 and more
    i32 whole = scale > 63 ? 0 : static_cast<i32>(product >> scale);
    u32 fraction = static_cast<u32>(scale > 32 ? product >> (scale - 32) : product << (32 - scale));
    if (is_negative) {
        whole = -whole - (fraction != 0);
        fraction = -fraction;
    }
    const u32 w = high(fraction, static_cast<u32>(kLnOf2 >> 32));
    u32 sum = 1U << 31;
    for (u32 k = 12; k != 0; --k) sum = (1U << 31) + high(w, sum) / k;
    return ldexpf(static_cast<float>(sum), whole - 31);
}

float logarithm(float x, u64 factor, i32 scale) {
    const u32 bits = std::bit_cast<u32>(x);
    if (bits << 1 == 0) return -INFINITY;
    if (bits >= kInfinity) return bits > kSign ? NAN : x;
    Number result = log2_of(x);
    if (factor != 0) result.multiply(factor, scale);
    return result.to_float();
}

}  // namespace

extern "C" {

float logf(float x) {
    return logarithm(x, kLnOf2, 64);
}
float log2f(float x) {
    return logarithm(x, 0, 0);
}
float log10f(float x) {
    return logarithm(x, kLog10Of2, 65);
}

float expf(float x) {
    if (size_bits(x) >= kInfinity) return std::bit_cast<u32>(x) == (kInfinity | kSign) ? 0 : x;
    return power_of_two(kLog2OfE, x);
}

float powf(float x, float y) {
    const u32 base = size_bits(x);
    const u32 exponent = size_bits(y);
    if (std::bit_cast<u32>(x) == kOne || exponent == 0) return 1;
    if (base > kInfinity || exponent > kInfinity) return NAN;
    // Floats from 2**24 on are even.
    const i32 whole = exponent < 0x4B800000 ? static_cast<i32>(y) : 0;
    const bool is_whole = exponent >= 0x4B800000 || static_cast<float>(whole) == y;
    float result;
    if (base == kOne && (exponent == kInfinity || is_whole)) {
        result = 1;
    } else if (exponent == kInfinity || base == 0 || base == kInfinity) {
        result = (base < kOne) == std::signbit(y) ? INFINITY : 0;
    } else {
        if (std::signbit(x) && !is_whole) return NAN;
        result = power_of_two(log2_of(x), y);
    }
    return std::signbit(x) && (whole & 1) != 0 && is_whole ? -result : result;
}
}
