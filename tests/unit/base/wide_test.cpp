#include "base/wide.hpp"

#include <gtest/gtest.h>

#include <random>

namespace kinglet {
namespace {

u32 edgy(std::mt19937_64& random) {
    const u32 bits = static_cast<u32>(random());
    switch (random() % 4) {
        case 0: return bits;
        case 1: return bits >> bits % 32;
        case 2: return ~0U - (bits >> bits % 32);
        default: return 0x80000000U >> bits % 32;
    }
}

TEST(Wide, ProductOfHalves) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 300000; ++i) {
        const u32 a = edgy(random);
        const u32 b = edgy(random);
        ASSERT_EQ(detail::multiply_by_halves(a, b), static_cast<u64>(a) * b);
    }
}

TEST(Wide, ReciprocalDivision) {
    std::mt19937_64 random(2);
    for (int i = 0; i < 300000; ++i) {
        const u32 divisor = edgy(random) | 0x80000000U;
        const u32 high = edgy(random) % divisor;
        const u32 low = edgy(random);
        const u64 number = static_cast<u64>(high) << 32 | low;
        u32 remainder;
        ASSERT_EQ(ReciprocalDivider(divisor).divide(high, low, remainder), number / divisor);
        ASSERT_EQ(remainder, number % divisor);
        ASSERT_EQ(detail::divide_by_halves(high, low, divisor), number / divisor);
    }
}

TEST(Wide, OverflowOfSmallInts) {
    i32 result;
    EXPECT_FALSE(multiply_overflows(i32{46340}, i32{46340}, result));
    EXPECT_EQ(result, 46340 * 46340);
    EXPECT_TRUE(multiply_overflows(i32{46341}, i32{46341}, result));
    EXPECT_TRUE(multiply_overflows(i32{-65536}, i32{-65536}, result));
    EXPECT_FALSE(multiply_overflows(i32{-32768}, i32{32767}, result));
    EXPECT_EQ(result, -32768 * 32767);
}

}  // namespace
}  // namespace kinglet
