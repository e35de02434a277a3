#include "parts/value.hpp"

#include <cmath>
#include <cstdio>

namespace kinglet::parts {

namespace {

constexpr usize kLongestShown = 200;  // bytes of a text in a message

std::string quoted(const std::string& text) {
    std::string result = "\"";
    const usize from = text.size() > kLongestShown ? text.size() - kLongestShown : 0;
    if (from) result = "the end of " + std::to_string(text.size()) + " bytes, \"";
    for (const char c : text.substr(from)) {
        char escape[8];
        if (c == '"' || c == '\\') {
            result += {'\\', c};
        } else if (c == '\n') {
            result += "\\n";
        } else if (static_cast<u8>(c) < 0x20 || static_cast<u8>(c) >= 0x7F) {
            std::snprintf(escape, sizeof escape, "\\x%02x", static_cast<u8>(c));
            result += escape;
        } else {
            result += c;
        }
    }
    return result + '"';
}

}  // namespace

Value Value::of_colour(u32 colour, u32 width) {
    char text[16];
    std::snprintf(text, sizeof text, "#%0*x", static_cast<int>(width), colour);
    return {.type = Type::Colour, .text = text, .colour = colour};
}

std::string Value::describe() const {
    char shown[64];
    switch (type) {
        case Type::Flag: return number != 0 ? "yes" : "no";
        case Type::Text: return quoted(text);
        case Type::Colour: return text;
        case Type::Number: {
            const bool percent = unit == Unit::Percent;
            std::snprintf(shown, sizeof shown, "%.6g", percent ? number * 100 : number);
            const std::string digits = shown;
            return unit == Unit::None ? digits : digits + ' ' + unit_name(unit);
        }
    }
    return {};
}

std::string describe_type(Value::Type type, Unit unit) {
    switch (type) {
        case Value::Type::Flag: return "yes or no";
        case Value::Type::Text: return "a text in quotes";
        case Value::Type::Colour: return "a colour such as #ff8000";
        case Value::Type::Number: break;
    }
    return unit == Unit::None ? "a number" : std::string("a number of ") + unit_name(unit);
}

bool value_of(const Token& token, Value::Type type, Unit unit, Value& value) {
    switch (type) {
        case Value::Type::Flag:
            value = Value::flag(token.is_word("yes"));
            return token.is_word("yes") || token.is_word("no");
        case Value::Type::Text: value = Value::of_text(token.text); return token.kind == Token::Kind::Text;
        case Value::Type::Colour:
            value = {.type = type, .text = token.text, .colour = token.colour};
            return token.kind == Token::Kind::Colour;
        case Value::Type::Number: break;
    }
    value = Value::of(token.number, unit);
    return token.kind == Token::Kind::Number && (token.unit == Unit::None || token.unit == unit);
}

bool time_of(const Token& token, u64& nanoseconds) {
    constexpr double kHundredYears = 3.2e9;
    if (token.kind != Token::Kind::Number || token.unit != Unit::Seconds) return false;
    if (!(token.number >= 0) || token.number > kHundredYears) return false;
    nanoseconds = static_cast<u64>(std::llround(token.number * 1e9));
    return true;
}

std::string describe_time(u64 nanoseconds) {
    char text[40];
    std::snprintf(text, sizeof text, "%llu.%06llu s",
                  static_cast<unsigned long long>(nanoseconds / 1'000'000'000),
                  static_cast<unsigned long long>(nanoseconds / 1000 % 1'000'000));
    return text;
}

}  // namespace kinglet::parts
