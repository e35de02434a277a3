// The integer helpers of the compiler's run-time library. None may use the operator that it implements.
#include <type_traits>

#include "base/integers.hpp"

using kinglet::i32;
using kinglet::i64;
using kinglet::u32;
using kinglet::u64;

namespace {

/// Long division in the word's own width; what the hardware lacks altogether.
template <typename Word>
struct Divided {
    Word quotient;
    Word rest;
};

template <typename Word>
Divided<Word> divide(Word dividend, Word divisor) {
    if (divisor == 0) {
        while (true) asm volatile("ill");
    }
    constexpr Word kTop = Word{1} << (sizeof(Word) * 8 - 1);
    Word bit = 1, quotient = 0;
    while (divisor < dividend && (divisor & kTop) == 0) {
        divisor <<= 1;
        bit <<= 1;
    }
    for (; bit != 0; bit >>= 1, divisor >>= 1) {
        if (dividend < divisor) continue;
        dividend -= divisor;
        quotient |= bit;
    }
    return {quotient, dividend};
}

template <typename Word>
Word magnitude(std::make_signed_t<Word> value) {
    return value < 0 ? Word{0} - static_cast<Word>(value) : static_cast<Word>(value);
}

}  // namespace

extern "C" {

u32 __udivsi3(u32 a, u32 b) {
    return divide(a, b).quotient;
}
u32 __umodsi3(u32 a, u32 b) {
    return divide(a, b).rest;
}

i32 __divsi3(i32 a, i32 b) {
    const u32 quotient = divide(magnitude<u32>(a), magnitude<u32>(b)).quotient;
    return static_cast<i32>((a ^ b) < 0 ? 0u - quotient : quotient);
}

u64 __udivdi3(u64 a, u64 b) {
    return divide(a, b).quotient;
}
u64 __umoddi3(u64 a, u64 b) {
    return divide(a, b).rest;
}

i64 __divdi3(i64 a, i64 b) {
    const u64 quotient = divide(magnitude<u64>(a), magnitude<u64>(b)).quotient;
    return static_cast<i64>((a ^ b) < 0 ? u64{0} - quotient : quotient);
}

u64 __umulsidi3(u32 a, u32 b) {
    const u32 a0 = a & 0xFFFF, a1 = a >> 16, b0 = b & 0xFFFF, b1 = b >> 16;
    const u32 low = a0 * b0;
    const u32 middle = a1 * b0 + (low >> 16);
    const u32 middle2 = a0 * b1 + (middle & 0xFFFF);
    const u32 high = a1 * b1 + (middle >> 16) + (middle2 >> 16);
    return static_cast<u64>(high) << 32 | (middle2 << 16) | (low & 0xFFFF);
}

u64 __muldi3(u64 a, u64 b) {
    const u32 a0 = static_cast<u32>(a), a1 = static_cast<u32>(a >> 32);
    const u32 b0 = static_cast<u32>(b), b1 = static_cast<u32>(b >> 32);
    return __umulsidi3(a0, b0) + (static_cast<u64>(a1 * b0 + a0 * b1) << 32);
}

}  // extern "C"
