#include "host/boards/board_file.hpp"

#include <cstdlib>

#include "parts/part.hpp"

namespace kinglet::host {

using parts::Cursor;
using parts::Statement;
using parts::Token;

namespace {

constexpr usize kMostHeaderPins = 64;
constexpr usize kLongestLabel = 16;
constexpr usize kLongestText = 1000;
constexpr usize kLongestTitle = 50;
constexpr usize kLongestName = 24;

class BoardReader {
  public:
    BoardReader(BoardFile& board, std::string& error) : board_(board), error_(error) {}

    bool read(const Statement& statement) {
        Cursor cursor(statement);
        const Token& first = *cursor.next();
        for (const Line& line : kLines) {
            if (!first.is_word(line.word)) continue;
            const u32 bit = 1u << (&line - kLines);
            if (!line.may_repeat && (seen_ & bit)) return fail("a second line '" + first.text + "'");
            seen_ |= bit;
            if (!(this->*line.read)(cursor)) {
                if (error_.empty()) error_ = std::string(line.word) + ' ' + line.usage;
                return false;
            }
            return cursor.is_at_end() || fail("'" + cursor.peek()->text + "' is one word too many");
        }
        if (parts::find_part_kind(first.text)) {
            board_.parts.push_back(statement);
            return true;
        }
        std::string known;
        for (const Line& line : kLines) known += std::string(" ") + line.word;
        return fail("'" + first.text + "' is no kind of part and none of" + known);
    }

    /// Whether everything is there that a board needs.
    bool finish() {
        if (board_.name.empty()) return fail("the line 'board NAME \"TITLE\"' is missing");
        if (!board_.flash_bytes) return fail("the line 'flash SIZE' is missing");
        if (board_.left.empty() && board_.right.empty() && board_.bottom.empty())
            return fail("it has no pins: the lines 'left', 'right' and 'bottom' are missing");
        return true;
    }

  private:
    struct Line {
        const char* word;
        const char* usage;
        bool may_repeat;
        bool (BoardReader::*read)(Cursor&);
    };
    static constexpr usize kLineCount = 11;
    static const Line kLines[kLineCount];

    bool fail(std::string text) {
        error_ = std::move(text);
        return false;
    }
    bool read_text(Cursor& cursor, std::string& text) {
        const Token* token = cursor.next();
        if (!token || token->kind != Token::Kind::Text || token->text.size() > kLongestText) return false;
        for (const char c : token->text)
            if (c < ' ' || c > '~') return fail("a text that is not printable ASCII");
        text = token->text;
        return true;
    }
    /// One of the words, as its index.
    template <class Choice>
    bool read_choice(Cursor& cursor, std::initializer_list<const char*> words, Choice& choice) {
        const Token* token = cursor.next();
        u32 index = 0;
        for (const char* word : words) {
            if (token && token->is_word(word)) {
                choice = static_cast<Choice>(index);
                return true;
            }
            ++index;
        }
        return false;
    }

    bool read_name(Cursor& cursor) {
        const Token* token = cursor.next();
        if (!token || token->kind != Token::Kind::Word || token->text.find('/') != std::string::npos)
            return false;
        board_.name = token->text;
        for (const char c : board_.name)
            if (static_cast<u8>(c) >= 0x80) return fail("a board's name is plain ASCII");
        if (!read_text(cursor, board_.title)) return false;
        const bool fits = board_.name.size() <= kLongestName && board_.title.size() <= kLongestTitle;
        return fits || fail("a name of more than 24 or a title of more than 50 characters");
    }
    bool read_source(Cursor& cursor) { return read_text(cursor, board_.sources.emplace_back()); }
    bool read_note(Cursor& cursor) { return read_text(cursor, board_.notes.emplace_back()); }

    bool read_flash(Cursor& cursor) {
        constexpr struct {
            const char* word;
            u32 bytes;
        } kSizes[] = {{"512K", 512u << 10}, {"1M", 1u << 20}, {"2M", 2u << 20},
                      {"4M", 4u << 20},     {"8M", 8u << 20}, {"16M", 16u << 20}};
        const Token* token = cursor.next();
        for (const auto& size : kSizes)
            if (token && token->text == size.word) board_.flash_bytes = size.bytes;
        if (!board_.flash_bytes) return false;
        if (!cursor.take_word("id")) return true;
        const Token* id = cursor.take_symbol("=") ? cursor.next() : nullptr;
        char* end = nullptr;
        if (id && id->text.size() == 6)
            board_.flash_id = static_cast<u32>(std::strtoul(id->text.c_str(), &end, 16));
        return (end && !*end) || fail("'id' takes six hexadecimal digits: manufacturer, type and capacity");
    }
    bool read_crystal(Cursor& cursor) {
        const Token* token = cursor.next();
        if (!token || token->kind != Token::Kind::Number || token->unit != parts::Unit::Hertz) return false;
        if (!(token->number >= 24e6 && token->number <= 52e6))
            return fail("a crystal has from 24 MHz to 52 MHz");
        board_.crystal_hz = static_cast<u32>(token->number);
        return true;
    }
    bool read_auto_reset(Cursor& cursor) {
        return read_choice(cursor, {"none", "two-transistors", "dtr"}, board_.auto_reset);
    }
    bool read_wake(Cursor& cursor) { return read_choice(cursor, {"none", "jumper", "wired"}, board_.wake); }
    bool read_analog(Cursor& cursor) {
        const Token* token = cursor.next();
        if (!token || token->kind != Token::Kind::Number || token->unit != parts::Unit::Volts) return false;
        if (!(token->number >= 0.5 && token->number <= 24))
            return fail("an analog pin takes from 0.5 V to 24 V");
        board_.analog_full_scale_microvolts = static_cast<u32>(token->number * 1e6 + 0.5);
        return true;
    }
    bool read_left(Cursor& cursor) { return read_header(cursor, board_.left); }
    bool read_right(Cursor& cursor) { return read_header(cursor, board_.right); }
    bool read_bottom(Cursor& cursor) { return read_header(cursor, board_.bottom); }

    /// LABEL or LABEL=PIN, each.
    bool read_header(Cursor& cursor, std::vector<HeaderPin>& header) {
        while (const Token* label = cursor.next()) {
            const bool is_label = label->kind != Token::Kind::Symbol && label->kind != Token::Kind::Colour;
            if (!is_label || label->text.empty()) return false;
            if (label->text.size() > kLongestLabel) return fail("a label of more than 16 characters");
            for (const char c : label->text)
                if (c <= ' ' || c > '~') return fail("'" + label->text + "': a label is plain ASCII");
            HeaderPin pin{label->text, parts::find_pin(label->text)};
            if (cursor.take_symbol("=")) {
                const Token* chip_pin = cursor.next();
                pin.pin = chip_pin ? parts::find_pin(chip_pin->text) : parts::kNoPin;
                if (pin.pin == parts::kNoPin)
                    return fail("'" + label->text + "=' takes GPIO0 to GPIO16, A0 or RST");
            }
            if (header.size() == kMostHeaderPins) return fail("more than 64 pins on one side");
            header.push_back(pin);
            if (pin.pin != parts::kNoPin && !names_.add(pin.label, pin.pin))
                return fail("'" + pin.label + "' is the label of another pin already");
        }
        return !header.empty();
    }

    BoardFile& board_;
    std::string& error_;
    parts::PinNames names_;
    u32 seen_ = 0;
};

// clang-format off
const BoardReader::Line BoardReader::kLines[kLineCount] = {
    {"board",        "takes a name and a title: board my-board \"My board\"", false, &BoardReader::read_name},
    {"source",       "takes a text: where facts are from", true, &BoardReader::read_source},
    {"note",         "takes a text", true, &BoardReader::read_note},
    {"flash",        "takes 512K, 1M, 2M, 4M, 8M or 16M, and id=EF4016", false, &BoardReader::read_flash},
    {"crystal",      "takes a frequency: crystal 26 MHz", false, &BoardReader::read_crystal},
    {"auto-reset",   "takes none, two-transistors or dtr", false, &BoardReader::read_auto_reset},
    {"wake",         "takes none, jumper or wired", false, &BoardReader::read_wake},
    {"analog",       "takes the highest voltage: analog 3.2 V", false, &BoardReader::read_analog},
    {"left",         "takes labels: left RST A0 D0=GPIO16 3V3", true, &BoardReader::read_left},
    {"right",        "takes labels: right TX=GPIO1 RX=GPIO3 GND", true, &BoardReader::read_right},
    {"bottom",       "takes labels: bottom GND VIN", true, &BoardReader::read_bottom},
};
// clang-format on

}  // namespace

parts::PinNames BoardFile::pin_names() const {
    parts::PinNames names;
    for (const auto* header : {&left, &right, &bottom}) {
        for (const HeaderPin& pin : *header) {
            if (pin.pin == parts::kNoPin) continue;
            (void)names.add(pin.label, pin.pin);
            names.bring_out(pin.pin);
        }
    }
    return names;
}

bool read_board(std::string_view text, const std::string& source, BoardFile& board, parts::Problem& problem) {
    std::vector<Statement> statements;
    if (!parts::read_statements(text, source, 1, statements, problem)) return false;
    BoardReader reader(board, problem.text);
    for (const Statement& statement : statements) {
        problem.place = statement.place;
        if (!reader.read(statement)) return false;
    }
    problem.place = {source, 0};
    return reader.finish();
}

}  // namespace kinglet::host
