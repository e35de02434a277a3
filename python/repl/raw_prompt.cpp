// The raw prompt: its protocol is that of MicroPython's documentation, "Raw mode and raw-paste mode".
#include "python/repl/programs.hpp"
#include "python/repl/repl.hpp"

namespace kinglet::repl {

namespace {

constexpr u8 kEndOfPart = 0x04;
constexpr int kCtrlA = 0x01;
constexpr int kCtrlB = 0x02;
constexpr int kCtrlC = 0x03;
constexpr int kCtrlD = 0x04;
constexpr char kCtrlE = 0x05;
constexpr u8 kPasteCommand = 'A';

}  // namespace

Repl::Next Repl::raw() {
    terminal_.write("raw REPL; CTRL-B to exit\r\n");
    for (;;) {
        executor_.before_prompt();
        terminal_.write(">");
        const Next next = raw_program();
        if (next != Next::Prompt) return next;
    }
}

// Collects a program and runs it; Prompt when the next one may come.
Repl::Next Repl::raw_program() {
    text_.release();
    bool fits = true;
    for (;;) {
        const int key = terminal_.read();
        if (key == Terminal::kClosed) return Next::Closed;
        if (key == kCtrlA) {
            if (text_.size() == 2 && text_[0] == kCtrlE) return raw_paste(static_cast<u8>(text_[1]));
            terminal_.write("raw REPL; CTRL-B to exit\r\n");
            return Next::Prompt;
        }
        if (key == kCtrlB) {
            terminal_.write("\r\n");
            return Next::OtherMode;
        }
        if (key == kCtrlD) break;
        if (key == kCtrlC) {
            text_.release();
            fits = true;
        } else if (fits && !text_.append(static_cast<u8>(key))) {
            fits = false;
            text_.release();
        }
    }
    terminal_.write("OK");
    if (!fits) {
        executor_.raise_out_of_memory();
        return finish_raw(Outcome::Raised);
    }
    if (text_.size() == 0) {
        terminal_.write("\r\n");
        return Next::SoftReset;
    }
    TypedProgram program(text_.view());
    return finish_raw(executor_.execute(program, Mode::File));
}

Repl::Next Repl::raw_paste(u8 command) {
    text_.release();
    terminal_.write_byte('R');
    if (command != kPasteCommand) {
        terminal_.write_byte(0);
        return Next::Prompt;
    }
    terminal_.write_byte(1);
    PastedProgram program(terminal_);
    const Outcome outcome = executor_.execute(program, Mode::File);
    program.finish();
    return program.is_closed() ? Next::Closed : finish_raw(outcome);
}

// Ends the part with the program's output, and the part with the exception.
Repl::Next Repl::finish_raw(Outcome outcome) {
    terminal_.write_byte(kEndOfPart);
    if (outcome == Outcome::Raised) executor_.print_exception();
    if (outcome == Outcome::Exit) executor_.print_exit();
    terminal_.write_byte(kEndOfPart);
    return outcome == Outcome::Exit ? Next::SoftReset : Next::Prompt;
}

}  // namespace kinglet::repl
