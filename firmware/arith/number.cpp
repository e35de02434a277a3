#include "firmware/arith/number.hpp"

#include <cmath>

namespace kinglet::arith {

Parts::Parts(u32 bits) : mantissa(bits & (kHidden - 1)), exponent(static_cast<i32>(bits >> 23)) {
    if (exponent != 0) {
        mantissa |= kHidden;
    } else {
        const i32 zeros = std::countl_zero(mantissa) - 8;
        mantissa <<= zeros;
        exponent = 1 - zeros;
    }
}

u64 high(u64 a, u64 b) {
    const u32 a_top = static_cast<u32>(a >> 32);
    const u32 b_top = static_cast<u32>(b >> 32);
    return u64{a_top} * b_top + high(a_top, static_cast<u32>(b)) + high(static_cast<u32>(a), b_top);
}

void Number::normalise() {
    if (magnitude == 0) return;
    const i32 zeros = std::countl_zero(magnitude);
    magnitude <<= zeros;
    scale += zeros;
}

void Number::multiply(u64 factor, i32 factor_scale) {
    magnitude = high(magnitude, factor);
    scale += factor_scale - 64;
    normalise();
}

float Number::to_float() const {
    // The bits below decide no more than what a set last bit tells.
    const u32 top = static_cast<u32>(magnitude >> 32) | (static_cast<u32>(magnitude) != 0);
    const float result = ldexpf(static_cast<float>(top), 32 - scale);
    return is_negative ? -result : result;
}

}  // namespace kinglet::arith
