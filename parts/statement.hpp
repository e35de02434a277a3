// Statements: the one form in which boards, wirings, scripts and expectations are written. A statement is a
// line, or what stands between semicolons; it is words, numbers with units, texts in quotes, colours and a
// few symbols:
//
//   led red GPIO2 active=low          # from here on a comment
//   red.on == no at 1.2 s +- 5 ms
//
// Whatever is wrong is a Problem that names file, line and what; the first one ends the reading.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/integers.hpp"

namespace kinglet::parts {

/// Where a statement stands.
struct Place {
    std::string source;  // a file, or the option that it came with
    u32 line = 0;        // from 1; 0: the source has no lines
};

struct Problem {
    Place place;
    std::string text;

    /// "wiring.txt:3: what is wrong"
    std::string describe() const;
};

enum class Unit : u8 { None, Seconds, Volts, Hertz, Percent };

/// How a unit is called in messages: "s"; empty for none.
const char* unit_name(Unit unit);

struct Token {
    enum class Kind : u8 { Word, Number, Text, Colour, Symbol };

    Kind kind = Kind::Word;
    std::string text;   // as written; of a Text what is between the quotes
    double number = 0;  // in the unit itself: 20 ms is 0.02, 50 % is 0.5
    Unit unit = Unit::None;
    u32 colour = 0;  // 0xRRGGBB or 0xRRGGBBWW

    bool is_word(std::string_view word) const { return kind == Kind::Word && text == word; }
    bool is_symbol(std::string_view symbol) const { return kind == Kind::Symbol && text == symbol; }
};

struct Statement {
    Place place;
    std::vector<Token> tokens;  // at least one
};

/// Appends the text's statements. False with `problem` set at the first that cannot be read. With
/// `first_line` 0 problems name no line.
[[nodiscard]] bool read_statements(std::string_view text, const std::string& source, u32 first_line,
                                   std::vector<Statement>& statements, Problem& problem);

/// Looks at the tokens of a statement one after the other.
class Cursor {
  public:
    explicit Cursor(const Statement& statement) : statement_(statement) {}

    bool is_at_end() const { return at_ == statement_.tokens.size(); }
    /// The token that is next, or the one so many behind it; null behind the end.
    const Token* peek(usize ahead = 0) const {
        return at_ + ahead < statement_.tokens.size() ? &statement_.tokens[at_ + ahead] : nullptr;
    }
    void skip(usize count = 1) { at_ += count; }
    const Token* next();
    /// Goes over the word or symbol if it is next.
    bool take_word(std::string_view word);
    bool take_symbol(std::string_view symbol);
    const Statement& statement() const { return statement_; }

  private:
    const Statement& statement_;
    usize at_ = 0;
};

}  // namespace kinglet::parts
