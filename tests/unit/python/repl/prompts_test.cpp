// The friendly, paste, raw and raw-paste prompts, byte for byte.
#include <gtest/gtest.h>

#include "tests/unit/python/repl/session.hpp"

namespace kinglet::repl {
namespace {

using namespace std::literals;

constexpr const char* kBanner = "Kinglet 1.0\r\nType \"help()\" for more information.\r\n>>> ";

TEST(FriendlyPrompt, TakesStatementsOfSeveralLines) {
    EXPECT_EQ(answer("print(\r1)\r"), "print(\r\n... 1)\r\n[S print(|1)]>>> ");
    EXPECT_EQ(answer("'''a\rb'''\r"), "'''a\r\n... b'''\r\n[S '''a|b''']>>> ");
    EXPECT_EQ(answer("1 + \\\r2\r"), "1 + \\\r\n... 2\r\n[S 1 + \\|2]>>> ");
    EXPECT_EQ(answer("@x\r\r"), "@x\r\n... \r\n[S @x|]>>> ");
    EXPECT_EQ(answer("(\r\x04"), "(\r\n... [S (|]>>> ");
    EXPECT_EQ(answer("(\r\x01\x02\x05"
                     "1)\r"),
              "(\r\n... 1)\r\n[S (|1)]>>> ");
}

TEST(FriendlyPrompt, ShowsExceptions) {
    EXPECT_EQ(answer("raise\r1\r"), "raise\r\n{raise}>>> 1\r\n[S 1]>>> ");
}

TEST(FriendlyPrompt, ControlKeys) {
    EXPECT_EQ(answer("\x02"
                     "1\r"),
              "\r\n"s + kBanner + "1\r\n[S 1]>>> ");
    EXPECT_EQ(answer("\x03"
                     "1\r"),
              "\r\n>>> 1\r\n[S 1]>>> ");
    EXPECT_EQ(answer("abc\x03"), "abc\r\n>>> ");
    EXPECT_EQ(answer("if 1:\rx\x03\x03"), "if 1:\r\n...     x\r\n>>> \r\n>>> ");
}

TEST(FriendlyPrompt, EndsWithASoftReset) {
    for (const char* keys : {"\x04"
                             "1\r",
                             "exit\r1\r"}) {
        Session session(keys);
        EXPECT_EQ(session.repl.run(), Repl::End::SoftReset);
        EXPECT_EQ(session.stream.unread(), 2U);
        EXPECT_FALSE(session.repl.is_raw());
    }
}

TEST(FriendlyPrompt, EndsWithTheStream) {
    Session session("abc");
    EXPECT_EQ(session.repl.run(), Repl::End::Closed);
    EXPECT_EQ(session.executor.prompts, 1U);
}

TEST(FriendlyPrompt, GivesItsMemoryBackBeforeAStatementIsTyped) {
    const std::string keys = "(\r" + std::string(1000, 'x') + "\r\x03\x04";
    Session session(keys);
    EXPECT_EQ(session.repl.run(), Repl::End::SoftReset);
    session.repl.editor().history().clear();
    EXPECT_EQ(session.allocator.in_use, 0U);
}

TEST(PastePrompt, TakesLinesAsTheyCome) {
    EXPECT_EQ(answer("\x05print(1)\r2\r\x04"),
              "\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== print(1)\r\n=== 2\r\n=== \r\n[P "
              "print(1)/2/]>>> ");
    EXPECT_EQ(answer("\x05print(1)\r\x03"),
              "\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== print(1)\r\n=== \r\n>>> ");
    EXPECT_EQ(answer("\x05raise\x04"),
              "\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== raise\r\n{raise}>>> ");
    EXPECT_TRUE(answer("\x05" + std::string(500, 'x') +
                           "\x04"
                           "1\r",
                       200)
                    .ends_with("\r\n{MemoryError}>>> 1\r\n[S 1]>>> "));
}

// What the raw prompt answers, from its own line on.
std::string raw_answer(std::string_view keys, usize memory_limit = 0) {
    const std::string text = answer("\x01" + std::string(keys), memory_limit);
    const std::string head = "\r\nraw REPL; CTRL-B to exit\r\n>";
    return text.starts_with(head) ? text.substr(head.size()) : "no raw prompt: " + text;
}

TEST(RawPrompt, RunsPrograms) {
    EXPECT_EQ(raw_answer("print(1)\x04"), "OK[F print(1)]\x04\x04>");
    EXPECT_EQ(raw_answer("a\nb\n\x04"
                         "c\x04"),
              "OK[F a|b|]\x04\x04>OK[F c]\x04\x04>");
    EXPECT_EQ(raw_answer("raise\x04"), "OK\x04{raise}\x04>");
    EXPECT_EQ(raw_answer("x\x03print(2)\x04"), "OK[F print(2)]\x04\x04>");
    EXPECT_EQ(raw_answer("a\xff\x80\x04"), "OK[F a\xff\x80]\x04\x04>");
}

TEST(RawPrompt, ControlKeys) {
    EXPECT_EQ(raw_answer("\x01"), "raw REPL; CTRL-B to exit\r\n>");
    EXPECT_EQ(raw_answer("abc\x01"
                         "d\x04"),
              "raw REPL; CTRL-B to exit\r\n>OK[F d]\x04\x04>");
    EXPECT_EQ(raw_answer("\x02"
                         "1\r"),
              "\r\n"s + kBanner + "1\r\n[S 1]>>> ");
}

TEST(RawPrompt, SoftResets) {
    for (const char* keys : {"\x01\x04",
                             "\x01"
                             "exit\x04"}) {
        Session session(keys);
        EXPECT_EQ(session.repl.run(), Repl::End::SoftReset);
        EXPECT_TRUE(session.repl.is_raw());
    }
    EXPECT_EQ(raw_answer("\x04"), "OK\r\n");
    EXPECT_EQ(raw_answer("exit\x04"), "OK\x04\x04");
}

TEST(RawPrompt, StaysRawAfterASoftReset) {
    Session session(
        "\x01\x04"
        "1\x04");
    EXPECT_EQ(session.repl.run(), Repl::End::SoftReset);
    session.stream.output.clear();
    EXPECT_EQ(session.repl.run(), Repl::End::Closed);
    EXPECT_EQ(session.stream.output, "raw REPL; CTRL-B to exit\r\n>OK[F 1]\x04\x04>");
}

TEST(RawPrompt, ReportsAProgramThatDoesNotFit) {
    EXPECT_EQ(raw_answer(std::string(500, 'x') + "\x04"
                                                 "1\x04",
                         200),
              "OK\x04{MemoryError}\x04>OK[F 1]\x04\x04>");
    EXPECT_EQ(raw_answer(std::string(500, 'x') + "\x03"
                                                 "1\x04",
                         200),
              "OK[F 1]\x04\x04>");
}

TEST(RawPastePrompt, AnswersAsDocumented) {
    EXPECT_EQ(raw_answer("\x05"
                         "A\x01print(123)\x04"),
              "R\x01\x80\x00\x01\x04[F print(123)]\x04\x04>"s);
    EXPECT_EQ(raw_answer("\x05"
                         "A\x01raise\x04"
                         "1\x04"),
              "R\x01\x80\x00\x01\x04\x04{raise}\x04>OK[F 1]\x04\x04>"s);
    EXPECT_EQ(raw_answer("\x05"
                         "B\x01"
                         "1\x04"),
              "R\x00>OK[F 1]\x04\x04>"s);
}

TEST(RawPastePrompt, GrantsAWindowForEachThatWasFilled) {
    const std::string text(300, 'x');
    EXPECT_EQ(raw_answer("\x05"
                         "A\x01" +
                         text + "\x04"),
              "R\x01\x80\x00\x01\x01\x01\x04[F "s + text + "]\x04\x04>");
}

TEST(RawPastePrompt, StopsTheOtherSideAfterAnError) {
    EXPECT_EQ(raw_answer("\x05"
                         "A\x01stop reading and more\nof it\x04"
                         "1\x04"),
              "R\x01\x80\x00\x01\x04\x04{stop reading}\x04>OK[F 1]\x04\x04>"s);
    EXPECT_EQ(raw_answer("\x05"
                         "A\x01stop reading now\x03"
                         "1\x04"),
              "R\x01\x80\x00\x01\x04\x04{stop reading}\x04>OK[F 1]\x04\x04>"s);
}

TEST(RawPastePrompt, CanBeInterrupted) {
    EXPECT_EQ(raw_answer("\x05"
                         "A\x01print(\x03"
                         "1\x04"),
              "R\x01\x80\x00\x01\x04\x04{interrupted}\x04>OK[F 1]\x04\x04>"s);
}

TEST(RawPastePrompt, EndsWithTheStream) {
    Session session(
        "\x01\x05"
        "A\x01print(");
    EXPECT_EQ(session.repl.run(), Repl::End::Closed);
}

TEST(Prompts, SurviveBytesOfAnyKind) {
    u32 state = 1;
    for (int round = 0; round < 3000; ++round) {
        std::string keys;
        for (int count = 0; count < 60; ++count) {
            state = state * 1103515245 + 12345;
            const u32 value = state >> 16;
            // Half of them keys that mean something.
            static constexpr std::string_view kKeys =
                "\x01\x02\x03\x04\x05\x06\b\t\n\r\x0b\x0e\x10\x15\x17\x1b[ABCDOHF3~;5 x(:'\xc3\xa9\x7f";
            keys += static_cast<char>((value & 1) != 0 ? value >> 1 & 0xFF
                                                       : static_cast<u8>(kKeys[(value >> 1) % kKeys.size()]));
        }
        Session session(keys, round % 3 == 0 ? 100U : 0U);
        while (session.repl.run() != Repl::End::Closed) {
        }
        session.repl.editor().history().clear();
    }
}

}  // namespace
}  // namespace kinglet::repl
