// Class bodies: names in a namespace, private names, the cell of __class__.
#include <gtest/gtest.h>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

TEST(CompileClasses, Body) {
    EXPECT_EQ(code_of(R"(class A(B, k=1):
    x = 1
    y = x + z
)",
                      "A"),
              R"(
0000 LoadWord r1 1
0001 StoreName r1 k0(x)
0002 LoadName r1 k0(x)
0003 LoadName r2 k1(z)
0004 Add r1 r1 r2
0005 StoreName r1 k2(y)
0006 ReturnNone
)");
}

TEST(CompileClasses, Definition) {
    EXPECT_EQ(code_of(R"(class A(B, k=1):
    pass
)",
                      "<module>"),
              R"(
0000 LoadBuildClass r0
0001 MakeFunction r1 0 k0(<code A>)
0003 LoadConst r2 k1(A)
0004 LoadGlobal r3 k2(B)
0005 LoadWord r4 1
0006 CallKw r0 3 r0 k3((k))
0008 StoreGlobal r0 k1(A)
0009 ReturnNone
)");
}

TEST(CompileClasses, PrivateNames) {
    EXPECT_EQ(code_of(R"(class _A:
    def f(self, __p):
        self.__x = __p
        return __x__
)"),
              R"(
0000 StoreAttr r0 k2(_A__x) r1
0001 LoadGlobal r2 k3(__x__)
0002 Return r2
)");
}

TEST(CompileClasses, ClassCell) {
    EXPECT_EQ(code_of(R"(class A:
    def f(self): return __class__
)",
                      "A"),
              R"(
0000 MakeCell r1
0001 Move r2 r1
0002 MakeFunction r2 0 k0(<code f>)
0004 StoreName r2 k1(f)
0005 Return r1
)");
}

TEST(CompileClasses, FreeVariableInTheBody) {
    EXPECT_EQ(code_of(R"(def f(x):
    class A:
        y = x
        z = lambda: x
)",
                      "A"),
              R"(
0000 LoadNameOrFree r1 k0(x) 0
0001 StoreName r1 k1(y)
0002 LoadFreeCell r1 0
0003 MakeFunction r1 0 k2(<code <lambda>>)
0005 StoreName r1 k3(z)
0006 ReturnNone
)");
}

// But its first iterable does.
TEST(CompileClasses, ComprehensionDoesNotSeeTheNames) {
    EXPECT_EQ(code_of(R"(class A:
    x = 1
    y = [x for z in x]
)",
                      "A"),
              R"(
0000 LoadWord r1 1
0001 StoreName r1 k0(x)
0002 BuildList r1 r0 0
0003 LoadName r3 k0(x)
0004 GetIter r2 r3
0005 Jump -> 8
0006 LoadGlobal r4 k0(x)
0007 ListAppend r1 r4
0008 ForIter r2 r3 -> 6
0010 StoreName r1 k1(y)
0011 ReturnNone
)");
}

}  // namespace
}  // namespace kinglet::compiler
