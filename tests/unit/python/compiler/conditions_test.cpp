// Conditions are tests that jump.
#include <gtest/gtest.h>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

TEST(CompileConditions, IfElse) {
    EXPECT_EQ(code_of(R"(def f(a):
    if a < 10: a = 1
    elif a == b: a = 2
    else: a = 3
    return a
)"),
              R"(
0000 TestLessInt r0 10 0 -> 4
0002 LoadWord r0 1
0003 Jump -> 10
0004 LoadGlobal r1 k1(b)
0005 TestEqual r0 r1 0 -> 9
0007 LoadWord r0 2
0008 Jump -> 10
0009 LoadWord r0 3
0010 Return r0
)");
}

TEST(CompileConditions, AndOrNot) {
    EXPECT_EQ(code_of(R"(def f(a, b, c):
    if a and not b or c: return 1
)"),
              R"(
0000 TestTrue r0 0 0 -> 4
0002 TestTrue r1 0 0 -> 6
0004 TestTrue r2 0 0 -> 8
0006 LoadWord r3 1
0007 Return r3
0008 ReturnNone
)");
}

TEST(CompileConditions, ChainedComparison) {
    EXPECT_EQ(code_of(R"(def f(a, b, c):
    if a < b < c: return 1
    if not (a < b < c): return 2
)"),
              R"(
0000 TestLess r0 r1 0 -> 6
0002 TestLess r1 r2 0 -> 6
0004 LoadWord r3 1
0005 Return r3
0006 TestLess r0 r1 0 -> 10
0008 TestLess r1 r2 1 -> 12
0010 LoadWord r3 2
0011 Return r3
0012 ReturnNone
)");
}

TEST(CompileConditions, NoneAndMembership) {
    EXPECT_EQ(code_of(R"(def f(a, b):
    if a is None: return 1
    if a is not None and a not in b: return 2
)"),
              R"(
0000 TestNone r0 0 0 -> 4
0002 LoadWord r2 1
0003 Return r2
0004 TestNone r0 0 1 -> 10
0006 TestIn r0 r1 1 -> 10
0008 LoadWord r2 2
0009 Return r2
0010 ReturnNone
)");
}

TEST(CompileConditions, KnownOutcomesLeaveNoCode) {
    EXPECT_EQ(code_of(R"(def f():
    if 0: a()
    if __debug__: b()
    else: c()
    while 0: d()
    if None or not 1: e()
)"),
              R"(
0000 LoadGlobal r0 k0(b)
0001 Call r0 0 r0
0002 ReturnNone
)");
}

TEST(CompileConditions, BreakAndContinueAreTheJumpOfTheTest) {
    EXPECT_EQ(code_of(R"(def f(a):
    for x in a:
        if x: break
        if x == 1: continue
        g(x)
)"),
              R"(
0000 GetIter r2 r0
0001 Jump -> 9
0002 TestTrue r1 0 1 -> 11
0004 TestEqualInt r1 1 1 -> 9
0006 LoadGlobal r3 k1(g)
0007 Move r4 r1
0008 Call r3 1 r3
0009 ForIter r2 r1 -> 2
0011 ReturnNone
)");
}

}  // namespace
}  // namespace kinglet::compiler
