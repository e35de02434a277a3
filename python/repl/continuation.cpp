#include "python/repl/continuation.hpp"

#include "base/integers.hpp"

namespace kinglet::repl {

namespace {

bool is_identifier_part(char character) {
    const u8 byte = static_cast<u8>(character);
    const u8 lower = byte | 0x20;
    return (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') || byte == '_' || byte >= 0x80;
}

// A word of up to eight letters as a number: no bytes are compared with a constant that may lie in flash.
constexpr u64 packed(std::string_view text) {
    u64 bits = 0;
    for (const char character : text) bits = bits << 8 | static_cast<u8>(character);
    return bits;
}

// The same for a word in the program, of which nothing but the number is left then.
consteval u64 word(std::string_view text) {
    return packed(text);
}

bool begins_compound_statement(std::string_view text) {
    if (text[0] == '@') return true;
    usize length = 0;
    while (length < text.size() && is_identifier_part(text[length])) ++length;
    if (length < 2 || length > 8) return false;
    switch (packed({text.data(), length})) {
        case word("if"):
        case word("while"):
        case word("for"):
        case word("try"):
        case word("with"):
        case word("def"):
        case word("class"):
        case word("async"): return true;
        default: return false;
    }
}

// `match` is a statement only if its line ends with a colon.
bool is_match_statement(std::string_view text) {
    const usize length = 5;
    if (text.size() <= length || packed({text.data(), length}) != word("match")) return false;
    if (is_identifier_part(text[length])) return false;
    usize end = 0;
    while (end < text.size() && text[end] != '\n') ++end;
    return text[end - 1] == ':';
}

// Walks over the text and keeps what is open in it.
struct Scanner {
    std::string_view text;
    u32 brackets = 0;
    char quote = '\0';
    bool triple = false;

    bool is_triple_at(usize index) const {
        return index + 2 < text.size() && text[index + 1] == text[index] && text[index + 2] == text[index];
    }

    void scan() {
        for (usize index = 0; index < text.size(); ++index) {
            const char character = text[index];
            if (character == '\\') {
                ++index;
            } else if (quote != '\0') {
                index = in_string(index);
            } else if (character == '"' || character == '\'') {
                quote = character;
                triple = is_triple_at(index);
                if (triple) index += 2;
            } else if (character == '#') {
                while (index + 1 < text.size() && text[index + 1] != '\n') ++index;
            } else if (character == '(' || character == '[' || character == '{') {
                ++brackets;
            } else if ((character == ')' || character == ']' || character == '}') && brackets != 0) {
                --brackets;
            }
        }
    }

    usize in_string(usize index) {
        if (text[index] == '\n' && !triple) quote = '\0';  // an error, but the next line is not part of it
        if (text[index] != quote || (triple && !is_triple_at(index))) return index;
        quote = '\0';
        return triple ? index + 2 : index;
    }
};

}  // namespace

bool needs_another_line(std::string_view text) {
    if (text.empty()) return false;
    Scanner scanner{text};
    scanner.scan();
    if (scanner.quote != '\0') return scanner.triple;
    if (scanner.brackets != 0 || text.back() == '\\') return true;
    return text.back() != '\n' && (begins_compound_statement(text) || is_match_statement(text));
}

}  // namespace kinglet::repl
