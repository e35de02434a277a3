#include <gtest/gtest.h>

#include "tests/support/syntax/parse_text.hpp"

namespace kinglet::syntax {
namespace {

std::string tree(std::string_view text) {
    return parse_text(text);
}

std::string pattern(std::string_view text) {
    const std::string whole = tree("match x:\n case " + std::string(text) + ": pass\n");
    const std::string head = "(match x (case ";
    const std::string tail = " {(pass)}))";
    if (!whole.starts_with(head) || !whole.ends_with(tail)) return whole;
    return whole.substr(head.size(), whole.size() - head.size() - tail.size());
}

TEST(Match, TheWordIsANameElsewhere) {
    EXPECT_EQ(tree("match = 1"), "(= match 1)");
    EXPECT_EQ(tree("match(x)"), "(expr (call match x))");
    EXPECT_EQ(tree("match[x]: y = 1"), "(ann-complex ([] match x) y 1)");
    EXPECT_EQ(tree("match: x"), "(ann match x _)");
    EXPECT_EQ(tree("match * a, b"), "(expr (tuple (* match a) b))");
    EXPECT_EQ(tree("match - x"), "(expr (- match x))");
    EXPECT_EQ(tree("match.case(_)"), "(expr (call (. match case) _))");
    EXPECT_EQ(tree("print(match, case)"), "(expr (call print match case))");
}

TEST(Match, Subjects) {
    for (const auto& [text, wanted] :
         std::initializer_list<std::pair<const char*, const char*>>{{"x", "x"},
                                                                    {"(x)", "x"},
                                                                    {"(x, y)", "(tuple x y)"},
                                                                    {"[x]", "(list x)"},
                                                                    {"-x", "(neg x)"},
                                                                    {"*x, y", "(tuple (* x) y)"},
                                                                    {"x,", "(tuple x)"},
                                                                    {"x := y", "(:= x y)"},
                                                                    {"not x", "(not x)"},
                                                                    {"{1: 2}[x]", "([] (dict (: 1 2)) x)"},
                                                                    {"lambda: x", "(lambda () x)"}}) {
        EXPECT_EQ(tree(std::string("match ") + text + ":\n case _: pass"),
                  std::string("(match ") + wanted + " (case (as _ _) {(pass)}))");
    }
}

TEST(Match, Cases) {
    EXPECT_EQ(tree("match x:\n case 1 if y: a\n case _:\n  b\n  c\nd"),
              "(match x (case (value 1) if y {(expr a)}) (case (as _ _) {(expr b) (expr c)}))\n(expr d)");
}

TEST(Match, Literals) {
    EXPECT_EQ(pattern("-1"), "(value (neg 1))");
    EXPECT_EQ(pattern("1.5 + 2j"), "(value (+ 1.5 2j))");
    EXPECT_EQ(pattern("-1 - 2j"), "(value (- (neg 1) 2j))");
    EXPECT_EQ(pattern("'a' 'b'"), R"((value "ab"))");
    EXPECT_EQ(pattern("b'a'"), R"((value b"a"))");
    EXPECT_EQ(pattern("None | True | False"), "(| (value None) (value True) (value False))");
}

TEST(Match, NamesAndValues) {
    EXPECT_EQ(pattern("a"), "(as _ a)");
    EXPECT_EQ(pattern("_"), "(as _ _)");
    EXPECT_EQ(pattern("a.b.c"), "(value (. (. a b) c))");
    EXPECT_EQ(pattern("1 | 2 as a"), "(as (| (value 1) (value 2)) a)");
}

TEST(Match, Sequences) {
    EXPECT_EQ(pattern("[]"), "(sequence)");
    EXPECT_EQ(pattern("()"), "(sequence)");
    EXPECT_EQ(pattern("(a)"), "(as _ a)");
    EXPECT_EQ(pattern("(a,)"), "(sequence (as _ a))");
    EXPECT_EQ(pattern("[a, *b, _]"), "(sequence (as _ a) (* b) (as _ _))");
    EXPECT_EQ(pattern("a, *_"), "(sequence (as _ a) (* _))");
    EXPECT_EQ(pattern("*a,"), "(sequence (* a))");
    EXPECT_EQ(pattern("(1 | 2), [3 as b]"), "(sequence (| (value 1) (value 2)) (sequence (as (value 3) b)))");
}

TEST(Match, Mappings) {
    EXPECT_EQ(pattern("{}"), "(mapping)");
    EXPECT_EQ(pattern("{'a': 1, b.c: d, -1: _, **rest}"),
              R"((mapping (: "a" (value 1)) (: (. b c) (as _ d)) (: (neg 1) (as _ _)) ** rest))");
}

TEST(Match, Classes) {
    EXPECT_EQ(pattern("A()"), "(class A)");
    EXPECT_EQ(pattern("a.B(1, x, y=2, z=w,)"),
              "(class (. a B) (value 1) (as _ x) (= y (value 2)) (= z (as _ w)))");
}

TEST(Match, WrongOnes) {
    EXPECT_EQ(tree("match x:\n pass"), "SyntaxError 2:2 invalid syntax");
    EXPECT_EQ(tree("match x:\n"), "SyntaxError 2:1 invalid syntax (incomplete)");
    for (const char* text :
         {"a + 1", "f'a'", "-a", "1 + 2", "x as _", "{**_}", "{a: 1}", "A(a.b=1)", "A(_=1)", "1 2", "+1"}) {
        EXPECT_TRUE(pattern(text).find("invalid syntax") != std::string::npos)
            << text << ": " << pattern(text);
    }
    EXPECT_EQ(pattern("A(a=1, b)"), "SyntaxError 2:2 positional arg after keyword arg in <module>");
}

}  // namespace
}  // namespace kinglet::syntax
