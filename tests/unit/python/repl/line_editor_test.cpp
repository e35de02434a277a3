// The bytes expected here are what MicroPython's own prompt answers to the same keys.
#include "python/repl/line_editor.hpp"

#include <gtest/gtest.h>

#include "tests/unit/python/repl/session.hpp"

namespace kinglet::repl {
namespace {

TEST(LineEditor, EchoesAndEndsLines) {
    EXPECT_EQ(answer("1\r"), "1\r\n[S 1]>>> ");
    EXPECT_EQ(answer("\r"), "\r\n>>> ");
    EXPECT_EQ(answer("1\n2\n"), "1\r\n[S 1]>>> 2\r\n[S 2]>>> ");
    EXPECT_EQ(answer("1\r\n2\r\n"), "1\r\n[S 1]>>> 2\r\n[S 2]>>> ");
    EXPECT_EQ(answer("\r\n\r\n"), "\r\n>>> \r\n>>> ");
}

TEST(LineEditor, MovesWithArrowsHomeAndEnd) {
    EXPECT_EQ(answer("abc\x1b[D\x1b[DX\r"), "abc\b\bXbc\b\b\r\n[S aXbc]>>> ");
    EXPECT_EQ(answer("abc\x1b[D\x1b[C\x1b[CX\r"), "abc\bcX\r\n[S abcX]>>> ");
    EXPECT_EQ(answer("abcdef\x01Z\r"), "abcdef\x1b[6DZabcdef\x1b[6D\r\n[S Zabcdef]>>> ");
    EXPECT_EQ(answer("abcdef\x01\x05Z\r"), "abcdef\x1b[6DabcdefZ\r\n[S abcdefZ]>>> ");
    EXPECT_EQ(answer("abc\x1bOHz\x1bOFy\r"), "abc\b\b\bzabc\b\b\babcy\r\n[S zabcy]>>> ");
    EXPECT_EQ(answer("abc\x1b[1~z\x1b[4~y\r"), "abc\b\b\bzabc\b\b\babcy\r\n[S zabcy]>>> ");
    EXPECT_EQ(answer("abc\x1b[7~z\x1b[8~y\r"), "abc\b\b\bzabc\b\b\babcy\r\n[S zabcy]>>> ");
    EXPECT_EQ(answer("\x1b[H\x1b[FOx\r"), "Ox\r\n[S Ox]>>> ");
    EXPECT_EQ(answer("ab\x02X\x06\r"), "ab\bXb\bb\r\n[S aXb]>>> ");
}

TEST(LineEditor, Deletes) {
    EXPECT_EQ(answer("ab\bc\r"), "ab\b\x1b[Kc\r\n[S ac]>>> ");
    EXPECT_EQ(answer("ab\x7f\x7f\x7f\r"), "ab\b\x1b[K\b\x1b[K\r\n>>> ");
    EXPECT_EQ(answer("abcdefghij\x01\x1b[3~\r"),
              "abcdefghij\x1b[10D\x1b[Kbcdefghij\x1b[9D\r\n[S bcdefghij]>>> ");
    EXPECT_EQ(answer("abc\x02\x02\x04\r"), "abc\b\b\x1b[Kc\b\r\n[S ac]>>> ");
    EXPECT_EQ(answer("abcdef\x02\x02\x02\x0b\r"), "abcdef\b\b\b\x1b[K\r\n[S abc]>>> ");
    EXPECT_EQ(answer("abc\x02\x15xyz\r"), "abc\b\b\b\x1b[Kc\bxc\byc\bzc\b\r\n[S xyzc]>>> ");
    EXPECT_EQ(answer("abc def\x17Z\r"), "abc def\b\b\b\x1b[KZ\r\n[S abc Z]>>> ");
    EXPECT_EQ(answer("123\x17\x31\r"), "123\b\b\b\x1b[K1\r\n[S 1]>>> ");
}

// By backspaces, which with mode 45 lead from the beginning of a row to the end of the one above.
TEST(LineEditor, EditsLinesThatAreWiderThanTheScreen) {
    const std::string text(36, 'a');
    const std::string begin = "\x1b[?45h", end = "\x1b[?45l";
    EXPECT_EQ(answer(text + "\r"), text + "\r\n[S " + text + "]>>> ");
    EXPECT_EQ(answer(text + "\x02X\r"), text + begin + "\b" + end + "Xa" + begin + "\b" + end + "a\r\n[S " +
                                            text.substr(1) + "Xa]>>> ");
    EXPECT_EQ(answer(text + "\x7f\r"),
              text + begin + "\b" + end + " " + begin + "\b" + end + "\r\n[S " + text.substr(1) + "]>>> ");
    const std::string back(36, '\b');
    EXPECT_EQ(answer(text + "\x15\r"),
              text + begin + back + end + std::string(36, ' ') + begin + back + end + "\r\n>>> ");
    EXPECT_EQ(answer(text + "\x01\x03"), text + begin + back + end + text + "\r\n>>> ");
}

TEST(LineEditor, MovesByWords) {
    EXPECT_EQ(answer("abc def\x1b"
                     "bX\r"),
              "abc def\b\b\bXdef\b\b\b\r\n[S abc Xdef]>>> ");
    EXPECT_EQ(answer("1+2 12\x02\x02+\x1b"
                     "f+3\r"),
              "1+2 12\b\b+12\b\b12+3\r\n[S 1+2 +12+3]>>> ");
    EXPECT_EQ(answer("abc\x1b[1;5Dz\r"), "abc\b\b\bzabc\b\b\b\r\n[S zabc]>>> ");
    EXPECT_EQ(answer("12\x02\x02\x1b[1;5C3\r"), "12\b\b123\r\n[S 123]>>> ");
    EXPECT_EQ(answer("1 + 256\x02\x02\x02\x02\x1b"
                     "d2\r"),
              "1 + 256\b\b\b\b\x1b[K2\r\n[S 1 +2]>>> ");
    EXPECT_EQ(answer("100 + 45623\x02\x02\x1b\x7f\r"),
              "100 + 45623\b\b\b\b\b\x1b[K23\b\b\r\n[S 100 + 23]>>> ");
}

TEST(LineEditor, RemembersLines) {
    EXPECT_EQ(answer("1\r2\r\x1b[A\x1b[A\x1b[B\x1b[B3\r"),
              "1\r\n[S 1]>>> 2\r\n[S 2]>>> 2\b1\b2\b\x1b[K3\r\n[S 3]>>> ");
    EXPECT_EQ(answer("1\r\x10\x10\x10\r"), "1\r\n[S 1]>>> 1\r\n[S 1]>>> ");
    EXPECT_EQ(answer("1\r1\r22\r\x10\x10\x10\x0e\r"),
              "1\r\n[S 1]>>> 1\r\n[S 1]>>> 22\r\n[S 22]>>> 22\b\b\x1b[K1\b22\r\n[S 22]>>> ");
}

TEST(LineEditor, RemembersEightLines) {
    std::string keys;
    for (char digit = '0'; digit <= '9'; ++digit) keys += std::string(1, digit) + "\r";
    for (int count = 0; count < 20; ++count) keys += '\x10';
    EXPECT_TRUE(answer(keys + "\r").ends_with("3\b2\r\n[S 2]>>> "));
}

TEST(LineEditor, IndentsByItself) {
    EXPECT_EQ(
        answer("if 1:\rprint(1)\r\r\r\r"),
        "if 1:\r\n...     print(1)\r\n...     \r\n...     \r\n... \r\n[S if 1:|    print(1)|    |    |]>>> ");
    EXPECT_EQ(answer("if 1:\r    if 2:\rx\r\r\r"),
              "if 1:\r\n...     \b\b\b   if 2:\r\n... x\r\n... \r\n[S if 1:|    if 2:|x|]"
              ">>> \r\n>>> ");
    EXPECT_EQ(answer("if 1:\r  x=1\r\r\r"),
              "if 1:\r\n...     \b\b\b x=1\r\n... \r\n[S if 1:|  x=1|]>>> \r\n>>> ");
    EXPECT_EQ(answer("if 1:\r\tx=1\r\r"), "if 1:\r\n...     x=1\r\n... \r\n[S if 1:|    x=1|]>>> ");
    EXPECT_EQ(answer("if 1:\rx=1\r\x7f\r"),
              "if 1:\r\n...     x=1\r\n...     \b\b\b\b\x1b[K\r\n[S if 1:|    x=1|]>>> ");
    EXPECT_EQ(answer("if 1:\r \r\r\r"), "if 1:\r\n...     \b\b\b\r\n... \r\n[S if 1:| |]>>> \r\n>>> ");
    EXPECT_EQ(answer("if 1:\rif 2:\rx\r\x03"),
              "if 1:\r\n...     if 2:\r\n...         x\r\n...         \r\n>>> ");
}

TEST(LineEditor, TabIndentsAfterBlanks) {
    EXPECT_EQ(answer("1 \t2\r"), "1     2\r\n[S 1     2]>>> ");
    EXPECT_EQ(answer("(\r\t1)\r"), "(\r\n...     1)\r\n[S (|    1)]>>> ");
}

TEST(LineEditor, TakesCharactersOfSeveralBytes) {
    EXPECT_EQ(answer("h\xc3\xa9llo\x02\x02\x02\x02\x04\r"),
              "h\xc3\xa9llo\b\b\b\b\x1b[Kllo\b\b\b\r\n[S hllo]>>> ");
    EXPECT_EQ(answer("\xf0\x9f\x90\x8dx\b\b\r"), "\xf0\x9f\x90\x8dx\b\x1b[K\b\x1b[K\r\n>>> ");
    EXPECT_EQ(answer("a\xc3z\x80\xff"
                     "b\r"),
              "ab\r\n[S ab]>>> ");
}

TEST(LineEditor, IgnoresKeysItDoesNotKnow) {
    EXPECT_EQ(answer("a\x1b[99;7Xb\x1bzc\x1bOQ\x1b[5~\x1b[Z\x07\x0c\x1f"
                     "d\r"),
              "abcd\r\n[S abcd]>>> ");
}

TEST(LineEditor, KeepsTheLineWhenMemoryRunsOut) {
    const std::string keys = std::string(100, 'x') +
                             "\x01\x0b"
                             "1\r";
    EXPECT_EQ(answer(keys, 64), std::string(32, 'x') + "\x1b[32D\x1b[K1\r\n[S 1]>>> ");
}

}  // namespace
}  // namespace kinglet::repl
