#include "python/syntax/lexer.hpp"

#include "base/flash.hpp"

namespace kinglet::syntax {

bool is_digit(int character) {
    return character >= '0' && character <= '9';
}

bool is_identifier_start(int character) {
    const int lower = character | 0x20;
    return (lower >= 'a' && lower <= 'z' && character < 0x80) || character == '_' || character >= 0x80;
}

bool is_identifier_part(int character) {
    return is_identifier_start(character) || is_digit(character);
}

u32 digit_value(int character) {
    if (is_digit(character)) return static_cast<u32>(character - '0');
    const int lower = character | 0x20;
    if (lower >= 'a' && lower <= 'f') return static_cast<u32>(lower - 'a' + 10);
    return 16;
}

namespace {

/// Characters beyond ASCII that are certainly no part of a name: punctuation, symbols, private ones.
constexpr u32 kSymbols[][2] = {
    {0x80, 0xA9},     {0xAB, 0xB4},       {0xB6, 0xB6},       {0xB8, 0xB9},     {0xBB, 0xBF},
    {0xD7, 0xD7},     {0xF7, 0xF7},       {0x2000, 0x203E},   {0x2041, 0x2053}, {0x2055, 0x2070},
    {0x20A0, 0x20C0}, {0x2190, 0x2BFF},   {0x2E00, 0x3004},   {0x3008, 0x3020}, {0xE000, 0xF8FF},
    {0xFFE0, 0xFFFD}, {0x1D000, 0x1D164}, {0x1F000, 0x1FBCA},
};

/// `text` is UTF-8, in RAM.
bool has_letters_only(std::string_view text) {
    u32 character = 0;
    for (usize i = 0; i < text.size(); ++i) {
        const u8 byte = static_cast<u8>(text[i]);
        if ((byte & 0xC0) == 0x80) {
            character = character << 6 | (byte & 0x3FU);
        } else {
            character = byte < 0xE0 ? byte & 0x1FU : byte < 0xF0 ? byte & 0xFU : byte & 7U;
        }
        const bool is_last = i + 1 == text.size() || (static_cast<u8>(text[i + 1]) & 0xC0) != 0x80;
        if (byte < 0x80 || !is_last) continue;
        for (const auto& range : kSymbols) {
            if (character >= flash_word(&range[0]) && character <= flash_word(&range[1])) return false;
        }
    }
    return true;
}

}  // namespace

Lexer::Lexer(Source& source, Memory& memory)
    : source_(source), text_(memory), captured_(memory), ahead_(memory) {
    indents_[0] = 0;
    narrow_indents_[0] = 0;
    c0_ = static_cast<i16>(next_byte());
    c1_ = static_cast<i16>(next_byte());
    c2_ = static_cast<i16>(next_byte());
    if (c0_ == 0xEF && c1_ == 0xBB && c2_ == 0xBF) {  // byte order mark
        advance(3);
        column_ = 1;
    }
}

// -- characters ---------------------------------------------------------------------------------------------

int Lexer::read_byte() {
    if (begin_ == end_) {
        if (source_ended_) return kEnd;
        const usize count = source_.read(buffer_);
        if (count == 0) {
            source_ended_ = true;
            return kEnd;
        }
        begin_ = 0;
        end_ = static_cast<u8>(count);
    }
    return buffer_[begin_++];
}

int Lexer::next_byte() {
    if (ahead_begin_ == ahead_.size()) return next_source_byte();
    const u8 byte = static_cast<u8>(ahead_.from(ahead_begin_)[0]);
    if (++ahead_begin_ == ahead_.size()) {
        ahead_.truncate(0);
        ahead_begin_ = 0;
    }
    return byte;
}

// The next byte, with every kind of line end as one '\n' and one added to the last line if it has none.
int Lexer::next_source_byte() {
    int byte = read_byte();
    if (byte == '\n' && after_return_) byte = read_byte();
    after_return_ = byte == '\r';
    if (byte == '\r') byte = '\n';
    if (byte == kEnd && last_byte_ != '\n') byte = '\n';
    if (byte == kEnd) return kEnd;
    last_byte_ = static_cast<u8>(byte);
    if (byte >= 0x80 || utf8_left_ != 0) check_utf8(last_byte_);
    return byte;
}

// Unicode, table 3-7: the well-formed byte sequences.
void Lexer::check_utf8(u8 byte) {
    if (utf8_left_ != 0) {
        if (byte < utf8_first_min_ || byte > utf8_first_max_) bad_utf8_ = true;
        utf8_first_min_ = 0x80;
        utf8_first_max_ = 0xBF;
        --utf8_left_;
        return;
    }
    if (byte >= 0xC2 && byte <= 0xDF) {
        utf8_left_ = 1;
    } else if ((byte & 0xF0) == 0xE0) {
        utf8_left_ = 2;
        if (byte == 0xE0) utf8_first_min_ = 0xA0;
        if (byte == 0xED) utf8_first_max_ = 0x9F;
    } else if (byte >= 0xF0 && byte <= 0xF4) {
        utf8_left_ = 3;
        if (byte == 0xF0) utf8_first_min_ = 0x90;
        if (byte == 0xF4) utf8_first_max_ = 0x8F;
    } else {
        bad_utf8_ = true;
    }
}

void Lexer::advance() {
    if (fields_ != 0) captured_.append(static_cast<u8>(c0_));
    if (c0_ == '\n') {
        ++line_;
        column_ = 1;
    } else if ((c1_ & 0xC0) != 0x80 && column_ != 0xFFFF) {
        ++column_;
    }
    c0_ = c1_;
    c1_ = c2_;
    c2_ = static_cast<i16>(next_byte());
}

void Lexer::advance(u32 count) {
    while (count-- != 0) advance();
}

bool Lexer::accept(int character) {
    if (c0_ != character) return false;
    advance();
    return true;
}

// -- lines --------------------------------------------------------------------------------------------------

void Lexer::fail(Message message) {
    token_.kind = TokenKind::Error;
    error_ = message;
    incomplete_ = false;
}

// At the start of a line: counts its indentation, passing over lines with nothing in them. True if that made
// a token.
bool Lexer::scan_indentation() {
    u32 width = 0;
    u32 narrow = 0;
    for (;; ++narrow) {
        if (c0_ == ' ') {
            ++width;
        } else if (c0_ == '\t') {
            width = (width + 8) & ~7U;
        } else if (c0_ == '\f' || c0_ == '\n') {
            width = 0;
            narrow = ~0U;
        } else if (c0_ == '#') {
            while (c0_ != '\n') advance();
            continue;
        } else {
            break;
        }
        advance();
    }
    at_line_start_ = false;
    if (c0_ == kEnd) width = narrow = 0;
    if (width > 0xFFFF) width = 0xFFFF;
    if (narrow > 0xFF) narrow = 0xFF;
    token_.line = line_;
    token_.column = column_;
    if (width > indents_[indent_count_ - 1]) {
        if (indent_count_ == kMaxIndents) {
            fail(Message::TooDeep);
        } else if (narrow <= narrow_indents_[indent_count_ - 1] && narrow != 0xFF) {
            fail(Message::InconsistentTabs);
        } else {
            narrow_indents_[indent_count_] = static_cast<u8>(narrow);
            indents_[indent_count_++] = static_cast<u16>(width);
            token_.kind = TokenKind::Indent;
        }
        return true;
    }
    return close_indents(width, narrow);
}

// A line that is indented less than the one before, or as much. True if that is an error.
bool Lexer::close_indents(u32 width, u32 narrow) {
    while (width < indents_[indent_count_ - 1]) {
        --indent_count_;
        ++pending_dedents_;
    }
    const bool fits = width == indents_[indent_count_ - 1];
    if (fits && narrow == narrow_indents_[indent_count_ - 1]) return false;
    pending_dedents_ = 0;
    fail(fits ? Message::InconsistentTabs : Message::UnindentMismatch);
    return true;
}

// Blanks, comments and joined lines between tokens. False if a backslash stands where none may.
bool Lexer::skip_blanks() {
    for (;;) {
        if (c0_ == ' ' || c0_ == '\t' || c0_ == '\f' || (c0_ == '\n' && depth_ != 0)) {
            advance();
        } else if (c0_ == '#') {
            while (c0_ != '\n') advance();
        } else if (c0_ == '\\') {
            if (c1_ != '\n') return false;
            advance(2);
        } else {
            return true;
        }
    }
}

void Lexer::next(TextMode mode) {
    if (mode == TextMode::Replace) text_.truncate(0);
    token_.text_begin = text_.size();
    if (at_line_start_ && scan_indentation()) return;
    if (pending_dedents_ != 0) {
        --pending_dedents_;
        token_.kind = TokenKind::Dedent;
        return;
    }
    const bool blanks_fine = skip_blanks();
    token_.line = line_;
    token_.column = column_;
    if (blanks_fine) {
        scan_token();
    } else {
        advance();
        fail(Message::InvalidSyntax);
    }
    if (bad_utf8_) fail(Message::InvalidUtf8);
    if (has_failed()) fail(Message::OutOfMemory);
}

// -- looking ahead ------------------------------------------------------------------------------------------

// The character at that distance; the first one to be scanned is at 0.
int Lexer::look_ahead(u32 index) {
    if (index < 3) return index == 0 ? c0_ : index == 1 ? c1_ : c2_;
    const u32 position = ahead_begin_ + index - 3;
    while (position >= ahead_.size()) {
        const int byte = next_source_byte();
        if (byte == kEnd) return kEnd;
        ahead_.append(static_cast<u8>(byte));
        if (ahead_.has_failed()) return kEnd;
    }
    return static_cast<u8>(ahead_.from(position)[0]);
}

// The index after the string literal whose quote is at `index`. Prefixes do not matter: also in a raw string
// a backslash keeps the quote after it from ending the string.
u32 Lexer::look_past_string(u32 index) {
    const int quote = look_ahead(index);
    const bool triple = look_ahead(index + 1) == quote && look_ahead(index + 2) == quote;
    index += triple ? 3 : 1;
    for (;; ++index) {
        const int character = look_ahead(index);
        if (character == kEnd || (character == '\n' && !triple)) return index;
        if (character == '\\') {
            ++index;
        } else if (character == quote) {
            if (!triple) return index + 1;
            if (look_ahead(index + 1) == quote && look_ahead(index + 2) == quote) return index + 3;
        }
    }
}

bool Lexer::line_ends_with_colon() {
    u32 brackets = 0;
    int last = 0;
    for (u32 index = 0;;) {
        const int character = look_ahead(index);
        if (character == kEnd || (character == '\n' && brackets == 0)) return last == ':';
        if (character == '"' || character == '\'') {
            index = look_past_string(index);
            last = character;
            continue;
        }
        if (character == '#') {
            while (look_ahead(index) != '\n' && look_ahead(index) != kEnd) ++index;
            continue;
        }
        if (character == '\\') {
            ++index;
        } else if (character != ' ' && character != '\t' && character != '\f' && character != '\n') {
            last = character;
            if (character == '(' || character == '[' || character == '{') ++brackets;
            if (brackets != 0 && (character == ')' || character == ']' || character == '}')) --brackets;
        }
        ++index;
    }
}

bool Lexer::name_follows() {
    u32 index = 0;
    while (look_ahead(index) == ' ' || look_ahead(index) == '\t') ++index;
    if (!is_identifier_start(look_ahead(index))) return false;
    char word[8];  // keywords are no longer
    u32 size = 0;
    for (; is_identifier_part(look_ahead(index)); ++index) {
        if (size < sizeof(word)) word[size] = static_cast<char>(look_ahead(index));
        ++size;
    }
    const int after = look_ahead(index);
    if (after == '"' || after == '\'') return false;  // the prefix of a string
    return size > sizeof(word) || keyword_kind({word, size}) == TokenKind::Name;
}

// -- tokens -------------------------------------------------------------------------------------------------

void Lexer::scan_token() {
    if (c0_ == '\n') {
        advance();
        at_line_start_ = true;
        token_.kind = TokenKind::Newline;
    } else if (c0_ == kEnd) {
        token_.kind = TokenKind::EndOfFile;
        // After a joined last line, or inside brackets, the blocks are still open.
        at_line_start_ = depth_ == 0;
    } else if (is_identifier_start(c0_)) {
        StringStyle style;
        const u32 prefix = string_prefix_length(style);
        if (prefix != 0) {
            scan_string(style, prefix);
        } else {
            scan_name();
        }
    } else if (is_digit(c0_) || (c0_ == '.' && is_digit(c1_))) {
        scan_number();
    } else if (c0_ == '"' || c0_ == '\'') {
        scan_string({}, 0);
    } else {
        scan_operator();
    }
}

void Lexer::scan_name() {
    bool is_ascii = true;
    while (is_identifier_part(c0_)) {
        is_ascii = is_ascii && c0_ < 0x80;
        text_.append(static_cast<u8>(c0_));
        advance();
    }
    token_.kind = keyword_kind(token_text());
    if (!is_ascii && !has_letters_only(token_text())) fail(Message::InvalidCharacter);
}

// The character has been read; is it followed by '='?
TokenKind Lexer::with_equal(TokenKind plain, TokenKind assigning) {
    return accept('=') ? assigning : plain;
}

void Lexer::scan_operator() {
    using enum TokenKind;
    const int first = c0_;
    advance();
    TokenKind kind = Error;
    switch (first) {
        case '(':
        case '[':
        case '{':
            // A depth beyond 16 bits: the parser has given up long before, but it may ask on.
            if (depth_ < kNoField - 1) ++depth_;
            kind = first == '(' ? LeftParen : first == '[' ? LeftBracket : LeftBrace;
            break;
        case ')':
        case ']':
        case '}':
            if (depth_ != 0) --depth_;
            kind = first == ')' ? RightParen : first == ']' ? RightBracket : RightBrace;
            break;
        case '+': kind = with_equal(Plus, PlusEqual); break;
        case '-': kind = accept('>') ? Arrow : with_equal(Minus, MinusEqual); break;
        case '*':
            kind = accept('*') ? with_equal(DoubleStar, DoubleStarEqual) : with_equal(Star, StarEqual);
            break;
        case '/':
            kind = accept('/') ? with_equal(DoubleSlash, DoubleSlashEqual) : with_equal(Slash, SlashEqual);
            break;
        case '%': kind = with_equal(Percent, PercentEqual); break;
        case '@': kind = with_equal(At, AtEqual); break;
        case '&': kind = with_equal(Ampersand, AmpersandEqual); break;
        case '|': kind = with_equal(Bar, BarEqual); break;
        case '^': kind = with_equal(Caret, CaretEqual); break;
        case '<':
            kind = accept('<') ? with_equal(LeftShift, LeftShiftEqual) : with_equal(Less, LessEqual);
            break;
        case '>':
            kind = accept('>') ? with_equal(RightShift, RightShiftEqual) : with_equal(Greater, GreaterEqual);
            break;
        case '=': kind = with_equal(Equal, EqualEqual); break;
        case '!': kind = with_equal(Exclamation, NotEqual); break;
        case '~': kind = Tilde; break;
        case ',': kind = Comma; break;
        case ';': kind = Semicolon; break;
        case ':': kind = depth_ == field_depth_ ? Colon : with_equal(Colon, ColonEqual); break;
        case '.':
            kind = Dot;
            if (c0_ == '.' && c1_ == '.') {
                advance(2);
                kind = Ellipsis;
            }
            break;
        default: fail(Message::InvalidSyntax); return;
    }
    token_.kind = kind;
}

// -- replacement fields -------------------------------------------------------------------------------------

Lexer::Field Lexer::enter_field() {
    const Field field{depth_, field_depth_, captured_.size()};
    if (depth_ < kNoField - 1) ++depth_;
    field_depth_ = depth_;
    ++fields_;
    return field;
}

std::string_view Lexer::field_text(const Field& field) const {
    return captured_.range(field.capture_begin, captured_.size() - 1);
}

void Lexer::leave_field(const Field& field) {
    depth_ = field.outer_depth;
    field_depth_ = field.outer_field_depth;
    if (--fields_ == 0) captured_.truncate(0);
}

}  // namespace kinglet::syntax
