// program_fuzz [--runs N] [--seed N] [--print N]: compiles random programs and verifies the code; every
// second one again with an allocation that fails. Never may the compiler crash, lose memory, refuse a
// program, or make code that the verifier objects to.
//
// The programs are functions of nested loops, conditions, try and with statements with all ways out of them,
// over a few variables that may be unbound, local, shared with inner functions, or global: what scope
// analysis, unwinding and definite assignment can get wrong. They also run: --print writes program N, whose
// output is to be the same under kinglet-py and CPython (run_programs.py does that).
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

class Random {
  public:
    explicit Random(u64 seed) : state_(seed * 2862933555777941757ULL + 3037000493ULL) {}
    u32 below(u32 limit) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<u32>((state_ >> 33) % limit);
    }
    bool one_in(u32 count) { return below(count) == 0; }

  private:
    u64 state_;
};

class Generator {
  public:
    explicit Generator(u64 seed) : random_(seed) {}

    std::string program() {
        out_ = kPrelude;
        for (u32 i = 0; i < 4; ++i) function(0, "f" + std::to_string(i));
        out_ += kMain;
        return out_;
    }

  private:
    static constexpr const char* kPrelude =
        "trace = []\n"
        "g = 1\n"
        "class Manager:\n"
        "    def __init__(self, n): self.n = n\n"
        "    def __enter__(self):\n"
        "        trace.append(('enter', self.n))\n"
        "        return self.n\n"
        "    def __exit__(self, kind, value, traceback):\n"
        "        trace.append(('exit', self.n, kind is not None))\n"
        "        if self.n % 5 == 4: raise KeyError(self.n)\n"
        "        return self.n % 3 == 1\n";
    static constexpr const char* kMain =
        "for f in (f0, f1, f2, f3):\n"
        "    for n in range(4):\n"
        "        del trace[:]\n"
        "        try:\n"
        "            r = f(n, 2)\n"
        "            if hasattr(r, 'send'): r = list(r)\n"
        "            print('returned', r, g)\n"
        "        except (ValueError, KeyError, RuntimeError, ZeroDivisionError, TypeError) as e:\n"
        "            print('raised', type(e).__name__)\n"
        "        except NameError:\n"
        "            print('unbound')\n"
        "        print(trace)\n";

    void line(u32 depth, const std::string& text) { out_ += std::string(depth * 4, ' ') + text + "\n"; }

    std::string variable() { return std::string(1, "abcde"[random_.below(5)]); }
    std::string number() { return std::to_string(random_.below(7)); }

    /// Inside of a comprehension `:=` is mostly an error.
    std::string plain(u32 depth) {
        const bool outer = in_comprehension_;
        in_comprehension_ = true;
        std::string text = random_.one_in(2) ? condition(depth) : expression(depth);
        in_comprehension_ = outer;
        return text;
    }

    std::string expression(u32 depth = 0) {
        if (depth > 2) return random_.one_in(2) ? variable() : number();
        switch (random_.below(14)) {
            case 0:
            case 1:
            case 2: return variable();
            case 3: return number();
            case 4: return "(" + expression(depth + 1) + " + " + expression(depth + 1) + ")";
            case 5: return "(" + expression(depth + 1) + " * " + expression(depth + 1) + ") % 50";
            case 6: return expression(depth + 1) + " % (" + expression(depth + 1) + " + 1)";
            case 7:
                return "(" + expression(depth + 1) + " if " + condition(depth + 1) + " else " +
                       expression(depth + 1) + ")";
            case 8:
                return "(" + expression(depth + 1) + (random_.one_in(2) ? " or " : " and ") +
                       expression(depth + 1) + ")";
            case 9:
                return "sum([" + variable() + " for " + variable() + " in range(" + number() + ") if " +
                       plain(depth + 1) + "])";
            case 10:
                return "len({" + variable() + ": 1 for " + variable() + " in (1, " + plain(depth + 1) + ")})";
            case 11: return "max(" + expression(depth + 1) + ", *(1, " + expression(depth + 1) + "))";
            case 12:
                return is_generator_ || in_comprehension_
                           ? variable()
                           : "(" + variable() + " := " + expression(depth + 1) + ")";
            default: return "sum(" + variable() + " for " + variable() + " in range(" + number() + "))";
        }
    }

    std::string condition(u32 depth = 0) {
        constexpr const char* kOperators[] = {" < ", " <= ", " == ", " != ", " > ", " >= "};
        switch (depth > 2 ? 0 : random_.below(6)) {
            case 0: return expression(depth + 1) + kOperators[random_.below(6)] + number();
            case 1: return expression(depth + 1) + kOperators[random_.below(6)] + expression(depth + 1);
            case 2: return "not (" + condition(depth + 1) + ")";
            case 3:
                return "(" + condition(depth + 1) + (random_.one_in(2) ? " and " : " or ") +
                       condition(depth + 1) + ")";
            case 4: return number() + " <= " + expression(depth + 1) + " < " + expression(depth + 1);
            default: return expression(depth + 1) + (random_.one_in(2) ? " in (1, 2, 3)" : " is not None");
        }
    }

    void body(u32 depth, u32 nesting) {
        for (u32 count = 1 + random_.below(3); count > 0; --count) statement(depth, nesting);
    }

    void jump(u32 depth) {
        if (in_loop_ && random_.one_in(2)) return line(depth, random_.one_in(2) ? "break" : "continue");
        if (random_.one_in(4))
            return line(depth, random_.one_in(2) ? "raise ValueError(1)" : "raise KeyError(2)");
        if (random_.one_in(5)) return line(depth, "raise");
        line(depth, random_.one_in(4) ? "return" : "return " + expression());
    }

    void simple(u32 depth) {
        switch (random_.below(9)) {
            case 0:
            case 1: return line(depth, variable() + " = " + expression());
            case 2: return line(depth, variable() + (random_.one_in(2) ? " += " : " -= ") + expression());
            case 3:
                return line(depth,
                            variable() + ", " + variable() + " = " + expression() + ", " + expression());
            case 4: return line(depth, "trace.append(" + expression() + ")");
            case 5: return line(depth, variable() + ", *" + variable() + "x = " + expression() + ", 1, 2");
            case 6:
                if (random_.one_in(3)) return line(depth, "del " + variable());
                return line(depth, "assert " + condition() + " or True");
            case 7:
                return line(depth,
                            is_generator_ ? variable() + " = (yield " + expression() + ") or 3" : "pass");
            default: return line(depth, "trace.append(('t', " + number() + "))");
        }
    }

    void statement(u32 depth, u32 nesting) {
        if (nesting > 4) return simple(depth);
        switch (random_.below(12)) {
            case 0: return conditional(depth, nesting);
            case 1: return loop(depth, nesting, "for " + variable() + " in range(" + number() + "):");
            case 2: return loop(depth, nesting, "for " + variable() + ", e in ((1, 2), (3, 4)):");
            case 3: return bounded_while(depth, nesting);
            case 4:
            case 5: return try_statement(depth, nesting);
            case 6:
                line(depth, "with Manager(" + expression() + ") as " + variable() +
                                (random_.one_in(3) ? ", Manager(" + number() + "):" : ":"));
                return body(depth + 1, nesting + 1);
            case 7: return nesting > 1 && random_.one_in(2) ? jump(depth) : simple(depth);
            case 8: return inner_function(depth, nesting);
            default: return simple(depth);
        }
    }

    void conditional(u32 depth, u32 nesting) {
        line(depth, "if " + condition() + ":");
        random_.one_in(3) ? jump(depth + 1) : body(depth + 1, nesting + 1);
        if (random_.one_in(3)) {
            line(depth, "elif " + condition() + ":");
            body(depth + 1, nesting + 1);
        }
        if (!random_.one_in(2)) return;
        line(depth, "else:");
        body(depth + 1, nesting + 1);
    }

    void loop(u32 depth, u32 nesting, const std::string& head) {
        line(depth, head);
        const bool outer = in_loop_;
        in_loop_ = true;
        body(depth + 1, nesting + 1);
        in_loop_ = outer;
        if (!random_.one_in(3)) return;
        line(depth, "else:");
        body(depth + 1, nesting + 1);
    }

    void bounded_while(u32 depth, u32 nesting) {
        const std::string counter = "w" + std::to_string(nesting);
        line(depth, counter + " = 3");
        line(depth, "while " + (random_.one_in(2) ? "(" + counter + " := " + counter + " - 1) > 0:"
                                                  : counter + " > 0 and " + condition() + ":"));
        const bool outer = in_loop_;
        in_loop_ = true;
        line(depth + 1, counter + " -= 1");
        body(depth + 1, nesting + 1);
        in_loop_ = outer;
    }

    void try_statement(u32 depth, u32 nesting) {
        line(depth, "try:");
        body(depth + 1, nesting + 1);
        const bool has_finally = random_.one_in(2);
        const bool has_except = !has_finally || random_.one_in(2);
        if (has_except) {
            constexpr const char* kClauses[] = {"except ValueError:", "except ValueError as c:",
                                                "except (KeyError, TypeError) as d:", "except NameError:"};
            for (u32 count = 1 + random_.below(2); count > 0; --count) {
                line(depth, kClauses[random_.below(4)]);
                body(depth + 1, nesting + 1);
            }
            if (random_.one_in(3)) {
                line(depth, "except Exception:");
                random_.one_in(3) ? jump(depth + 1) : body(depth + 1, nesting + 1);
            }
            if (random_.one_in(4)) {
                line(depth, "else:");
                body(depth + 1, nesting + 1);
            }
        }
        if (!has_finally) return;
        line(depth, "finally:");
        random_.one_in(4) && nesting > 1 ? jump(depth + 1) : body(depth + 1, nesting + 1);
    }

    void inner_function(u32 depth, u32 nesting) {
        if (nesting > 2) return simple(depth);
        const bool outer_loop = in_loop_;
        const bool outer_generator = is_generator_;
        in_loop_ = is_generator_ = false;
        const std::string name = "h" + std::to_string(nesting);
        line(depth, "def " + name + "(" + variable() + " = 1):");
        if (random_.one_in(2)) {
            line(depth + 1, "x = lambda: " + variable());
            line(depth + 1, "trace.append(x())");
        }
        body(depth + 1, nesting + 2);
        in_loop_ = outer_loop;
        is_generator_ = outer_generator;
        line(depth, "trace.append(" + name + "())");
    }

    void function(u32 depth, const std::string& name) {
        is_generator_ = random_.one_in(4);
        line(depth, "def " + name + "(a, b = 2):");
        if (random_.one_in(3)) line(depth + 1, "global g");
        if (is_generator_) line(depth + 1, "yield a");
        if (random_.one_in(2)) line(depth + 1, "c = 0");
        for (u32 count = 2 + random_.below(4); count > 0; --count) statement(depth + 1, 1);
        line(depth + 1, "return " + expression());
    }

    Random random_;
    std::string out_;
    bool in_loop_ = false;
    bool is_generator_ = false;
    bool in_comprehension_ = false;
};

[[noreturn]] void report(const std::string& what, const std::string& text) {
    std::fprintf(stderr, "%s; the input:\n%s\n", what.c_str(), text.c_str());
    std::abort();
}

void run(const std::string& text, u64 seed) {
    TextSink sink;
    const Outcome outcome = compile(sink, text);
    // What is no program for reasons of scope is fine; the generator makes few of those.
    if (!outcome.error.empty() && outcome.error.find("rebind") == std::string::npos)
        report(outcome.error, text);
    if (sink.blocks_in_use() != 0) report("memory is not given back", text);
    for (const TextSink::Code& code : sink.codes()) {
        const bytecode::Defect defect = verify(code.view());
        if (defect) report(code.name + ": " + defect.text + "\n" + code.listing(), text);
        std::vector<u32> work(code.instructions.size() * bytecode::kFlowWords);
        const bytecode::Defect flow = verify_flow(code.view(), work);
        if (flow)
            report(
                code.name + ": " + flow.text + " at " + std::to_string(flow.position) + "\n" + code.listing(),
                text);
    }
    if (seed % 2 == 0) return;
    TextSink failing;
    failing.fail_request(static_cast<u32>(seed * 2654435761U % (sink.requests() + 1)));
    compile(failing, text);
    if (failing.blocks_in_use() != 0) report("memory is not given back after a failure", text);
}

}  // namespace
}  // namespace kinglet::compiler

int main(int count, char** arguments) {
    using namespace kinglet::compiler;
    kinglet::u64 runs = 2000;
    kinglet::u64 seed = 1;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string option = arguments[i];
        const kinglet::u64 value = std::strtoull(arguments[i + 1], nullptr, 10);
        if (option == "--runs") {
            runs = value;
        } else if (option == "--seed") {
            seed = value;
        } else if (option == "--print") {
            std::fputs(Generator(value).program().c_str(), stdout);
            return 0;
        } else {
            std::fputs("usage: program_fuzz [--runs N] [--seed N] [--print N]\n", stderr);
            return 2;
        }
    }
    for (kinglet::u64 i = 0; i < runs; ++i) run(Generator(seed + i).program(), seed + i);
    std::printf("%llu programs from seed %llu\n", static_cast<unsigned long long>(runs),
                static_cast<unsigned long long>(seed));
    return 0;
}
