// The lexer: bytes to tokens, on demand. It holds one token, its text, and a small window on the source; it
// reads two bytes ahead at most.
//
// Indentation becomes Indent and Dedent tokens (Language Reference 2.1.8; a tab moves to the next multiple of
// eight); inside brackets line ends are blanks. At the end of the source come a Newline, if the last line had
// none, the Dedents that are due, and EndOfFile, again and again.
//
// An f-string is not one token. The token FString stands for its prefix and opening quote; from there the
// parser asks for the pieces with `scan_text`, and in a replacement field for ordinary tokens, between
// `enter_field` and `leave_field`. So the nesting of f-strings is that of the parser, and quotes may be used
// again inside a field, as in Python 3.12.
//
// An Error token carries its reason in `error_message()`. After it the lexer stays usable (it never hangs),
// but its tokens are worthless.
#pragma once

#include "python/syntax/error.hpp"
#include "python/syntax/memory.hpp"
#include "python/syntax/source.hpp"
#include "python/syntax/token.hpp"

namespace kinglet::syntax {

/// Whether the text of earlier tokens stays in the buffer, before that of the next one.
enum class TextMode : u32 { Replace, Keep };
/// Why a piece of text of a string literal ended.
enum class TextEnd : u32 { Quote, Field, SpecEnd, Error };
/// Which part of an f-string is scanned: its text, or the format of a field.
enum class TextPart : u32 { Body, FormatSpec };

class Lexer {
  public:
    Lexer(Source& source, Memory& memory);

    /// Scans the next token into `token()`.
    void next(TextMode mode = TextMode::Replace);
    const Token& token() const { return token_; }
    /// The buffer with the token's text, from token().text_begin: a name, the digits of a number, the value
    /// of a string.
    TextBuffer& text() { return text_; }
    std::string_view token_text() const { return text_.from(token_.text_begin); }
    Message error_message() const { return error_; }
    /// For an Error token: more text could have made it right.
    bool error_is_incomplete() const { return incomplete_; }

    /// The source has ended; only Dedents and EndOfFile can follow.
    bool is_at_end() const { return c0_ == kEnd; }

    /// In a replacement field, outside of the brackets in it: a colon would end the expression.
    bool is_at_field_level() const { return depth_ == field_depth_; }

    /// Appends to `text()` what follows of a string literal, up to its end (Quote), or in an f-string up to a
    /// replacement field (Field, after the brace) or to the brace that ends the field whose format this is
    /// (SpecEnd). After Error the token is an Error token.
    TextEnd scan_text(const StringStyle& style, TextPart part);

    /// What must be restored after a replacement field.
    struct Field {
        u16 outer_depth;
        u16 outer_field_depth;
        u32 capture_begin;
    };
    /// The `{` of a replacement field has been read: until leave_field, `:` is a token of its own and the
    /// text is recorded.
    Field enter_field();
    /// The text since enter_field up to, and without, the current token, which has one character.
    std::string_view field_text(const Field& field) const;
    void leave_field(const Field& field);

    /// True if the logical line that the current token stands in ends with a colon. Reads ahead to its end
    /// and keeps that text in memory until it has been scanned: for the rare statement that needs it.
    bool line_ends_with_colon();

    /// True if a name that is no keyword follows the current token on its line.
    bool name_follows();

    /// Memory for the text of a token ran out. Every token is an Error from then on.
    bool has_failed() const { return text_.has_failed() || captured_.has_failed() || ahead_.has_failed(); }

  private:
    static constexpr int kEnd = -1;
    static constexpr usize kMaxIndents = 50;
    static constexpr u16 kNoField = 0xFFFF;

    // lexer.cpp
    int read_byte();
    int next_byte();
    int next_source_byte();
    int look_ahead(u32 index);
    u32 look_past_string(u32 index);
    void check_utf8(u8 byte);
    void advance();
    void advance(u32 count);
    bool accept(int character);
    bool scan_indentation();
    bool close_indents(u32 width, u32 narrow);
    bool skip_blanks();
    void scan_token();
    void scan_operator();
    void scan_name();
    void fail(Message message);
    TokenKind with_equal(TokenKind plain, TokenKind assigning);

    // lexer_strings.cpp
    u32 string_prefix_length(StringStyle& style) const;
    void scan_string(const StringStyle& style, u32 prefix_length);
    bool scan_escape(const StringStyle& style);
    bool scan_hexadecimal(u32 digits, u32& value);
    bool scan_character_name();
    void scan_raw_backslash();

    // lexer_numbers.cpp
    void scan_number();
    void scan_based_number(u32 base);
    bool scan_digits();
    void check_number_end(Message message);

    Source& source_;
    TextBuffer text_;
    TextBuffer captured_;  // the text of replacement fields that are open
    TextBuffer ahead_;     // bytes read by line_ends_with_colon, before those of the source
    u32 ahead_begin_ = 0;
    Token token_;
    i16 c0_ = kEnd;  // the character to be scanned, and the two after it
    i16 c1_ = kEnd;
    i16 c2_ = kEnd;
    u32 line_ = 1;
    u16 column_ = 1;
    u16 depth_ = 0;               // open brackets
    u16 field_depth_ = kNoField;  // depth_ of the innermost replacement field
    u8 fields_ = 0;               // open replacement fields; counts up to 255
    u8 indent_count_ = 1;
    u8 pending_dedents_ = 0;
    Message error_ = Message::InvalidSyntax;
    bool incomplete_ = false;
    bool at_line_start_ = true;
    bool after_return_ = false;  // the last byte was a carriage return
    bool source_ended_ = false;
    bool bad_utf8_ = false;
    u8 last_byte_ = '\n';
    u8 utf8_left_ = 0;          // continuation bytes that are due
    u8 utf8_first_min_ = 0x80;  // range of the next one
    u8 utf8_first_max_ = 0xBF;
    u8 begin_ = 0;  // the unread part of buffer_
    u8 end_ = 0;
    u16 indents_[kMaxIndents];
    u8 narrow_indents_[kMaxIndents];  // the same with tabs of one column: it must come out the same way
    u8 buffer_[64];
};

bool is_identifier_start(int character);
bool is_identifier_part(int character);
bool is_digit(int character);
/// The value of a digit of base 16 or less, 16 or more if it is none.
u32 digit_value(int character);

}  // namespace kinglet::syntax
