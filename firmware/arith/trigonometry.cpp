// What the C library does at length, in less of the flash: the reduction of an angle to a quarter turn, and
// the functions that follow from others. Its sinf and cosf call the reduction; all names are the library's.
#include <bit>
#include <cmath>

#include "base/integers.hpp"

using namespace kinglet;

namespace {

// 2/pi after a word of zeros: the first word holds 2**31 to 2**0, the second 2**-1 to 2**-32 and so on.
constexpr u32 kTwoOverPi[] = {0,          0xA2F9836E, 0x4E441529, 0xFC2757D1,
                              0xF534DDC0, 0xDB629599, 0x3C439041, 0xFE5163AB};
constexpr u32 kHalfPi = 0xC90FDAA2;  // times 2**-31

// The arc whose cosine is `adjacent`, or whose sine is `opposite`, given the other side's square as (1 - x)(1
// + x).
float other_side(float x) {
    return sqrtf((1 - x) * (1 + x));
}

}  // namespace

extern "C" {

/// x = n * pi/2 + y[0] + y[1] with |y[0]| <= pi/4 for a finite x above pi/4; returns n, right in its last two
/// bits. x is m * 2**e with a whole m of 24 bits, so of the bits of 2/pi only those from 2**(1 - e) on count:
/// whole turns fall away. 96 of them leave 62 behind the point of the product, more than a float ever loses
/// by coming near n.
i32 __rem_pio2f(float x, float* y) {
    const u32 bits = std::bit_cast<u32>(x);
    const u32 mantissa = (bits & 0x7FFFFF) | 0x800000;
    const u32 first = (bits >> 23 & 0xFF) - 150 + 30;
    const u32* word = kTwoOverPi + (first >> 5);
    const auto window = [&](u32 index) {
        return static_cast<u32>(((u64{word[index]} << 32 | word[index + 1]) << (first & 31)) >> 32);
    };
    u64 product =
        (u64{window(0)} * mantissa << 32) + u64{window(1)} * mantissa + (u64{window(2)} * mantissa >> 32);
    i32 quarter = static_cast<i32>(product >> 62);
    product <<= 2;
    bool negative = product >> 63;
    if (negative) {
        quarter++;
        product = -product;
    }
    const u32 zeros = static_cast<u32>(std::countl_zero(product | 1));
    const u32 angle = static_cast<u32>(u64{static_cast<u32>(product << zeros >> 32)} * kHalfPi >> 32);
    if (static_cast<i32>(bits) < 0) {
        quarter = -quarter;
        negative = !negative;
    }
    const float unit = std::bit_cast<float>((127 - 31 - zeros) << 23 | u32{negative} << 31);
    const u32 leading = angle & ~u32{0xFF};
    y[0] = static_cast<float>(leading) * unit;
    y[1] = static_cast<float>(angle - leading) * unit;
    return quarter;
}

float tanf(float x) {
    return sinf(x) / cosf(x);
}
float asinf(float x) {
    return atan2f(x, other_side(x));
}
float acosf(float x) {
    return atan2f(other_side(x), x);
}

/// Of sides so long or so short that a square would leave the range, those of a similar triangle are squared.
float hypotf(float x, float y) {
    if (std::isinf(x) || std::isinf(y)) return INFINITY;
    const float longest = std::fabs(x) > std::fabs(y) ? x : y;
    const u32 exponent = std::bit_cast<u32>(longest) >> 23 & 0xFF;
    if (exponent - 70 < 120 || exponent == 0xFF) return sqrtf(x * x + y * y);
    const float up = exponent < 70 ? 0x1p90F : 0x1p-90F;
    const float down = exponent < 70 ? 0x1p-90F : 0x1p90F;
    return sqrtf(x * up * (x * up) + y * up * (y * up)) * down;
}
}
