// Numeric literals: Language Reference 2.4.4 to 2.4.7.
#include "python/syntax/lexer.hpp"

namespace kinglet::syntax {

namespace {

constexpr u32 kLargestSmall = 0x7FFFFFFF;

// A keyword may follow a number without a blank (`1if x else 2`). Two letters tell.
bool starts_operator_word(int first, int second) {
    switch (first) {
        case 'a': return second == 'n';
        case 'e': return second == 'l';
        case 'f': return second == 'o';
        case 'i': return second == 'f' || second == 'n' || second == 's';
        case 'n':
        case 'o': return second == 'o' || second == 'r';
        default: return false;
    }
}

}  // namespace

void Lexer::check_number_end(Message message) {
    if (is_identifier_part(c0_) && !starts_operator_word(c0_, c1_)) fail(message);
}

// Decimal digits with single underscores between them. False if an underscore has no digit after it.
bool Lexer::scan_digits() {
    while (is_digit(c0_)) {
        text_.append(static_cast<u8>(c0_));
        advance();
        if (c0_ == '_') {
            advance();
            if (!is_digit(c0_)) return false;
        }
    }
    return true;
}

void Lexer::scan_based_number(u32 base) {
    advance(2);
    u32 value = 0;
    bool small = true;
    bool valid = true;
    do {
        if (c0_ == '_') advance();
        if (digit_value(c0_) >= base) valid = false;
        while (digit_value(c0_) < base) {
            const u32 digit = digit_value(c0_);
            small = small && value <= (kLargestSmall - digit) / base;
            value = value * base + digit;
            text_.append(static_cast<u8>(c0_));
            advance();
        }
    } while (c0_ == '_');
    token_.kind = small ? TokenKind::Integer : TokenKind::BigInteger;
    token_.value = small ? value : base;
    if (!valid || is_digit(c0_)) {
        fail(Message::InvalidInteger);
    } else {
        check_number_end(Message::InvalidInteger);
    }
}

void Lexer::scan_number() {
    if (c0_ == '0') {
        const int letter = c1_ | 0x20;
        if (letter == 'x') return scan_based_number(16);
        if (letter == 'o') return scan_based_number(8);
        if (letter == 'b') return scan_based_number(2);
    }
    bool valid = scan_digits();
    const bool whole =
        c0_ != '.' && (c0_ | 0x20) != 'j' &&
        !((c0_ | 0x20) == 'e' && (is_digit(c1_) || ((c1_ == '+' || c1_ == '-') && is_digit(c2_))));
    if (whole) {
        u32 value = 0;
        bool small = true;
        for (const char character : token_text()) {
            const u32 digit = static_cast<u32>(character - '0');
            small = small && value <= (kLargestSmall - digit) / 10;
            value = value * 10 + digit;
        }
        // 007 could mean octal, so it means nothing; 000 is zero.
        if (token_text().size() > 1 && token_text()[0] == '0' && (value != 0 || !small)) valid = false;
        token_.kind = small ? TokenKind::Integer : TokenKind::BigInteger;
        token_.value = small ? value : 10;
        if (!valid) {
            fail(Message::InvalidInteger);
        } else {
            check_number_end(Message::InvalidInteger);
        }
        return;
    }
    token_.kind = TokenKind::Float;
    if (c0_ == '.') {
        text_.append('.');
        advance();
        if (c0_ == '_') valid = false;
        valid = scan_digits() && valid;
    }
    if ((c0_ | 0x20) == 'e' && (is_digit(c1_) || ((c1_ == '+' || c1_ == '-') && is_digit(c2_)))) {
        text_.append('e');
        advance();
        if (!is_digit(c0_)) {
            text_.append(static_cast<u8>(c0_));
            advance();
        }
        valid = scan_digits() && valid;
    }
    if ((c0_ | 0x20) == 'j') {
        advance();
        token_.kind = TokenKind::Imaginary;
    }
    if (!valid) {
        fail(Message::InvalidNumber);
    } else {
        check_number_end(Message::InvalidNumber);
    }
}

}  // namespace kinglet::syntax
