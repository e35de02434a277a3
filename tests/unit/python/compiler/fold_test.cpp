// What is known at compile time.
#include <gtest/gtest.h>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

TEST(CompileFold, Arithmetic) {
    EXPECT_EQ(code_of(R"(def f():
    return 1 + 2 * 3 ** 2, -7 // 2, -7 % 3, 1 << 20, ~0, not 1
)"),
              R"(
0000 LoadConst r0 k0((19, -4, 2, 1048576, -1, False))
0001 Return r0
)");
}

TEST(CompileFold, PrefixOfAChain) {
    EXPECT_EQ(code_of(R"(def f(a):
    return 1 + 2 + a
)"),
              R"(
0000 LoadWord r1 3
0001 Add r1 r1 r0
0002 Return r1
)");
}

TEST(CompileFold, WhatRaisesIsLeft) {
    EXPECT_EQ(code_of(R"(def f():
    return 1 // 0
)"),
              R"(
0000 LoadWord r0 1
0001 FloorDivideInt r0 r0 0
0002 Return r0
)");
}

TEST(CompileFold, TuplesOfConstants) {
    EXPECT_EQ(code_of(R"(def f():
    return (1, "a", (None, 2.5)), ()
)"),
              R"(
0000 LoadConst r0 k0(((1, 'a', (None, 2.5)), ()))
0001 Return r0
)");
}

// Underscored names are not even stored.
TEST(CompileFold, Const) {
    EXPECT_EQ(code_of(R"(_A = const(4)
B = const(_A * 2)
print(_A, B)
)",
                      "<module>"),
              R"(
0000 LoadWord r0 8
0001 StoreGlobal r0 k0(B)
0002 LoadGlobal r0 k1(print)
0003 LoadWord r1 4
0004 LoadWord r2 8
0005 Call r0 2 r0
0006 ReturnNone
)");
}

TEST(CompileFold, ConstInFunctions) {
    EXPECT_EQ(code_of(R"(_A = const(300)
def f(x):
    return x + _A if x > const(1) else _A
)"),
              R"(
0000 TestGreaterInt r0 1 0 -> 5
0002 LoadWord r2 300
0003 Add r1 r0 r2
0004 Jump -> 6
0005 LoadWord r1 300
0006 Return r1
)");
}

// As in MicroPython: the parser replaces the name from there on, wherever the definition stands.
TEST(CompileFold, ConstInABlock) {
    EXPECT_EQ(code_of(R"(if a:
    _A = const(4)
b = _A
)",
                      "<module>"),
              R"(
0000 LoadGlobal r0 k0(a)
0001 TestTrue r0 0 0 -> 3
0003 LoadWord r0 4
0004 StoreGlobal r0 k1(b)
0005 ReturnNone
)");
}

TEST(CompileFold, AConstantIsNoTarget) {
    for (const char* text : {"A = const(4)\nA = 5", "A = const(4)\nA += 5", "A = const(4)\nfor A in b: pass",
                             "A = const(4)\nA = const(5)", "A = const(4)\nb, A = c"}) {
        EXPECT_EQ(code_of(text, "<module>"), "SyntaxError line 2: can't assign to constant") << text;
    }
}

TEST(CompileFold, AVariableOfThatNameIsNotTheConst) {
    EXPECT_EQ(code_of(R"(A = const(4)
def f(A):
    return A
)"),
              R"(
0000 Return r0
)");
}

}  // namespace
}  // namespace kinglet::compiler
