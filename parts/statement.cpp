#include "parts/statement.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace kinglet::parts {

namespace {

struct UnitName {
    std::string_view name;
    Unit unit;
    double factor;
};

// clang-format off
constexpr UnitName kUnits[] = {
    {"s", Unit::Seconds, 1}, {"ms", Unit::Seconds, 1e-3},
    {"us", Unit::Seconds, 1e-6}, {"ns", Unit::Seconds, 1e-9},
    {"V", Unit::Volts, 1},   {"mV", Unit::Volts, 1e-3},
    {"Hz", Unit::Hertz, 1},  {"kHz", Unit::Hertz, 1e3},   {"MHz", Unit::Hertz, 1e6},
    {"%", Unit::Percent, 1e-2},
};
constexpr std::string_view kSymbols[] = {"==", "!=", "<=", ">=", "+-", "\u00B1", "<", ">", "=", "~", ","};
// clang-format on

constexpr usize kLongestWord = 4096;

const UnitName* find_unit(std::string_view name) {
    for (const UnitName& unit : kUnits)
        if (unit.name == name) return &unit;
    return nullptr;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_word_char(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' ||
           c == '/' || c == ':' || c == '[' || c == ']' || c == '-' || static_cast<u8>(c) >= 0x80;
}
int hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

class Reader {
  public:
    Reader(std::string_view text, const std::string& source, u32 first_line, Problem& problem)
        : text_(text), place_{source, first_line}, problem_(problem) {}

    bool read(std::vector<Statement>& statements) {
        Statement statement;
        for (;;) {
            while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
            if (at_ < text_.size() && text_[at_] == '#' && !is_colour()) skip_comment();
            const bool at_end = at_ == text_.size();
            if (at_end || text_[at_] == '\n' || text_[at_] == ';') {
                if (!statement.tokens.empty()) statements.push_back(std::move(statement));
                statement = Statement();
                if (at_end) return true;
                if (text_[at_++] == '\n' && place_.line) ++place_.line;
                continue;
            }
            if (statement.tokens.empty()) statement.place = place_;
            Token token;
            if (!read_token(token)) return false;
            if (!merge_unit(statement, token)) statement.tokens.push_back(std::move(token));
        }
    }

  private:
    bool fail(std::string text) {
        problem_ = {place_, std::move(text)};
        return false;
    }
    void skip_comment() {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    }
    usize word_length() const {
        usize length = 0;
        while (at_ + length < text_.size() && is_word_char(text_[at_ + length])) ++length;
        return length;
    }
    usize colour_length() const {
        usize length = 1;
        while (at_ + length < text_.size() && hex_digit(text_[at_ + length]) >= 0) ++length;
        const bool ends = at_ + length == text_.size() || !is_word_char(text_[at_ + length]);
        return ends && (length == 7 || length == 9) ? length : 0;
    }
    bool is_colour() const { return colour_length() != 0; }

    /// "20 ms" is one number, though there is a space.
    bool merge_unit(Statement& statement, const Token& token) {
        if (token.kind != Token::Kind::Word || statement.tokens.empty()) return false;
        Token& last = statement.tokens.back();
        if (last.kind != Token::Kind::Number || last.unit != Unit::None) return false;
        const UnitName* unit = find_unit(token.text);
        if (!unit) return false;
        last.number *= unit->factor;
        last.unit = unit->unit;
        return true;
    }

    bool read_token(Token& token) {
        const char c = text_[at_];
        if (c == '"') return read_text(token);
        if (c == '#') return read_colour(token);
        if (c == '%') {
            token.text = "%";
            ++at_;
            return true;
        }
        for (const std::string_view symbol : kSymbols) {
            if (!text_.substr(at_).starts_with(symbol)) continue;
            token.kind = Token::Kind::Symbol;
            token.text = symbol == "\u00B1" ? "+-" : symbol;
            at_ += symbol.size();
            return true;
        }
        if (is_word_char(c)) return read_word(token);
        char shown[8] = {c};
        if (static_cast<u8>(c) < 0x20 || c == 0x7F)
            std::snprintf(shown, sizeof shown, "\\x%02x", static_cast<u8>(c));
        return fail("'" + std::string(shown) + "' means nothing here");
    }

    bool read_colour(Token& token) {
        const usize length = colour_length();
        token.kind = Token::Kind::Colour;
        token.text = text_.substr(at_, length);
        for (const char c : text_.substr(at_ + 1, length - 1))
            token.colour = token.colour << 4 | static_cast<u32>(hex_digit(c));
        at_ += length;
        return true;
    }

    bool read_word(Token& token) {
        usize length = word_length();
        if (length > kLongestWord) return fail("a word of more than 4096 characters");
        // A plus-minus sign is a symbol wherever it stands.
        const usize sign = text_.substr(at_, length).find("\u00B1");
        if (sign != std::string_view::npos) length = sign;
        token.text = text_.substr(at_, length);
        at_ += length;
        const usize first = token.text[0] == '-' ? 1 : 0;
        if (first < token.text.size() && is_digit(token.text[first])) make_number(token);
        return true;
    }

    /// What begins like a number is one if all of it is, a unit perhaps included; 24c02 is a word.
    static void make_number(Token& token) {
        char* end = nullptr;
        const double number = std::strtod(token.text.c_str(), &end);
        const UnitName* unit = find_unit(end);
        if ((*end && !unit) || !std::isfinite(number)) return;
        token.kind = Token::Kind::Number;
        token.number = unit ? number * unit->factor : number;
        token.unit = unit ? unit->unit : Unit::None;
    }

    bool read_text(Token& token) {
        token.kind = Token::Kind::Text;
        ++at_;
        for (; at_ < text_.size() && text_[at_] != '\n'; ++at_) {
            if (text_[at_] == '"') {
                ++at_;
                return true;
            }
            if (text_[at_] != '\\') {
                token.text.push_back(text_[at_]);
            } else if (!read_escape(token.text)) {
                return fail("in a text only \\n, \\r, \\t, \\0, \\\\, \\\" and \\xNN begin with a backslash");
            }
        }
        return fail("a text has no end: \" is missing");
    }

    bool read_escape(std::string& text) {
        constexpr std::string_view kLetters = "nrt0\\\"";
        constexpr std::string_view kBytes("\n\r\t\0\\\"", 6);
        if (++at_ == text_.size()) return false;
        if (const usize which = kLetters.find(text_[at_]); which != std::string_view::npos) {
            text.push_back(kBytes[which]);
            return true;
        }
        if (text_[at_] != 'x' || at_ + 2 >= text_.size()) return false;
        const int high = hex_digit(text_[at_ + 1]), low = hex_digit(text_[at_ + 2]);
        if (high < 0 || low < 0) return false;
        text.push_back(static_cast<char>(high << 4 | low));
        at_ += 2;
        return true;
    }

    std::string_view text_;
    usize at_ = 0;
    Place place_;
    Problem& problem_;
};

}  // namespace

std::string Problem::describe() const {
    std::string result = place.source;
    if (place.line) result += ':' + std::to_string(place.line);
    return result + ": " + text;
}

const char* unit_name(Unit unit) {
    switch (unit) {
        case Unit::None: return "";
        case Unit::Seconds: return "s";
        case Unit::Volts: return "V";
        case Unit::Hertz: return "Hz";
        case Unit::Percent: return "%";
    }
    return "";
}

bool read_statements(std::string_view text, const std::string& source, u32 first_line,
                     std::vector<Statement>& statements, Problem& problem) {
    return Reader(text, source, first_line, problem).read(statements);
}

const Token* Cursor::next() {
    const Token* token = peek();
    if (token) ++at_;
    return token;
}

bool Cursor::take_word(std::string_view word) {
    const Token* token = peek();
    if (!token || !token->is_word(word)) return false;
    ++at_;
    return true;
}

bool Cursor::take_symbol(std::string_view symbol) {
    const Token* token = peek();
    if (!token || !token->is_symbol(symbol)) return false;
    ++at_;
    return true;
}

}  // namespace kinglet::parts
