#include "python/runtime/types/str.hpp"

#include "python/runtime/types/unicode.hpp"
#include "tests/unit/python/runtime/python_test.hpp"

namespace kinglet::runtime {
namespace {

class StrTest : public PythonTest {};

TEST_F(StrTest, Utf8OfEveryCharacterReadsBack) {
    for (u32 c = 0; c < 0x110000; ++c) {
        char bytes[4];
        const u32 length = utf8_encode(c, bytes);
        usize bad = 0;
        const bool surrogate = c >= 0xD800 && c < 0xE000;
        ASSERT_EQ(utf8_is_valid(bytes, length, bad), !surrogate) << c;
        usize at = 0;
        ASSERT_EQ(utf8_decode(bytes, length, at), c);
        ASSERT_EQ(at, length);
    }
}

TEST_F(StrTest, NothingElseIsUtf8) {
    // Every sequence of three bytes: valid exactly if it is what its characters encode to.
    for (u32 word = 0; word < 0x1000000; word += 1 + word % 7) {
        const char bytes[3] = {static_cast<char>(word >> 16), static_cast<char>(word >> 8),
                               static_cast<char>(word)};
        usize bad = 3;
        const bool valid = utf8_is_valid(bytes, 3, bad);
        std::string again;
        bool characters = true;
        for (usize at = 0; at < 3;) {
            const u32 c = utf8_decode(bytes, 3, at);
            char encoded[4];
            characters = characters && c < 0x110000 && !(c >= 0xD800 && c < 0xE000);
            if (c < 0x110000) again.append(encoded, utf8_encode(c, encoded));
        }
        ASSERT_EQ(valid, characters && again == std::string(bytes, 3)) << std::hex << word;
        if (!valid) {
            ASSERT_LT(bad, 3U);
        }
    }
}

TEST_F(StrTest, ShortTextsComeFromFlash) {
    EXPECT_EQ(str_create(thread, ""), str_create(thread, ""));
    EXPECT_EQ(str_create(thread, "x"), name<"x">);
    EXPECT_NE(str_create(thread, "xy"), str_create(thread, "xy"));
}

TEST_F(StrTest, HashAndEqualityAreThoseOfNames) {
    const Str& made = *str_create(thread, "append");
    EXPECT_EQ(str_hash(made), name<"append">->hash);
    EXPECT_TRUE(str_equal(made, *name<"append">));
    EXPECT_FALSE(str_equal(made, *name<"appenD">));
}

TEST_F(StrTest, CaseMappingsUndoEachOther) {
    for (u32 c = 0; c < 0x3000; ++c) {
        const u32 upper = unicode_to_upper(c);
        const u32 lower = unicode_to_lower(c);
        EXPECT_EQ(unicode_to_upper(upper), upper) << std::hex << c;
        EXPECT_EQ(unicode_to_lower(lower), lower) << std::hex << c;
        if (lower != c && c != 0x1E9E) {  // the capital sharp s: the small one becomes SS
            EXPECT_EQ(unicode_to_upper(lower), c) << std::hex << c;
        }
    }
}

TEST_F(StrTest, ReprQuotes) {
    EXPECT_EQ(repr(text("plain")), "'plain'");
    EXPECT_EQ(repr(text("it's")), "\"it's\"");
    EXPECT_EQ(repr(text("\"it's\"")), "'\"it\\'s\"'");
    EXPECT_EQ(repr(text("a\n\x01\\\xC2\x85\xC3\xA4")), "'a\\n\\x01\\\\\\x85\xC3\xA4'");
}

}  // namespace
}  // namespace kinglet::runtime
