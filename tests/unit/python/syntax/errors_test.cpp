// What is refused, with MicroPython's words and position.
#include "python/syntax/error.hpp"

#include <gtest/gtest.h>

#include <array>

#include "tests/support/syntax/parse_text.hpp"

namespace kinglet::syntax {
namespace {

/// The C stack down to an address, and no piece more.
class Stack final : public StackSupply {
  public:
    using StackSupply::StackSupply;
};

std::string tree(std::string_view text) {
    return parse_text(text);
}

TEST(Errors, InvalidSyntaxStandsAtTheFirstTokenThatFits) {
    EXPECT_EQ(tree("a b"), "SyntaxError 1:3 invalid syntax");
    EXPECT_EQ(tree("x = "), "SyntaxError 1:5 invalid syntax");
    EXPECT_EQ(tree("a\nb\n  = c"), "IndentationError 3:3 unexpected indent");
    EXPECT_EQ(tree("if 1\n pass"), "SyntaxError 1:5 invalid syntax");
    EXPECT_EQ(tree("if 1:\npass"), "SyntaxError 2:1 invalid syntax");
    EXPECT_EQ(tree("é = ü $"), "SyntaxError 1:7 invalid syntax");
    for (const char* text : {"1 if 2",
                             "[x for]",
                             "a := 1",
                             "print 1",
                             "$",
                             "else:",
                             "x = )",
                             "(]",
                             "[}",
                             "x=1;;",
                             "; x",
                             "pass pass",
                             "if 1: if 2: pass",
                             "a<>b",
                             "import",
                             "from x import",
                             "import a as b.c",
                             "from a import b,",
                             "from a import ()",
                             "from a import (b",
                             "from import a",
                             "import a.",
                             "del",
                             "assert",
                             "global",
                             "global a.b",
                             "class A",
                             "def f",
                             "def f(: pass",
                             "for x in y",
                             "with a as b",
                             "@",
                             "@x\nx=1",
                             "async x",
                             "async def f",
                             "@a\nasync for b in c: pass",
                             "try: pass",
                             "try: pass\nelse: pass",
                             "a += b += c",
                             "a = b = ",
                             "if x = 1: pass",
                             "lambda",
                             "not",
                             "x = 5 not 3",
                             "await",
                             "a ** not b",
                             "await -b",
                             "a + lambda: b",
                             "while: pass",
                             "f(**)",
                             "f(*)",
                             "{**a for a in b}",
                             "{a: b, c: d for e in f}",
                             "f(x for x in y, 1)",
                             "f(1, x for x in y)",
                             "f(x for x in y,)",
                             "a[]",
                             "a.1",
                             "a.",
                             "with (a as b), c: pass",
                             "with (a as b, *c): pass",
                             "with (a as b).c: pass",
                             "return yield",
                             "raise a, b",
                             "def f(a b): pass",
                             "def f(**a, b): pass",
                             "def f(**a, **b): pass",
                             "def f(*a, *b): pass",
                             "def f(*, **a): pass",
                             "def f(/, a): pass",
                             "def f(a, /, b, /): pass",
                             "def f(*, /): pass",
                             "def f(*a=1): pass",
                             "def f(a.b): pass",
                             "def f((a, b)): pass",
                             "class A(B: pass",
                             "try: pass\nexcept* A: pass\nexcept B: pass",
                             "try: pass\nexcept A: pass\nexcept* B: pass",
                             "try: pass\nexcept*: pass",
                             "for x y: pass",
                             "nonlocal",
                             "break 1",
                             "continue x",
                             "x: int: int"}) {
        const std::string result = tree(text);
        EXPECT_TRUE(result.starts_with("SyntaxError") && result.find("invalid syntax") != std::string::npos)
            << text << ": " << result;
    }
}

TEST(Errors, Indentation) {
    EXPECT_EQ(tree(" x = 1"), "IndentationError 1:2 unexpected indent");
    EXPECT_EQ(tree("x = 1\n  y = 2"), "IndentationError 2:3 unexpected indent");
    EXPECT_EQ(tree("if 1:\n  x\n    y"), "IndentationError 3:5 unexpected indent");
    EXPECT_EQ(tree("if 1:\n  x\n y"), "IndentationError 3:2 unindent doesn't match any outer indent level");
}

TEST(Errors, Targets) {
    for (const char* text : {"1 = 2",
                             "f() = 1",
                             "a + b = 1",
                             "(a, b()) = 1",
                             "None = 1",
                             "a < b = 1",
                             "x = 1 = y",
                             "'a' = 1",
                             "f'a' = 1",
                             "... = 1",
                             "a if b else c = 1",
                             "lambda: 1 = 2",
                             "{a} = 1",
                             "[x for x in y] = 1",
                             "(yield) = 1",
                             "x + 1 += 2",
                             "(a, b) += 1",
                             "[a] += 1",
                             "for 1 in x: pass",
                             "for f() in x: pass",
                             "with a as 1: pass",
                             "with (a as 1): pass",
                             "[0 for 1 in x]",
                             "(a.b := 1)",
                             "a, b: int",
                             "f(): int",
                             "{} = 1",
                             "-a = 1",
                             "[a, 1] = b",
                             "a, *1 = b"}) {
        EXPECT_TRUE(tree(text).ends_with("can't assign to expression in <module>"))
            << text << ": " << tree(text);
    }
    for (const char* text : {"del f()", "del 1", "del a + b", "del (a, 1)", "del *a", "del (*a, b)"}) {
        EXPECT_TRUE(tree(text).ends_with("can't delete expression in <module>"))
            << text << ": " << tree(text);
    }
    EXPECT_EQ(tree("*a, *b = 1"), "SyntaxError 1:1 multiple *x in assignment in <module>");
    for (const char* text :
         {"(*a)", "x = *a", "*a", "return *a", "[*a for a in b]", "f((*a))", "for a in *b: pass"}) {
        EXPECT_TRUE(tree(text).ends_with("*x must be assignment target in <module>"))
            << text << ": " << tree(text);
    }
}

TEST(Errors, Arguments) {
    EXPECT_EQ(tree("f(a=1, 2)"), "SyntaxError 1:1 positional arg after keyword arg in <module>");
    EXPECT_EQ(tree("f(**a, 1)"), "SyntaxError 1:1 positional arg after ** in <module>");
    EXPECT_EQ(tree("f(**a, *b)"), "SyntaxError 1:1 * arg after ** in <module>");
    EXPECT_EQ(tree("f(1=2)"), "SyntaxError 1:1 LHS of keyword arg must be an id in <module>");
    EXPECT_EQ(tree("f(a.b=2)"), "SyntaxError 1:1 LHS of keyword arg must be an id in <module>");
    EXPECT_EQ(tree("f(None=2)"), "SyntaxError 1:1 LHS of keyword arg must be an id in <module>");
}

TEST(Errors, Parameters) {
    EXPECT_EQ(tree("def f(a, a): pass"), "SyntaxError 1:1 argument name reused in f");
    EXPECT_EQ(tree("lambda a, *a: 1"), "SyntaxError 1:1 argument name reused in <module>");
    EXPECT_EQ(tree("def f(a=1, b): pass"),
              "SyntaxError 1:1 non-default argument follows default argument in f");
    EXPECT_EQ(tree("def f(a=1, /, b): pass"),
              "SyntaxError 1:1 non-default argument follows default argument in f");
}

TEST(Errors, Displays) {
    EXPECT_EQ(tree("{1: 2, 3}"), "SyntaxError 1:1 expecting key:value for dict in <module>");
    EXPECT_EQ(tree("{1, 2: 3}"), "SyntaxError 1:1 expecting just a value for set in <module>");
}

TEST(Errors, Handlers) {
    EXPECT_EQ(tree("try:\n pass\nexcept:\n pass\nexcept A:\n pass"),
              "SyntaxError 3:0 default 'except' must be last in <module>");
}

TEST(Errors, NameTheFunctionAroundThem) {
    EXPECT_EQ(tree("def f():\n  def g(): pass\n  1 = 2"), "SyntaxError 3:3 can't assign to expression in f");
    EXPECT_EQ(tree("class A:\n  def g():\n    f() = 2"), "SyntaxError 3:5 can't assign to expression in g");
    EXPECT_EQ(tree("def f(): pass\n1 = 2"), "SyntaxError 2:1 can't assign to expression in <module>");
}

TEST(Errors, SayWhenMoreLinesCouldHelp) {
    for (const char* text :
         {"f(", "x = (1,", "'''abc", "if 1:", "if 1:\n", "def f():\n", "a = 1 \\\n", "a = 1 \\", "@x\n",
          "try:\n pass\n", "[\n", "{1:\n", "f'{", "class A:\n  def f(self):\n", "while 1:\n  # nothing\n",
          "x = '''\n", "(a\n", "f'''{x:"}) {
        const bool incomplete = tree(text).ends_with("(incomplete)");
        EXPECT_TRUE(incomplete) << text << ": " << tree(text);
    }
    for (const char* text : {"x = ", "'abc", "if 1", "a b", "if 1:\npass", "(]", "1 +", "def f(", "x = $"}) {
        const bool incomplete = tree(text).ends_with("(incomplete)");
        EXPECT_EQ(incomplete, std::string_view(text) == "def f(") << text << ": " << tree(text);
    }
}

TEST(Errors, StayAfterTheFirst) {
    StringSource source("a\nb c\nd\n");
    TextSink sink;
    TestMemory memory;
    Parser parser(source, sink, memory);
    Node* node = nullptr;
    EXPECT_EQ(parser.next_statement(node), Parser::Outcome::Statement);
    EXPECT_EQ(parser.next_statement(node), Parser::Outcome::Error);
    EXPECT_EQ(node, nullptr);
    EXPECT_EQ(parser.next_statement(node), Parser::Outcome::Error);
    EXPECT_EQ(parser.error().line, 2U);
}

TEST(Errors, StopBeforeTheStackEnds) {
    ParserOptions options;
    options.max_depth = 60000;
    Stack stack(reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) - 60000);
    options.stack = &stack;
    const std::string result = parse_text(std::string(20000, '('), DumpStyle::Readable, options);
    EXPECT_TRUE(result.starts_with("too deep 1:")) << result;
}

}  // namespace
}  // namespace kinglet::syntax
