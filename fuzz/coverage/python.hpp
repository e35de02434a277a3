// A Python of its own for each input of a libFuzzer program: a fresh heap, nothing printed, no files. What
// goes on too long is interrupted as by Ctrl-C; what goes on nevertheless, catching that, is left with
// longjmp and its Python thrown away. Nothing is lost by that: everything of Python's lies in the one region.
#pragma once

#include <memory>
#include <string_view>

#include "python/runtime/printer.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::fuzz {

class Nowhere final : public runtime::Printer {
  private:
    void do_write(const char*, usize) override {}
};

class Python {
  public:
    static constexpr usize kHeapBytes = 512 * 1024;

    /// `stack_base`: __builtin_frame_address(0) of the caller, in whose frame values may lie.
    explicit Python(const void* stack_base);

    runtime::Thread& thread() { return *thread_; }

    /// Compiles, and with `run` runs, as a program. Ends the process unless the exception that waits and the
    /// outcome agree; the exception is printed and taken back.
    void execute(std::string_view text, bool run);

    /// The value of an expression over no names but the builtins; raised: a null value and no exception.
    runtime::Value evaluate(std::string_view text);
    /// Takes back the exception that waits.
    void forget_exception();
    /// False if that was, the last time, for want of memory.
    bool has_memory() const { return has_memory_; }

    /// As execute(), then shows that the interpreter goes on.
    void execute_and_go_on(std::string_view text);

  private:
    void settle(runtime::Completion outcome);

    bool has_memory_ = true;
    Nowhere nowhere_;
    std::unique_ptr<char[]> region_;
    std::unique_ptr<runtime::Thread> thread_;
};

/// What cannot be: tells it and ends the process, so that libFuzzer keeps the input.
[[noreturn]] void finding(const char* what);

}  // namespace kinglet::fuzz
