// Value: what a part says about itself, what it is told, and what an expectation compares with.
#pragma once

#include <string>

#include "parts/statement.hpp"

namespace kinglet::parts {

struct Value {
    enum class Type : u8 { Flag, Number, Text, Colour };

    Type type = Type::Flag;
    double number = 0;  // a Flag is 0 or 1
    Unit unit = Unit::None;
    std::string text;
    u32 colour = 0;

    static Value flag(bool on) { return {.type = Type::Flag, .number = on ? 1.0 : 0.0}; }
    static Value of(double number, Unit unit = Unit::None) {
        return {.type = Type::Number, .number = number, .unit = unit};
    }
    static Value of_text(std::string text) { return {.type = Type::Text, .text = std::move(text)}; }
    /// `width` is the number of hexadecimal digits that it is written with: 6, or 8 with white.
    static Value of_colour(u32 colour, u32 width = 6);

    /// As a person would write it in a statement.
    std::string describe() const;
};

/// "a number in Hz", "a text in quotes": what a statement has to give for such a value.
std::string describe_type(Value::Type type, Unit unit);

/// A token as a value of this type and unit. A number without a unit fits any. False if it is none.
[[nodiscard]] bool value_of(const Token& token, Value::Type type, Unit unit, Value& value);

/// A duration or point in time in nanoseconds. False if it is no time, below 0 or above a hundred years.
[[nodiscard]] bool time_of(const Token& token, u64& nanoseconds);

/// "1.234567 s"
std::string describe_time(u64 nanoseconds);

}  // namespace kinglet::parts
