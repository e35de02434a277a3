// The format mini-language: Library Reference, 'Format Specification Mini-Language'.
#include "python/runtime/format.hpp"

#include <cmath>

#include "base/flash_text.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/format_number.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/complex.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/float_format.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/unicode.hpp"

namespace kinglet::runtime {

namespace {

constexpr u32 kMaxCount = 0x3FFFFFFF;

/// Reads a format specification from the front.
class SpecReader {
  public:
    explicit SpecReader(const Str& spec) : text_(spec.data()), length_(spec.length()) {}
    bool at_end() const { return at_ == length_; }
    u32 peek() const { return at_ < length_ ? flash_byte(text_ + at_) : 0; }
    bool take(char c) {
        if (peek() != static_cast<u8>(c)) return false;
        ++at_;
        return true;
    }
    char take_any() { return static_cast<char>(flash_byte(text_ + at_++)); }
    bool peek_digit() const { return is_digit(peek()); }
    bool take_number(u32& number) {
        for (number = 0; peek_digit(); ++at_) {
            if (number > kMaxCount / 10) return false;
            number = number * 10 + (peek() - '0');
        }
        return true;
    }
    /// An alignment, with a fill character in front of it or alone.
    bool take_alignment(FormatSpec& spec) {
        usize next = at_;
        if (at_ < length_) {
            const u32 fill = utf8_decode(text_, length_, next);
            if (next < length_ && is_alignment(flash_byte(text_ + next))) {
                spec.fill = fill;
                spec.align = static_cast<char>(flash_byte(text_ + next));
                at_ = next + 1;
                return true;
            }
        }
        if (is_alignment(peek())) spec.align = take_any();
        return false;
    }

  private:
    static bool is_alignment(u32 c) { return c == '<' || c == '>' || c == '=' || c == '^'; }
    const char* text_;
    usize length_;
    usize at_ = 0;
};

Raised unknown_code(Thread& thread, char code, const char* type) {
    return raise_format(thread, value_error_type, "Unknown format code '%c' for object of type '%s'"_packed,
                        code, type);
}

Raised no_memory_if(Thread& thread, const StrBuilder& builder) {
    return builder.has_failed() ? Raised(raise_memory_error(thread, builder.length())) : kFine;
}

Raised no_minus_zero(Thread& thread) {
    return raise(thread, value_error_type,
                 "Negative zero coercion (z) not allowed in this format specifier"_packed);
}

/// True if a float's text says zero, its exponent aside.
bool is_all_zero(std::string_view text) {
    for (const char c : text) {
        if (c >= '1' && c <= '9') return false;
        if (!is_digit(static_cast<u8>(c)) && c != '.') return c == 'e' || c == 'E' || c == '%';
    }
    return true;
}

void write_fill(u32 fill, usize count, Printer& printer) {
    if (count == 0) return;
    if (!printer.reserve(count)) return;
    if (fill < 0x80) return printer.fill(static_cast<char>(fill), count);
    char bytes[4];
    const u32 length = utf8_encode(fill, bytes);
    for (; count != 0; --count) printer.write({bytes, length});
}

/// The digits with a separator between groups, counted from the right; `total` digits, zeros in front.
void write_grouped(std::string_view digits, usize total, char separator, u32 group, Printer& printer) {
    if (separator == 0) {
        printer.fill('0', total - digits.size());
        printer.write(digits);
        return;
    }
    for (usize left = total; left != 0;) {
        const usize run = left % group == 0 ? group : left % group;
        const usize zeros = left > digits.size() ? left - digits.size() : 0;
        printer.fill('0', zeros < run ? zeros : run);
        if (zeros < run) printer.write(digits.substr(digits.size() - (left - zeros), run - zeros));
        left -= run;
        if (left != 0) printer.write_byte(separator);
    }
}

}  // namespace

Raised format_parse(Thread& thread, const Str& text, FormatSpec& spec) {
    SpecReader reader(text);
    const bool has_fill = reader.take_alignment(spec);
    if (const u32 sign = reader.peek(); sign == '+' || sign == '-' || sign == ' ')
        spec.sign = reader.take_any();
    if (reader.take('z')) spec.flags |= kFormatNoMinusZero;
    if (reader.take('#')) spec.flags |= kFormatAlternate;
    if (!has_fill && reader.take('0')) {
        spec.fill = '0';
        spec.flags |= kFormatZero;
    }
    bool fits = reader.take_number(spec.width);
    if (reader.take(',')) spec.grouping = ',';
    if (reader.take('_')) {
        if (spec.grouping != 0)
            return raise(thread, value_error_type, "Cannot specify both ',' and '_'."_packed);
        spec.grouping = '_';
    }
    if (reader.take('.')) {
        if (!reader.peek_digit())
            return raise(thread, value_error_type, "Format specifier missing precision"_packed);
        u32 precision;
        fits = reader.take_number(precision) && fits;
        spec.precision = static_cast<i32>(precision);
    }
    if (!fits) return raise(thread, value_error_type, "Too many decimal digits in format string"_packed);
    if (!reader.at_end()) spec.type = reader.take_any();
    if (spec.type == 'n' && spec.grouping != 0)
        return raise_format(thread, value_error_type, "Cannot specify '%c' with 'n'."_packed, spec.grouping);
    if (!reader.at_end() || (static_cast<u8>(spec.type) & 0x80) != 0) {
        return raise(thread, value_error_type, "Invalid format specifier"_packed);
    }
    return kFine;
}

char format_sign(bool is_negative, const FormatSpec& spec) {
    if (is_negative) return '-';
    return spec.sign == '-' ? '\0' : spec.sign;
}

void format_upper_case(StrBuilder& digits) {
    char* text = digits.data();
    for (usize i = 0; i < digits.length(); ++i) {
        if (is_lower(static_cast<u8>(text[i]))) text[i] = static_cast<char>(text[i] - 32);
    }
}

void format_field(const NumberText& number, const FormatSpec& spec, Printer& printer) {
    const usize group = number.group_size;
    // inf and nan have nothing to group.
    const char separator = number.digits.empty() ? '\0' : spec.grouping;
    const usize around = (number.sign != 0 ? 1 : 0) + number.prefix.size() + number.rest.size();
    const auto grouped_length = [&](usize digits) {
        return separator == 0 ? digits : digits + (digits - 1) / group;
    };
    const char align = spec.align != 0 ? spec.align : (spec.flags & kFormatZero) != 0 ? '=' : '>';
    usize total = number.digits.size();
    // Zeros after the sign are digits, so they are grouped too.
    if (align == '=' && spec.fill == '0' && spec.width > around) {
        const usize room = spec.width - around;
        if (separator == 0) {
            if (room > total) total = room;
        } else {
            // The fewest digits that fill the room: a group and its separator take group + 1, and none begins
            // with a separator.
            const usize digits = room - room / (group + 1) + (room % (group + 1) == 0 ? 1 : 0);
            if (digits > total) total = digits;
        }
    }
    const usize length = around + grouped_length(total);
    const usize padding = spec.width > length ? spec.width - length : 0;
    const usize left = align == '<' ? 0 : align == '^' ? padding / 2 : padding;
    if (align != '=') write_fill(spec.fill, left, printer);
    if (number.sign != 0) printer.write_byte(number.sign);
    if (!number.prefix.empty()) printer.write(number.prefix);
    if (align == '=') write_fill(spec.fill, padding, printer);
    write_grouped(number.digits, total, separator, number.group_size, printer);
    if (!number.rest.empty()) printer.write(number.rest);
    if (align != '=') write_fill(spec.fill, padding - left, printer);
}

void format_text_field(std::string_view text, usize characters, const FormatSpec& spec, Printer& printer) {
    const usize padding = spec.width > characters ? spec.width - characters : 0;
    const usize left = spec.align == '>' || spec.align == '=' ? padding : spec.align == '^' ? padding / 2 : 0;
    write_fill(spec.fill, left, printer);
    printer.write(text);
    write_fill(spec.fill, padding - left, printer);
}

Raised format_text(Thread& thread, const Str& text, const FormatSpec& spec, Printer& printer) {
    if (spec.type != 0 && spec.type != 's') return unknown_code(thread, spec.type, "str");
    if (spec.sign != 0)
        return raise(thread, value_error_type, "Sign not allowed in string format specifier"_packed);
    if ((spec.flags & kFormatAlternate) != 0) {
        return raise(thread, value_error_type,
                     "Alternate form (#) not allowed in string format specifier"_packed);
    }
    if (spec.align == '=')
        return raise(thread, value_error_type, "'=' alignment not allowed in string format specifier"_packed);
    if ((spec.flags & kFormatNoMinusZero) != 0) return no_minus_zero(thread);
    if (spec.grouping != 0)
        return raise_format(thread, value_error_type, "Cannot specify '%c' with 's'."_packed, spec.grouping);
    usize characters = str_character_count(text);
    usize length = text.length();
    if (spec.precision >= 0 && static_cast<usize>(spec.precision) < characters) {
        characters = static_cast<usize>(spec.precision);
        length = 0;
        for (usize i = 0; i < characters; ++i) str_next_character(text, length);
    }
    format_text_field({text.data(), length}, characters, spec, printer);
    return kFine;
}

Raised format_int(Thread& thread, Value number, const FormatSpec& spec, Printer& printer) {
    u32 base = 10;
    NumberText field;
    switch (spec.type) {
        case 0:
        case 'd':
        case 'n': break;
        case 'b':
            base = 2;
            field.prefix = "0b";
            break;
        case 'o':
            base = 8;
            field.prefix = "0o";
            break;
        case 'x':
            base = 16;
            field.prefix = "0x";
            break;
        case 'X':
            base = 16;
            field.prefix = "0X";
            break;
        case 'c': {
            if (spec.sign != 0)
                return raise(thread, value_error_type,
                             "Sign not allowed with integer format specifier 'c'"_packed);
            if ((spec.flags & kFormatAlternate) != 0) {
                return raise(thread, value_error_type,
                             "Alternate form (#) not allowed with integer format specifier 'c'"_packed);
            }
            if (spec.precision >= 0 || spec.grouping != 0) break;
            bool fits;
            const i64 code = int_to_i64(number, fits);
            if (!fits || code < 0 || code > 0x10FFFF)
                return raise(thread, overflow_error_type, "%c arg not in range(0x110000)"_packed);
            char bytes[4];
            const u32 length = utf8_encode(static_cast<u32>(code), bytes);
            FormatSpec text_spec = spec;
            if (spec.align == 0) text_spec.align = '>';
            format_text_field({bytes, length}, 1, text_spec, printer);
            return kFine;
        }
        case 'e':
        case 'E':
        case 'f':
        case 'F':
        case 'g':
        case 'G':
        case '%': {
            Float as_float;
            TRY(int_to_float_checked(thread, number, as_float));
            return format_float(thread, as_float, spec, printer);
        }
        default: return unknown_code(thread, spec.type, "int");
    }
    if (spec.precision >= 0)
        return raise(thread, value_error_type, "Precision not allowed in integer format specifier"_packed);
    if ((spec.flags & kFormatNoMinusZero) != 0) return no_minus_zero(thread);
    if (spec.grouping != 0 && (spec.type == 'c' || (spec.grouping == ',' && base != 10))) {
        return raise_format(thread, value_error_type, "Cannot specify '%c' with '%c'."_packed, spec.grouping,
                            spec.type);
    }
    if ((spec.flags & kFormatAlternate) == 0) field.prefix = {};
    field.sign = format_sign(int_is_negative(number), spec);
    if (base != 10) field.group_size = 4;
    StrBuilder digits(thread);
    TRY(int_write_magnitude(thread, number, base, digits));
    TRY(no_memory_if(thread, digits));
    if (spec.type == 'X') format_upper_case(digits);
    field.digits = digits.text();
    format_field(field, spec, printer);
    return kFine;
}

Raised format_float(Thread& thread, Float number, const FormatSpec& spec, Printer& printer) {
    u32 flags = (spec.flags & kFormatAlternate) != 0 ? u32{kFloatAlternate} : 0;
    u32 precision = spec.precision < 0 ? 6 : static_cast<u32>(spec.precision);
    char form;
    bool percent = false;
    switch (spec.type) {
        case 0:
            form = spec.precision < 0 ? 'r' : 'g';
            if ((spec.flags & kFormatBare) == 0) flags |= kFloatDotZero;
            break;
        case 'n': form = 'g'; break;
        case 'E':
        case 'F':
        case 'G': flags |= kFloatUpper; [[fallthrough]];
        case 'e':
        case 'f':
        case 'g': form = static_cast<char>(spec.type | 0x20); break;
        case '%':
            form = 'f';
            percent = true;
            number *= 100;
            break;
        default: return unknown_code(thread, spec.type, "float");
    }
    StrBuilder body(thread);
    float_write(number, form, precision, flags, body);
    if (percent) body.write_byte('%');
    TRY(no_memory_if(thread, body));
    std::string_view text = body.text();
    if ((spec.flags & kFormatBare) != 0 && form == 'r' && text.size() > 2 &&
        text.substr(text.size() - 2) == ".0")
        text.remove_suffix(2);
    usize whole = 0;
    while (whole < text.size() && is_digit(static_cast<u8>(text[whole]))) ++whole;
    NumberText field;
    bool is_negative = std::signbit(number) && !std::isnan(number);
    if ((spec.flags & kFormatNoMinusZero) != 0 && is_all_zero(text)) is_negative = false;
    field.sign = format_sign(is_negative, spec);
    field.digits = text.substr(0, whole);
    field.rest = text.substr(whole);
    format_field(field, spec, printer);
    return kFine;
}

Raised format_complex(Thread& thread, Value number, const FormatSpec& spec, Printer& printer) {
    const Complex& parts = *number.as<Complex>();
    if (spec.align == '=')
        return raise(thread, value_error_type,
                     "'=' alignment flag is not allowed in complex format specifier"_packed);
    if (spec.fill == '0' && (spec.flags & kFormatZero) != 0)
        return raise(thread, value_error_type,
                     "Zero padding is not allowed in complex format specifier"_packed);
    constexpr std::string_view kCodes = "eEfFgGn";
    if (spec.type != 0 && kCodes.find(spec.type) == std::string_view::npos)
        return unknown_code(thread, spec.type, "complex");
    // Without a letter as repr() has it: a real part of zero is left out, else there are parentheses.
    const bool is_plain = spec.type == 0;
    const bool has_real = !is_plain || parts.real != 0 || std::signbit(parts.real);
    FormatSpec part = spec;
    part.width = 0;
    part.flags |= kFormatBare;
    StrBuilder text(thread);
    if (is_plain && has_real) text.write_byte('(');
    if (has_real) {
        TRY(format_float(thread, parts.real, part, text));
        part.sign = '+';
    }
    TRY(format_float(thread, parts.imag, part, text));
    text.write_byte('j');
    if (is_plain && has_real) text.write_byte(')');
    TRY(no_memory_if(thread, text));
    FormatSpec whole = spec;
    if (whole.align == 0) whole.align = '>';
    format_text_field(text.text(), text.length(), whole, printer);
    return kFine;
}

Raised format_builtin(Thread& thread, Value value, const Str& spec_text, Printer& printer, bool& found) {
    const bool as_str = is_str(value);
    const bool as_int = !as_str && is_int(value);
    const bool as_complex = is_exactly(value, complex_type);
    found = as_str || as_int || is_float(value) || (as_complex && spec_text.length() != 0);
    if (!found) return kFine;
    FormatSpec spec;
    TRY(format_parse(thread, spec_text, spec));
    if (as_str) return format_text(thread, *value.as<Str>(), spec, printer);
    if (as_complex) return format_complex(thread, value, spec, printer);
    if (!as_int) return format_float(thread, float_of(value), spec, printer);
    if (value.is_bool() && spec.type == 0) {
        // Without a conversion True and False are words, but in a number's field.
        if (spec_text.length() == 0) {
            printer.write_text(value.is_true() ? "True" : "False");
            return kFine;
        }
    }
    return format_int(thread, value, spec, printer);
}

}  // namespace kinglet::runtime
