// Formatted output of the ROM: %d %u %x %X %b %c %s %p %%, the upper-case aliases %D %U %B %C %S, the flags
// '-' and '0', a width, `l` and `ll`. A precision is read and ignored; there is no %i, %o, %f or %*. An
// unknown conversion prints itself.
#include "chip/rom/rom.hpp"

// The vendor's library has a printf of its own, which takes its digits from here, by address.
char lower_digits[] ROM_RECORD(3fffd848) = "0123456789abcdef";
char upper_digits[] ROM_RECORD(3fffd85c) = "0123456789ABCDEF";
char no_text[] ROM_RECORD(3fffd870) = "<null>";

namespace {

struct Format {
    bool left = false;
    bool zeros = false;
    u32 width = 0;
    u32 longs = 0;
};

class Writer {
  public:
    explicit Writer(PutCharacter put) : put_(put) {}

    void character(char c) {
        put_(c);
        ++count_;
    }

    /// `sign` is 0 or '-', printed before padding zeros and after padding spaces.
    void field(const char* text, u32 size, char sign, const Format& format) {
        const u32 total = size + (sign != 0);
        u32 padding = format.width > total ? format.width - total : 0;
        if (!format.left && !format.zeros) pad(padding, ' ');
        if (sign != 0) character(sign);
        if (!format.left && format.zeros) pad(padding, '0');
        for (u32 i = 0; i < size; ++i) character(text[i]);
        if (format.left) pad(padding, ' ');
    }

    int count() const { return count_; }

  private:
    void pad(u32 count, char with) {
        for (; count != 0; --count) character(with);
    }

    PutCharacter put_;
    int count_ = 0;
};

/// Divides the number by the base, which is 2, 10 or 16, in place; returns the remainder.
u32 divide(kinglet::u64& number, u32 base) {
    u32 rest = 0;
    kinglet::u64 quotient = 0;
    for (int i = 3; i >= 0; --i) {
        const u32 digit = rest << 16 | (static_cast<u32>(number >> (16 * i)) & 0xFFFF);
        quotient = quotient << 16 | digit / base;
        rest = digit % base;
    }
    number = quotient;
    return rest;
}

void print_number(Writer& writer, kinglet::u64 number, u32 base, bool upper, char sign,
                  const Format& format) {
    char digits[64];
    u32 at = sizeof digits;
    do {
        const u32 digit = divide(number, base);
        digits[--at] = (upper ? upper_digits : lower_digits)[digit];
    } while (number != 0);
    writer.field(digits + at, sizeof digits - at, sign, format);
}

/// Reads flags, width, precision and length; returns the place of the conversion's letter.
const char* parse(const char* format, Format& out) {
    for (;; ++format) {
        if (*format == '-') {
            out.left = true;
        } else if (*format == '0') {
            out.zeros = true;
        } else {
            break;
        }
    }
    for (; *format >= '0' && *format <= '9'; ++format)
        out.width = out.width * 10 + static_cast<u32>(*format - '0');
    if (*format == '.') {
        do ++format;
        while (*format >= '0' && *format <= '9');
    }
    for (; *format == 'l'; ++format) ++out.longs;
    return format;
}

}  // namespace

extern "C" {

PutCharacter put_hooks[2] ROM_RECORD(3fffdd3c);

int ets_vprintf(PutCharacter put, const char* format, va_list arguments) {
    Writer writer(put);
    for (; *format != 0; ++format) {
        if (*format != '%') {
            writer.character(*format);
            continue;
        }
        Format field;
        const char* start = format;
        format = parse(format + 1, field);
        const auto number = [&] {
            return field.longs >= 2 ? va_arg(arguments, kinglet::u64) : kinglet::u64{va_arg(arguments, u32)};
        };
        switch (*format) {
            case 'd':
            case 'D': {
                const kinglet::i64 value =
                    field.longs >= 2 ? va_arg(arguments, kinglet::i64) : kinglet::i64{va_arg(arguments, i32)};
                const auto magnitude = static_cast<kinglet::u64>(value < 0 ? -value : value);
                print_number(writer, magnitude, 10, false, value < 0 ? '-' : 0, field);
                break;
            }
            case 'u':
            case 'U': print_number(writer, number(), 10, false, 0, field); break;
            case 'x': print_number(writer, number(), 16, false, 0, field); break;
            case 'X': print_number(writer, number(), 16, true, 0, field); break;
            case 'b':
            case 'B': print_number(writer, number(), 2, false, 0, field); break;
            case 'p':
                writer.character('0');
                writer.character('x');
                print_number(writer, va_arg(arguments, u32), 16, false, 0, field);
                break;
            case 'c':
            case 'C': {
                const char c = static_cast<char>(va_arg(arguments, int));
                writer.field(&c, 1, 0, field);
                break;
            }
            case 's':
            case 'S': {
                const char* text = va_arg(arguments, const char*);
                if (text == nullptr) text = no_text;
                writer.field(text, strlen(text), 0, field);
                break;
            }
            case '%': writer.character('%'); break;
            case 0: return writer.count();
            default:
                for (; start <= format; ++start) writer.character(*start);
        }
    }
    return writer.count();
}

void ets_write_char(char c) {
    if (put_hooks[0] != nullptr) put_hooks[0](c);
    if (put_hooks[1] != nullptr) put_hooks[1](c);
}

int ets_printf(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int count = ets_vprintf(ets_write_char, format, arguments);
    va_end(arguments);
    return count;
}

int ets_uart_printf(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int count = ets_vprintf(ets_uart_putc1, format, arguments);
    va_end(arguments);
    return count;
}

int ets_external_printf(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int count = put_hooks[1] != nullptr ? ets_vprintf(put_hooks[1], format, arguments) : 0;
    va_end(arguments);
    return count;
}

void ets_install_putc1(PutCharacter put) {
    put_hooks[0] = put;
}
void ets_install_putc2(PutCharacter put) {
    put_hooks[1] = put;
}
void ets_install_uart_printf() {
    put_hooks[0] = ets_uart_putc1;
}

/// Called by an entry that this ROM does not have (xtos.S): says which one and who called it.
void print_missing(const u32* name_words, u32 caller) {
    ets_install_uart_printf();
    ets_printf("\nROM function ");
    for (;; ++name_words) {
        u32 word = *name_words;
        for (int i = 0; i < 4; ++i, word >>= 8) {
            if ((word & 0xFF) == 0) {
                ets_printf(" is not implemented, called from 0x%08x\n", caller);
                return;
            }
            ets_write_char(static_cast<char>(word));
        }
    }
}

}  // extern "C"
