// The % operator of str, bytes and bytearray: Library Reference, 'printf-style String Formatting'.
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/format.hpp"
#include "python/runtime/format_number.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/text.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

/// Hands out the values on the right: the items of a tuple one after the other, one value, or those of a
/// mapping by name.
class Operands {
  public:
    explicit Operands(Value right)
        : right_(right),
          is_tuple_(is_instance(right, tuple_type)),
          left_over_(is_tuple_ ? right.as<Tuple>()->count : 1) {}

    Completion next(Thread& thread) {
        if (by_name_) return by_name_;
        if (left_over_ == 0)
            return raise(thread, type_error_type, "not enough arguments for format string"_packed);
        --left_over_;
        if (!is_tuple_) return right_;
        const Tuple& tuple = *right_.as<Tuple>();
        return tuple[tuple.count - 1 - left_over_];
    }
    /// %(name): the next value is the mapping's.
    Raised select(Thread& thread, Value key) {
        if (is_tuple_ || !is_mapping())
            return raise(thread, type_error_type, "format requires a mapping"_packed);
        by_name_ = TRY(get_item(thread, right_, key));
        left_over_ = 0;
        return kFine;
    }
    void deselect() { by_name_ = Value(); }
    /// Anything that is not used up is a mistake, but for a mapping.
    bool has_extra() const { return left_over_ != 0 && (is_tuple_ || !is_mapping()); }

  private:
    bool is_mapping() const {
        if (is_str(right_) || is_instance(right_, tuple_type)) return false;
        const Type& type = type_of(right_);
        if ((type.flags & kIsHeapType) != 0 && class_find(type, *name<"__getitem__">)) return true;
        return builtin_base(type).slots->get_item != nullptr;
    }

    Value right_;
    Value by_name_;
    bool is_tuple_;
    usize left_over_;
};

struct Conversion {
    FormatSpec spec;
    bool zero = false;
};

/// Reads the text in front of the conversion letter.
class Reader {
  public:
    explicit Reader(const Text& text) : text_(text) {}
    bool at_end() const { return at == text_.length; }
    u8 peek() const { return at < text_.length ? text_.byte(at) : 0; }
    usize at = 0;

  private:
    const Text& text_;
};

Raised count_or_star(Thread& thread, Reader& reader, Operands& operands, i32& count) {
    if (reader.peek() == '*') {
        ++reader.at;
        const Value value = TRY(operands.next(thread));
        if (!is_int(value)) return raise(thread, type_error_type, "* wants int"_packed);
        SignedWord n;
        TRY(to_integer(thread, value, n));
        if (n > 0xFFFFFFF || n < -0xFFFFFFF)
            return raise(thread, overflow_error_type, "width too big"_packed);
        count = static_cast<i32>(n);
        return kFine;
    }
    for (; is_digit(reader.peek()); ++reader.at) {
        if (count > 0xFFFFFFF / 10) return raise(thread, value_error_type, "width too big"_packed);
        count = count * 10 + (reader.peek() - '0');
    }
    return kFine;
}

Raised read_conversion(Thread& thread, const Text& text, Reader& reader, Operands& operands,
                       Conversion& conversion) {
    FormatSpec& spec = conversion.spec;
    spec.align = '>';
    if (reader.peek() == '(') {
        const usize start = ++reader.at;
        for (u32 depth = 1;; ++reader.at) {
            if (reader.at_end()) return raise(thread, value_error_type, "incomplete format key"_packed);
            if (reader.peek() == '(') ++depth;
            if (reader.peek() == ')' && --depth == 0) break;
        }
        const Value key = TRY(text_create(thread, text, text.part(start, reader.at)));
        ++reader.at;
        TRY(operands.select(thread, key));
    }
    for (bool is_flag = true; is_flag;) {
        switch (reader.peek()) {
            case '-': spec.align = '<'; break;
            case '+': spec.sign = '+'; break;
            case ' ':
                if (spec.sign == 0) spec.sign = ' ';
                break;
            case '#': spec.flags |= kFormatAlternate; break;
            case '0': conversion.zero = true; break;
            default: is_flag = false; break;
        }
        if (is_flag) ++reader.at;
    }
    i32 width = 0;
    TRY(count_or_star(thread, reader, operands, width));
    if (width < 0) {
        spec.align = '<';
        width = -width;
    }
    spec.width = static_cast<u32>(width);
    if (reader.peek() == '.') {
        ++reader.at;
        spec.precision = 0;
        TRY(count_or_star(thread, reader, operands, spec.precision));
        if (spec.precision < 0) spec.precision = 0;
    }
    while (reader.peek() == 'h' || reader.peek() == 'l' || reader.peek() == 'L') ++reader.at;
    if (reader.at_end()) return raise(thread, value_error_type, "incomplete format"_packed);
    spec.type = static_cast<char>(reader.peek());
    ++reader.at;
    return kFine;
}

/// Zeros go between sign and digits, unless the number stands at the left.
void apply_zero(Conversion& conversion) {
    if (!conversion.zero || conversion.spec.align == '<') return;
    conversion.spec.fill = '0';
    conversion.spec.align = '=';
}

Raised write_integer(Thread& thread, Value value, Conversion& conversion, Printer& printer) {
    FormatSpec& spec = conversion.spec;
    const char type = spec.type;
    const bool decimal = type == 'd' || type == 'i' || type == 'u';
    if (!is_int(value)) {
        if (is_float(value) && decimal) {
            value = TRY(int_from_float(thread, float_of(value)));
        } else {
            bool found = false;
            const Value converted =
                is_str(value) || is_float(value)
                    ? kNone
                    : TRY(call_special(thread, value, decimal ? *name<"__int__"> : *name<"__index__">,
                                       nullptr, 0, found));
            if (!found || !is_int(converted)) {
                return raise_format(thread, type_error_type,
                                    decimal ? "%%%c format: a real number is required, not %t"_packed
                                            : "%%%c format: an integer is required, not %t"_packed,
                                    type, value);
            }
            value = converted;
        }
    }
    apply_zero(conversion);
    NumberText field;
    field.sign = format_sign(int_is_negative(value), spec);
    if ((spec.flags & kFormatAlternate) != 0)
        field.prefix = type == 'x' ? "0x" : type == 'X' ? "0X" : type == 'o' ? "0o" : "";
    StrBuilder digits(thread);
    // A precision is the least number of digits.
    TRY(int_write_magnitude(thread, value, type == 'o' ? 8 : (type | 0x20) == 'x' ? 16 : 10, digits));
    if (type == 'X') format_upper_case(digits);
    if (spec.precision > 0 && static_cast<usize>(spec.precision) > digits.length()) {
        StrBuilder padded(thread);
        padded.fill('0', static_cast<usize>(spec.precision) - digits.length());
        padded.write(digits.text());
        if (padded.has_failed()) return raise_memory_error(thread, static_cast<usize>(spec.precision));
        field.digits = padded.text();
        format_field(field, spec, printer);
        return kFine;
    }
    if (digits.has_failed()) return raise_memory_error(thread, digits.length());
    field.digits = digits.text();
    format_field(field, spec, printer);
    return kFine;
}

Raised write_float(Thread& thread, Value value, Conversion& conversion, Printer& printer) {
    Float number;
    if (is_str(value)) return raise(thread, type_error_type, "must be real number, not str"_packed);
    TRY(to_float(thread, value, number));
    apply_zero(conversion);
    return format_float(thread, number, conversion.spec, printer);
}

/// %c: a character, or its number.
Raised write_character(Thread& thread, Value value, const Conversion& conversion, const Text& format,
                       Printer& printer) {
    char bytes[4];
    u32 length;
    if (is_int(value)) {
        bool fits;
        const i64 code = int_to_i64(value, fits);
        const bool is_text = format.kind == TextKind::Str;
        if (!fits || code < 0 || code > (is_text ? 0x10FFFF : 255)) {
            return raise(
                thread, overflow_error_type,
                is_text ? "%c arg not in range(0x110000)"_packed : "%c arg not in range(256)"_packed);
        }
        bytes[0] = static_cast<char>(code);
        length = is_text ? utf8_encode(static_cast<u32>(code), bytes) : 1;
    } else {
        Text text;
        if (!text_of(value, text) || (text.kind == TextKind::Str) != (format.kind == TextKind::Str) ||
            text.characters() != 1) {
            return raise(thread, type_error_type,
                         format.kind == TextKind::Str
                             ? "%c requires int or char"_packed
                             : "%c requires an integer in range(256) or a single byte"_packed);
        }
        length = static_cast<u32>(text.length);
        flash_copy(bytes, text.data, length);
    }
    format_text_field({bytes, length}, 1, conversion.spec, printer);
    return kFine;
}

Raised write_text(Thread& thread, Value value, Conversion& conversion, const Text& format, Printer& printer) {
    const char type = conversion.spec.type;
    Value converted = value;
    if (format.kind == TextKind::Str) {
        if (type == 'a') {
            converted = TRY(to_ascii(thread, value));
        } else if (type == 'r' || !is_exactly(value, str_type)) {
            converted = TRY(to_str(thread, value, type == 'r' ? PrintForm::Repr : PrintForm::Str));
        }
    } else if (type == 'r' || type == 'a') {
        converted = TRY(to_ascii(thread, value));
    } else {
        ByteView view;
        TRY(require_bytes(thread, value, view));
    }
    Text text = text_of_self(converted);
    usize characters = text.characters();
    if (conversion.spec.precision >= 0 && static_cast<usize>(conversion.spec.precision) < characters) {
        characters = static_cast<usize>(conversion.spec.precision);
        text.length = text.offset_of(characters);
    }
    format_text_field(text.view(), characters, conversion.spec, printer);
    return kFine;
}

Raised write_conversion(Thread& thread, const Text& format, usize at, Operands& operands,
                        Conversion& conversion, Printer& printer) {
    const char type = conversion.spec.type;
    switch (type) {
        case 'd':
        case 'i':
        case 'u':
        case 'o':
        case 'x':
        case 'X': return write_integer(thread, TRY(operands.next(thread)), conversion, printer);
        case 'e':
        case 'E':
        case 'f':
        case 'F':
        case 'g':
        case 'G': return write_float(thread, TRY(operands.next(thread)), conversion, printer);
        case 'c': return write_character(thread, TRY(operands.next(thread)), conversion, format, printer);
        case 's':
        case 'r':
        case 'a': return write_text(thread, TRY(operands.next(thread)), conversion, format, printer);
        case 'b':
            if (format.kind != TextKind::Str)
                return write_text(thread, TRY(operands.next(thread)), conversion, format, printer);
            break;
        default: break;
    }
    const auto hex = [](u32 digit) { return static_cast<int>(digit < 10 ? '0' + digit : 'a' + digit - 10); };
    return raise_format(thread, value_error_type,
                        "unsupported format character '%c' (0x%c%c) at index %u"_packed, type,
                        hex(static_cast<u8>(type) >> 4), hex(type & 15), static_cast<u32>(at));
}

}  // namespace

Completion format_percent(Thread& thread, Value left, Value right) {
    const Text format = text_of_self(left);
    Operands operands(right);
    Reader reader(format);
    StrBuilder builder(thread);
    while (!reader.at_end()) {
        const usize rest = format.length - reader.at;
        const usize plain = flash_find_byte(format.data + reader.at, rest, '%');
        const usize end = plain == kNotFound ? format.length : reader.at + plain;
        builder.write(format.part(reader.at, end));
        reader.at = end;
        if (reader.at_end()) break;
        ++reader.at;
        if (reader.peek() == '%') {
            builder.write_byte('%');
            ++reader.at;
            continue;
        }
        Conversion conversion;
        TRY(read_conversion(thread, format, reader, operands, conversion));
        if (conversion.spec.type == '%') {
            builder.write_byte('%');
        } else {
            TRY(write_conversion(thread, format, reader.at - 1, operands, conversion, builder));
        }
        operands.deselect();
    }
    if (operands.has_extra()) {
        return raise(thread, type_error_type, "not all arguments converted during string formatting"_packed);
    }
    if (format.kind == TextKind::Str) {
        Str* result = builder.finish();
        if (result == nullptr) return Value();
        return &result->header;
    }
    if (builder.has_failed()) return raise_memory_error(thread, builder.length());
    return text_create(thread, format, builder.text());
}

}  // namespace kinglet::runtime
