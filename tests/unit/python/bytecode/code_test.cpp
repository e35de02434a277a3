// What pack() makes of CodeInfo, read back field by field: narrow up to the last value that fits, wide
// beyond.
#include "python/bytecode/code.hpp"

#include <gtest/gtest.h>

namespace kinglet::bytecode {
namespace {

constexpr CodeInfo kSmall{.registers = 255,
                          .parameters = 254,
                          .flags = kHasVarArgs | kHasDocString,
                          .free_count = 0,
                          .first_line = 4095,
                          .constant_count = 127,
                          .instruction_count = 255,
                          .handler_count = 0,
                          .line_words = 15};

TEST(Code, NarrowAtItsLimits) {
    const PackedInfo packed = pack(kSmall);
    ASSERT_FALSE(packed.is_wide);
    EXPECT_EQ(packed.head.sizes & kWide, 0U);
    EXPECT_EQ(narrow_first_line(packed.head.sizes), 4095U);
    EXPECT_EQ(narrow_constants(packed.head.sizes), 127U);
    EXPECT_EQ(narrow_instructions(packed.head.sizes), 255U);
    EXPECT_EQ(narrow_line_words(packed.head.sizes), 15U);
    EXPECT_EQ(register_count(packed.head.call), 255U);
    EXPECT_EQ(positional_count(packed.head.call), 254U);
    EXPECT_NE(plain_call(packed.head.call), 254U);
    EXPECT_EQ(packed.head.call & kSmall.flags, kSmall.flags);
}

TEST(Code, PlainCall) {
    CodeInfo info = kSmall;
    info.flags = kIsNative | kHasLocalNames;
    EXPECT_EQ(plain_call(pack(info).head.call), 254U);
    info.parameters = 3U << 16 | 2U;  // keyword-only parameters
    EXPECT_NE(plain_call(pack(info).head.call), 2U);
}

TEST(Code, EveryFieldThatDoesNotFitMakesItWide) {
    for (u32 CodeInfo::*field :
         {&CodeInfo::first_line, &CodeInfo::constant_count, &CodeInfo::instruction_count,
          &CodeInfo::line_words, &CodeInfo::handler_count, &CodeInfo::free_count}) {
        CodeInfo info = kSmall;
        ++(info.*field);
        EXPECT_TRUE(pack(info).is_wide);
    }
    for (const u32 parameters : {1U << 8, 1U << 16}) {
        CodeInfo info = kSmall;
        info.parameters |= parameters;
        EXPECT_TRUE(pack(info).is_wide);
    }
}

TEST(Code, Wide) {
    const CodeInfo info{.registers = 7,
                        .parameters = 3U << 16 | 2U << 8 | 4U,
                        .flags = kIsGenerator,
                        .free_count = 251,
                        .first_line = 1'000'000,
                        .constant_count = 0xFFFF,
                        .instruction_count = 0xFFFE,
                        .handler_count = 0xFFFD,
                        .line_words = 0x7FFF};
    const PackedInfo packed = pack(info);
    ASSERT_TRUE(packed.is_wide);
    EXPECT_NE(packed.head.sizes & kWide, 0U);
    EXPECT_EQ(wide_constants(packed.head.sizes), 0xFFFFU);
    EXPECT_EQ(wide_line_words(packed.head.sizes), 0x7FFFU);
    EXPECT_EQ(packed.wide[0], 0xFFFDFFFEU);
    EXPECT_EQ(packed.wide[1], 251U << 16 | 3U << 8 | 2U);
    EXPECT_EQ(packed.wide[2], 1'000'000U);
    EXPECT_EQ(packed.head.call, kIsGenerator | kHasKeywordOnly | 7U << 16 | 4U);
}

}  // namespace
}  // namespace kinglet::bytecode
