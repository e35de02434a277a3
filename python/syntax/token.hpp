// Tokens: what the lexer gives to the parser, one at a time.
#pragma once

#include <string_view>

#include "base/integers.hpp"

namespace kinglet::syntax {

enum class TokenKind : u8 {
#define SPECIAL(name) name,
#define OPERATOR(name, text) name,
#define KEYWORD(name, text) name,
#include "python/syntax/tokens.def"
#undef SPECIAL
#undef OPERATOR
#undef KEYWORD
};

/// How a string literal was written. The quote character and what the letters before it said.
struct StringStyle {
    u8 quote = 0;
    bool triple = false;
    bool raw = false;
    bool bytes = false;
    bool formatted = false;    ///< has replacement fields
    bool is_template = false;  ///< a t-string, which is also `formatted`
};

struct Token {
    TokenKind kind = TokenKind::Newline;
    StringStyle style;   ///< of String, Bytes and FString
    u16 column = 0;      ///< counted from 1, in characters; 65535 means that or more
    u32 line = 0;        ///< counted from 1
    u32 value = 0;       ///< Integer: the value; BigInteger: the base
    u32 text_begin = 0;  ///< where its text begins in the lexer's buffer
};

/// Up to eight letters as a number, so that words are compared without a table of bytes. `text` is in RAM, or
/// a constant of the compiler.
constexpr u64 packed_word(std::string_view text) {
    if (text.size() > 8) return 0;
    u64 bits = 0;
    for (const char character : text) bits = bits << 8 | static_cast<u8>(character);
    return bits;
}

/// The same for a word in the program, of which nothing but the number is left then.
consteval u64 word(std::string_view text) {
    return packed_word(text);
}

/// The keyword that `text` is, or Name. `text` is in RAM.
TokenKind keyword_kind(std::string_view text);

}  // namespace kinglet::syntax
