// syntax_fuzz [--runs N] [--seed N] FILE...: parses mutated pieces of the files and looks for what must never
// happen: a crash, a hang, memory that is not given back, or a result that depends on how the source is cut
// into reads.
//
// Each input is parsed three times: whole, in pieces, and with an allocation that fails. Deterministic: the
// same seed, files and number of runs give the same inputs. Run it under the sanitizers to see more.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "tests/support/syntax/mutator.hpp"
#include "tests/support/syntax/parse_text.hpp"

namespace kinglet::syntax {
namespace {

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
        run(mutated(random_piece(text, random), random), random);
    }
    std::printf("%llu runs, seed %llu\n", static_cast<unsigned long long>(runs),
                static_cast<unsigned long long>(seed));
    return 0;
}
