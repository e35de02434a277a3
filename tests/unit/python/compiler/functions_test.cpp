// Functions: parameters, defaults, cells, generators.
#include <gtest/gtest.h>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

// Positional, keyword-only, *args, **kwargs.
TEST(CompileFunctions, ParametersOfAllKinds) {
    EXPECT_EQ(code_of(R"(def f(a, /, b=1, *c, d, e=2, **g):
    return a, b, c, d, e, g
)"),
              R"(
0000 Move r7 r0
0001 Move r8 r1
0002 Move r9 r4
0003 Move r10 r2
0004 Move r11 r3
0005 Move r12 r5
0006 BuildTuple r6 r7 6
0007 Return r6
)");
}

TEST(CompileFunctions, DefaultsAndKeywordDefaults) {
    EXPECT_EQ(code_of(R"(def f(a, b=1, *, c=x): pass
)",
                      "<module>"),
              R"(
0000 LoadConst r0 k0((1))
0001 BuildDict r1 r0 0
0002 LoadConst r2 k1(c)
0003 LoadGlobal r3 k2(x)
0004 DictSet r1 r2 r3
0005 MakeFunction r0 3 k3(<code f>)
0007 StoreGlobal r0 k4(f)
0008 ReturnNone
)");
}

TEST(CompileFunctions, Cells) {
    EXPECT_EQ(code_of(R"(def f(a):
    def g():
        nonlocal a
        a += 1
        return a
    return g
)"),
              R"(
0000 MakeCell r0
0001 Move r2 r0
0002 MakeFunction r2 0 k1(<code g>)
0004 Move r1 r2
0005 Return r1
)");
}

TEST(CompileFunctions, FreeVariables) {
    EXPECT_EQ(code_of(R"(def f(a):
    def g():
        nonlocal a
        a += 1
        return a
    return g
)",
                      "g"),
              R"(
0000 LoadFree r0 0
0001 InplaceAddInt r0 r0 1
0002 StoreFree r0 0
0003 LoadFree r0 0
0004 Return r0
)");
}

TEST(CompileFunctions, CheckBoundOnlyWhereItMayBeUnbound) {
    EXPECT_EQ(code_of(R"(def f(a):
    if a: b = 1
    g(b)
    g(b)
    c = b
    del c
    return c
)"),
              R"(
0000 TestTrue r0 0 0 -> 3
0002 LoadWord r1 1
0003 LoadGlobal r3 k1(g)
0004 CheckBound r1
0005 Move r4 r1
0006 Call r3 1 r3
0007 LoadGlobal r3 k1(g)
0008 Move r4 r1
0009 Call r3 1 r3
0010 Move r2 r1
0011 CheckBound r2
0012 LoadWord r2 undefined
0013 CheckBound r2
0014 Return r2
)");
}

TEST(CompileFunctions, Generator) {
    EXPECT_EQ(code_of(R"(def f(a):
    x = yield a
    y = yield from x
    return y
)"),
              R"(
0000 Yield r1 r0 0
0001 GetYieldFromIter r3 r1
0002 LoadWord r4 None
0003 YieldFrom r4 r3 0
0004 Move r2 r4
0005 Return r2
)");
}

TEST(CompileFunctions, Await) {
    EXPECT_EQ(code_of(R"(async def f(a):
    return await a
)"),
              R"(
0000 GetAwaitable r2 r0
0001 LoadWord r1 None
0002 YieldFrom r1 r2 0
0003 Return r1
)");
}

TEST(CompileFunctions, Lambda) {
    EXPECT_EQ(code_of(R"(f = lambda a, b=1: a + b
)",
                      "<lambda>"),
              R"(
0000 Add r2 r0 r1
0001 Return r2
)");
}

TEST(CompileFunctions, Decorators) {
    EXPECT_EQ(code_of(R"(@a
@b(1)
def f(): pass
)",
                      "<module>"),
              R"(
0000 LoadGlobal r0 k0(a)
0001 LoadGlobal r1 k1(b)
0002 LoadWord r2 1
0003 Call r1 1 r1
0004 MakeFunction r2 0 k2(<code f>)
0006 Call r1 1 r1
0007 Call r0 1 r0
0008 StoreGlobal r0 k3(f)
0009 ReturnNone
)");
}

TEST(CompileFunctions, NativeDecoratorsAreFlags) {
    EXPECT_EQ(code_of(R"(@micropython.native
def f(): pass
)",
                      "<module>"),
              R"(
0000 MakeFunction r0 0 k0(<code f>)
0002 StoreGlobal r0 k1(f)
0003 ReturnNone
)");
}

}  // namespace
}  // namespace kinglet::compiler
