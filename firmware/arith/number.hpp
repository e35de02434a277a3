// Floats taken apart, and the numbers of 64 bits in which exponential.cpp and arcs.cpp reckon so that their
// results are right to the last bit of a float.
#pragma once

#include <bit>

#include "base/integers.hpp"

namespace kinglet::arith {

constexpr u32 kSign = 0x80000000;  // of a float's bits
constexpr u32 kOne = 0x3F800000;
constexpr u32 kInfinity = 0x7F800000;
constexpr u32 kHidden = 0x800000;  // the bit of a mantissa that is not stored

/// The bits without the sign: they are ordered as the sizes are, NaN above infinity.
inline u32 size_bits(float x) {
    return std::bit_cast<u32>(x) & ~kSign;
}

/// A finite float above 0: mantissa * 2**(exponent - 150) with a mantissa of 24 bits.
struct Parts {
    u32 mantissa;
    i32 exponent;

    explicit Parts(u32 bits);
};

/// magnitude * 2**-scale, with its sign; the magnitude's top bit is set or it is 0.
struct Number {
    u64 magnitude;
    i32 scale;
    bool is_negative;

    void normalise();
    /// By factor * 2**-factor_scale.
    void multiply(u64 factor, i32 factor_scale);
    float to_float() const;
};

inline u32 high(u32 a, u32 b) {
    return static_cast<u32>(u64{a} * b >> 32);
}
/// The upper half of a product, at most two too small.
u64 high(u64 a, u64 b);

}  // namespace kinglet::arith
