// LineEditor: one line of input, with cursor keys, history, completion and automatic indentation.
//
// Keys: arrows, Home, End, Delete, Backspace; Ctrl-A/E/B/F/P/N as these, Ctrl-D and Ctrl-K delete to the
// right, Ctrl-U and Ctrl-W to the left, Alt-b/f/d/Backspace and Ctrl with left and right work on words; Tab
// completes or indents. On an empty line Ctrl-A to Ctrl-E mean something to the prompt instead. Bytes on the
// wire are those of MicroPython; characters beyond ASCII are taken too, as UTF-8.
#pragma once

#include "python/repl/completion.hpp"
#include "python/repl/history.hpp"
#include "python/repl/line_buffer.hpp"
#include "python/repl/terminal.hpp"

namespace kinglet::repl {

/// How reading a line ended. The values of the keys are those of their bytes.
enum class LineEnd : u8 { Enter = 0, CtrlA = 1, CtrlB = 2, CtrlC = 3, CtrlD = 4, CtrlE = 5, Closed = 255 };

class LineEditor {
  public:
    LineEditor(Terminal& terminal, Executor& executor, Allocator& allocator)
        : terminal_(terminal), completion_(terminal, executor, allocator), history_(allocator) {}

    /// Prints the prompt and reads a line to the end of `text`, which holds the earlier lines of the same
    /// statement, each with its '\n'. Ctrl-A, B, D and E come from an empty line only, Ctrl-C from any.
    LineEnd read_line(LineBuffer& text, std::string_view prompt);

    History& history() { return history_; }

  private:
    // line_editor.cpp
    bool handle(int key, LineEnd& end);
    bool is_line_end(int key);
    void enter();
    void leave();
    void insert(std::string_view typed);
    void replace(usize begin, usize end, std::string_view with);
    void move_to(usize position);
    void move_left(usize columns);
    bool may_wrap() const;
    void show_history(usize entry);
    void older();
    void newer();
    void complete();
    void backspace();
    void read_character(int first);
    void indent();
    usize columns(usize begin, usize end) const;
    usize before(usize position) const;
    usize after(usize position) const;

    // editor_keys.cpp
    bool edit_key(int key);
    void escape_sequence();
    void bracket_sequence();
    void word_key(int key);
    usize word_begin() const;
    usize word_end() const;

    Terminal& terminal_;
    Completion completion_;
    History history_;
    LineBuffer* text_ = nullptr;
    std::string_view prompt_;
    usize begin_ = 0;  // where the line begins in the text
    usize cursor_ = 0;
    usize history_entry_ = 0;  // 0 is the line itself, 1 the newest line of the history
    int last_line_end_ = 0;    // the byte that ended the last line, while its partner may follow
    bool indents_ = true;      // automatic indentation is on for this statement
    bool just_indented_ = false;
};

}  // namespace kinglet::repl
