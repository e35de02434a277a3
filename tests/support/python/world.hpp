// A thread with a heap of its own, for tests that work on Python values from C++.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "python/frontend/compile.hpp"
#include "python/runtime/code.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/int.hpp"

namespace kinglet::runtime {

/// What was printed.
class Collected final : public Printer {
  public:
    std::string text;

  private:
    void do_write(const char* bytes, usize count) override { text.append(bytes, count); }
};

/// The stack that is scanned for values begins in the test's own frame, so the fixture is made there: `World
/// world(__builtin_frame_address(0))`.
class World {
  public:
    explicit World(const void* stack_base, usize heap_bytes = usize{4} << 20)
        : region_(std::make_unique<char[]>(heap_bytes)), thread_(std::make_unique<Thread>()) {
        EXPECT_TRUE(thread_create(*thread_, region_.get(), heap_bytes, stack_base, usize{1} << 20, output));
        thread_->compile = frontend::compile_text;
    }

    Thread& thread() { return *thread_; }

    Value str(std::string_view text) { return Value(&str_create(*thread_, text)->header); }
    Str& name_of(std::string_view text) { return *intern(*thread_, text); }

    std::string repr(Value value) {
        StrBuilder text(*thread_);
        EXPECT_FALSE(print(*thread_, value, text, PrintForm::Repr).is_raised());
        return std::string(text.text());
    }

    /// The value of an expression; its variables are those of run().
    Value eval(std::string_view expression) {
        const Completion code = frontend::compile_text(*thread_, expression, name_of("<test>"), kCompileEval);
        if (code.is_raised()) {
            ADD_FAILURE() << "does not compile: " << expression;
            return kNone;
        }
        const Completion value = run_code(*thread_, *code.value().as<Code>(), *thread_->main->globals);
        if (value.is_raised()) ADD_FAILURE() << raised();
        return value.is_raised() ? kNone : value.value();
    }

    /// Runs a program and gives what it printed, and the name of the exception that ended it.
    std::string run(std::string_view program) {
        output.text.clear();
        const Completion code = frontend::compile_text(*thread_, program, name_of("<test>"), kCompileFile);
        if (code.is_raised() ||
            run_code(*thread_, *code.value().as<Code>(), *thread_->main->globals).is_raised()) {
            output.text += raised();
        }
        return output.text;
    }

    /// The name of the exception that waits, which is taken back; empty: none.
    std::string raised() {
        if (!thread_->raised) return "";
        const std::string text(type_of(thread_->raised).name->view());
        thread_->raised = Value();
        return text;
    }

    /// The Nth allocation from now fails.
    void fail_after(u32 n) {
        Torture torture;
        torture.fail_after = n;
        thread_->heap.set_torture(torture);
    }

    Collected output;

  private:
    std::unique_ptr<char[]> region_;
    std::unique_ptr<Thread> thread_;
};

}  // namespace kinglet::runtime
