// Repl: the prompt. It reads programs from a stream and has them executed, in the four ways that
// MicroPython's tools and users know:
//
// - friendly: a line editor, `>>> ` and `... `, results are shown;
// - paste (Ctrl-E): lines are taken as they come until Ctrl-D;
// - raw (Ctrl-A): for programs. No echo; Ctrl-D runs what was sent; `OK`, output, 0x04, exception, 0x04, `>`;
// - raw paste (0x05 'A' 0x01 in raw mode): the same with flow control, and the text is compiled while it
// arrives.
//
// Whether the prompt is friendly or raw outlives a soft reset. Bytes of any kind on the stream never do harm.
#pragma once

#include "python/repl/line_editor.hpp"

namespace kinglet::repl {

class Repl {
  public:
    enum class End : u8 {
        SoftReset,  ///< Ctrl-D on an empty prompt, SystemExit, or a reset that the program asked for
        Closed,     ///< the stream is gone
    };

    /// `banner` is one line without its end; it may lie in flash, and outlives the Repl, as all else does.
    Repl(hal::Stream& stream, Executor& executor, Allocator& allocator, const char* banner)
        : terminal_(stream, executor),
          executor_(executor),
          editor_(terminal_, executor, allocator),
          text_(allocator),
          banner_(banner) {}

    /// Prompts until there is a reason to stop.
    End run();

    /// True if a program talks to it: then main.py is not run at start.
    bool is_raw() const { return raw_; }
    /// For a prompt that goes on where one before a soft reset was.
    void set_raw(bool raw) { raw_ = raw; }
    LineEditor& editor() { return editor_; }

  private:
    /// What a prompt goes on with.
    enum class Next : u8 { Prompt, OtherMode, SoftReset, Closed };

    // friendly_prompt.cpp
    Next friendly();
    Next friendly_line();
    Next continue_line();
    Next paste();
    Next execute_friendly(Mode mode);
    void print_banner();

    // raw_prompt.cpp
    Next raw();
    Next raw_program();
    Next raw_paste(u8 command);
    Next finish_raw(Outcome outcome);

    Terminal terminal_;
    Executor& executor_;
    LineEditor editor_;
    LineBuffer text_;
    const char* banner_;
    bool raw_ = false;
};

}  // namespace kinglet::repl
