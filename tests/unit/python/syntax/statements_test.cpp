#include <gtest/gtest.h>

#include "tests/support/syntax/parse_text.hpp"

namespace kinglet::syntax {
namespace {

std::string tree(std::string_view text) {
    return parse_text(text);
}

TEST(SimpleStatements, Expressions) {
    EXPECT_EQ(tree("a; b;\nc"), "(expr a) (expr b)\n(expr c)");
    EXPECT_EQ(tree("*a, b"), "(expr (tuple (* a) b))");
    EXPECT_EQ(tree("yield a, *b"), "(expr (yield (tuple a (* b))))");
    EXPECT_EQ(tree("yield"), "(expr (yield))");
    EXPECT_EQ(tree("yield from a"), "(expr (yield-from a))");
}

TEST(SimpleStatements, Assignments) {
    EXPECT_EQ(tree("a = b = c, d"), "(= a b (tuple c d))");
    EXPECT_EQ(tree("a, *b = c"), "(= (tuple a (* b)) c)");
    EXPECT_EQ(tree("[a, (b, *c)] = d"), "(= (list a (tuple b (* c))) d)");
    EXPECT_EQ(tree("a.b = c[d] = e"), "(= (. a b) ([] c d) e)");
    EXPECT_EQ(tree("() = [] = a"), "(= (tuple) (list) a)");
    EXPECT_EQ(tree("a = yield b"), "(= a (yield b))");
    EXPECT_EQ(tree("a = *b, c"), "(= a (tuple (* b) c))");
}

TEST(SimpleStatements, AugmentedAssignments) {
    EXPECT_EQ(tree("a+=b;a-=b;a*=b;a@=b;a/=b;a//=b;a%=b;a**=b;a<<=b;a>>=b;a&=b;a|=b;a^=b"),
              "(+= a b) (-= a b) (*= a b) (@= a b) (/= a b) (//= a b) (%= a b) (**= a b) (<<= a b) (>>= a b) "
              "(&= a b) (|= a b) (^= a b)");
    EXPECT_EQ(tree("a.b += c, d"), "(+= (. a b) (tuple c d))");
    EXPECT_EQ(tree("a[b] += yield"), "(+= ([] a b) (yield))");
}

TEST(SimpleStatements, Annotations) {
    EXPECT_EQ(tree("a: b"), "(ann a b _)");
    EXPECT_EQ(tree("a: b = c, d"), "(ann a b (tuple c d))");
    EXPECT_EQ(tree("(a): b"), "(ann-complex a b _)");
    EXPECT_EQ(tree("a.b: c = d"), "(ann-complex (. a b) c d)");
    EXPECT_EQ(tree("a[b]: c"), "(ann-complex ([] a b) c _)");
}

TEST(SimpleStatements, TheRest) {
    EXPECT_EQ(tree("pass; break; continue"), "(pass) (break) (continue)");
    EXPECT_EQ(tree("return; return a; return *a, b"), "(return) (return a) (return (tuple (* a) b))");
    EXPECT_EQ(tree("raise; raise a; raise a from b"), "(raise) (raise a) (raise a b)");
    EXPECT_EQ(tree("assert a; assert a, b"), "(assert a) (assert a b)");
    EXPECT_EQ(tree("del a; del a, b.c; del (a, [b]), c[d],; del ()"),
              "(del a) (del a (. b c)) (del (tuple a (list b)) ([] c d)) (del (tuple))");
    EXPECT_EQ(tree("global a; nonlocal b, c"), "(global a) (nonlocal b c)");
}

TEST(SimpleStatements, Imports) {
    EXPECT_EQ(tree("import a"), "(import (as a))");
    EXPECT_EQ(tree("import a.b.c, d as e"), "(import (as a.b.c [a b c]) (as d e))");
    EXPECT_EQ(tree("import a.b as c"), "(import (as a.b [a b] c))");
    EXPECT_EQ(tree("import a . b"), "(import (as a.b [a b]))");
    EXPECT_EQ(tree("from a import b, c as d"), "(from 0 a (as b) (as c d))");
    EXPECT_EQ(tree("from a.b import (c,\n d as e,)"), "(from 0 a.b (as c) (as d e))");
    EXPECT_EQ(tree("from a import *"), "(from 0 a *)");
    EXPECT_EQ(tree("from . import a"), "(from 1 _ (as a))");
    EXPECT_EQ(tree("from ....a import b"), "(from 4 a (as b))");
    EXPECT_EQ(tree("from . .. import b"), "(from 3 _ (as b))");
}

TEST(CompoundStatements, If) {
    EXPECT_EQ(tree("if a: b; c"), "(if a {(expr b) (expr c)})");
    EXPECT_EQ(tree("if a:\n  b\nelse:\n  c"), "(if a {(expr b)} else {(expr c)})");
    EXPECT_EQ(
        tree("if a: b\nelif c: d\nelif e: f\nelse: g\nh"),
        "(if a {(expr b)} else {(if c {(expr d)} else {(if e {(expr f)} else {(expr g)})})})\n(expr h)");
    EXPECT_EQ(tree("if a := b: c"), "(if (:= a b) {(expr c)})");
}

TEST(CompoundStatements, AnElifChainOfAnyLength) {
    std::string text = "if a: b\n";
    for (int count = 0; count < 10000; ++count) text += "elif a: b\n";
    EXPECT_TRUE(tree(text).starts_with("(if a {(expr b)} else {(if a"));
}

TEST(CompoundStatements, Loops) {
    EXPECT_EQ(tree("while a:\n b\nelse:\n c"), "(while a {(expr b)} else {(expr c)})");
    EXPECT_EQ(tree("for a in b: c"), "(for a b {(expr c)})");
    EXPECT_EQ(tree("for a, *b in *c, d:\n e\nelse: f"),
              "(for (tuple a (* b)) (tuple (* c) d) {(expr e)} else {(expr f)})");
    EXPECT_EQ(tree("for a.b in c: pass"), "(for (. a b) c {(pass)})");
    EXPECT_EQ(tree("for (a in b).c in d: pass"), "(for (. (compare a in b) c) d {(pass)})");
}

TEST(CompoundStatements, Try) {
    EXPECT_EQ(
        tree("try:\n a\nexcept b as c:\n d\nexcept (e, f): g\nexcept:\n h\nelse:\n i\nfinally:\n j"),
        "(try {(expr a)} (except b c {(expr d)}) (except (tuple e f) _ {(expr g)}) (except _ _ {(expr h)}) "
        "else {(expr i)} finally {(expr j)})");
    EXPECT_EQ(tree("try: a\nfinally: b"), "(try {(expr a)} finally {(expr b)})");
    EXPECT_EQ(tree("try: a\nexcept* b as c: d"), "(try* {(expr a)} (except b c {(expr d)}))");
}

TEST(CompoundStatements, With) {
    EXPECT_EQ(tree("with a: b"), "(with (item a) {(expr b)})");
    EXPECT_EQ(tree("with a as b, c as (d, e), f: g"),
              "(with (item a b) (item c (tuple d e)) (item f) {(expr g)})");
    EXPECT_EQ(tree("with (a): b"), "(with (item a) {(expr b)})");
    EXPECT_EQ(tree("with (a, b): c"), "(with (item a) (item b) {(expr c)})");
    EXPECT_EQ(tree("with (\n a as b,\n c,\n): d"), "(with (item a b) (item c) {(expr d)})");
    EXPECT_EQ(tree("with (a, b) as c: d"), "(with (item (tuple a b) c) {(expr d)})");
    EXPECT_EQ(tree("with (a).b as c, (d): e"), "(with (item (. a b) c) (item d) {(expr e)})");
    EXPECT_EQ(tree("with (a) + b, c: d"), "(with (item (+ a b)) (item c) {(expr d)})");
    EXPECT_EQ(tree("with (): a"), "(with (item (tuple)) {(expr a)})");
    EXPECT_EQ(tree("with (*a, b): c"), "(with (item (tuple (* a) b)) {(expr c)})");
    EXPECT_EQ(tree("with (yield a): b"), "(with (item (yield a)) {(expr b)})");
    EXPECT_EQ(tree("with (a for b in c) as d: e"), "(with (item (genexp a (for b c)) d) {(expr e)})");
    EXPECT_EQ(tree("with (a := b): c"), "(with (item (:= a b)) {(expr c)})");
    EXPECT_EQ(tree("with ((a, b)): c"), "(with (item (tuple a b)) {(expr c)})");
    EXPECT_EQ(tree("with ((a, b)) as c: d"), "(with (item (tuple a b) c) {(expr d)})");
    EXPECT_EQ(tree("with ((a, b),): c"), "(with (item (tuple a b)) {(expr c)})");
    EXPECT_EQ(tree("with ((a, b), c): d"), "(with (item (tuple a b)) (item c) {(expr d)})");
    EXPECT_EQ(tree("with ((a, b) as c): d"), "(with (item (tuple a b) c) {(expr d)})");
    EXPECT_EQ(tree("with (a := b, c): d"), "(with (item (tuple (:= a b) c)) {(expr d)})");
    EXPECT_EQ(tree("with ((a := b), c): d"), "(with (item (:= a b)) (item c) {(expr d)})");
}

TEST(CompoundStatements, Functions) {
    EXPECT_EQ(tree("def f(): pass"), "(def f () {(pass)})");
    EXPECT_EQ(
        tree("def f(a, b, /, c: d, e: f = 1, *g: h, i, j=2, **k: l) -> m:\n  return a"),
        "(def f ( (pos a) (pos b) (arg c : d) (arg e : f = 1) (* g : h) (kw i) (kw j = 2) (** k : l)) -> m "
        "{(return a)})");
    EXPECT_EQ(tree("def f(*, a): pass"), "(def f ( (kw a)) {(pass)})");
    EXPECT_EQ(tree("def f(a, /): pass"), "(def f ( (pos a)) {(pass)})");
    EXPECT_EQ(tree("def f(*a: *b): pass"), "(def f ( (* a : (* b))) {(pass)})");
    EXPECT_EQ(tree("def f(*, a=1, b): pass"), "(def f ( (kw a = 1) (kw b)) {(pass)})");
    EXPECT_EQ(tree("def f(*): pass"), "(def f () {(pass)})");
    EXPECT_EQ(tree("def f(a,): pass"), "(def f ( (arg a)) {(pass)})");
}

TEST(CompoundStatements, ClassesAndDecorators) {
    EXPECT_EQ(tree("class A: pass"), "(class A {(pass)})");
    EXPECT_EQ(tree("class A(): pass"), "(class A {(pass)})");
    EXPECT_EQ(tree("class A(B, *C, metaclass=D, **E):\n  a = 1\n  def f(self): pass"),
              "(class A B (* C) (= metaclass D) (** E) {(= a 1) (def f ( (arg self)) {(pass)})})");
    EXPECT_EQ(
        tree("@a\n@b.c(d)\n@e[0](f)\n@(lambda x: x)\ndef g(): pass"),
        "(def g () (@ a) (@ (call (. b c) d)) (@ (call ([] e 0) f)) (@ (lambda ( (arg x)) x)) {(pass)})");
    EXPECT_EQ(tree("@a\nclass B: pass"), "(class B (@ a) {(pass)})");
}

TEST(CompoundStatements, Async) {
    EXPECT_EQ(tree("async def f():\n async for a in b: pass\n async with c as d: await e"),
              "(async-def f () {(async-for a b {(pass)}) (async-with (item c d) {(expr (await e))})})");
    EXPECT_EQ(tree("@a\nasync def f(): pass"), "(async-def f () (@ a) {(pass)})");
}

TEST(CompoundStatements, BlocksAreLimited) {
    std::string text;
    for (usize depth = 0; depth < 45; ++depth) text += std::string(depth, ' ') + "if a:\n";
    text += std::string(45, ' ') + "b\n";
    EXPECT_TRUE(tree(text).starts_with("(if a {(if a"));
    ParserOptions options;
    options.max_depth = 20;
    EXPECT_EQ(parse_text(text, DumpStyle::Readable, options), "too deep 21:24 too deeply nested");
}

TEST(Positions, LinesOfStatements) {
    EXPECT_EQ(parse_text("a\n\n@b\ndef c():\n  (d\n  )\ntry: e\nexcept f: g", DumpStyle::Exact),
              "1:(expr a)\n4:(def c () (@ b) {\n5:(expr d)})\n7:(try {\n7:(expr e)} 8:(except f _ {\n8:(expr "
              "g)}))");
}

TEST(Positions, ColumnsOfStatementsAndLinesOfExpressions) {
    StringSource source("if a:\n  b; é = (c\n    .d)\n");
    TextSink sink;
    TestMemory memory;
    Parser parser(source, sink, memory);
    Node* node = nullptr;
    ASSERT_EQ(parser.next_statement(node), Parser::Outcome::Statement);
    EXPECT_EQ(as<Statement>(node)->column, 1);
    const Node* const first = as<If>(node)->body;
    EXPECT_EQ(as<Statement>(first)->column, 3);
    const auto* second = as<Assign>(first->next);
    EXPECT_EQ(second->column, 6);
    EXPECT_EQ(second->line, 2U);
    EXPECT_EQ(second->value->line, 3U);
    EXPECT_EQ(parser.next_statement(node), Parser::Outcome::End);
    EXPECT_EQ(parser.next_statement(node), Parser::Outcome::End);
}

}  // namespace
}  // namespace kinglet::syntax
