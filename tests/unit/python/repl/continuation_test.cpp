#include "python/repl/continuation.hpp"

#include <gtest/gtest.h>

namespace kinglet::repl {
namespace {

TEST(Continuation, AsksForMore) {
    for (const char* text : {"if 1:",
                             "while x:",
                             "for a in b: c",
                             "try:",
                             "with a:",
                             "def f():",
                             "class A:",
                             "async def f():",
                             "@a",
                             "if 1:\n  x",
                             "f(",
                             "x = [1,",
                             "{",
                             "'''a",
                             "\"\"\"a'b",
                             "1 + \\",
                             "f('a', (1, \")\"",
                             "'''a\n\nb",
                             "(\n",
                             "x = ( # )",
                             "match x:",
                             "match x:\n case 1: pass",
                             "r'''a\\'''",
                             "f('x\\\\', ["}) {
        EXPECT_TRUE(needs_another_line(text)) << text;
    }
}

TEST(Continuation, IsContent) {
    for (const char* text : {"",
                             "x",
                             "1 + 1",
                             "if1 = 2",
                             "iffy()",
                             "if 1:\n  x\n",
                             "f(1)",
                             "'('",
                             "\"[\"",
                             "'''a'''",
                             "'\\''",
                             "'\\'('",
                             "x # (",
                             ")",
                             "print('\\\"(')",
                             "match = 1",
                             "match(x)",
                             "matching:",
                             "'abc",
                             "'a(",
                             "elif",
                             "match x:\n case 1: pass\n",
                             "x  # it's"}) {
        EXPECT_FALSE(needs_another_line(text)) << text;
    }
}

}  // namespace
}  // namespace kinglet::repl
