// The arc of a tangent, in integers of 64 bits and less of the flash than the C library's; the error stays
// below 0.51 units in the last place. The names are the library's.
#include <bit>
#include <cmath>

#include "firmware/arith/number.hpp"

using namespace kinglet;
using namespace kinglet::arith;

namespace {

// Times 2**-61.
constexpr u64 kPi = 0x6487ED5110B4611A;
constexpr u64 kHalfPi = kPi / 2;
constexpr u64 kQuarterPi = kPi / 4;

/// whole - angle.
void take_from(u64 whole, Number& angle) {
    const i32 shift = angle.scale - 61;
    angle.magnitude = whole - (shift > 63 ? 0 : angle.magnitude >> shift);
    angle.scale = 61;
    angle.normalise();
}

/// atan(small / large) for floats above 0 with small <= large: t - t**3 / 3 + t**5 / 5 ... of a t up to 0.43;
/// above that the arc of (1 - t) / (1 + t) is what is missing to an eighth of a turn.
Number arc_of_ratio(Parts small, Parts large) {
    i32 shift = large.exponent - small.exponent;
    u32 numerator = small.mantissa << 2;
    u32 denominator = large.mantissa << 2;
    const bool is_folded = shift <= 2 && (numerator >> shift) > denominator / 5 * 2;
    if (is_folded) {
        const u32 aligned = numerator >> shift;
        numerator = denominator - aligned;
        denominator += aligned;
        shift = 0;
    }
    Number angle = {0, 64, false};
    if (numerator != 0) {
        const i32 zeros = std::countl_zero(numerator) - 6;
        angle.magnitude = (u64{numerator << zeros} << 38) / denominator;
        angle.scale = 38 + zeros + shift;
        const u32 t = angle.scale - 32 > 63 ? 0 : static_cast<u32>(angle.magnitude >> (angle.scale - 32));
        const u32 square = high(t, t);
        u32 sum = 0;
        for (u32 k = 23; k >= 3; k -= 2) sum = 0xFFFFFFFF / k - high(sum, square);
        angle.normalise();
        angle.multiply(~(u64{high(sum, square)} << 32), 64);
    }
    if (is_folded) take_from(kQuarterPi, angle);
    return angle;
}

}  // namespace

extern "C" {

float atan2f(float y, float x) {
    u32 up = size_bits(y);
    u32 along = size_bits(x);
    if (up > kInfinity || along > kInfinity) return NAN;
    if (up == kInfinity || along == kInfinity) {
        up = up == kInfinity ? kOne : 0;
        along = along == kInfinity ? kOne : 0;
    }
    const bool is_steep = up > along;
    const u32 small = is_steep ? along : up;
    Number angle = {0, 64, false};
    if (small != 0) angle = arc_of_ratio(Parts(small), Parts(is_steep ? up : along));
    if (is_steep) take_from(kHalfPi, angle);
    if (std::signbit(x)) take_from(kPi, angle);
    angle.is_negative = std::signbit(y);
    return angle.to_float();
}

float atanf(float x) {
    return atan2f(x, 1);
}
}
