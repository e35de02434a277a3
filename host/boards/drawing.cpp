#include "host/boards/drawing.hpp"

#include <algorithm>
#include <cstdio>

namespace kinglet::host {

namespace {

constexpr usize kWidth = 80;
constexpr usize kSideWidth = 26;  // beside the board

std::string padded(std::string text, usize width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text;
}
std::string right_aligned(const std::string& text, usize width) {
    return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

/// "GPIO16": what the label hides.
std::string hidden_name(const HeaderPin& pin) {
    if (pin.pin == parts::kNoPin || parts::pin_name(pin.pin) == pin.label) return {};
    return parts::pin_name(pin.pin);
}

const HeaderPin* pin_of(const std::vector<HeaderPin>& header, usize row) {
    return row < header.size() && header[row].label != "-" ? &header[row] : nullptr;
}

std::string row_of(const BoardFile& board, usize row) {
    const HeaderPin* left = pin_of(board.left, row);
    const HeaderPin* right = pin_of(board.right, row);
    std::string text;
    if (left) text = padded(hidden_name(*left), 7) + right_aligned(left->label, kSideWidth - 8);
    text =
        padded(text, kSideWidth) + "| " + (left ? 'o' : ' ') + "              " + (right ? 'o' : ' ') + " |";
    if (!right) return text + '\n';
    const std::string name = hidden_name(*right);
    text += ' ' + (name.empty() ? right->label : padded(right->label, kSideWidth - 8) + ' ' + name);
    return text + '\n';
}

/// "key: text" in lines that begin below each other.
void add_fact(std::string& drawing, const std::string& key, const std::string& text) {
    constexpr usize kIndent = 14;
    std::string line = padded(key, kIndent);
    usize at = 0;
    do {
        usize count = std::min(text.size() - at, kWidth - kIndent);
        if (at + count < text.size()) {
            const usize space = text.rfind(' ', at + count);
            if (space != std::string::npos && space > at) count = space - at;
        }
        line += text.substr(at, count);
        drawing += line + '\n';
        line = std::string(kIndent, ' ');
        at += count;
        while (at < text.size() && text[at] == ' ') ++at;
    } while (at < text.size());
}

std::string size_name(u32 bytes) {
    return bytes < (1u << 20) ? std::to_string(bytes >> 10) + "K" : std::to_string(bytes >> 20) + "M";
}

std::string words_of(const parts::Statement& statement) {
    std::string text;
    bool glued = false;
    for (const parts::Token& token : statement.tokens) {
        const bool is_sign = token.is_symbol("=");
        if (!text.empty() && !is_sign && !glued) text += ' ';
        const bool is_text = token.kind == parts::Token::Kind::Text;
        text += is_text ? parts::Value::of_text(token.text).describe() : token.text;
        glued = is_sign;
    }
    return text;
}

const char* describe(ResetCircuit circuit) {
    switch (circuit) {
        case ResetCircuit::None: return "none";
        case ResetCircuit::TwoTransistors: return "two transistors at DTR and RTS";
        case ResetCircuit::Dtr: return "DTR resets, and pulls GPIO0 low";
    }
    return "";
}

const char* describe(BoardFile::Wake wake) {
    switch (wake) {
        case BoardFile::Wake::None: return "can't wake: GPIO16 and RST can't be joined";
        case BoardFile::Wake::Jumper: return "wakes when GPIO16 is joined to RST: jumper GPIO16 RST";
        case BoardFile::Wake::Wired: return "wakes: GPIO16 is joined to RST";
    }
    return "";
}

std::string describe_flash(const BoardFile& board) {
    if (!board.flash_id) return size_name(board.flash_bytes);
    char id[16];
    std::snprintf(id, sizeof id, ", id %06X", board.flash_id & 0xFFFFFF);
    return size_name(board.flash_bytes) + id;
}

std::string describe_analog(const BoardFile& board) {
    if (!board.analog_full_scale_microvolts) return "not brought out";
    return "0 to " +
           parts::Value::of(board.analog_full_scale_microvolts / 1e6, parts::Unit::Volts).describe();
}

/// The pins of parts of one kind: "2 16".
std::string pins_of(const BoardFile& board, const char* kind) {
    std::string text;
    for (const parts::Statement& statement : board.parts) {
        if (!statement.tokens[0].is_word(kind)) continue;
        for (const parts::Token& token : statement.tokens) {
            const u32 pin = parts::find_pin(token.text);
            if (pin == parts::kNoPin) continue;
            if (!text.empty()) text += ' ';
            text += pin < parts::kGpioCount ? std::to_string(pin) : token.text;
        }
    }
    return text.empty() ? "-" : text;
}

/// "0-5 12-16"
std::string gpios_of(const BoardFile& board) {
    const parts::PinNames names = board.pin_names();
    std::string text;
    for (u32 pin = 0; pin < parts::kGpioCount; ++pin) {
        if (!names.is_brought_out(pin)) continue;
        u32 last = pin;
        while (last + 1 < parts::kGpioCount && names.is_brought_out(last + 1)) ++last;
        if (!text.empty()) text += ' ';
        text += std::to_string(pin);
        if (last != pin) text += '-' + std::to_string(last);
        pin = last;
    }
    return text;
}

}  // namespace

std::string draw_board(const BoardFile& board) {
    std::string drawing = board.name + ": " + board.title + "\n\n";
    const std::string edge = std::string(kSideWidth, ' ') + '+' + std::string(18, '-') + "+\n";
    const usize rows = std::max(board.left.size(), board.right.size());
    if (rows) {
        drawing += edge;
        for (usize row = 0; row < rows; ++row) drawing += row_of(board, row);
        drawing += edge;
    }
    if (!board.bottom.empty()) {
        std::string labels;
        for (const HeaderPin& pin : board.bottom) {
            const std::string name = hidden_name(pin);
            labels += (labels.empty() ? "" : "  ") + pin.label + (name.empty() ? "" : "=" + name);
        }
        add_fact(drawing, "bottom edge", labels);
    }
    drawing += '\n';
    add_fact(drawing, "flash", describe_flash(board));
    add_fact(drawing, "crystal", parts::Value::of(board.crystal_hz / 1e6).describe() + " MHz");
    add_fact(drawing, "auto-reset", describe(board.auto_reset));
    add_fact(drawing, "deep sleep", describe(board.wake));
    add_fact(drawing, "analog pin", describe_analog(board));
    for (const parts::Statement& part : board.parts) add_fact(drawing, "on the board", words_of(part));
    for (const std::string& note : board.notes) add_fact(drawing, "note", note);
    for (const std::string& source : board.sources) add_fact(drawing, "source", source);
    return drawing;
}

std::string table_of(const std::vector<BoardFile>& boards) {
    const auto row = [](const std::string& name, const std::string& flash, const std::string& gpios,
                        const std::string& leds, const std::string& buttons, const std::string& analog) {
        const std::string line = padded(name, 17) + padded(flash, 7) + padded(gpios, 20) + padded(leds, 7) +
                                 padded(buttons, 9) + analog;
        return line.substr(0, kWidth) + '\n';
    };
    std::string table = row("board", "flash", "GPIOs brought out", "LEDs", "buttons", "A0 takes");
    for (const BoardFile& board : boards) {
        const double volts = board.analog_full_scale_microvolts / 1e6;
        table += row(board.name, size_name(board.flash_bytes), gpios_of(board), pins_of(board, "led"),
                     pins_of(board, "button"),
                     volts > 0 ? parts::Value::of(volts, parts::Unit::Volts).describe() : "-");
    }
    return table;
}

}  // namespace kinglet::host
