#include "python/syntax/lexer.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/syntax/text_sink.hpp"

namespace kinglet::syntax {
namespace {

constexpr const char* kNames[] = {
#define SPECIAL(name) #name,
#define OPERATOR(name, text) text,
#define KEYWORD(name, text) text,
#include "python/syntax/tokens.def"
#undef SPECIAL
#undef OPERATOR
#undef KEYWORD
};

// One word per token, with the text of those that have one; `@line:column` before each when asked for.
std::string tokens(std::string_view text, bool positions = false) {
    StringSource source(text);
    TestMemory memory;
    Lexer lexer(source, memory);
    std::string out;
    for (;;) {
        lexer.next();
        const Token& token = lexer.token();
        if (!out.empty()) out += ' ';
        if (positions) out += "@" + std::to_string(token.line) + ":" + std::to_string(token.column) + " ";
        out += kNames[static_cast<usize>(token.kind)];
        if (token.kind >= TokenKind::Name && token.kind <= TokenKind::Bytes) {
            out += "<" + std::string(lexer.token_text()) + ">";
        }
        if (token.kind == TokenKind::EndOfFile || token.kind == TokenKind::Error) return out;
    }
}

TEST(Lexer, GivesAnEndForNothing) {
    EXPECT_EQ(tokens(""), "EndOfFile");
    EXPECT_EQ(tokens("\n\n  \n# only a comment\n   # another"), "EndOfFile");
}

TEST(Lexer, KnowsEveryOperator) {
    EXPECT_EQ(tokens("+ - * @ / // % ** << >> & | ^ ~"), "+ - * @ / // % ** << >> & | ^ ~ Newline EndOfFile");
    EXPECT_EQ(tokens("+= -= *= @= /= //= %= **= <<= >>= &= |= ^="),
              "+= -= *= @= /= //= %= **= <<= >>= &= |= ^= Newline EndOfFile");
    EXPECT_EQ(tokens("== != < <= > >= = := : , ; . ... -> !"),
              "== != < <= > >= = := : , ; . ... -> ! Newline EndOfFile");
    EXPECT_EQ(tokens("a..b"), "Name<a> . . Name<b> Newline EndOfFile");
    EXPECT_EQ(tokens("()[]{}"), "( ) [ ] { } Newline EndOfFile");
}

TEST(Lexer, TellsKeywordsFromNames) {
    EXPECT_EQ(tokens("nonlocal nonlocals continue None none i if iff"),
              "nonlocal Name<nonlocals> continue None Name<none> Name<i> if Name<iff> Newline EndOfFile");
    EXPECT_EQ(tokens("match case type _ __debug__ print"),
              "Name<match> Name<case> Name<type> Name<_> Name<__debug__> Name<print> Newline EndOfFile");
}

TEST(Lexer, TakesLettersOfAllAlphabetsAsNames) {
    EXPECT_EQ(tokens("größe = π2", true),
              "@1:1 Name<größe> @1:7 = @1:9 Name<π2> @1:11 Newline @2:1 EndOfFile");
}

TEST(Lexer, MakesIndentsAndDedents) {
    EXPECT_EQ(tokens("a\n  b\n\n    # no matter\n  c\nd\n"),
              "Name<a> Newline Indent Name<b> Newline Name<c> Newline Dedent Name<d> Newline EndOfFile");
    EXPECT_EQ(tokens("a\n b\n  c"),
              "Name<a> Newline Indent Name<b> Newline Indent Name<c> Newline Dedent Dedent "
              "EndOfFile");
}

TEST(Lexer, TabsMustComeOutTheSameWhateverTheirWidth) {
    EXPECT_EQ(tokens("a\n\tb\n\tc\n\t d\n"),
              "Name<a> Newline Indent Name<b> Newline Name<c> Newline Indent Name<d> Newline Dedent Dedent "
              "EndOfFile");
    EXPECT_EQ(tokens("a\n\tb\n        c\n"), "Name<a> Newline Indent Name<b> Newline Error");
    EXPECT_EQ(tokens("a\n        b\n\tc\n"), "Name<a> Newline Indent Name<b> Newline Error");
    EXPECT_EQ(tokens("a\n  b\n\tc\n"), "Name<a> Newline Indent Name<b> Newline Error");
}

TEST(Lexer, RefusesAnUnindentToNowhere) {
    EXPECT_EQ(tokens("a\n    b\n  c\n"), "Name<a> Newline Indent Name<b> Newline Error");
}

TEST(Lexer, IgnoresLineEndsInBracketsAndAfterABackslash) {
    EXPECT_EQ(tokens("f(\na,\n  b)\n"), "Name<f> ( Name<a> , Name<b> ) Newline EndOfFile");
    EXPECT_EQ(tokens("a \\\n  + b"), "Name<a> + Name<b> Newline EndOfFile");
    EXPECT_EQ(tokens("a \\ b"), "Name<a> Error");
}

TEST(Lexer, TakesEveryKindOfLineEnd) {
    EXPECT_EQ(
        tokens("a\r\nb\rc\nd", true),
        "@1:1 Name<a> @1:2 Newline @2:1 Name<b> @2:2 Newline @3:1 Name<c> @3:2 Newline @4:1 Name<d> @4:2 "
        "Newline @5:1 EndOfFile");
    EXPECT_EQ(tokens("'''x\r\ny'''"), "String<x\ny> Newline EndOfFile");
}

TEST(Lexer, SkipsAByteOrderMark) {
    EXPECT_EQ(tokens("\xEF\xBB\xBFx", true), "@1:1 Name<x> @1:2 Newline @2:1 EndOfFile");
}

TEST(Lexer, RefusesInvalidUtf8) {
    for (const char* text :
         {"'\xff'", "'\xc3'", "'\xe0\x80\x80'", "'\xed\xa0\x80'", "'\xf4\x90\x80\x80'", "x\x80"}) {
        EXPECT_EQ(tokens(text), "Error") << text;
    }
    EXPECT_EQ(tokens("'\xf4\x8f\xbf\xbf'"), "String<\xf4\x8f\xbf\xbf> Newline EndOfFile");
}

TEST(Lexer, RefusesStrayCharacters) {
    for (const char* text : {"$", "?", "`", "\x01", "\x7f"}) EXPECT_EQ(tokens(text), "Error") << text;
    EXPECT_EQ(tokens(std::string_view("\0", 1)), "Error");
}

TEST(Lexer, LimitsTheDepthOfIndentation) {
    std::string text;
    for (int depth = 0; depth < 60; ++depth) text += std::string(static_cast<usize>(depth), ' ') + "x\n";
    EXPECT_TRUE(tokens(text).ends_with("Error"));
}

TEST(Lexer, LooksPastEverythingForTheColonAtTheEndOfALine) {
    const auto ends_with_colon = [](std::string_view text) {
        StringSource source(text);
        TestMemory memory;
        Lexer lexer(source, memory);
        lexer.next();
        const bool result = lexer.line_ends_with_colon();
        std::string rest;
        while (lexer.token().kind != TokenKind::EndOfFile && lexer.token().kind != TokenKind::Error) {
            rest += lexer.token_text();
            rest += ' ';
            lexer.next();
        }
        return std::to_string(result) + " " + rest;
    };
    EXPECT_EQ(ends_with_colon("match x:\n a"), "1 match x    a   ");
    EXPECT_EQ(ends_with_colon("match x: # c\n"), "1 match x   ");
    EXPECT_EQ(ends_with_colon("match x: int\n"), "0 match x  int  ");
    EXPECT_EQ(ends_with_colon("match (\n x,\n y):\nz"), "1 match  x  y    z  ");
    EXPECT_EQ(ends_with_colon("match ':\\'', \"\"\"a\n:\n\"\"\"\n"), "0 match :'  a\n:\n  ");
    EXPECT_EQ(ends_with_colon("match \\\n x:"), "1 match x   ");
    EXPECT_EQ(ends_with_colon("match 'open:\n"), "0 match ");
}

}  // namespace
}  // namespace kinglet::syntax
