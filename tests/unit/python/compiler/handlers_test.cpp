// try, with, and the ways out of them.
#include <gtest/gtest.h>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

TEST(CompileHandlers, TryExcept) {
    EXPECT_EQ(code_of(R"(def f(g):
    try:
        g()
    except ValueError:
        h()
    else:
        k()
)"),
              R"(
0000 Move r3 r0
0001 Call r3 0 r3
0002 LoadGlobal r3 k1(k)
0003 Call r3 0 r3
0004 Jump -> 17
0005 EnterHandler r1 r2
0006 LoadGlobal r3 k2(ValueError)
0007 TestException r1 r3 0 -> 13
0009 LoadGlobal r3 k3(h)
0010 Call r3 0 r3
0011 LeaveHandler r2
0012 Jump -> 17
0013 LeaveHandler r2
0014 Reraise r1
0015 LeaveHandler r2
0016 Reraise r1
0017 ReturnNone
handler 0..2 -> 5 r1
handler 6..13 -> 15 r1
)");
}

// The name lives as long as the clause.
TEST(CompileHandlers, ExceptAs) {
    EXPECT_EQ(code_of(R"(def f(g):
    try:
        g()
    except E as e:
        return e
    except (A, B):
        raise
    except:
        pass
)"),
              R"(
0000 Move r4 r0
0001 Call r4 0 r4
0002 Jump -> 26
0003 EnterHandler r2 r3
0004 LoadGlobal r4 k1(E)
0005 TestException r2 r4 0 -> 16
0007 Move r1 r2
0008 CheckBound r1
0009 LeaveHandler r3
0010 Move r4 r1
0011 LoadWord r1 undefined
0012 Return r4
0013 LeaveHandler r3
0014 LoadWord r1 undefined
0015 Reraise r2
0016 LoadGlobal r5 k2(A)
0017 LoadGlobal r6 k3(B)
0018 BuildTuple r4 r5 2
0019 TestException r2 r4 0 -> 22
0021 Reraise r2
0022 LeaveHandler r3
0023 Jump -> 26
0024 LeaveHandler r3
0025 Reraise r2
0026 ReturnNone
handler 0..2 -> 3 r2
handler 8..13 -> 13 r2
handler 4..13 -> 24 r2
handler 16..24 -> 24 r2
)");
}

TEST(CompileHandlers, TryFinally) {
    EXPECT_EQ(code_of(R"(def f(g):
    try:
        g()
    finally:
        h()
)"),
              R"(
0000 Move r3 r0
0001 Call r3 0 r3
0002 LoadWord r1 None
0003 EnterHandler r1 r3
0004 LoadGlobal r4 k1(h)
0005 Call r4 0 r4
0006 LeaveHandler r3
0007 EndFinally r1
0008 Jump -> 11
0009 LeaveHandler r3
0010 Reraise r1
0011 ReturnNone
handler 0..2 -> 3 r1
handler 4..6 -> 9 r1
)");
}

TEST(CompileHandlers, ReturnThroughFinally) {
    EXPECT_EQ(code_of(R"(def f(g):
    try:
        return g()
    finally:
        h()
)"),
              R"(
0000 Move r3 r0
0001 Call r3 0 r3
0002 Move r2 r3
0003 LoadWord r1 0
0004 Jump -> 5
0005 EnterHandler r1 r3
0006 LoadGlobal r4 k1(h)
0007 Call r4 0 r4
0008 LeaveHandler r3
0009 EndFinally r1
0010 Return r2
0011 LeaveHandler r3
0012 Reraise r1
handler 0..5 -> 5 r1
handler 6..8 -> 11 r1
)");
}

TEST(CompileHandlers, BreakAndContinueThroughFinally) {
    EXPECT_EQ(code_of(R"(def f(a):
    for x in a:
        try:
            if x: break
            continue
        finally:
            h()
)"),
              R"(
0000 GetIter r2 r0
0001 Jump -> 19
0002 TestTrue r1 0 0 -> 6
0004 LoadWord r3 1
0005 Jump -> 8
0006 LoadWord r3 2
0007 Jump -> 8
0008 EnterHandler r3 r5
0009 LoadGlobal r6 k1(h)
0010 Call r6 0 r6
0011 LeaveHandler r5
0012 EndFinally r3
0013 TestEqualInt r3 1 0 -> 19
0015 Jump -> 21
0016 Jump -> 19
0017 LeaveHandler r5
0018 Reraise r3
0019 ForIter r2 r1 -> 2
0021 ReturnNone
handler 2..8 -> 8 r3
handler 9..11 -> 17 r3
)");
}

TEST(CompileHandlers, With) {
    EXPECT_EQ(code_of(R"(def f(a):
    with a as b:
        g(b)
)"),
              R"(
0000 LoadMethod r4 r0 k1(__exit__)
0001 LoadMethod r6 r0 k2(__enter__)
0002 CallMethod r6 0 r2
0003 Move r1 r2
0004 LoadGlobal r6 k3(g)
0005 Move r7 r1
0006 Call r6 1 r6
0007 LoadWord r6 None
0008 LoadWord r7 None
0009 LoadWord r8 None
0010 CallMethod r4 3 r4
0011 Jump -> 20
0012 EnterHandler r2 r3
0013 ExitArguments r6 r2
0014 CallMethod r4 3 r4
0015 TestTrue r4 0 1 -> 19
0017 LeaveHandler r3
0018 Reraise r2
0019 LeaveHandler r3
0020 ReturnNone
handler 3..7 -> 12 r2
handler 13..17 -> 17 r2
)");
}

// __exit__ is not covered by the block.
TEST(CompileHandlers, ReturnThroughWithMakesAHole) {
    EXPECT_EQ(code_of(R"(def f(a):
    with a:
        return g()
)"),
              R"(
0000 LoadMethod r3 r0 k1(__exit__)
0001 LoadMethod r5 r0 k2(__enter__)
0002 CallMethod r5 0 r1
0003 LoadGlobal r5 k3(g)
0004 Call r5 0 r5
0005 Move r1 r5
0006 LoadWord r5 None
0007 LoadWord r6 None
0008 LoadWord r7 None
0009 CallMethod r3 3 r3
0010 Return r1
0011 EnterHandler r1 r2
0012 ExitArguments r5 r1
0013 CallMethod r3 3 r3
0014 TestTrue r3 0 1 -> 18
0016 LeaveHandler r2
0017 Reraise r1
0018 LeaveHandler r2
0019 ReturnNone
handler 3..5 -> 11 r1
handler 12..16 -> 16 r1
)");
}

// Nor by what lies between.
TEST(CompileHandlers, ReturnInATryInsideAWith) {
    EXPECT_EQ(code_of(R"(def f(a):
    with a:
        try:
            return 1
        except E:
            pass
)"),
              R"(
0000 LoadMethod r3 r0 k1(__exit__)
0001 LoadMethod r5 r0 k2(__enter__)
0002 CallMethod r5 0 r1
0003 LoadWord r7 1
0004 Move r1 r7
0005 LoadWord r5 None
0006 LoadWord r6 None
0007 LoadWord r7 None
0008 CallMethod r3 3 r3
0009 Return r1
0010 EnterHandler r5 r6
0011 LoadGlobal r7 k3(E)
0012 TestException r5 r7 0 -> 16
0014 LeaveHandler r6
0015 Jump -> 20
0016 LeaveHandler r6
0017 Reraise r5
0018 LeaveHandler r6
0019 Reraise r5
0020 LoadWord r5 None
0021 LoadWord r6 None
0022 LoadWord r7 None
0023 CallMethod r3 3 r3
0024 Jump -> 33
0025 EnterHandler r1 r2
0026 ExitArguments r5 r1
0027 CallMethod r3 3 r3
0028 TestTrue r3 0 1 -> 32
0030 LeaveHandler r2
0031 Reraise r1
0032 LeaveHandler r2
0033 ReturnNone
handler 3..4 -> 10 r5
handler 3..4 -> 25 r1
handler 11..16 -> 18 r5
handler 10..20 -> 25 r1
handler 26..30 -> 30 r1
)");
}

TEST(CompileHandlers, RaiseInFinallyIsDynamic) {
    EXPECT_EQ(code_of(R"(def f(g):
    try:
        g()
    finally:
        raise
)"),
              R"(
0000 Move r3 r0
0001 Call r3 0 r3
0002 LoadWord r1 None
0003 EnterHandler r1 r3
0004 RaiseBare
0005 LeaveHandler r3
0006 Reraise r1
handler 0..2 -> 3 r1
handler 4..5 -> 5 r1
)");
}

TEST(CompileHandlers, RaiseFrom) {
    EXPECT_EQ(code_of(R"(def f(a, b):
    raise a from b
)"),
              R"(
0000 RaiseFrom r0 r1
)");
}

TEST(CompileHandlers, Assert) {
    EXPECT_EQ(code_of(R"(def f(a):
    assert a, "text"
    assert a
)"),
              R"(
0000 TestTrue r0 0 1 -> 4
0002 LoadConst r1 k1('text')
0003 RaiseAssertion r1
0004 TestTrue r0 0 1 -> 8
0006 LoadWord r1 undefined
0007 RaiseAssertion r1
0008 ReturnNone
)");
}

}  // namespace
}  // namespace kinglet::compiler
