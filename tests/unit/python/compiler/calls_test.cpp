// Calls: method pairs, keywords, stars, super().
#include <gtest/gtest.h>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

TEST(CompileCalls, PlainCall) {
    EXPECT_EQ(code_of(R"(def f(g, x):
    return g(x, 1)
)"),
              R"(
0000 Move r2 r0
0001 Move r3 r1
0002 LoadWord r4 1
0003 Call r2 2 r2
0004 Return r2
)");
}

TEST(CompileCalls, MethodCall) {
    EXPECT_EQ(code_of(R"(def f(o, x):
    o.m(x).n()
)"),
              R"(
0000 LoadMethod r2 r0 k2(m)
0001 Move r4 r1
0002 CallMethod r2 1 r2
0003 LoadMethod r2 r2 k3(n)
0004 CallMethod r2 0 r2
0005 ReturnNone
)");
}

TEST(CompileCalls, Keywords) {
    EXPECT_EQ(code_of(R"(def f(g, x):
    g(x, key=1)
    g.m(x, key=1)
)"),
              R"(
0000 Move r2 r0
0001 Move r3 r1
0002 LoadWord r4 1
0003 CallKw r2 1 r2 k2((key))
0005 LoadMethod r2 r0 k3(m)
0006 Move r4 r1
0007 LoadWord r5 1
0008 CallMethodKw r2 1 r2 k2((key))
0010 ReturnNone
)");
}

TEST(CompileCalls, Stars) {
    EXPECT_EQ(code_of(R"(def f(g, a, k):
    g(*a)
    g.m(1, *a, k=2, **k)
)"),
              R"(
0000 Move r3 r0
0001 Move r4 r1
0002 LoadWord r5 undefined
0003 CallEx r3 0 r3
0004 LoadAttr r3 r0 k3(m)
0005 BuildList r4 r0 0
0006 LoadWord r5 1
0007 ListAppend r4 r5
0008 ListExtend r4 r1
0009 BuildDict r5 r0 0
0010 LoadConst r6 k2(k)
0011 LoadWord r7 2
0012 BuildDict r6 r6 1
0013 DictMerge r5 r6
0014 Move r6 r2
0015 DictMerge r5 r6
0016 CallEx r3 0 r3
0017 ReturnNone
)");
}

TEST(CompileCalls, SuperWithoutArguments) {
    EXPECT_EQ(code_of(R"(class A:
    def f(self):
        return super().f()
)"),
              R"(
0000 LoadGlobal r1 k1(super)
0001 LoadFree r2 0
0002 Move r3 r0
0003 Call r1 2 r1
0004 LoadMethod r1 r1 k2(f)
0005 CallMethod r1 0 r1
0006 Return r1
)");
}

TEST(CompileCalls, SuperOfOnesOwn) {
    EXPECT_EQ(code_of(R"(class A:
    def f(self, super):
        return super()
)"),
              R"(
0000 Move r2 r1
0001 Call r2 0 r2
0002 Return r2
)");
}

TEST(CompileCalls, SuperOutsideOfAClassIsAnyName) {
    EXPECT_EQ(code_of(R"(def f(self):
    return super()
)"),
              R"(
0000 LoadGlobal r1 k1(super)
0001 Call r1 0 r1
0002 Return r1
)");
}

}  // namespace
}  // namespace kinglet::compiler
