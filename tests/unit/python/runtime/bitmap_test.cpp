#include "python/runtime/bitmap.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace kinglet::runtime::bitmap {
namespace {

TEST(Bitmap, RangesCrossWords) {
    Word words[4] = {};
    set_range(words, kWordBits - 3, kWordBits + 7);
    for (usize i = 0; i < 4 * kWordBits; ++i) {
        EXPECT_EQ(test(words, i), i >= kWordBits - 3 && i < 2 * kWordBits + 4) << i;
    }
    clear_range(words, kWordBits, kWordBits);
    EXPECT_EQ(words[1], 0U);
    EXPECT_TRUE(test(words, kWordBits - 1));
    EXPECT_TRUE(test(words, 2 * kWordBits));
}

TEST(Bitmap, SearchAgreesWithLookingAtEachBit) {
    std::mt19937 random(7);
    constexpr usize kBits = 5 * kWordBits;
    for (int round = 0; round < 200; ++round) {
        Word words[5] = {};
        std::vector<bool> model(kBits);
        for (int i = 0; i < 6; ++i) {
            const usize first = random() % kBits;
            const usize count = random() % (kBits - first) / (1 + random() % 40);
            set_range(words, first, count);
            for (usize bit = first; bit < first + count; ++bit) model[bit] = true;
        }
        for (int i = 0; i < 50; ++i) {
            const usize end = random() % (kBits + 1);
            const usize from = random() % (end + 1);
            usize expected = from;
            while (expected < end && !model[expected]) ++expected;
            ASSERT_EQ(next_set(words, from, end), expected);
            expected = from;
            while (expected < end && model[expected]) ++expected;
            ASSERT_EQ(next_clear(words, from, end), expected);
            expected = end;
            while (expected > from && !model[expected - 1]) --expected;
            ASSERT_EQ(find_backward<true>(words, from, end), expected);
            expected = end;
            while (expected > from && model[expected - 1]) --expected;
            ASSERT_EQ(find_backward<false>(words, from, end), expected);
        }
    }
}

}  // namespace
}  // namespace kinglet::runtime::bitmap
