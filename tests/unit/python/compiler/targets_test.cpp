// Assignment, unpacking, augmented assignment, del.
#include <gtest/gtest.h>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

TEST(CompileTargets, SwapWithoutATuple) {
    EXPECT_EQ(code_of(R"(def f(a, b):
    a, b = b, a
    return a
)"),
              R"(
0000 Move r2 r0
0001 Move r0 r1
0002 Move r1 r2
0003 Return r0
)");
}

TEST(CompileTargets, PairwiseWithoutCopies) {
    EXPECT_EQ(code_of(R"(def f(a, b):
    a, b = b, a + b
    return a
)"),
              R"(
0000 Add r2 r0 r1
0001 Move r0 r1
0002 Move r1 r2
0003 Return r0
)");
}

TEST(CompileTargets, UnpackIntoVariables) {
    EXPECT_EQ(code_of(R"(def f(a):
    b, c = a
    (d, e), *g = a
    return b, g
)"),
              R"(
0000 Unpack r1 r0 2
0001 UnpackEx r6 r0 1 0
0003 Unpack r3 r6 2
0004 Move r5 r7
0005 Move r7 r1
0006 Move r8 r5
0007 BuildTuple r6 r7 2
0008 Return r6
)");
}

TEST(CompileTargets, SeveralTargets) {
    EXPECT_EQ(code_of(R"(def f(a):
    b = a.c = a[0] = g()
    return b
)"),
              R"(
0000 LoadGlobal r2 k1(g)
0001 Call r2 0 r1
0002 StoreAttr r0 k2(c) r1
0003 LoadWord r2 0
0004 SetItem r0 r2 r1
0005 Return r1
)");
}

TEST(CompileTargets, Augmented) {
    EXPECT_EQ(code_of(R"(def f(a, b):
    a += b
    a -= 1
    a.x *= 2
    a[b] |= b
    return a
)"),
              R"(
0000 InplaceAdd r0 r0 r1
0001 InplaceSubtractInt r0 r0 1
0002 LoadAttr r2 r0 k2(x)
0003 LoadWord r3 2
0004 InplaceMultiply r2 r2 r3
0005 StoreAttr r0 k2(x) r2
0006 GetItem r2 r0 r1
0007 InplaceBitOr r2 r2 r1
0008 SetItem r0 r1 r2
0009 Return r0
)");
}

TEST(CompileTargets, Delete) {
    EXPECT_EQ(code_of(R"(def f(a):
    del a.x, a[0], (a, )
)"),
              R"(
0000 CheckBound r0
0001 DeleteAttr r0 k1(x)
0002 CheckBound r0
0003 LoadWord r1 0
0004 DeleteItem r0 r1
0005 CheckBound r0
0006 LoadWord r0 undefined
0007 ReturnNone
)");
}

TEST(CompileTargets, Globals) {
    EXPECT_EQ(code_of(R"(def f(a):
    global g
    g = a
    g += 1
    del g
)"),
              R"(
0000 StoreGlobal r0 k1(g)
0001 LoadGlobal r1 k1(g)
0002 InplaceAddInt r1 r1 1
0003 StoreGlobal r1 k1(g)
0004 DeleteGlobal k1(g)
0005 ReturnNone
)");
}

TEST(CompileTargets, Imports) {
    EXPECT_EQ(code_of(R"(import a.b, c.d as e
from ..x import y as z, w
from m import *
)",
                      "<module>"),
              R"(
0000 LoadWord r0 None
0001 ImportName r0 k0(a.b) 0
0003 StoreGlobal r0 k1(a)
0004 LoadWord r0 None
0005 ImportName r0 k2(c.d) 0
0007 ImportFrom r0 r0 k3(d)
0008 StoreGlobal r0 k4(e)
0009 LoadConst r0 k5((y, w))
0010 ImportName r0 k6(x) 2
0012 ImportFrom r1 r0 k7(y)
0013 StoreGlobal r1 k8(z)
0014 ImportFrom r1 r0 k9(w)
0015 StoreGlobal r1 k9(w)
0016 LoadConst r0 k10((*))
0017 ImportName r0 k11(m) 0
0019 ImportStar r0
0020 ReturnNone
)");
}

}  // namespace
}  // namespace kinglet::compiler
