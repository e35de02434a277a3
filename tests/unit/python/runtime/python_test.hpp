// A Python thread over a heap of its own, for tests that call the runtime from C++.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/str.hpp"

extern "C" void* __libc_stack_end;  // of the C library: the highest address of the stack

namespace kinglet::runtime {

class TextPrinter final : public Printer {
  public:
    std::string text;

  private:
    void do_write(const char* bytes, usize count) override { text.append(bytes, count); }
};

class PythonTest : public testing::Test {
  protected:
    explicit PythonTest(usize heap_bytes = 256 * 1024)
        : memory_(new char[heap_bytes]), owner_(std::make_unique<Thread>()), thread(*owner_) {
        const bool is_made =
            thread_create(thread, memory_.get(), heap_bytes, __libc_stack_end, 1 << 20, console);
        EXPECT_TRUE(is_made);
    }

    Value text(const char* of) { return Value(&str_create(thread, of)->header); }
    std::string repr(Value value) {
        TextPrinter printer;
        if (print(thread, value, printer, PrintForm::Repr).is_raised()) return "raised " + raised();
        return printer.text;
    }
    /// The value of what is not expected to raise.
    Value value_of(Completion outcome) {
        EXPECT_FALSE(outcome.is_raised());
        return outcome.is_raised() ? kNone : outcome.value();
    }
    /// The exception that waits, as repr, which is then gone; "" if there is none.
    std::string raised() {
        if (!thread.raised) return "";
        const Value exception = thread.raised;
        thread.raised = Value();
        return repr(exception);
    }

  private:
    std::unique_ptr<char[]> memory_;
    std::unique_ptr<Thread> owner_;

  protected:
    Thread& thread;
    TextPrinter console;
};

}  // namespace kinglet::runtime
