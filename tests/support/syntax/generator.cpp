#include "tests/support/syntax/generator.hpp"

#include <iterator>

#include "tests/support/syntax/mutator.hpp"

namespace kinglet::syntax {

namespace {

// The productions are those of the Language Reference's full grammar; the functions are named for them.
// `depth_` makes them choose ever simpler ones.
class Generator {
  public:
    explicit Generator(Random random) : random_(random) {}

    std::string program() {
        for (u32 count = 1 + random_.below(8); count != 0; --count) statement(0);
        return std::move(out_);
    }

  private:
    static constexpr u32 kMaxDepth = 4;

    bool one_in(u32 n) { return random_.below(n) == 0; }
    bool is_deep() const { return depth_ >= kMaxDepth; }
    void put(const char* text) { out_ += text; }
    template <usize N>
    void pick(const char* const (&choices)[N]) {
        out_ += choices[random_.below(N)];
    }

    void name() {
        static constexpr const char* kNames[] = {"a",    "b",     "x1",   "_",     "match",
                                                 "case", "print", "self", "größe", "__c"};
        pick(kNames);
    }

    template <typename Item>
    void list(u32 least, Item item, bool trailing_comma = true) {
        const u32 count = least + random_.below(is_deep() ? 1 : 3);
        for (u32 index = 0; index < count; ++index) {
            if (index != 0) put(one_in(3) ? " ,  " : ", ");
            item();
        }
        if (trailing_comma && count != 0 && one_in(5)) put(",");
    }

    // -- expressions ----------------------------------------------------------------------------------------

    void named_expression() {
        if (one_in(12)) {
            name();
            put(" := ");
        }
        expression();
    }

    void star_named_expression() {
        if (one_in(8)) {
            put("*");
            bitwise(0);
        } else {
            named_expression();
        }
    }

    void expression() {
        ++depth_;
        if (!is_deep() && one_in(12)) {
            put("lambda");
            parameters(false);
            put(": ");
            expression();
        } else {
            disjunction();
            if (!is_deep() && one_in(10)) {
                put(" if ");
                disjunction();
                put(" else ");
                expression();
            }
        }
        --depth_;
    }

    void disjunction() {
        conjunction();
        while (!is_deep() && one_in(10)) {
            put(" or ");
            conjunction();
        }
    }

    void conjunction() {
        inversion();
        while (!is_deep() && one_in(10)) {
            put(" and ");
            inversion();
        }
    }

    void inversion() {
        if (!is_deep() && one_in(10)) put("not ");
        bitwise(0);
        static constexpr const char* kOperators[] = {" == ", " != ", " < ",       "<=",   " > ",
                                                     ">=",   " in ", " not  in ", " is ", " is not "};
        while (!is_deep() && one_in(8)) {
            pick(kOperators);
            bitwise(0);
        }
    }

    // Operators from | to *, by level.
    void bitwise(u32 level) {
        static constexpr const char* kLevels[6][5] = {
            {"|", "|", "|", "|", " | "},    {"^", "^", "^", " ^ ", "^"},   {"&", "&", " & ", "&", "&"},
            {"<<", ">>", "<<", ">>", ">>"}, {" + ", " - ", "+", "-", "+"}, {"*", "/", "//", " % ", "@"}};
        if (level == std::size(kLevels)) return factor();
        bitwise(level + 1);
        while (!is_deep() && one_in(14)) {
            pick(kLevels[level]);
            bitwise(level + 1);
        }
    }

    void factor() {
        static constexpr const char* kSigns[] = {"-", "+", "~", "- "};
        if (!is_deep() && one_in(12)) {
            pick(kSigns);
            return factor();
        }
        if (one_in(25)) put("await ");
        primary();
        if (!is_deep() && one_in(14)) {
            put(" ** ");
            factor();
        }
    }

    void primary() {
        atom();
        while (!is_deep() && one_in(3)) {
            ++depth_;
            switch (random_.below(3)) {
                case 0:
                    put(".");
                    name();
                    break;
                case 1: arguments(); break;
                default: subscript(); break;
            }
            --depth_;
        }
    }

    void arguments() {
        put("(");
        if (one_in(8)) {
            named_expression();
            clauses();
        } else {
            list(
                0, [this] { one_in(6) ? (put("*"), expression()) : named_expression(); }, false);
            if (one_in(3)) {
                if (out_.back() != '(') put(", ");
                list(
                    1,
                    [this] {
                        name();
                        put("=");
                        expression();
                    },
                    false);
                if (one_in(3)) {
                    put(", **");
                    expression();
                }
            }
        }
        put(")");
    }

    void subscript() {
        put("[");
        list(1, [this] {
            if (!one_in(3)) return star_named_expression();
            if (one_in(2)) expression();
            put(":");
            if (one_in(2)) expression();
            if (one_in(3)) {
                put(":");
                if (one_in(2)) expression();
            }
        });
        put("]");
    }

    void clauses() {
        do {
            put(one_in(8) ? " async for " : " for ");
            target_list();
            put(" in ");
            disjunction();
            while (!is_deep() && one_in(4)) {
                put(" if ");
                disjunction();
            }
        } while (!is_deep() && one_in(5));
    }

    void atom() {
        static constexpr const char* kNumbers[] = {
            "0",  "1",  "42",   "0x_fF", "0b1_0",      "0o17",       "1_000.5e-3",
            ".5", "5.", "1e10", "3j",    "2147483647", "2147483648", "123456789012345678901234567890"};
        static constexpr const char* kWords[] = {"None", "True", "False", "..."};
        if (is_deep()) return name();
        ++depth_;
        switch (random_.below(16)) {
            case 0:
            case 1:
                pick(kNumbers);
                put(" ");  // `1.a` and `1if` are other tokens
                break;
            case 2: pick(kWords); break;
            case 3:
            case 4: strings(); break;
            case 5:
                put("(");
                if (one_in(6)) {
                    yield_expression();
                } else {
                    named_expression();
                    if (one_in(4)) clauses();
                }
                put(")");
                break;
            case 6:
                put("(");
                star_named_expression();
                put(",");
                list(0, [this] { star_named_expression(); });
                put(")");
                break;
            case 7:
                put("[");
                list(0, [this] { star_named_expression(); });
                put("]");
                break;
            case 8:
                put(one_in(2) ? "[" : "{");
                {
                    const char close = out_.back() == '[' ? ']' : '}';
                    named_expression();
                    clauses();
                    out_ += close;
                }
                break;
            case 9: dict(); break;
            case 10:
                put("{");
                list(1, [this] { star_named_expression(); });
                put("}");
                break;
            default: name(); break;
        }
        --depth_;
    }

    void dict() {
        put("{");
        if (one_in(4)) {
            expression();
            put(": ");
            expression();
            clauses();
        } else {
            list(0, [this] {
                if (one_in(5)) {
                    put("**");
                    return bitwise(0);
                }
                expression();
                put(": ");
                expression();
            });
        }
        put("}");
    }

    void strings() {
        static constexpr const char* kStrings[] = {
            "'a'",  "\"b'c\"", "'''d\n'e'''", R"(r'\n\'')", R"('\x41\u00e9\101\n\\\'')",
            "u'f'", "'größe'", R"('\
g')"};
        static constexpr const char* kBytes[] = {"b'a'", R"(rb'\x')", R"(B"\xff\0")"};
        if (one_in(5)) return list_of_strings([this] { pick(kBytes); });
        list_of_strings([this] { one_in(3) && !in_fstring_ ? fstring() : pick(kStrings); });
    }

    template <typename Item>
    void list_of_strings(Item item) {
        if (in_fstring_) return put("0 ");  // 3.11 knows neither quotes nor backslashes there
        do {
            item();
            put(" ");
        } while (one_in(4));
    }

    // What 3.11 takes: no quotes, backslashes, comments and line ends in a field.
    void fstring() {
        in_fstring_ = true;
        put(one_in(3) ? "rf'" : "f'");
        for (u32 count = random_.below(4); count != 0; --count) {
            if (one_in(2)) put(one_in(2) ? "text {{}} " : "=:!");
            field(true);
        }
        put("'");
        in_fstring_ = false;
    }

    void field(bool may_nest) {
        put("{ (");
        named_expression();
        put(")");
        if (one_in(5)) put(" = ");
        if (one_in(4)) put(one_in(2) ? "!r" : "!a");
        if (one_in(4)) {
            put(":>");
            if (may_nest && one_in(2)) field(false);
        }
        put("}");
    }

    void yield_expression() {
        put("yield");
        if (one_in(3)) {
            put(" from ");
            expression();
        } else if (one_in(2)) {
            put(" ");
            expressions();
        }
    }

    void expressions() {
        if (one_in(6)) {
            put("*");
            bitwise(0);
            put(",");
        }
        list(1, [this] { expression(); });
    }

    // -- targets and parameters -----------------------------------------------------------------------------

    void target() {
        if (is_deep()) return name();
        ++depth_;
        switch (random_.below(6)) {
            case 0: atom_name_dot(); break;
            case 1:
                name();
                subscript();
                break;
            case 2:
                put("(");
                target();
                put(", *");
                target();
                put(")");
                break;
            case 3:
                put("[");
                list(0, [this] { target(); });
                put("]");
                break;
            default: name(); break;
        }
        --depth_;
    }

    void atom_name_dot() {
        name();
        if (one_in(3)) arguments();
        put(".");
        name();
    }

    void target_list() {
        list(1, [this] { target(); });
    }

    void parameter(bool annotated, bool with_default) {
        put("p");
        out_ += std::to_string(next_parameter_++);
        if (annotated && one_in(3)) {
            put(": ");
            expression();
        }
        if (with_default) {
            put("=");
            expression();
        }
    }

    void parameters(bool annotated) {
        if (!annotated) put(" ");
        bool defaults = false;
        const char* separator = "";
        const auto plain = [&] {
            put(separator);
            separator = ", ";
            defaults = defaults || one_in(3);
            parameter(annotated, defaults);
        };
        for (u32 count = random_.below(3); count != 0; --count) plain();
        if (*separator != '\0' && one_in(4)) put(", /");
        for (u32 count = random_.below(3); count != 0; --count) plain();
        if (one_in(4)) {
            put(separator);
            separator = ", ";
            put("*");
            if (one_in(2)) {
                parameter(annotated, false);
            } else {
                put(", ");
                parameter(annotated, one_in(2));
            }
            if (one_in(2)) {
                put(separator);
                parameter(annotated, one_in(2));
            }
        }
        if (one_in(5)) {
            put(separator);
            put("**");
            parameter(annotated, false);
        }
    }

    // -- statements -----------------------------------------------------------------------------------------

    void line_begin(u32 indent) { out_.append(indent * 2, ' '); }

    void block(u32 indent) {
        if (one_in(5)) {
            put(": ");
            simple();
            put("\n");
            return;
        }
        put(one_in(6) ? ":  # comment\n\n" : ":\n");
        for (u32 count = 1 + random_.below(3); count != 0; --count) statement(indent + 1);
    }

    void statement(u32 indent) {
        depth_ = indent;
        line_begin(indent);
        if (indent < 4 && one_in(2)) {
            compound(indent);
        } else {
            simple();
            while (one_in(8)) {
                put("; ");
                simple();
            }
            put("\n");
        }
    }

    void simple() {
        static constexpr const char* kAugmented[] = {
            " += ", " -= ", "*=", "/=", "//=", "%=", "**=", ">>=", "<<=", "&=", "|=", "^=", "@="};
        static constexpr const char* kWords[] = {"pass",  "break",       "continue",  "return",
                                                 "raise", "global a, b", "nonlocal c"};
        static constexpr const char* kImports[] = {"import a.b.c as d, e", "from . import (a as b, c,)",
                                                   "from ..a.b import c", "from a import *",
                                                   "from ... import x"};
        switch (random_.below(12)) {
            case 0: pick(kWords); break;
            case 1: pick(kImports); break;
            case 2:
                put("return ");
                expressions();
                break;
            case 3:
                put("assert ");
                list(
                    1, [this] { expression(); }, false);
                if (out_.find(", ", out_.rfind("assert ")) != std::string::npos) {
                    // Two at most: what follows the second would be a third.
                    out_.resize(out_.rfind("assert "));
                    put("assert a, b");
                }
                break;
            case 4:
                put("del ");
                list(1, [this] {
                    name();
                    if (one_in(2)) subscript();
                });
                break;
            case 5:
                put("raise ");
                expression();
                if (one_in(2)) {
                    put(" from ");
                    expression();
                }
                break;
            case 6:
                one_in(2) ? name() : atom_name_dot();
                pick(kAugmented);
                expressions();
                break;
            case 7:
                one_in(2) ? name() : atom_name_dot();
                put(": ");
                expression();
                if (one_in(2)) {
                    put(" = ");
                    expressions();
                }
                break;
            case 8:
                do {
                    target_list();
                    put(" = ");
                } while (one_in(4));
                one_in(6) ? yield_expression() : expressions();
                break;
            case 9: yield_expression(); break;
            default: expressions(); break;
        }
    }

    void compound(u32 indent) {
        switch (random_.below(8)) {
            case 0:
                put("if ");
                named_expression();
                block(indent);
                while (one_in(3)) {
                    line_begin(indent);
                    put("elif ");
                    named_expression();
                    block(indent);
                }
                optional("else", indent);
                break;
            case 1:
                put("while ");
                named_expression();
                block(indent);
                optional("else", indent);
                break;
            case 2:
                put(one_in(5) ? "async for " : "for ");
                target_list();
                put(" in ");
                expressions();
                block(indent);
                optional("else", indent);
                break;
            case 3: try_statement(indent); break;
            case 4: with_statement(indent); break;
            case 5:
                decorators(indent);
                put(one_in(4) ? "async def " : "def ");
                name();
                put("(");
                parameters(true);
                put(")");
                if (one_in(4)) {
                    put(" -> ");
                    expression();
                }
                block(indent);
                break;
            case 6:
                decorators(indent);
                put("class ");
                name();
                if (one_in(2)) arguments_of_class();
                block(indent);
                break;
            default: match_statement(indent); break;
        }
    }

    void arguments_of_class() {
        put("(");
        list(
            0, [this] { expression(); }, false);
        put(")");
    }

    void optional(const char* word, u32 indent) {
        if (!one_in(3)) return;
        line_begin(indent);
        put(word);
        block(indent);
    }

    void decorators(u32 indent) {
        while (one_in(3)) {
            put("@");
            named_expression();
            put("\n");
            line_begin(indent);
        }
    }

    void try_statement(u32 indent) {
        put("try");
        block(indent);
        const bool star = one_in(5);
        const bool only_finally = one_in(5);
        if (!only_finally) {
            do {
                line_begin(indent);
                put(star ? "except* " : "except ");
                expression();
                if (one_in(2)) {
                    put(" as ");
                    name();
                }
                block(indent);
            } while (one_in(3));
            if (!star && one_in(3)) {
                line_begin(indent);
                put("except");
                block(indent);
            }
            optional("else", indent);
        }
        if (!only_finally && !one_in(3)) return;
        line_begin(indent);
        put("finally");
        block(indent);
    }

    void with_statement(u32 indent) {
        put(one_in(5) ? "async with " : "with ");
        const bool parentheses = one_in(3);
        if (parentheses) put("(");
        list(
            1,
            [this] {
                expression();
                if (one_in(2)) {
                    put(" as ");
                    target();
                }
            },
            parentheses);
        if (parentheses) put(")");
        block(indent);
    }

    void match_statement(u32 indent) {
        put("match ");
        one_in(3) ? (star_named_expression(), put(",")) : named_expression();
        put(":\n");
        for (u32 count = 1 + random_.below(3); count != 0; --count) {
            line_begin(indent + 1);
            put("case ");
            depth_ = indent;
            if (one_in(4)) {
                pattern();
                put(", ");
            }
            pattern();
            if (one_in(3)) {
                put(" if ");
                named_expression();
            }
            block(indent + 1);
        }
    }

    void pattern() {
        ++depth_;
        if (!is_deep() && one_in(6)) {
            closed_pattern();
            put(" | ");
        }
        closed_pattern();
        if (one_in(8)) put(" as bound");
        --depth_;
    }

    void closed_pattern() {
        static constexpr const char* kLiterals[] = {"1",    "-2.5", "1 + 2j", "-1-3J", "'a' 'b'",
                                                    "b'c'", "None", "True",   "a.b.c"};
        if (is_deep()) return put("_");
        switch (random_.below(8)) {
            case 0:
                put("[");
                list(0, [this] { pattern(); });
                put("]");
                break;
            case 1:
                put("(");
                pattern();
                put(one_in(2) ? ")" : ", *rest)");
                break;
            case 2:
                put("{");
                list(
                    0,
                    [this] {
                        static constexpr const char* kKeys[] = {"'k': ", "1: ", "-1: ", "a.b: "};
                        pick(kKeys);
                        pattern();
                    },
                    false);
                if (one_in(3)) put(out_.back() == '{' ? "**others" : ", **others");
                put("}");
                break;
            case 3:
                put("a.B(");
                list(
                    0, [this] { pattern(); }, false);
                if (one_in(3)) {
                    if (out_.back() != '(') put(", ");
                    put("k=");
                    pattern();
                }
                put(")");
                break;
            case 4: put("captured"); break;
            case 5: put("_"); break;
            default: pick(kLiterals); break;
        }
    }

    Random random_;
    std::string out_;
    u32 depth_ = 0;
    u32 next_parameter_ = 0;
    bool in_fstring_ = false;
};

}  // namespace

std::string random_program(u64 seed) {
    return Generator(Random(seed)).program();
}

std::string chosen_program(std::string_view choices) {
    return Generator(Random(choices)).program();
}

}  // namespace kinglet::syntax
