#include <gtest/gtest.h>

#include "tests/support/syntax/parse_text.hpp"

namespace kinglet::syntax {
namespace {

std::string value(std::string_view text) {
    return parse_expression_text(text);
}

TEST(Expressions, Precedence) {
    EXPECT_EQ(value("a or b and not c < d | e ^ f & g << h + i * -j ** k"),
              "(or a (and b (not (compare c < (| d (^ e (& f (<< g (+ h (* i (neg (** j k))))))))))))");
    EXPECT_EQ(value("a ** -b ** c"), "(** a (neg (** b c)))");
    EXPECT_EQ(value("a - b - c"), "(- (- a b) c)");
    EXPECT_EQ(value("a * b // c % d @ e / f"), "(/ (@ (% (// (* a b) c) d) e) f)");
    EXPECT_EQ(value("not a in b"), "(not (compare a in b))");
    EXPECT_EQ(value("- + ~ a"), "(neg (pos (~ a)))");
    EXPECT_EQ(value("-a ** 2"), "(neg (** a 2))");
    EXPECT_EQ(value("a if b else c if d else e"), "(? b a (? d c e))");
    EXPECT_EQ(value("a or b or c and d and e"), "(or a b (and c d e))");
    EXPECT_EQ(value("await a ** b"), "(** (await a) b)");
    EXPECT_EQ(value("-await a.b()"), "(neg (await (call (. a b))))");
}

TEST(Expressions, Comparisons) {
    EXPECT_EQ(value("a < b <= c == d != e >= f > g"), "(compare a < b <= c == d != e >= f > g)");
    EXPECT_EQ(value("a in b not in c is d is not e"), "(compare a in b not-in c is d is-not e)");
    EXPECT_EQ(value("(a < b) < c"), "(compare (compare a < b) < c)");
}

TEST(Expressions, Trailers) {
    EXPECT_EQ(value("a.b[c](d).e"), "(. (call ([] (. a b) c) d) e)");
    EXPECT_EQ(value("a[b, c]"), "([] a (tuple b c))");
    EXPECT_EQ(value("a[b,]"), "([] a (tuple b))");
    EXPECT_EQ(value("a[:]"), "([] a (slice _ _ _))");
    EXPECT_EQ(value("a[b:c:d, ::e, f:]"), "([] a (tuple (slice b c d) (slice _ _ e) (slice f _ _)))");
    EXPECT_EQ(value("a[*b]"), "([] a (tuple (* b)))");
    EXPECT_EQ(value("a[b := 1]"), "([] a (:= b 1))");
    EXPECT_EQ(value("a[b:=1, c]"), "([] a (tuple (:= b 1) c))");
    EXPECT_EQ(value("1 .real"), "(. 1 real)");
}

TEST(Expressions, Calls) {
    EXPECT_EQ(value("f()"), "(call f)");
    EXPECT_EQ(value("f(a, *b, c=d, *e, **g, h=i)"), "(call f a (* b) (= c d) (* e) (** g) (= h i))");
    EXPECT_EQ(value("f(a := 1, b == 2)"), "(call f (:= a 1) (compare b == 2))");
    EXPECT_EQ(value("f(x for x in y)"), "(call f (genexp x (for x y)))");
    EXPECT_EQ(value("f((x for x in y), 1)"), "(call f (genexp x (for x y)) 1)");
    EXPECT_EQ(value("f(*a or b, **c or d)"), "(call f (* (or a b)) (** (or c d)))");
    EXPECT_EQ(value("f(a,)"), "(call f a)");
}

TEST(Expressions, Displays) {
    EXPECT_EQ(value("()"), "(tuple)");
    EXPECT_EQ(value("(a)"), "a");
    EXPECT_EQ(value("(a,)"), "(tuple a)");
    EXPECT_EQ(value("a, b,"), "(tuple a b)");
    EXPECT_EQ(value("*a, b"), "(tuple (* a) b)");
    EXPECT_EQ(value("[]"), "(list)");
    EXPECT_EQ(value("[a, *b,]"), "(list a (* b))");
    EXPECT_EQ(value("{}"), "(dict)");
    EXPECT_EQ(value("{a: b, **c, d: e,}"), "(dict (: a b) (** c) (: d e))");
    EXPECT_EQ(value("{**a}"), "(dict (** a))");
    EXPECT_EQ(value("{a, *b}"), "(set a (* b))");
    EXPECT_EQ(value("{*a}"), "(set (* a))");
    EXPECT_EQ(value("(a := b, c := d)"), "(tuple (:= a b) (:= c d))");
}

TEST(Expressions, Comprehensions) {
    EXPECT_EQ(value("[a for b in c if d if e for f, *g in h]"),
              "(listcomp a (for b c (if d) (if e)) (for (tuple f (* g)) h))");
    EXPECT_EQ(value("{a for b in c}"), "(setcomp a (for b c))");
    EXPECT_EQ(value("{a: b for c in d}"), "(dictcomp a b (for c d))");
    EXPECT_EQ(value("(a async for b in c)"), "(genexp a (async-for b c))");
    EXPECT_EQ(value("[x for x in (a if b else c)]"), "(listcomp x (for x (? b a c)))");
    EXPECT_EQ(value("[x for x, in y]"), "(listcomp x (for (tuple x) y))");
    EXPECT_EQ(value("[x for x.y[0] in z]"), "(listcomp x (for ([] (. x y) 0) z))");
}

TEST(Expressions, Lambdas) {
    EXPECT_EQ(value("lambda: 0"), "(lambda () 0)");
    EXPECT_EQ(value("lambda a, /, b=1, *c, d, e=2, **f: g"),
              "(lambda ( (pos a) (arg b = 1) (* c) (kw d) (kw e = 2) (** f)) g)");
    EXPECT_EQ(value("lambda x: x if y else lambda: z"), "(lambda ( (arg x)) (? y x (lambda () z)))");
    EXPECT_EQ(value("lambda *, a: a"), "(lambda ( (kw a)) a)");
}

TEST(Expressions, Constants) {
    EXPECT_EQ(value("None, True, False, ..."), "(tuple None True False ...)");
}

TEST(Expressions, EvalTakesBlanksAroundAndNothingElse) {
    EXPECT_EQ(value("  a \n\n"), "a");
    EXPECT_EQ(value(""), "SyntaxError 1:1 invalid syntax (incomplete)");
    EXPECT_EQ(value("a b"), "SyntaxError 1:3 invalid syntax");
    EXPECT_EQ(value("a\nb"), "SyntaxError 2:1 invalid syntax");
    EXPECT_EQ(value("a = b"), "SyntaxError 1:3 invalid syntax");
}

// Chains are loops, not nests.

TEST(Expressions, ChainsOfAnyLength) {
    std::string sum = "a";
    std::string attributes = "a";
    std::string choice;
    std::string power = "a";
    for (int count = 0; count < 20000; ++count) {
        sum += "+a";
        attributes += ".b(c)[d]";
        choice += "a if b else ";
    }
    EXPECT_EQ(value(sum).size(), 20000 * 6 + 1U);
    EXPECT_TRUE(value(attributes).starts_with("([] (call (. ([] (call"));
    EXPECT_TRUE(value(choice + "c").starts_with("(? b a (? b a"));
}

TEST(Expressions, NestsAreLimited) {
    const auto nested = [](usize depth, const char* open, const char* close) {
        std::string text;
        for (usize count = 0; count < depth; ++count) text += open;
        text += "x";
        for (usize count = 0; count < depth; ++count) text += close;
        return value(text);
    };
    for (const auto& [open, close] :
         std::initializer_list<std::pair<const char*, const char*>>{{"(", ")"},
                                                                    {"[", "]"},
                                                                    {"{", "}"},
                                                                    {"{a:", "}"},
                                                                    {"f(", ")"},
                                                                    {"a[", "]"},
                                                                    {"-", ""},
                                                                    {"not ", ""},
                                                                    {"lambda:", ""},
                                                                    {"a**", ""},
                                                                    {"f'{", "}'"},
                                                                    {"f'{a:{", "}}'"},
                                                                    {"[a for b in ", "]"},
                                                                    {"lambda x=", ":x"}}) {
        EXPECT_EQ(nested(30, open, close).find("too deep"), std::string::npos) << open;
        EXPECT_TRUE(nested(5000, open, close).ends_with(" too deeply nested"))
            << open << nested(5000, open, close);
    }
}

}  // namespace
}  // namespace kinglet::syntax
