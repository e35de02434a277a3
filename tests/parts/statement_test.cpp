#include "parts/statement.hpp"

#include <gtest/gtest.h>

#include "parts/value.hpp"

namespace kinglet::parts {
namespace {

std::vector<Statement> read(std::string_view text) {
    std::vector<Statement> statements;
    Problem problem;
    EXPECT_TRUE(read_statements(text, "file", 1, statements, problem)) << problem.describe();
    return statements;
}

std::string problem_of(std::string_view text, u32 first_line = 1) {
    std::vector<Statement> statements;
    Problem problem;
    EXPECT_FALSE(read_statements(text, "file", first_line, statements, problem));
    return problem.describe();
}

std::string words(const Statement& statement) {
    std::string text;
    for (const Token& token : statement.tokens) text += '|' + token.text;
    return text;
}

TEST(Statements, AreLinesOrStandBetweenSemicolons) {
    const auto statements = read("led red  GPIO2\r\n\n# nothing\n  a; b ;; c # d ; e\nlast");
    ASSERT_EQ(statements.size(), 5u);
    EXPECT_EQ(words(statements[0]), "|led|red|GPIO2");
    EXPECT_EQ(statements[0].place.line, 1u);
    EXPECT_EQ(words(statements[3]), "|c");
    EXPECT_EQ(statements[3].place.line, 4u);
    EXPECT_EQ(statements[4].place.line, 5u);
    EXPECT_TRUE(read("").empty());
    EXPECT_TRUE(read(" \t;\n#x").empty());
}

TEST(Statements, HaveNumbersWithUnits) {
    const auto tokens = read("2.5 s 200ms 7us 1 ns 3.3V 250 mV 440 Hz 1kHz 50% 12 % 0x50 -3 1e3")[0].tokens;
    ASSERT_EQ(tokens.size(), 13u);
    const double expected[] = {2.5, 0.2, 7e-6, 1e-9, 3.3, 0.25, 440, 1000, 0.5, 0.12, 80, -3, 1000};
    for (usize i = 0; i < tokens.size(); ++i) {
        EXPECT_EQ(tokens[i].kind, Token::Kind::Number) << i;
        EXPECT_DOUBLE_EQ(tokens[i].number, expected[i]) << i;
    }
    EXPECT_EQ(tokens[0].unit, Unit::Seconds);
    EXPECT_EQ(tokens[4].unit, Unit::Volts);
    EXPECT_EQ(tokens[7].unit, Unit::Hertz);
    EXPECT_EQ(tokens[8].unit, Unit::Percent);
    EXPECT_EQ(tokens[10].unit, Unit::None);
}

TEST(Statements, WhatOnlyBeginsLikeANumberIsAWord) {
    for (const char* word : {"24c02", "3V3", "1.2.3", "0x", "1e999", "5x", "2s3", "-", "--1", "1-2"})
        EXPECT_EQ(read(word)[0].tokens[0].kind, Token::Kind::Word) << word;
    EXPECT_EQ(read("5V")[0].tokens[0].text, "5V");
}

TEST(Statements, HaveSymbols) {
    EXPECT_EQ(words(read("a==b a!=b a<=b a>=b a<b a>b a~b a=b a+-b a\u00B1"
                         "b 1\u00B1"
                         "2")[0]),
              "|a|==|b|a|!=|b|a|<=|b|a|>=|b|a|<|b|a|>|b|a|~|b|a|=|b|a|+-|b|a|+-|b|1|+-|2");
}

TEST(Statements, TellColoursFromComments) {
    const auto tokens = read("x == #ff8001 #00000080 #ff800 #comment")[0].tokens;
    ASSERT_EQ(tokens.size(), 4u);
    EXPECT_EQ(tokens[2].colour, 0xFF8001u);
    EXPECT_EQ(tokens[3].colour, 0x80u);
    EXPECT_EQ(words(read("a #ff00 and more\nb")[0]), "|a");
    EXPECT_EQ(words(read("a #facade1\nb")[0]), "|a");
}

TEST(Statements, HaveTextsWithEscapes) {
    const auto tokens = read(R"(say "a b;#c" "\n\r\t\0\\\"\x41\xff" "")")[0].tokens;
    ASSERT_EQ(tokens.size(), 4u);
    EXPECT_EQ(tokens[1].text, "a b;#c");
    EXPECT_EQ(tokens[2].text, std::string("\n\r\t\0\\\"A\xff", 8));
    EXPECT_EQ(tokens[3].text, "");
}

TEST(Statements, NameFileAndLineOfWhatIsWrong) {
    EXPECT_EQ(problem_of("a\nb \"c\nd"), "file:2: a text has no end: \" is missing");
    EXPECT_EQ(problem_of("a\n\n  (b)"), "file:3: '(' means nothing here");
    EXPECT_EQ(problem_of("a \x01"), "file:1: '\\x01' means nothing here");
    EXPECT_EQ(problem_of("\"\\q\"").substr(0, 8), "file:1: ");
    EXPECT_EQ(problem_of("\"\\x4\"").substr(0, 8), "file:1: ");
    EXPECT_EQ(problem_of("\"\\"),
              "file:1: in a text only \\n, \\r, \\t, \\0, \\\\, \\\" and \\xNN begin with a "
              "backslash");
    EXPECT_EQ(problem_of(std::string(5000, 'a')), "file:1: a word of more than 4096 characters");
    EXPECT_EQ(problem_of("(", 0), "file: '(' means nothing here");
}

TEST(Values, AreOfATypeAndAUnit) {
    const auto tokens = read("yes no 5 5V \"t\" #102030 word -1s 1e30s 20us")[0].tokens;
    Value value;
    EXPECT_TRUE(value_of(tokens[0], Value::Type::Flag, Unit::None, value));
    EXPECT_EQ(value.number, 1);
    EXPECT_TRUE(value_of(tokens[1], Value::Type::Flag, Unit::None, value));
    EXPECT_EQ(value.number, 0);
    EXPECT_FALSE(value_of(tokens[2], Value::Type::Flag, Unit::None, value));
    EXPECT_TRUE(value_of(tokens[2], Value::Type::Number, Unit::Volts, value));
    EXPECT_TRUE(value_of(tokens[3], Value::Type::Number, Unit::Volts, value));
    EXPECT_FALSE(value_of(tokens[3], Value::Type::Number, Unit::Seconds, value));
    EXPECT_TRUE(value_of(tokens[4], Value::Type::Text, Unit::None, value));
    EXPECT_FALSE(value_of(tokens[6], Value::Type::Text, Unit::None, value));
    EXPECT_TRUE(value_of(tokens[5], Value::Type::Colour, Unit::None, value));
    u64 time = 0;
    EXPECT_TRUE(time_of(tokens[9], time));
    EXPECT_EQ(time, 20'000u);
    for (const usize wrong : {2u, 3u, 4u, 6u, 7u, 8u}) EXPECT_FALSE(time_of(tokens[wrong], time)) << wrong;
}

TEST(Values, DescribeThemselves) {
    EXPECT_EQ(Value::flag(true).describe(), "yes");
    EXPECT_EQ(Value::of(0.256, Unit::Percent).describe(), "25.6 %");
    EXPECT_EQ(Value::of(440, Unit::Hertz).describe(), "440 Hz");
    EXPECT_EQ(Value::of_text("a\n\"\x01").describe(), R"("a\n\"\x01")");
    EXPECT_EQ(Value::of_colour(0x10203).describe(), "#010203");
    EXPECT_EQ(Value::of_colour(0x10203, 8).describe(), "#00010203");
    EXPECT_EQ(Value::of_text(std::string(300, 'a') + "b").describe().substr(0, 23),
              "the end of 301 bytes, \"");
    EXPECT_EQ(describe_time(1'234'567'890), "1.234567 s");
}

}  // namespace
}  // namespace kinglet::parts
