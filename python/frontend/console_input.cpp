#include "python/frontend/console_input.hpp"

#include "python/frontend/executor.hpp"
#include "python/repl/line_editor.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/stream.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::frontend {

using runtime::Completion;
using runtime::Str;
using runtime::Value;

namespace {

constexpr u8 kCtrlC = 3;

/// The line editor asks for names when Tab is pressed: here it gets none. What is scheduled goes on
/// meanwhile.
class NoNames final : public repl::Executor {
  public:
    explicit NoNames(runtime::Thread& thread) : thread_(thread) {}
    repl::Outcome execute(repl::Program&, repl::Mode) override { return repl::Outcome::Done; }
    void print_exception() override {}
    void raise_out_of_memory() override {}
    void visit_names(std::string_view, repl::NameVisitor&) override {}
    void visit_modules(repl::NameVisitor&) override {}
    u64 idle() override { return runtime::run_pending_while_idle(thread_); }

  private:
    runtime::Thread& thread_;
};

}  // namespace

ConsoleInput::ConsoleInput(runtime::Thread& thread, hal::Stream& stream) : thread_(thread), stream_(stream) {
    thread.host = this;
    thread.read_line = read_line;
    thread.read_input = read_input;
    thread.poll_descriptor = poll_descriptor;
}

Completion ConsoleInput::read_line(runtime::Thread& thread, Str& prompt) {
    return static_cast<ConsoleInput*>(thread.host)->edit_line(prompt);
}

usize ConsoleInput::read_input(runtime::Thread& thread, char* into, usize count, runtime::InputForm form) {
    ConsoleInput& input = *static_cast<ConsoleInput*>(thread.host);
    const std::span<u8> bytes(reinterpret_cast<u8*>(into), count);
    const bool is_text = form == runtime::InputForm::Text;
    const Reading reading(input, is_text ? Reader::Text : Reader::Bytes);
    const usize taken = input.wait_for_bytes(bytes);
    if (!is_text) return taken;
    for (u8& byte : bytes.first(taken)) {
        if (byte == '\r') byte = '\n';
    }
    return taken;
}

/// 0 is the input, 1 and 2 are the output.
u32 ConsoleInput::poll_descriptor(runtime::Thread& thread, runtime::SignedWord descriptor, u32 events) {
    if (descriptor > 2) return runtime::kPollInvalid;
    const hal::Readiness ready = static_cast<ConsoleInput*>(thread.host)->do_ready();
    const bool is_ready =
        includes(ready, descriptor == 0 ? hal::Readiness::Readable : hal::Readiness::Writable);
    return is_ready ? events & (descriptor == 0 ? runtime::kPollRead : runtime::kPollWrite) : 0;
}

Completion ConsoleInput::edit_line(Str& prompt) {
    const Reading reading(*this, Reader::Text);
    NoNames names(thread_);
    HeapAllocator allocator(thread_);
    repl::Terminal terminal(*this, names);
    repl::LineEditor editor(terminal, names, allocator);
    repl::LineBuffer text(allocator);
    thread_.console->write(prompt.view());
    for (;;) {
        switch (editor.read_line(text, "")) {
            case repl::LineEnd::Enter: {
                usize bad = 0;
                if (text.size() != 0 && !runtime::utf8_is_valid(text.view().data(), text.size(), bad)) {
                    return runtime::raise(thread_, runtime::unicode_error_type);
                }
                Str* line = runtime::str_create(thread_, text.view());
                return line == nullptr ? Value() : Value(&line->header);
            }
            case repl::LineEnd::CtrlC:
                thread_.pending = thread_.pending & ~static_cast<u32>(runtime::kPendingInterrupt);
                return runtime::raise(thread_, runtime::keyboard_interrupt_type);
            case repl::LineEnd::CtrlD:
            case repl::LineEnd::Closed: return runtime::kUndefined;
            case repl::LineEnd::CtrlA:
            case repl::LineEnd::CtrlB:
            case repl::LineEnd::CtrlE: break;  // they mean something to a prompt only
        }
    }
}

/// All that was asked for. Less after Ctrl-C: the exception is raised when the reader comes back to the VM.
usize ConsoleInput::wait_for_bytes(std::span<u8> into) {
    usize taken = 0;
    while (taken != into.size() && !is_interrupted()) {
        const usize more = do_read(into.subspan(taken));
        taken += more;
        if (more != 0) continue;
        if (!stream_.is_open()) break;
        const u64 idle = runtime::run_pending_while_idle(thread_);
        do_wait(hal::Readiness::Readable, idle);
    }
    return taken;
}

usize ConsoleInput::do_read(std::span<u8> into) {
    if (into.empty()) return 0;
    if (is_interrupted()) {
        into[0] = kCtrlC;
        return 1;
    }
    u8 byte;
    usize count = 0;
    while (count < into.size() && stream_.read({&byte, 1}) == 1) {
        const bool is_second_half = reader_ == Reader::Text && byte == '\n' && last_ == '\r';
        last_ = byte;
        if (!is_second_half) into[count++] = byte;
    }
    return count;
}

hal::Readiness ConsoleInput::do_wait(hal::Readiness wanted, u64 microseconds) {
    return is_interrupted() ? hal::Readiness::Readable : stream_.wait(wanted, microseconds);
}

}  // namespace kinglet::frontend
