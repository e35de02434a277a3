// Expressions: registers used in place, results computed where they are wanted.
#include <gtest/gtest.h>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

// A result needs no move.
TEST(CompileExpressions, LocalsAreUsedInPlace) {
    EXPECT_EQ(code_of(R"(def f(a, b):
    c = a + b * a
    return c
)"),
              R"(
0000 Multiply r3 r1 r0
0001 Add r2 r0 r3
0002 Return r2
)");
}

TEST(CompileExpressions, SmallIntsAreInTheInstruction) {
    EXPECT_EQ(code_of(R"(def f(a):
    return (a + 1) * -2 // 3 % 4 << 5 >> 6 & 7
)"),
              R"(
0000 AddInt r1 r0 1
0001 MultiplyInt r1 r1 -2
0002 FloorDivideInt r1 r1 3
0003 ModuloInt r1 r1 4
0004 LeftShiftInt r1 r1 5
0005 RightShiftInt r1 r1 6
0006 BitAndInt r1 r1 7
0007 Return r1
)");
}

TEST(CompileExpressions, IntsBeyondAByteAreLoaded) {
    EXPECT_EQ(code_of(R"(def f(a):
    return a + 128
)"),
              R"(
0000 LoadWord r2 128
0001 Add r1 r0 r2
0002 Return r1
)");
}

TEST(CompileExpressions, LongChainsNeedTwoRegisters) {
    EXPECT_EQ(code_of(R"(def f(a, b):
    return a.x + b.y + a.z(b)[b].w
)"),
              R"(
0000 LoadAttr r2 r0 k2(x)
0001 LoadAttr r3 r1 k3(y)
0002 Add r2 r2 r3
0003 LoadMethod r3 r0 k4(z)
0004 Move r5 r1
0005 CallMethod r3 1 r3
0006 GetItem r3 r3 r1
0007 LoadAttr r3 r3 k5(w)
0008 Add r2 r2 r3
0009 Return r2
)");
}

// X + (x := 1) adds the first x.
TEST(CompileExpressions, AnAssignmentInTheMiddleNeedsACopy) {
    EXPECT_EQ(code_of(R"(def f(x):
    return x + (x := 1)
)"),
              R"(
0000 Move r2 r0
0001 LoadWord r0 1
0002 Add r1 r2 r0
0003 Return r1
)");
}

// X = x or y must not clobber x early.
TEST(CompileExpressions, AVariableIsWrittenByTheLastInstruction) {
    EXPECT_EQ(code_of(R"(def f(x, y):
    x = y.a or x
    x = [x, *y]
    return x
)"),
              R"(
0000 LoadAttr r2 r1 k2(a)
0001 TestTrue r2 0 1 -> 4
0003 Move r2 r0
0004 Move r0 r2
0005 BuildList r2 r0 0
0006 ListAppend r2 r0
0007 ListExtend r2 r1
0008 Move r0 r2
0009 Return r0
)");
}

TEST(CompileExpressions, ConditionalExpression) {
    EXPECT_EQ(code_of(R"(def f(a, b):
    return a if b else None
)"),
              R"(
0000 TestTrue r1 0 0 -> 4
0002 Move r2 r0
0003 Jump -> 5
0004 LoadWord r2 None
0005 Return r2
)");
}

TEST(CompileExpressions, ComparisonsToAValue) {
    EXPECT_EQ(code_of(R"(def f(a, b, c):
    return a < b <= c, a is not b
)"),
              R"(
0000 Less r4 r0 r1
0001 TestTrue r4 0 0 -> 4
0003 LessEqual r4 r1 r2
0004 IsNot r5 r0 r1
0005 BuildTuple r3 r4 2
0006 Return r3
)");
}

TEST(CompileExpressions, Slices) {
    EXPECT_EQ(code_of(R"(def f(a, i):
    return a[1], a[-1], a[i:], a[300]
)"),
              R"(
0000 GetItemInt r3 r0 1
0001 GetItemInt r4 r0 -1
0002 Move r7 r1
0003 LoadWord r8 None
0004 LoadWord r9 None
0005 BuildSlice r6 r7
0006 GetItem r5 r0 r6
0007 LoadWord r7 300
0008 GetItem r6 r0 r7
0009 BuildTuple r2 r3 4
0010 Return r2
)");
}

TEST(CompileExpressions, FString) {
    EXPECT_EQ(code_of(R"(def f(a, w):
    return f"x{a!r:>{w}}{a}"
)"),
              R"(
0000 LoadConst r3 k2('x')
0001 Move r5 r0
0002 LoadConst r7 k3('>')
0003 FormatValue r8 r1 0
0004 BuildString r6 r7 2
0005 FormatValue r4 r5 6
0006 FormatValue r5 r0 0
0007 BuildString r2 r3 3
0008 Return r2
)");
}

TEST(CompileExpressions, Displays) {
    EXPECT_EQ(code_of(R"(def f(a):
    return [a, 1], {a}, {a: 1}, {**a, 2: 3}, (*a, 1), [1, 2, 3, 4]
)"),
              R"(
0000 Move r3 r0
0001 LoadWord r4 1
0002 BuildList r2 r3 2
0003 Move r4 r0
0004 BuildSet r3 r4 1
0005 Move r5 r0
0006 LoadWord r6 1
0007 BuildDict r4 r5 1
0008 BuildDict r5 r0 0
0009 DictUpdate r5 r0
0010 LoadWord r6 2
0011 LoadWord r7 3
0012 DictSet r5 r6 r7
0013 BuildList r7 r0 0
0014 ListExtend r7 r0
0015 LoadWord r8 1
0016 ListAppend r7 r8
0017 ListToTuple r6 r7
0018 BuildList r7 r0 0
0019 LoadConst r8 k1((1, 2, 3, 4))
0020 ListExtend r7 r8
0021 BuildTuple r1 r2 6
0022 Return r1
)");
}

}  // namespace
}  // namespace kinglet::compiler
