// String literals: Language Reference 2.4.
#include "python/syntax/lexer.hpp"
#include "python/syntax/unicode_names.hpp"

namespace kinglet::syntax {

namespace {

constexpr u32 kMaxCodePoint = 0x10FFFF;

bool is_quote(int character) {
    return character == '"' || character == '\'';
}

// Takes one letter of a prefix into the style; false if it is none, or stands twice.
bool add_prefix_letter(StringStyle& style, int letter) {
    switch (letter | 0x20) {
        case 'r':
            if (style.raw) return false;
            style.raw = true;
            return true;
        case 'b':
            if (style.bytes || style.formatted) return false;
            style.bytes = true;
            return true;
        case 'f':
            if (style.bytes || style.formatted) return false;
            style.formatted = true;
            return true;
        case 't':
            if (style.bytes || style.formatted) return false;
            style.formatted = style.is_template = true;
            return true;
        default: return false;
    }
}

}  // namespace

// The number of letters before the quote of a string literal; 0 if here is a name.
u32 Lexer::string_prefix_length(StringStyle& style) const {
    if (is_quote(c1_)) return (c0_ | 0x20) == 'u' || add_prefix_letter(style, c0_) ? 1 : 0;
    if (is_quote(c2_) && add_prefix_letter(style, c0_) && add_prefix_letter(style, c1_)) return 2;
    return 0;
}

void Lexer::scan_string(const StringStyle& prefix, u32 prefix_length) {
    advance(prefix_length);
    StringStyle style = prefix;
    style.quote = static_cast<u8>(c0_);
    style.triple = c1_ == c0_ && c2_ == c0_;
    advance(style.triple ? 3 : 1);
    token_.style = style;
    if (style.formatted) {
        token_.kind = TokenKind::FString;
        return;
    }
    token_.kind = style.bytes ? TokenKind::Bytes : TokenKind::String;
    scan_text(style, TextPart::Body);
}

TextEnd Lexer::scan_text(const StringStyle& style, TextPart part) {
    u32 open_braces = 0;  // doubled ones in the format of a t-string's field
    for (;;) {
        const int character = c0_;
        if (character == kEnd || (character == '\n' && !style.triple)) {
            fail(Message::InvalidSyntax);
            incomplete_ = character == kEnd;
            return TextEnd::Error;
        }
        if (character == style.quote && (!style.triple || (c1_ == style.quote && c2_ == style.quote))) {
            advance(style.triple ? 3 : 1);
            return TextEnd::Quote;
        }
        if (character == '\\') {
            if (style.raw) {
                scan_raw_backslash();
            } else if (!scan_escape(style)) {
                return TextEnd::Error;
            }
            continue;
        }
        if (style.formatted && (character == '{' || character == '}')) {
            bool doubled = c1_ == character;
            if (part == TextPart::FormatSpec && doubled) {
                doubled = style.is_template && (character == '{' || open_braces != 0);
                open_braces += !doubled ? 0 : character == '{' ? 1 : -1U;
            }
            advance(doubled ? 2 : 1);
            if (!doubled) {
                if (character == '{') return TextEnd::Field;
                if (part == TextPart::FormatSpec) return TextEnd::SpecEnd;
                fail(Message::MalformedFString);
                return TextEnd::Error;
            }
        } else {
            advance();
        }
        if (style.bytes && character >= 0x80) {
            fail(Message::BytesNotAscii);
            return TextEnd::Error;
        }
        text_.append(static_cast<u8>(character));
    }
}

// In a raw string a backslash stays, but the quote or backslash after it does not end anything.
void Lexer::scan_raw_backslash() {
    text_.append('\\');
    advance();
    if (is_quote(c0_) || c0_ == '\\' || c0_ == '\n') {
        text_.append(static_cast<u8>(c0_));
        advance();
    }
}

// An escape sequence of a plain string, from the backslash on.
bool Lexer::scan_escape(const StringStyle& style) {
    advance();
    const int letter = c0_;
    u32 value = 0;
    switch (letter) {
        case '\n': advance(); return true;
        case '\\':
        case '\'':
        case '"': value = static_cast<u32>(letter); break;
        case 'a': value = '\a'; break;
        case 'b': value = '\b'; break;
        case 'f': value = '\f'; break;
        case 'n': value = '\n'; break;
        case 'r': value = '\r'; break;
        case 't': value = '\t'; break;
        case 'v': value = '\v'; break;
        case 'x':
            advance();
            if (!scan_hexadecimal(2, value)) return false;
            if (style.bytes) {
                text_.append(static_cast<u8>(value));
            } else {
                text_.append_character(value);
            }
            return true;
        case 'u':
        case 'U':
            if (style.bytes) {
                text_.append('\\');
                return true;
            }
            advance();
            if (!scan_hexadecimal(letter == 'u' ? 4 : 8, value)) return false;
            text_.append_character(value);
            return true;
        case 'N':
            if (style.bytes) {
                text_.append('\\');
                return true;
            }
            if (style.is_template) {  // MicroPython's t-strings know no names
                fail(Message::UnknownCharacterName);
                return false;
            }
            advance();
            return scan_character_name();
        default:
            if (letter < '0' || letter > '7') {
                text_.append('\\');  // what follows is taken as it is, a brace of an f-string too
                return true;
            }
            for (u32 count = 0; count < 3 && c0_ >= '0' && c0_ <= '7'; ++count) {
                value = value * 8 + static_cast<u32>(c0_ - '0');
                advance();
            }
            if (style.bytes) {
                text_.append(static_cast<u8>(value));
            } else {
                text_.append_character(value);
            }
            return true;
    }
    advance();
    text_.append(static_cast<u8>(value));
    return true;
}

bool Lexer::scan_hexadecimal(u32 digits, u32& value) {
    for (u32 count = 0; count < digits; ++count) {
        const u32 digit = digit_value(c0_);
        if (digit > 15) {
            fail(Message::InvalidSyntax);
            return false;
        }
        value = value << 4 | digit;
        advance();
    }
    if (value > kMaxCodePoint) {
        fail(Message::InvalidSyntax);
        return false;
    }
    return true;
}

// \N{name}, from the brace on.
bool Lexer::scan_character_name() {
    CharacterNameHash name;
    if (accept('{')) {
        while (c0_ != '}' && c0_ != '\n' && c0_ != kEnd) {
            name.add(static_cast<u8>(c0_));
            advance();
        }
    }
    const u32 code_point = accept('}') ? name.find() : 0;
    if (code_point == 0) {
        fail(Message::UnknownCharacterName);
        return false;
    }
    text_.append_character(code_point);
    return true;
}

}  // namespace kinglet::syntax
