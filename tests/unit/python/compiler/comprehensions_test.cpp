// Comprehensions run in the frame around them; generator expressions are functions.
#include <gtest/gtest.h>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

TEST(CompileComprehensions, List) {
    EXPECT_EQ(code_of(R"(def f(a):
    return [x * x for x in a if x > 1]
)"),
              R"(
0000 BuildList r1 r0 0
0001 GetIter r2 r0
0002 Jump -> 7
0003 TestGreaterInt r3 1 0 -> 7
0005 Multiply r4 r3 r3
0006 ListAppend r1 r4
0007 ForIter r2 r3 -> 3
0009 Return r1
)");
}

TEST(CompileComprehensions, VariableIsItsOwn) {
    EXPECT_EQ(code_of(R"(def f(x):
    y = {x: 1 for x in x}
    return x
)"),
              R"(
0000 BuildDict r2 r0 0
0001 GetIter r3 r0
0002 Jump -> 5
0003 LoadWord r5 1
0004 DictSet r2 r4 r5
0005 ForIter r3 r4 -> 3
0007 Move r1 r2
0008 Return r0
)");
}

TEST(CompileComprehensions, NestedOverRange) {
    EXPECT_EQ(code_of(R"(def f(n):
    return {i + j for i in range(n) for j in range(i)}
)"),
              R"(
0000 BuildSet r1 r0 0
0001 LoadGlobal r2 k1(range)
0002 Move r3 r0
0003 PrepareRange r2 1
0004 Jump -> 13
0005 LoadGlobal r7 k1(range)
0006 Move r8 r5
0007 PrepareRange r7 1
0008 Jump -> 11
0009 Add r10 r5 r6
0010 SetAdd r1 r10
0011 ForRange r7 r6 -> 9
0013 ForRange r2 r5 -> 5
0015 Return r1
)");
}

TEST(CompileComprehensions, CapturedVariableGetsACell) {
    EXPECT_EQ(code_of(R"(def f(a):
    return [lambda: x for x in a]
)"),
              R"(
0000 BuildList r1 r0 0
0001 GetIter r2 r0
0002 LoadWord r3 undefined
0003 MakeCell r3
0004 Jump -> 10
0005 StoreCell r3 r4
0006 Move r5 r3
0007 MakeFunction r5 0 k1(<code <lambda>>)
0009 ListAppend r1 r5
0010 ForIter r2 r4 -> 5
0012 Return r1
)");
}

TEST(CompileComprehensions, GeneratorExpression) {
    EXPECT_EQ(code_of(R"(def f(a, b):
    return sum(x + b for x in a)
)"),
              R"(
0000 MakeCell r1
0001 LoadGlobal r2 k2(sum)
0002 Move r3 r1
0003 MakeFunction r3 0 k3(<code <genexpr>>)
0005 GetIter r4 r0
0006 Call r3 1 r3
0007 Call r2 1 r2
0008 Return r2
)");
}

TEST(CompileComprehensions, GeneratorBody) {
    EXPECT_EQ(code_of(R"(def f(a, b):
    return sum(x + b for x in a)
)",
                      "<genexpr>"),
              R"(
0000 Jump -> 4
0001 LoadFree r3 0
0002 Add r2 r1 r3
0003 Yield r3 r2 0
0004 ForIter r0 r1 -> 1
0006 ReturnNone
)");
}

TEST(CompileComprehensions, WalrusBindsOutside) {
    EXPECT_EQ(code_of(R"(def f(a):
    z = [y := x for x in a]
    return y
)"),
              R"(
0000 BuildList r3 r0 0
0001 GetIter r4 r0
0002 Jump -> 5
0003 Move r1 r5
0004 ListAppend r3 r1
0005 ForIter r4 r5 -> 3
0007 Move r2 r3
0008 CheckBound r1
0009 Return r1
)");
}

}  // namespace
}  // namespace kinglet::compiler
