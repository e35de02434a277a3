#include "base/packed_text.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

namespace kinglet {
namespace {

TEST(PackedText, ReadsBackAsItWasWritten) {
    EXPECT_EQ(UnpackedText(""_packed).view(), "");
    EXPECT_EQ(UnpackedText("x"_packed).view(), "x");
    EXPECT_EQ(UnpackedText("empty separator"_packed).view(), "empty separator");
    EXPECT_EQ(UnpackedText("'%t' object isn't iterable"_packed).view(), "'%t' object isn't iterable");
    EXPECT_STREQ(UnpackedText("ZQ~{}\n\t@#$%^&*"_packed).c_str(), "ZQ~{}\n\t@#$%^&*");
}

TEST(PackedText, IsShorterThanPlainText) {
    const PackedText text = "argument must be a string or an object with buffer protocol"_packed;
    EXPECT_LT(std::strlen(reinterpret_cast<const char*>(text.bytes)), 40U);
}

TEST(PackedText, EqualTextsAreOne) {
    EXPECT_EQ("negative shift count"_packed.bytes, "negative shift count"_packed.bytes);
}

TEST(PackedText, TheLongestFillsTheRoom) {
    const UnpackedText text(
        "----------------------------------------------------------------------------------------------"
        "-----------------"_packed);
    EXPECT_EQ(text.view().size(), UnpackedText::kRoom - 1);
    EXPECT_EQ(text.view(), std::string(UnpackedText::kRoom - 1, '-'));
}

TEST(UnpackedText, IsCutAtACharacter) {
    UnpackedText text("list index out of range"_packed);
    text.cut_at(' ');
    EXPECT_STREQ(text.c_str(), "list");
    text.cut_at('!');
    EXPECT_EQ(text.view(), "list");
}

}  // namespace
}  // namespace kinglet
