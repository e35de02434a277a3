// Which key does what: control keys and the escape sequences of terminals (ECMA-48 5.4, xterm).
#include "python/repl/line_editor.hpp"

namespace kinglet::repl {

namespace {

constexpr int kDelete = 127;

constexpr int ctrl(char letter) {
    return letter - '@';
}

bool is_word_part(char character) {
    const u8 byte = static_cast<u8>(character);
    const u8 lower = byte | 0x20;
    return (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
}

}  // namespace

// Where the word left of the cursor begins.
usize LineEditor::word_begin() const {
    usize position = cursor_;
    while (position > begin_ && !is_word_part((*text_)[position - 1])) --position;
    while (position > begin_ && is_word_part((*text_)[position - 1])) --position;
    return position;
}

// Where the word right of the cursor ends.
usize LineEditor::word_end() const {
    usize position = cursor_;
    while (position < text_->size() && !is_word_part((*text_)[position])) ++position;
    while (position < text_->size() && is_word_part((*text_)[position])) ++position;
    return position;
}

// True if the key is a control key.
bool LineEditor::edit_key(int key) {
    const usize end = text_->size();
    switch (key) {
        case ctrl('A'): move_to(begin_); return true;
        case ctrl('E'): move_to(end); return true;
        case ctrl('B'):
            if (cursor_ > begin_) move_to(before(cursor_));
            return true;
        case ctrl('F'):
            if (cursor_ < end) move_to(after(cursor_));
            return true;
        case ctrl('D'):
            if (cursor_ < end) replace(cursor_, after(cursor_), {});
            return true;
        case ctrl('K'): replace(cursor_, end, {}); return true;
        case ctrl('U'): replace(begin_, cursor_, {}); return true;
        case ctrl('W'): replace(word_begin(), cursor_, {}); return true;
        case ctrl('P'): older(); return true;
        case ctrl('N'): newer(); return true;
        default: return false;
    }
}

// What follows an ESC.
void LineEditor::escape_sequence() {
    const int key = terminal_.read();
    switch (key) {
        case '[': bracket_sequence(); break;
        case 'O': {
            const int letter = terminal_.read();
            if (letter == 'H') move_to(begin_);
            if (letter == 'F') move_to(text_->size());
            break;
        }
        default: word_key(key); break;
    }
}

void LineEditor::word_key(int key) {
    switch (key) {
        case 'b': move_to(word_begin()); break;
        case 'f': move_to(word_end()); break;
        case 'd': replace(cursor_, word_end(), {}); break;
        case kDelete: replace(word_begin(), cursor_, {}); break;
        default: break;
    }
}

// What follows ESC [: numbers separated by semicolons, then the byte that says what it is.
void LineEditor::bracket_sequence() {
    int first = 0;
    int last = 0;
    bool several = false;
    int key = terminal_.read();
    for (; (key >= '0' && key <= '9') || key == ';'; key = terminal_.read()) {
        if (key == ';') {
            several = true;
            last = 0;
        } else {
            last = (last * 10 + key - '0') % 1000;
            if (!several) first = last;
        }
    }
    const bool with_ctrl = last == 5 && key != '~';
    switch (key) {
        case 'A': older(); break;
        case 'B': newer(); break;
        case 'C':
            if (with_ctrl) {
                word_key('f');
            } else {
                edit_key(ctrl('F'));
            }
            break;
        case 'D':
            if (with_ctrl) {
                word_key('b');
            } else {
                edit_key(ctrl('B'));
            }
            break;
        case 'H': move_to(begin_); break;
        case 'F': move_to(text_->size()); break;
        case '~':
            if (first == 1 || first == 7) move_to(begin_);
            if (first == 4 || first == 8) move_to(text_->size());
            if (first == 3) edit_key(ctrl('D'));
            break;
        default: break;
    }
}

}  // namespace kinglet::repl
