#include <gtest/gtest.h>

#include "tests/support/syntax/parse_text.hpp"

namespace kinglet::syntax {
namespace {

std::string value(std::string_view text) {
    return parse_expression_text(text);
}

TEST(FStrings, TextAndFields) {
    EXPECT_EQ(value("f''"), "(f)");
    EXPECT_EQ(value("f'abc'"), R"((f "abc"))");
    EXPECT_EQ(value("f'{x}'"), "(f ({} x))");
    EXPECT_EQ(value("f'a{x}b{y}c'"), R"((f "a" ({} x) "b" ({} y) "c"))");
    EXPECT_EQ(value("f'{{}}{x}}}'"), R"((f "{}" ({} x) "}"))");
    EXPECT_EQ(value("f'{ x }'"), "(f ({} x))");
    EXPECT_EQ(value("f'{a, b}{*c,}{yield}'"), "(f ({} (tuple a b)) ({} (tuple (* c))) ({} (yield)))");
}

TEST(FStrings, ExpressionsOfAnyKind) {
    EXPECT_EQ(value("f'{f(a)[1:2].b}'"), "(f ({} (. ([] (call f a) (slice 1 2 _)) b)))");
    EXPECT_EQ(value("f'{ {1: 2}[1] }'"), "(f ({} ([] (dict (: 1 2)) 1)))");
    EXPECT_EQ(value("f'{a != b}{a == b}{a <= b}'"),
              "(f ({} (compare a != b)) ({} (compare a == b)) ({} (compare a <= b)))");
    EXPECT_EQ(value("f'{(x := 5)}{(lambda y: y)}'"), "(f ({} (:= x 5)) ({} (lambda ( (arg y)) y)))");
    EXPECT_EQ(value("f'{a if b else c}'"), "(f ({} (? b a c)))");
}

TEST(FStrings, ConversionsAndFormats) {
    EXPECT_EQ(value("f'{x!r}{x!s}{x!a}'"), "(f ({} x !r) ({} x !s) ({} x !a))");
    EXPECT_EQ(value("f'{x:>10}'"), R"((f ({} x (f ">10"))))");
    EXPECT_EQ(value("f'{x!r:>{w}.{p}f}'"), R"((f ({} x !r (f ">" ({} w) "." ({} p) "f"))))");
    EXPECT_EQ(value("f'{x:}'"), "(f ({} x (f)))");
    EXPECT_EQ(value("f'{x:=5}'"), R"((f ({} x (f "=5"))))");
    EXPECT_EQ(value("f'{x:%H:%M}'"), R"((f ({} x (f "%H:%M"))))");
    EXPECT_EQ(value("f'{x:{y:{z}}}'"), "(f ({} x (f ({} y (f ({} z))))))");
    EXPECT_EQ(value("f'{d[\"a\"]:{w!r}}'"), R"((f ({} ([] d "a") (f ({} w !r)))))");
}

TEST(FStrings, SelfDocumenting) {
    EXPECT_EQ(value("f'{x=}'"), R"((f "x=" ({} x !r)))");
    EXPECT_EQ(value("f'{ x = }'"), R"((f " x = " ({} x !r)))");
    EXPECT_EQ(value("f'{x=!s}{x=:5}'"), R"((f "x=" ({} x !s) "x=" ({} x (f "5"))))");
    EXPECT_EQ(value("f'{f(a, \"b\")=}'"), R"((f "f(a, \x22b\x22)=" ({} (call f a "b") !r)))");
    EXPECT_EQ(value("f'{f\"{y=}\"=}'"), R"((f "f\x22{y=}\x22=" ({} (f "y=" ({} y !r)) !r)))");
}

TEST(FStrings, QuotesMayBeUsedAgainInside) {
    EXPECT_EQ(value("f'{d['a']}'"), R"((f ({} ([] d "a"))))");
    EXPECT_EQ(value("f'{f'{f'{1}'}'}'"), "(f ({} (f ({} (f ({} 1))))))");
    EXPECT_EQ(value("f\"{'a' 'b'}\""), R"((f ({} "ab")))");
}

TEST(FStrings, LinesInside) {
    EXPECT_EQ(value("f'''a\n{\nx\n}b'''"), R"((f "a\x0a" ({} x) "b"))");
    EXPECT_EQ(value("f'{\nx # why\n}'"), "(f ({} x))");
    EXPECT_EQ(value("f'a\n'"), "SyntaxError 1:1 invalid syntax");
}

TEST(FStrings, RawAndEscapes) {
    EXPECT_EQ(value(R"(f'\n{x}\x41')"), R"((f "\x0a" ({} x) "A"))");
    EXPECT_EQ(value(R"(rf'\n{x}\{y}')"), R"((f "\x5cn" ({} x) "\x5c" ({} y)))");
    EXPECT_EQ(value(R"(f'\{x}')"), R"((f "\x5c" ({} x)))");
    EXPECT_EQ(value(R"(f'\N{DEGREE SIGN}{x}')"), R"((f "\xc2\xb0" ({} x)))");
}

TEST(FStrings, JoinedWithOthers) {
    EXPECT_EQ(value("'a' f'b{x}c' 'd' f'{y}'"), R"((f "ab" ({} x) "cd" ({} y)))");
    EXPECT_EQ(value("f'a' 'b'"), R"((f "ab"))");
    EXPECT_EQ(value("'{x}' f'{y}'"), R"((f "{x}" ({} y)))");
    EXPECT_EQ(value("b'a' f'{x}'"), "SyntaxError 1:6 invalid syntax");
    EXPECT_EQ(value("f'{x}'.join(y)"), "(call (. (f ({} x)) join) y)");
}

TEST(FStrings, ColonAndBracesAreBackToNormalAfterwards) {
    EXPECT_EQ(parse_text("x = f'{a:{b}}' ; y = (z := 1)"), "(= x (f ({} a (f ({} b))))) (= y (:= z 1))");
    EXPECT_EQ(parse_text("if f'{a}':\n  b\nc"), "(if (f ({} a)) {(expr b)})\n(expr c)");
}

TEST(FStrings, WrongOnes) {
    EXPECT_EQ(value("f'{}'"), "SyntaxError 1:4 malformed f-string");
    EXPECT_EQ(value("f'}'"), "SyntaxError 1:1 malformed f-string");
    EXPECT_EQ(value("f'{a!x}'"), "SyntaxError 1:6 invalid syntax");
    EXPECT_EQ(value("f'{a:b'"), "SyntaxError 1:5 malformed f-string");
    EXPECT_EQ(value("f'{a b}'"), "SyntaxError 1:6 invalid syntax");
    EXPECT_EQ(value("f'{a'"), "SyntaxError 1:5 malformed f-string");
    EXPECT_EQ(value("f'{'"), "SyntaxError 1:4 invalid syntax");
    EXPECT_EQ(value("f'{a"), "SyntaxError 2:1 malformed f-string (incomplete)");
    EXPECT_EQ(value("f'{a:{b}'"), "SyntaxError 1:8 malformed f-string");
    EXPECT_EQ(value("f'{a)}'"), "SyntaxError 1:5 invalid syntax");
    EXPECT_EQ(value("f'{a=b}'"), "SyntaxError 1:6 invalid syntax");
    EXPECT_EQ(value("f'''{a"), "SyntaxError 2:1 malformed f-string (incomplete)");
}

}  // namespace
}  // namespace kinglet::syntax
