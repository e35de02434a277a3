#include "python/repl/completion.hpp"

#include <gtest/gtest.h>

#include "tests/unit/python/repl/session.hpp"

namespace kinglet::repl {
namespace {

TEST(Completion, OfOneName) {
    EXPECT_EQ(answer("pr\t(1)\r"), "print(1)\r\n[S print(1)]>>> ");
    EXPECT_EQ(answer("x=pr\t\r"), "x=print\r\n[S x=print]>>> ");
    EXPECT_EQ(answer("print\t\r"), "print\r\n[S print]>>> ");
    EXPECT_EQ(answer("zz\t\r"), "zz\r\n[S zz]>>> ");
    EXPECT_EQ(answer("(pr)\x02\t\r"), "(pr)\bint)\b\r\n[S (print)]>>> ");
}

TEST(Completion, OfAttributes) {
    EXPECT_EQ(answer("Ab.x\t\r"), "Ab.xyzabcdefghijklmnopq\r\n[S Ab.xyzabcdefghijklmnopq]>>> ");
    EXPECT_EQ(answer("1+Ab.abc1.\t\r"), "1+Ab.abc1.only\r\n[S 1+Ab.abc1.only]>>> ");
    EXPECT_EQ(answer("Ab.a\t\x03"), "Ab.abc\r\n>>> ");
    EXPECT_EQ(answer("No.\t\x03"), "No.\r\n>>> ");
    EXPECT_EQ(answer(".\t\x03"), ".\r\n>>> ");
}

TEST(Completion, ListsSeveral) {
    EXPECT_EQ(answer("A\t\x03"), "A\r\nAb              Ac\r\n>>> A\r\n>>> ");
    EXPECT_EQ(answer("Ab.\tx\b\x03"),
              "Ab.\r\nabc1            abc2            xyzabcdefghijklmnopq\r\n>>> Ab.x\b\x1b[K\r\n>>> ");
    EXPECT_EQ(answer("A+1\x02\x02\t\x03"), "A+1\b\b\r\nAb              Ac\r\n>>> A+1\b\b\r\n>>> ");
}

TEST(Completion, ShowsUnderscoredNamesOnlyWhenAskedFor) {
    EXPECT_EQ(answer("_\t\x03"), "_hidden\r\n>>> ");
    EXPECT_EQ(answer("(\t\x03"),
              "(\r\nAb              Ac              print           sysname\r\n>>> (\r\n>>> ");
}

TEST(Completion, OfModules) {
    EXPECT_EQ(answer("import t\t\t\x03"), "import time\r\n>>> ");
    EXPECT_EQ(answer("import m\t\x03"), "import m\r\nmachine         micropython\r\n>>> import m\r\n>>> ");
    EXPECT_EQ(answer("impo\tsys\r"), "import sys\r\n[S import sys]>>> ");
    EXPECT_EQ(answer("x impo\t\r"), "x impo\r\n[S x impo]>>> ");
}

TEST(Completion, WrapsLinesAt64Columns) {
    Session session("L.\t\x03");
    session.executor.names["L"] = {"aaaaaaaaaaaaaa1", "aaaaaaaaaaaaaaa2", "bbbbbbbb", "c", "ddddddddd"};
    (void)session.repl.run();
    EXPECT_NE(session.stream.output.find(
                  "\r\naaaaaaaaaaaaaa1                 aaaaaaaaaaaaaaa2                \r\n"),
              0U);
    EXPECT_NE(
        session.stream.output.find("aaaaaaaaaaaaaa1                 aaaaaaaaaaaaaaa2\r\nbbbbbbbb        c"),
        std::string::npos)
        << session.stream.output;
}

TEST(Completion, DoesNothingWithoutMemory) {
    EXPECT_EQ(answer("Ab.x\t\r", 40), "Ab.x\r\n[S Ab.x]>>> ");
}

}  // namespace
}  // namespace kinglet::repl
