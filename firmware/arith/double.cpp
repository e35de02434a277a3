// Double-precision helpers. Python's floats on the chip are singles; this is for the C library and the odd
// constant, so clarity goes first.
#include <bit>

#include "base/soft_float.hpp"

namespace soft = kinglet::soft_float;
using soft::Double;

namespace {

kinglet::u64 bits(double a) {
    return std::bit_cast<kinglet::u64>(a);
}
double number(kinglet::u64 a) {
    return std::bit_cast<double>(a);
}

}  // namespace

extern "C" {

double __adddf3(double a, double b) {
    return number(soft::add<Double>(bits(a), bits(b)));
}
double __subdf3(double a, double b) {
    return number(soft::subtract<Double>(bits(a), bits(b)));
}
double __muldf3(double a, double b) {
    return number(soft::multiply<Double>(bits(a), bits(b)));
}
double __divdf3(double a, double b) {
    return number(soft::divide<Double>(bits(a), bits(b)));
}
kinglet::i32 __fixdfsi(double a) {
    return soft::to_signed<Double>(bits(a));
}
kinglet::u32 __fixunsdfsi(double a) {
    return soft::to_unsigned<Double>(bits(a));
}
double __floatsidf(kinglet::i32 a) {
    return number(soft::from_signed<Double>(a));
}
double __floatunsidf(kinglet::u32 a) {
    return number(soft::from_unsigned<Double>(a));
}
double __extendsfdf2(float a) {
    return number(soft::extend(std::bit_cast<kinglet::u32>(a)));
}
float __truncdfsf2(double a) {
    return std::bit_cast<float>(soft::truncate(bits(a)));
}

}  // extern "C"
