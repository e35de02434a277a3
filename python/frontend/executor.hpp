// PythonExecutor: what the prompt (python/repl) asks of Python: compile and run a text, show an exception,
// find names.
#pragma once

#include "base/allocator.hpp"
#include "python/repl/executor.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::frontend {

/// How Ctrl-C reaches a running program: is told that byte while one runs, -1 otherwise. nullptr: it does
/// not.
using InterruptWatch = void (*)(i32 byte);

class PythonExecutor final : public repl::Executor {
  public:
    PythonExecutor(runtime::Thread& thread, InterruptWatch watch) : thread_(thread), watch_(watch) {}

    repl::Outcome execute(repl::Program& program, repl::Mode mode) override;
    /// Runs a file in the namespace of __main__; one that is not there has run. `path` is interned.
    repl::Outcome execute_file(runtime::Str& path);
    void print_exception() override;
    void print_exit() override;
    void raise_out_of_memory() override;
    void visit_names(std::string_view path, repl::NameVisitor& visitor) override;
    void visit_modules(repl::NameVisitor& visitor) override;
    std::string_view prompt_text(repl::PromptLine line) override;
    void before_prompt() override;
    u64 idle() override;

    /// After Outcome::Exit: the SystemExit, or 0 if there was none.
    runtime::Value exit_reason() const { return exit_reason_; }

  private:
    runtime::Completion run(repl::Program& program, repl::Mode mode);
    runtime::Completion run_file(runtime::Str& path);
    runtime::Completion run_code(runtime::Value code);
    repl::Outcome outcome_of(runtime::Completion completion);
    void take_reserve();
    void give_reserve();

    runtime::Thread& thread_;
    InterruptWatch watch_;
    void* reserve_ = nullptr;     // a raw block that no program can have
    runtime::Value exit_reason_;  // the executor lies on the C stack, where the collector finds it
};

/// Memory of the Python heap for the prompt. Its owner must lie on the C stack, where the collector finds its
/// pointers.
class HeapAllocator final : public Allocator {
  public:
    explicit HeapAllocator(runtime::Thread& thread) : thread_(thread) {}
    void* allocate(usize bytes) override { return thread_.heap.allocate_raw(bytes, runtime::RawKind::Bytes); }
    void release(void* memory, usize) override { thread_.heap.free_raw(memory); }

  private:
    runtime::Thread& thread_;
};

}  // namespace kinglet::frontend
