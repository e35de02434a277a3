// Loops: one instruction of the loop for each turn.
#include <gtest/gtest.h>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

TEST(CompileLoops, While) {
    EXPECT_EQ(code_of(R"(def f(n):
    while n > 0:
        n -= 1
)"),
              R"(
0000 Jump -> 2
0001 InplaceSubtractInt r0 r0 1
0002 TestGreaterInt r0 0 1 -> 1
0004 ReturnNone
)");
}

TEST(CompileLoops, WhileTrue) {
    EXPECT_EQ(code_of(R"(def f(n):
    while True:
        if n(): break
)"),
              R"(
0000 Move r1 r0
0001 Call r1 0 r1
0002 TestTrue r1 0 1 -> 5
0004 Jump -> 0
0005 ReturnNone
)");
}

TEST(CompileLoops, ForInRange) {
    EXPECT_EQ(code_of(R"(def f(n):
    s = 0
    for i in range(1, n):
        s += i
    return s
)"),
              R"(
0000 LoadWord r1 0
0001 LoadGlobal r3 k1(range)
0002 LoadWord r4 1
0003 Move r5 r0
0004 PrepareRange r3 2
0005 Jump -> 7
0006 InplaceAdd r1 r1 r2
0007 ForRange r3 r2 -> 6
0009 Return r1
)");
}

TEST(CompileLoops, RangeIsAVariable) {
    EXPECT_EQ(code_of(R"(def f(range):
    for i in range(3): pass
)"),
              R"(
0000 Move r3 r0
0001 LoadWord r4 3
0002 Call r3 1 r3
0003 GetIter r2 r3
0004 Jump -> 5
0005 ForIter r2 r1 -> 5
0007 ReturnNone
)");
}

TEST(CompileLoops, ForUnpacksIntoVariables) {
    EXPECT_EQ(code_of(R"(def f(d):
    for k, v in d.items():
        g(k, v)
    else:
        h()
)"),
              R"(
0000 LoadMethod r4 r0 k1(items)
0001 CallMethod r4 0 r4
0002 GetIter r3 r4
0003 Jump -> 9
0004 Unpack r1 r4 2
0005 LoadGlobal r5 k2(g)
0006 Move r6 r1
0007 Move r7 r2
0008 Call r5 2 r5
0009 ForIter r3 r4 -> 4
0011 LoadGlobal r5 k3(h)
0012 Call r5 0 r5
0013 ReturnNone
)");
}

// Bound in the body without a check.
TEST(CompileLoops, WalrusInTheCondition) {
    EXPECT_EQ(code_of(R"(def f(g):
    while (n := g()) is not None:
        print(n)
)"),
              R"(
0000 Jump -> 4
0001 LoadGlobal r2 k1(print)
0002 Move r3 r1
0003 Call r2 1 r2
0004 Move r2 r0
0005 Call r2 0 r1
0006 TestNone r1 0 0 -> 1
0008 ReturnNone
)");
}

TEST(CompileLoops, AsyncFor) {
    EXPECT_EQ(code_of(R"(async def f(a):
    async for x in a:
        g(x)
)"),
              R"(
0000 GetAsyncIter r2 r0
0001 Jump -> 6
0002 Move r1 r3
0003 LoadGlobal r4 k1(g)
0004 Move r5 r1
0005 Call r4 1 r4
0006 GetAsyncNext r4 r2
0007 GetAwaitable r5 r4
0008 LoadWord r3 None
0009 YieldFrom r3 r5 0
0010 Jump -> 2
0011 LoadGlobal r4 k2(StopAsyncIteration)
0012 TestException r3 r4 1 -> 15
0014 Reraise r3
0015 ReturnNone
handler 6..10 -> 11 r3
)");
}

}  // namespace
}  // namespace kinglet::compiler
