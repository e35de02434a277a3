// syntax_fuzz [--runs N] [--seed N] FILE...: parses mutated pieces of the files and looks for what must never
// happen: a crash, a hang, memory that is not given back, or a result that depends on how the source is cut
// into reads.
//
// A mutation works on bytes (change, remove, repeat, insert) or on tokens (insert keywords and operators,
// move pieces, nest). Every second run lets an allocation fail. Deterministic: the same seed, files and
// number of runs give the same inputs. Run it under the sanitizers (preset host-sanitize) to see more.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/support/syntax/parse_text.hpp"

namespace kinglet::syntax {
namespace {

constexpr const char* kWords[] = {
#define SPECIAL(name)
#define OPERATOR(name, text) text,
#define KEYWORD(name, text) text,
#include "python/syntax/tokens.def"
#undef SPECIAL
#undef OPERATOR
#undef KEYWORD
    "match",       "case",
    "_",           "x",
    "0x1F",        "1_0.5e3j",
    "99999999999", "'a'",
    "b'\\x00'",    "f'{x",
    "!r:>{w}}'",   "f'''",
    "'''",         "rb'\\'",
    "\"",          "\n",
    "\n    ",      "\n\t",
    "\\\n",        "# c\n",
    "\\N{PI}",     "\xF0\x9F\x90\x8D",
    "\xC3",        "\r\n",
    "\f",          ";",
    "print(",      "lambda:",
    "def f(",      "if x:",
    "with (",      "((((((((",
    "[[[[[[[[",    "{{{{{{{{",
    "f'{f'{f'{",
};

class Random {
  public:
    explicit Random(u64 seed) : state_(seed * 2862933555777941757ULL + 3037000493ULL) {}
    u32 below(usize limit) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<u32>((state_ >> 33) % limit);
    }

  private:
    u64 state_;
};

/// Gives its text in pieces of changing size.
class ChoppySource final : public Source {
  public:
    ChoppySource(std::string_view text, Random& random) : text_(text), random_(random) {}
    usize read(std::span<u8> into) override {
        usize count = 1 + random_.below(into.size());
        if (count > text_.size()) count = text_.size();
        std::memcpy(into.data(), text_.data(), count);
        text_.remove_prefix(count);
        return count;
    }

  private:
    std::string_view text_;
    Random& random_;
};

std::string mutated(std::string text, Random& random) {
    for (u32 count = 1 + random.below(6); count != 0; --count) {
        const u32 at = random.below(text.size() + 1);
        switch (random.below(7)) {
            case 0:
                if (at < text.size()) text[at] = static_cast<char>(random.below(256));
                break;
            case 1: text.erase(at, 1 + random.below(20)); break;
            case 2: text.insert(at, text.substr(random.below(text.size() + 1), random.below(60))); break;
            case 3: text.insert(at, 1, static_cast<char>(random.below(256))); break;
            case 4: text.resize(at); break;
            default: text.insert(at, kWords[random.below(std::size(kWords))]); break;
        }
    }
    return text;
}

[[noreturn]] void report(const char* what, const std::string& text) {
    std::fprintf(stderr, "%s; the input:\n", what);
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fputc('\n', stderr);
    std::abort();
}

std::string parse(Source& source, TestMemory& memory, const std::string& text) {
    TextSink sink;
    std::string out;
    {
        ParserOptions options;
        options.chunk_size = 256;
        Parser parser(source, sink, memory, options);
        Node* node = nullptr;
        // No statement is shorter than a byte, so this bounds the loop.
        for (usize count = 0;; ++count) {
            if (count > text.size() + 1) report("it does not end", text);
            const Parser::Outcome outcome = parser.next_statement(node);
            if (outcome == Parser::Outcome::Error) out += error_text(parser.error(), sink);
            if (outcome != Parser::Outcome::Statement) break;
            out += dump(node, sink) + "\n";
        }
    }
    if (memory.in_use() != 0) report("memory is not given back", text);
    return out;
}

void run(const std::string& text, Random& random) {
    TestMemory memory;
    StringSource whole(text);
    const std::string expected = parse(whole, memory, text);
    TestMemory other;
    ChoppySource pieces(text, random);
    if (parse(pieces, other, text) != expected) report("the result depends on the reads", text);
    TestMemory failing;
    failing.fail_at(random.below(memory.allocations() + 1), random.below(2) != 0);
    StringSource again(text);
    parse(again, failing, text);
}

/// A piece that begins with a top-level statement: anything else ends with the first token.
std::string piece(const std::string& text, Random& random) {
    usize begin = random.below(text.size() + 1);
    while (begin != 0 && begin < text.size() &&
           !(text[begin - 1] == '\n' && static_cast<unsigned char>(text[begin]) > ' ')) {
        --begin;
    }
    return text.substr(begin, random.below(3000));
}

std::string read_file(const char* name) {
    std::ifstream file(name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace
}  // namespace kinglet::syntax

int main(int count, char** arguments) {
    using namespace kinglet::syntax;
    kinglet::u64 runs = 20000;
    kinglet::u64 seed = 1;
    std::vector<std::string> corpus;
    for (int index = 1; index < count; ++index) {
        const std::string_view argument = arguments[index];
        if (argument == "--runs" && index + 1 < count) {
            runs = std::strtoull(arguments[++index], nullptr, 10);
        } else if (argument == "--seed" && index + 1 < count) {
            seed = std::strtoull(arguments[++index], nullptr, 10);
        } else {
            corpus.push_back(read_file(arguments[index]));
        }
    }
    if (corpus.empty()) {
        std::fputs("usage: syntax_fuzz [--runs N] [--seed N] FILE...\n", stderr);
        return 2;
    }
    Random random(seed);
    for (kinglet::u64 done = 0; done < runs; ++done) {
        const std::string& text = corpus[random.below(corpus.size())];
        run(mutated(piece(text, random), random), random);
    }
    std::printf("%llu runs, seed %llu\n", static_cast<unsigned long long>(runs),
                static_cast<unsigned long long>(seed));
    return 0;
}
