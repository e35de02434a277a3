#include "python/repl/line_editor.hpp"

namespace kinglet::repl {

namespace {

constexpr usize kIndent = 4;
constexpr usize kNarrowScreen = 40;  // columns
constexpr int kTab = 9;
constexpr int kBackspace = 8;
constexpr int kEscape = 27;
constexpr int kDelete = 127;

bool is_continuation_byte(char character) {
    return (static_cast<u8>(character) & 0xC0) == 0x80;
}

bool is_space(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
}

usize count_spaces(std::string_view line) {
    usize count = 0;
    while (count < line.size() && line[count] == ' ') ++count;
    return count;
}

}  // namespace

LineEnd LineEditor::read_line(LineBuffer& text, std::string_view prompt) {
    text_ = &text;
    prompt_ = prompt;
    begin_ = text.size();
    cursor_ = begin_;
    history_entry_ = 0;
    just_indented_ = false;
    if (begin_ == 0) indents_ = true;
    terminal_.write(prompt);
    indent();
    for (;;) {
        const int key = terminal_.read();
        if (key == Terminal::kClosed) return LineEnd::Closed;
        LineEnd end;
        if (handle(key, end)) return end;
    }
}

// True if the line has ended.
bool LineEditor::handle(int key, LineEnd& end) {
    const bool was_just_indented = just_indented_;
    just_indented_ = false;
    const bool is_empty = text_->size() == begin_;
    if (key >= 1 && key <= 5 && (is_empty || key == 3)) {
        leave();
        end = static_cast<LineEnd>(key);
        return true;
    }
    if (key == '\r' || key == '\n') {
        if (!is_line_end(key)) return false;
        enter();
        end = LineEnd::Enter;
        return true;
    }
    last_line_end_ = 0;
    if (was_just_indented && (key == kTab || key == ' ')) {
        // The one who indents by hand wants no help: a tab takes what is there, a space begins anew.
        indents_ = false;
        if (key == ' ') {
            terminal_.move_left(kIndent - 1);
            cursor_ -= kIndent - 1;
            text_->truncate(cursor_);
        }
    } else if (key == kTab) {
        complete();
    } else if (key == kBackspace || key == kDelete) {
        backspace();
    } else if (key == kEscape) {
        escape_sequence();
    } else if (!edit_key(key)) {
        read_character(key);
    }
    return false;
}

// Both CR and LF end a line, a pair of them one line.
bool LineEditor::is_line_end(int key) {
    if (last_line_end_ != 0 && last_line_end_ != key) {
        last_line_end_ = 0;
        return false;
    }
    last_line_end_ = key;
    return true;
}

// What comes next must not be written over the rest of a wrapped line.
void LineEditor::leave() {
    if (may_wrap()) move_to(text_->size());
}

void LineEditor::enter() {
    leave();
    terminal_.write("\r\n");
    history_.add(text_->from(begin_));
}

// A printable character, in as many bytes as it needs.
void LineEditor::read_character(int first) {
    char bytes[4] = {static_cast<char>(first)};
    usize count = 1;
    usize wanted = 1;
    if (first >= 0xF0) {
        wanted = 4;
    } else if (first >= 0xE0) {
        wanted = 3;
    } else if (first >= 0xC0) {
        wanted = 2;
    }
    if (first < ' ' || first == kDelete || (first >= 0x80 && first < 0xC2) || first > 0xF4) return;
    while (count < wanted) {
        const int next = terminal_.read();
        // A character that breaks off is dropped, and so is the byte that broke it, unless it is a key.
        if (next == Terminal::kClosed || !is_continuation_byte(static_cast<char>(next))) return;
        bytes[count++] = static_cast<char>(next);
    }
    insert({bytes, count});
}

// -- changing and showing the line --------------------------------------------------------------------------

// Screen columns, one for each character.
usize LineEditor::columns(usize begin, usize end) const {
    usize count = 0;
    for (usize index = begin; index < end; ++index) {
        if (!is_continuation_byte((*text_)[index])) ++count;
    }
    return count;
}

usize LineEditor::before(usize position) const {
    do {
        --position;
    } while (position > begin_ && is_continuation_byte((*text_)[position]));
    return position;
}

usize LineEditor::after(usize position) const {
    do {
        ++position;
    } while (position < text_->size() && is_continuation_byte((*text_)[position]));
    return position;
}

/// Whether the line may have gone beyond the end of a narrow screen's row.
bool LineEditor::may_wrap() const {
    return prompt_.size() + columns(begin_, text_->size()) >= kNarrowScreen;
}

void LineEditor::move_left(usize columns) {
    may_wrap() && columns != 0 ? terminal_.move_back(columns) : terminal_.move_left(columns);
}

void LineEditor::move_to(usize position) {
    if (position < cursor_) {
        move_left(columns(position, cursor_));
    } else {
        terminal_.write(text_->range(cursor_, position));
    }
    cursor_ = position;
}

// Puts `with` in the place of what stands from `begin`, which is not right of the cursor, to `end`; the
// cursor goes behind it. What is left of a wrapped line is covered by spaces: rows cannot be erased in one.
void LineEditor::replace(usize begin, usize end, std::string_view with) {
    const usize old_columns = columns(begin_, text_->size());
    const usize steps = columns(begin, cursor_);
    const bool wrapped = may_wrap();
    if (!text_->replace(begin, end - begin, with)) return;
    const usize new_columns = columns(begin_, text_->size());
    usize surplus = new_columns < old_columns ? old_columns - new_columns : 0;
    cursor_ = begin + with.size();
    const usize behind = columns(cursor_, text_->size());
    if (!wrapped) {
        terminal_.move_left(steps);
        if (surplus != 0) terminal_.erase_to_end_of_line();
        terminal_.write(text_->from(begin));
        move_left(behind);
        return;
    }
    if (steps != 0) terminal_.move_back(steps);
    terminal_.write(text_->from(begin));
    for (usize i = 0; i < surplus; ++i) terminal_.write_byte(' ');
    surplus += behind;
    if (surplus != 0) terminal_.move_back(surplus);
}

void LineEditor::insert(std::string_view typed) {
    const usize begin = cursor_;
    if (!text_->replace(begin, 0, typed)) return;
    terminal_.write(text_->from(begin));
    cursor_ = begin + typed.size();
    move_left(columns(cursor_, text_->size()));
}

// Within an indentation, a whole step of it.
void LineEditor::backspace() {
    if (cursor_ == begin_) return;
    const usize spaces = count_spaces(text_->range(begin_, cursor_));
    const bool indentation = spaces == cursor_ - begin_ && spaces >= kIndent;
    replace(indentation ? cursor_ - kIndent : before(cursor_), cursor_, {});
}

void LineEditor::show_history(usize entry) {
    history_entry_ = entry;
    replace(begin_, text_->size(), entry == 0 ? std::string_view() : history_.line(entry - 1));
}

void LineEditor::older() {
    if (history_entry_ < history_.size()) show_history(history_entry_ + 1);
}

void LineEditor::newer() {
    if (history_entry_ != 0) show_history(history_entry_ - 1);
}

void LineEditor::complete() {
    if (cursor_ != 0 && is_space((*text_)[cursor_ - 1])) {
        char spaces[kIndent];
        for (char& space : spaces) space = ' ';
        insert({spaces, kIndent});
        return;
    }
    switch (completion_.complete(text_->range(begin_, cursor_))) {
        case Completion::Result::Nothing: break;
        case Completion::Result::Insert: insert(completion_.text()); break;
        case Completion::Result::Listed:
            terminal_.write(prompt_);
            terminal_.write(text_->from(begin_));
            move_left(columns(cursor_, text_->size()));
            break;
    }
}

// -- automatic indentation ----------------------------------------------------------------------------------

// Begins the line with the indentation of the one before, and a step more after a colon. Two lines of nothing
// end it.
void LineEditor::indent() {
    if (!indents_ || begin_ < 2) return;
    const auto line_begin = [this](usize end) {
        while (end != 0 && (*text_)[end - 1] != '\n') --end;
        return end;
    };
    const usize last = line_begin(begin_ - 1);
    const std::string_view line = text_->range(last, begin_ - 1);
    const usize spaces = count_spaces(line);
    if (last != 0 && spaces == line.size()) {
        const usize previous = line_begin(last - 1);
        const std::string_view above = text_->range(previous, last - 1);
        if (previous != 0 && count_spaces(above) == above.size()) return;
    }
    usize steps = spaces / kIndent;
    if (!line.empty() && line.back() == ':') ++steps;
    for (; steps != 0; --steps) {
        for (usize count = 0; count < kIndent; ++count) {
            if (!text_->append(' ')) return;
            terminal_.write_byte(' ');
            ++cursor_;
        }
        just_indented_ = true;
    }
}

}  // namespace kinglet::repl
