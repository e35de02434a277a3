// A number's text on its way to a field: what format() and the % operator hand over to be padded.
#pragma once

#include <string_view>

#include "python/runtime/format.hpp"
#include "python/runtime/str_builder.hpp"

namespace kinglet::runtime {

struct NumberText {
    char sign = 0;            // '-', '+', ' ' or none
    std::string_view prefix;  // 0x and the like; may lie in flash
    std::string_view digits;  // in front of the point: what grouping and zeros apply to; in RAM
    std::string_view rest;    // point, fraction, exponent, %; in RAM
    u32 group_size = 3;
};

/// Writes the number into a field of spec.width with its fill, alignment and grouping.
void format_field(const NumberText& number, const FormatSpec& spec, Printer& printer);

/// Hexadecimal digits in upper case.
void format_upper_case(StrBuilder& digits);

/// The sign that a number shows.
char format_sign(bool is_negative, const FormatSpec& spec);

/// Writes a text of `characters` into a field; the default is to the left.
void format_text_field(std::string_view text, usize characters, const FormatSpec& spec, Printer& printer);

}  // namespace kinglet::runtime
