#include "base/flash_text.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace kinglet {
namespace {

usize or_not_found(usize at) {
    return at == std::string::npos ? kNotFound : at;
}

TEST(FlashText, SearchAgreesWithTheLibrary) {
    std::mt19937 random(1);
    for (int i = 0; i < 50000; ++i) {
        std::string text(random() % 24, 'a');
        for (char& c : text) c = static_cast<char>('a' + random() % 2);
        std::string needle(random() % 4, 'a');
        for (char& c : needle) c = static_cast<char>('a' + random() % 2);
        ASSERT_EQ(flash_find(text.data(), text.size(), needle.data(), needle.size()),
                  or_not_found(text.find(needle)));
        ASSERT_EQ(flash_find_last(text.data(), text.size(), needle.data(), needle.size()),
                  or_not_found(text.rfind(needle)));
        ASSERT_EQ(flash_find_byte(text.data(), text.size(), 'b'), or_not_found(text.find('b')));
    }
}

// Long repetitive needles, which are searched in another way.
TEST(FlashText, SearchOfWhatNearlyMatchesEverywhere) {
    std::mt19937 random(2);
    for (int i = 0; i < 3000; ++i) {
        std::string unit(1 + random() % 40, 'a');
        for (char& c : unit) c = static_cast<char>('a' + (random() % 8 == 0 ? 1 : 0));
        std::string text;
        while (text.size() < 2500) text += unit;
        for (u32 k = random() % 4; k != 0; --k) text[random() % text.size()] ^= 1;
        std::string needle = text.substr(random() % 1200, 100 + random() % 1200);
        for (u32 k = random() % 3; k != 0; --k) needle[random() % needle.size()] ^= 1;
        ASSERT_EQ(flash_find(text.data(), text.size(), needle.data(), needle.size()),
                  or_not_found(text.find(needle)));
        ASSERT_EQ(flash_find_last(text.data(), text.size(), needle.data(), needle.size()),
                  or_not_found(text.rfind(needle)));
    }
}

TEST(FlashText, SearchTakesTimeLinearInTheLength) {
    const std::string text(2000000, 'a');
    std::string needle(1000000, 'a');
    needle[999000] = 'b';
    EXPECT_EQ(flash_find(text.data(), text.size(), needle.data(), needle.size()), kNotFound);
    needle[999000] = 'a';
    needle[1000] = 'b';
    EXPECT_EQ(flash_find_last(text.data(), text.size(), needle.data(), needle.size()), kNotFound);
}

TEST(FlashText, AsciiAtAnyPlace) {
    for (usize length = 0; length < 20; ++length) {
        for (usize start = 0; start < 4; ++start) {
            std::string text(start + length, 'x');
            EXPECT_TRUE(flash_is_ascii(text.data() + start, length));
            for (usize at = 0; at < length; ++at) {
                text[start + at] = '\x80';
                EXPECT_FALSE(flash_is_ascii(text.data() + start, length));
                text[start + at] = 'x';
            }
        }
    }
}

TEST(FlashText, CountsCharacters) {
    const std::string text = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x90\xA6z";
    EXPECT_EQ(flash_count_characters(text.data(), text.size()), 5U);
}

}  // namespace
}  // namespace kinglet
