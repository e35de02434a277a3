// The few functions of the C library that float needs, by the width of Float.
#pragma once

#include <cmath>

#include "python/runtime/value.hpp"

namespace kinglet::runtime {

inline Float float_fmod(Float a, Float b) {
    return std::fmod(a, b);
}
inline Float float_power(Float a, Float b) {
    return std::pow(a, b);
}
inline Float float_floor(Float a) {
    return std::floor(a);
}

inline constexpr Float kFloatInfinity =
    std::bit_cast<Float>(sizeof(Word) == 4 ? Word{0x7F800000} : static_cast<Word>(0x7FF0000000000000ULL));

}  // namespace kinglet::runtime
