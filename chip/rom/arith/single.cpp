// Single-precision helpers of the compiler's run-time library.
#include <bit>

#include "base/soft_float.hpp"

namespace soft = kinglet::soft_float;
using soft::Single;

namespace {

kinglet::u32 bits(float a) {
    return std::bit_cast<kinglet::u32>(a);
}
float number(kinglet::u32 a) {
    return std::bit_cast<float>(a);
}

}  // namespace

extern "C" {

float __addsf3(float a, float b) {
    return number(soft::add<Single>(bits(a), bits(b)));
}
float __subsf3(float a, float b) {
    return number(soft::subtract<Single>(bits(a), bits(b)));
}
float __mulsf3(float a, float b) {
    return number(soft::multiply<Single>(bits(a), bits(b)));
}
kinglet::u32 __fixunssfsi(float a) {
    return soft::to_unsigned<Single>(bits(a));
}
float __floatsisf(kinglet::i32 a) {
    return number(soft::from_signed<Single>(a));
}
float __floatunsisf(kinglet::u32 a) {
    return number(soft::from_unsigned<Single>(a));
}

}  // extern "C"
