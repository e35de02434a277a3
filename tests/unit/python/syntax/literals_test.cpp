// Numbers and strings.
#include <gtest/gtest.h>

#include "tests/support/syntax/parse_text.hpp"

namespace kinglet::syntax {
namespace {

std::string value(std::string_view text) {
    return parse_expression_text(text);
}

TEST(Numbers, Integers) {
    EXPECT_EQ(value("0"), "0");
    EXPECT_EQ(value("00_0"), "0");
    EXPECT_EQ(value("1_000_000"), "1000000");
    EXPECT_EQ(value("0xFF"), "255");
    EXPECT_EQ(value("0X_ff"), "255");
    EXPECT_EQ(value("0o17"), "15");
    EXPECT_EQ(value("0b1_01"), "5");
}

TEST(Numbers, TheLargestSmallOneAndTheNext) {
    EXPECT_EQ(value("2147483647"), "2147483647");
    EXPECT_EQ(value("2147483648"), "<int 10 2147483648>");
    EXPECT_EQ(value("0x7fffffff"), "2147483647");
    EXPECT_EQ(value("0x8000_0000"), "<int 16 80000000>");
    EXPECT_EQ(value("99999999999999999999"), "<int 10 99999999999999999999>");
    EXPECT_EQ(value("0b" + std::string(32, '1')), "<int 2 " + std::string(32, '1') + ">");
}

TEST(Numbers, FloatsKeepTheirText) {
    EXPECT_EQ(value("1.5"), "1.5");
    EXPECT_EQ(value(".5"), ".5");
    EXPECT_EQ(value("5."), "5.");
    EXPECT_EQ(value("1_0.2_5E+1_0"), "10.25e+10");
    EXPECT_EQ(value("1e9"), "1e9");
    EXPECT_EQ(value("007.5"), "007.5");
}

TEST(Numbers, Imaginary) {
    EXPECT_EQ(value("1j"), "1j");
    EXPECT_EQ(value("1.5e3J"), "1.5e3j");
    EXPECT_EQ(value("08j"), "08j");
}

TEST(Numbers, AKeywordMayFollow) {
    EXPECT_EQ(value("1if 2else 3"), "(? 2 1 3)");
    EXPECT_EQ(value("0x1for x in y"), "(or 31 (compare x in y))");  // 0x1f, then `or`
    EXPECT_EQ(value("1or 2"), "(or 1 2)");
}

TEST(Numbers, WrongOnes) {
    for (const char* text :
         {"0b12", "0o8", "0x", "0xg", "08", "1_", "1__0", "0_x1", "1a", "0b", "0x_", "1_a", "1e", "1.e+"}) {
        EXPECT_TRUE(value(text).find("invalid syntax for integer") != std::string::npos ||
                    value(text).find("invalid syntax for number") != std::string::npos)
            << text << " " << value(text);
    }
    for (const char* text : {"1._5", "1.5_", "1.5e5_", "1e5a", "1._a"}) {
        EXPECT_EQ(value(text), "SyntaxError 1:1 invalid syntax for number") << text;
    }
}

TEST(Strings, Escapes) {
    EXPECT_EQ(value(R"('\n\t\\\'\"\a\b\f\r\v')"), R"("\x0a\x09\x5c'\x22\x07\x08\x0c\x0d\x0b")");
    EXPECT_EQ(value(R"('\x41\101\0\1234')"), R"("AA\x00S4")");
    EXPECT_EQ(value(R"('\u00e9\U0001F40D')"), R"("\xc3\xa9\xf0\x9f\x90\x8d")");
    EXPECT_EQ(value(R"('\ud800')"), R"("\xed\xa0\x80")");
    EXPECT_EQ(value(R"('\xff')"), R"("\xc3\xbf")");
    EXPECT_EQ(value(R"('\q\8')"), R"("\x5cq\x5c8")");
    EXPECT_EQ(value("'a\\\nb'"), R"("ab")");
}

TEST(Strings, NamedCharacters) {
    EXPECT_EQ(value(R"('\N{DEGREE SIGN}C')"), R"("\xc2\xb0C")");
    EXPECT_EQ(value(R"('\N{greek small letter pi}')"), R"("\xcf\x80")");
    EXPECT_EQ(value(R"('\N{NO SUCH SIGN}')"), "SyntaxError 1:1 unknown Unicode character name");
    EXPECT_EQ(value(R"('\N')"), "SyntaxError 1:1 unknown Unicode character name");
    EXPECT_EQ(value(R"(b'\N{x}')"), R"(b"\x5cN{x}")");
}

TEST(Strings, Bytes) {
    EXPECT_EQ(value(R"(b'\xff\400\u1')"), R"(b"\xff\x00\x5cu1")");
    EXPECT_EQ(value("b'\xc3\xa9'"), "SyntaxError 1:1 bytes can only contain ASCII literal characters");
}

TEST(Strings, Prefixes) {
    EXPECT_EQ(value(R"(r'\n')"), R"("\x5cn")");
    EXPECT_EQ(value(R"(R'\'')"), R"("\x5c'")");
    EXPECT_EQ(value(R"(Rb'\x')"), R"(b"\x5cx")");
    EXPECT_EQ(value(R"(bR'\x')"), R"(b"\x5cx")");
    EXPECT_EQ(value("u'a'"), R"("a")");
    for (const char* text : {"ur'a'", "bu'a'", "rr'a'", "bf'a'", "x'a'"}) {
        EXPECT_TRUE(value(text).starts_with("SyntaxError")) << text;
    }
}

TEST(Strings, TripleQuotes) {
    EXPECT_EQ(value("'''a\n'b''c'''"), R"("a\x0a'b''c")");
    EXPECT_EQ(value("\"\"\"\"\"\""), R"("")");
    EXPECT_EQ(value("''"), R"("")");
    EXPECT_EQ(value("r'''\\\n'''"), R"("\x5c\x0a")");
}

TEST(Strings, AdjacentOnesAreJoined) {
    EXPECT_EQ(value("'a' \"b\" r'\\c'"), R"("ab\x5cc")");
    EXPECT_EQ(value("('a'\n 'b')"), R"("ab")");
    EXPECT_EQ(value("b'a' b'b'"), R"(b"ab")");
    EXPECT_EQ(value("'a' b'b'"), "SyntaxError 1:5 invalid syntax");
    EXPECT_EQ(value("'a' 'b'.c"), R"((. "ab" c))");
}

TEST(Strings, Unfinished) {
    EXPECT_EQ(value("'abc"), "SyntaxError 1:1 invalid syntax");
    EXPECT_EQ(value("'abc\n'"), "SyntaxError 1:1 invalid syntax");
    EXPECT_EQ(value("'''abc"), "SyntaxError 1:1 invalid syntax (incomplete)");
    for (const char* text : {R"('\x4')", R"('\xg')", R"('\u12')", R"('\U00110000')"}) {
        EXPECT_EQ(value(text), "SyntaxError 1:1 invalid syntax") << text;
    }
}

TEST(Strings, LongOnesGrowTheBuffer) {
    const std::string text(5000, 'x');
    EXPECT_EQ(value("'" + text + "'"), "\"" + text + "\"");
}

}  // namespace
}  // namespace kinglet::syntax
