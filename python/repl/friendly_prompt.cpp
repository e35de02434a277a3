#include "python/repl/continuation.hpp"
#include "python/repl/programs.hpp"
#include "python/repl/repl.hpp"

namespace kinglet::repl {

Repl::End Repl::run() {
    for (;;) {
        const Next next = raw_ ? raw() : friendly();
        text_.release();
        if (next == Next::SoftReset) return End::SoftReset;
        if (next == Next::Closed) return End::Closed;
        raw_ = !raw_;
    }
}

void Repl::print_banner() {
    terminal_.write(banner_);
    terminal_.write("\r\nType \"help()\" for more information.\r\n");
}

Repl::Next Repl::friendly() {
    print_banner();
    for (;;) {
        const Next next = friendly_line();
        if (next != Next::Prompt) return next;
    }
}

Repl::Next Repl::friendly_line() {
    executor_.before_prompt();
    text_.release();
    switch (editor_.read_line(text_, executor_.prompt_text(PromptLine::First))) {
        case LineEnd::Enter: return text_.size() == 0 ? Next::Prompt : continue_line();
        case LineEnd::CtrlA: terminal_.write("\r\n"); return Next::OtherMode;
        case LineEnd::CtrlB:
            terminal_.write("\r\n");
            print_banner();
            return Next::Prompt;
        case LineEnd::CtrlC: terminal_.write("\r\n"); return Next::Prompt;
        case LineEnd::CtrlD: terminal_.write("\r\n"); return Next::SoftReset;
        case LineEnd::CtrlE: return paste();
        case LineEnd::Closed: break;
    }
    return Next::Closed;
}

// After the first line of a statement.
Repl::Next Repl::continue_line() {
    while (needs_another_line(text_.view())) {
        if (!text_.append('\n')) {
            executor_.raise_out_of_memory();
            executor_.print_exception();
            return Next::Prompt;
        }
        LineEnd end = editor_.read_line(text_, executor_.prompt_text(PromptLine::Next));
        // What Ctrl-A, B and E mean on an empty first line they do not mean here.
        while (end == LineEnd::CtrlA || end == LineEnd::CtrlB || end == LineEnd::CtrlE) {
            end = editor_.read_line(text_, "");
        }
        if (end == LineEnd::Closed) return Next::Closed;
        if (end == LineEnd::CtrlD) break;
        if (end == LineEnd::CtrlC) {
            terminal_.write("\r\n");
            return Next::Prompt;
        }
    }
    return execute_friendly(Mode::Single);
}

Repl::Next Repl::paste() {
    terminal_.write("\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== ");
    bool fits = true;
    for (;;) {
        const int key = terminal_.read();
        if (key == Terminal::kClosed) return Next::Closed;
        if (key == static_cast<int>(LineEnd::CtrlC)) {
            terminal_.write("\r\n");
            return Next::Prompt;
        }
        if (key == static_cast<int>(LineEnd::CtrlD)) break;
        if (fits && !text_.append(static_cast<u8>(key))) {
            fits = false;
            text_.release();
        }
        if (key == '\r') {
            terminal_.write("\r\n=== ");
        } else {
            terminal_.write_byte(static_cast<u8>(key));
        }
    }
    terminal_.write("\r\n");
    if (fits) return execute_friendly(Mode::Paste);
    executor_.raise_out_of_memory();
    executor_.print_exception();
    return Next::Prompt;
}

Repl::Next Repl::execute_friendly(Mode mode) {
    TypedProgram program(text_.view());
    const Outcome outcome = executor_.execute(program, mode);
    if (outcome == Outcome::Exit) return Next::SoftReset;
    if (outcome == Outcome::Raised) executor_.print_exception();
    return Next::Prompt;
}

}  // namespace kinglet::repl
