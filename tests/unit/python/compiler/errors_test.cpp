// What the compiler refuses, with line and MicroPython's text.
#include <gtest/gtest.h>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

/// The C stack down to an address, and no piece more.
class Stack final : public StackSupply {
  public:
    using StackSupply::StackSupply;
};

std::string error_of(std::string_view source, const Options& options = {}) {
    TextSink sink;
    return compile(sink, source, options).error;
}

TEST(CompileErrors, ScopeDeclarations) {
    EXPECT_EQ(error_of("def f():\n  x = 1\n  global x\n"),
              "SyntaxError line 3: identifier redefined as global");
    EXPECT_EQ(error_of("def f(x):\n  nonlocal x\n"), "SyntaxError line 2: identifier redefined as nonlocal");
    EXPECT_EQ(error_of("nonlocal x\n"), "SyntaxError line 1: can't declare nonlocal in outer code");
    EXPECT_EQ(error_of("def f():\n  nonlocal x\n"), "SyntaxError line 1: no binding for nonlocal found");
    EXPECT_EQ(error_of("global x\nx = 1\nglobal x\n"), "");
}

TEST(CompileErrors, StatementsInTheWrongPlace) {
    EXPECT_EQ(error_of("while 1:\n  def f():\n    break\n"),
              "SyntaxError line 3: 'break'/'continue' outside loop");
    EXPECT_EQ(error_of("if 0:\n  continue\n"), "SyntaxError line 2: 'break'/'continue' outside loop");
    EXPECT_EQ(error_of("class A:\n  return 1\n"), "SyntaxError line 2: 'return' outside function");
    EXPECT_EQ(error_of("\nyield 1\n"), "SyntaxError line 2: 'yield' outside function");
    EXPECT_EQ(error_of("await x\n"), "SyntaxError line 1: 'await' outside function");
    EXPECT_EQ(error_of("def f():\n  async with x: pass\n"),
              "SyntaxError line 2: 'await', 'async for' or 'async with' outside async function");
    EXPECT_EQ(error_of("async def f():\n  yield from x\n"),
              "SyntaxError line 2: 'yield from' inside async function");
    EXPECT_EQ(error_of("async def f():\n  yield 1\n  return 2\n"),
              "SyntaxError line 1: 'return' with value in async generator");
    EXPECT_EQ(error_of("def f():\n  [(yield) for x in y]\n"),
              "SyntaxError line 2: 'yield' inside comprehension");
    EXPECT_EQ(error_of("def f():\n  from a import *\n"), "SyntaxError line 2: import * not at module level");
}

TEST(CompileErrors, NamesAndArguments) {
    EXPECT_EQ(error_of("__debug__ = 1\n"), "SyntaxError line 1: can't assign to __debug__");
    EXPECT_EQ(error_of("f(a=1,\n  a=2)\n"), "SyntaxError line 2: keyword argument repeated");
    EXPECT_EQ(error_of("[x := 1 for x in y]\n"),
              "SyntaxError line 1: assignment expression cannot rebind comprehension iteration variable");
    EXPECT_EQ(
        error_of("class A:\n  [x := 1 for y in z]\n"),
        "SyntaxError line 2: assignment expression within a comprehension cannot be used in a class body");
    EXPECT_EQ(
        error_of("[x for y in (z := 1)]\n"),
        "SyntaxError line 1: assignment expression cannot be used in a comprehension iterable expression");
    EXPECT_EQ(error_of("X = const(y)\n"), "SyntaxError line 1: not a constant");
    EXPECT_EQ(error_of("@micropython.fast\ndef f(): pass\n"),
              "SyntaxError line 1: invalid micropython decorator");
}

TEST(CompileErrors, DeepTreesEndCleanly) {
    std::string source = "x = ";
    for (int i = 0; i < 20; ++i) source += "(not (a.b[";
    source += "1";
    for (int i = 0; i < 20; ++i) source += "]))";
    // Frames differ with the compiler and its sanitizers: from too little stack to plenty, at each step.
    bool was_too_deep = false;
    for (usize bytes = 1000;; bytes += 500) {
        ASSERT_LT(bytes, 200'000U);
        Options options;
        Stack stack(reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) - bytes);
        options.stack = &stack;
        const std::string error = error_of(source + "\n", options);
        if (error.empty()) break;
        was_too_deep = true;
        EXPECT_TRUE(error.ends_with(": too deeply nested")) << error;
    }
    EXPECT_TRUE(was_too_deep);
    EXPECT_EQ(error_of(source + "\n"), "");
}

TEST(CompileErrors, LongChainsAreNotDeep) {
    std::string source = "x = a";
    for (int i = 0; i < 20000; ++i) source += i % 3 == 0 ? " + b" : i % 3 == 1 ? ".c(d)" : "[e]";
    Options options;
    // Less than a byte for each link.
    Stack stack(reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) - 18000);
    options.stack = &stack;
    EXPECT_EQ(error_of(source + "\n", options), "");
}

}  // namespace
}  // namespace kinglet::compiler
