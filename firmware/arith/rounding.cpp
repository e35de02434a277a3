// Whole parts and remainders of floats, on their bits, in less of the flash than the C library's; all names
// are the library's. Every result is exact.
#include <bit>
#include <cmath>

#include "firmware/arith/number.hpp"

using namespace kinglet;
using namespace kinglet::arith;

extern "C" {

float truncf(float x) {
    const u32 bits = std::bit_cast<u32>(x);
    const i32 exponent = static_cast<i32>(bits >> 23 & 0xFF) - 127;
    if (exponent >= 23) return x;
    return std::bit_cast<float>(exponent < 0 ? bits & kSign : bits & ~((kHidden - 1) >> exponent));
}

float floorf(float x) {
    const float whole = truncf(x);
    return std::signbit(x) && whole != x ? whole - 1 : whole;
}

float ceilf(float x) {
    return -floorf(-x);
}

float modff(float x, float* whole) {
    *whole = truncf(x);
    return std::copysign(*whole == x ? 0 : x - *whole, x);
}

float fmodf(float x, float y) {
    const u32 sign = std::bit_cast<u32>(x) & kSign;
    const u32 x_bits = std::bit_cast<u32>(x) ^ sign;
    const u32 y_bits = std::bit_cast<u32>(y) & ~kSign;
    if (x_bits >= kInfinity || y_bits == 0 || y_bits > kInfinity) return NAN;
    if (x_bits < y_bits) return x;
    Parts rest(x_bits);
    const Parts divisor(y_bits);
    rest.mantissa %= divisor.mantissa;
    for (; rest.exponent > divisor.exponent; --rest.exponent) {
        rest.mantissa <<= 1;
        if (rest.mantissa >= divisor.mantissa) rest.mantissa -= divisor.mantissa;
    }
    const float size = ldexpf(static_cast<float>(rest.mantissa), divisor.exponent - 150);
    return std::bit_cast<float>(std::bit_cast<u32>(size) | sign);
}
}
