// compile_fuzz [--runs N] [--seed N] FILE...: compiles mutated pieces of the files, and random programs, with
// the whole of Python. Whatever the text, the result is code or an exception: no crash, no hang, and the
// thread is fit for the next one. Every third run lets an allocation fail. Run it under the sanitizers to see
// more.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include "python/frontend/compile.hpp"
#include "python/runtime/code.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/heap.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/printer.hpp"
#include "tests/support/syntax/generator.hpp"
#include "tests/support/syntax/mutator.hpp"

namespace kinglet {
namespace {

using runtime::Completion;
using runtime::Thread;
using syntax::Random;

constexpr usize kHeapBytes = 128 * 1024;
constexpr usize kStackBytes = 512 * 1024;

class Nowhere final : public runtime::Printer {
  private:
    void do_write(const char*, usize) override {}
};

/// One Python, used for some inputs and then thrown away.
class Python {
  public:
    Python() : region_(new char[kHeapBytes]), thread_(new Thread) {
        if (!runtime::thread_create(*thread_, region_.get(), kHeapBytes, __builtin_frame_address(0),
                                    kStackBytes, printer_)) {
            std::abort();
        }
        thread_->compile = frontend::compile_text;
    }

    void compile(const std::string& text, u32 fail_after) {
        runtime::Torture torture;
        torture.fail_after = fail_after;
        thread_->heap.set_torture(torture);
        const Completion outcome =
            frontend::compile_text(*thread_, text, runtime::name_ref<"<fuzz>">, runtime::kCompileFile);
        thread_->heap.set_torture({});
        const bool has_exception = static_cast<bool>(thread_->raised);
        if (outcome.is_raised() != has_exception) {
            std::fprintf(stderr, "the result and the exception that waits do not agree; the input:\n%s\n",
                         text.c_str());
            std::abort();
        }
        if (has_exception) runtime::print_exception(*thread_, thread_->raised, printer_);
        thread_->raised = runtime::Value();
    }

  private:
    Nowhere printer_;
    std::unique_ptr<char[]> region_;
    std::unique_ptr<Thread> thread_;
};

}  // namespace
}  // namespace kinglet

int main(int count, char** arguments) {
    using namespace kinglet;
    u64 runs = 20000;
    u64 seed = 1;
    std::vector<std::string> corpus;
    for (int index = 1; index < count; ++index) {
        const std::string_view argument = arguments[index];
        if (argument == "--runs" && index + 1 < count) {
            runs = std::strtoull(arguments[++index], nullptr, 10);
        } else if (argument == "--seed" && index + 1 < count) {
            seed = std::strtoull(arguments[++index], nullptr, 10);
        } else {
            corpus.push_back(syntax::read_file(arguments[index]));
        }
    }
    if (corpus.empty()) {
        std::fputs("usage: compile_fuzz [--runs N] [--seed N] FILE...\n", stderr);
        return 2;
    }
    constexpr u64 kRunsPerPython = 50;
    Random random(seed);
    for (u64 done = 0; done < runs; done += kRunsPerPython) {
        Python python;
        for (u64 each = 0; each < kRunsPerPython; ++each) {
            const std::string& text = corpus[random.below(corpus.size())];
            const u32 fail_after = random.below(3) == 0 ? 1 + random.below(200) : 0;
            // Valid programs go deeper into the compiler, wrong ones into its corners.
            const bool generated = random.below(2) == 0;
            const std::string program = generated ? syntax::random_program(seed * runs + done + each)
                                                  : syntax::random_piece(text, random);
            python.compile(random.below(4) == 0 ? program : syntax::mutated(program, random), fail_after);
        }
    }
    std::printf("%llu runs, seed %llu\n", static_cast<unsigned long long>(runs),
                static_cast<unsigned long long>(seed));
    return 0;
}
