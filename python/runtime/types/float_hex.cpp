#include "python/runtime/types/float_hex.hpp"

#include <cmath>

#include "base/flash_text.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/float_digits.hpp"

namespace kinglet::runtime {

Completion float_hex(Thread& thread, Value self) {
    const Float number = float_of(self);
    if (!std::isfinite(number)) return to_str(thread, self, PrintForm::Repr);
    constexpr u32 kFractionBits = 52;
    constexpr i32 kLeastExponent = -1022;
    FloatParts parts = float_decompose(number);
    i32 exponent = parts.exponent + static_cast<i32>(kFractionBits);
    while (parts.mantissa != 0 && parts.mantissa >> kFractionBits == 0 && exponent > kLeastExponent) {
        parts.mantissa <<= 1;
        --exponent;
    }
    StrBuilder builder(thread);
    if (parts.is_negative) builder.write_byte('-');
    builder.write_text(parts.mantissa >> kFractionBits != 0 ? "0x1." : "0x0.");
    if (parts.mantissa == 0) {
        builder.write_byte('0');
        exponent = 0;
    }
    for (u32 shift = kFractionBits; parts.mantissa != 0 && shift != 0;) {
        shift -= 4;
        builder.write_unsigned(static_cast<Word>(parts.mantissa >> shift & 15U), 16);
    }
    builder.write_text(exponent < 0 ? "p" : "p+");
    builder.write_signed(exponent);
    const Str* text = builder.finish();
    return text == nullptr ? Completion(Value()) : Completion(Value(&text->header));
}

namespace {

/// Reads sign, 0x, digits, point, digits, exponent from the front of a text in RAM or flash.
class HexReader {
  public:
    explicit HexReader(std::string_view text) : text_(text) {}

    /// False: the text is not of that form. Infinite: too large.
    bool read(Float& result) {
        while (is_white_space(peek())) ++at_;
        const bool is_negative = take('-');
        if (!is_negative) take('+');
        if (read_word("infinity") || read_word("inf")) {
            is_infinite = true;
            result = float_infinity.number;
        } else if (read_word("nan")) {
            result = float_nan.number;
        } else if (!read_number(result)) {
            return false;
        }
        if (is_negative) result = -result;
        while (is_white_space(peek())) ++at_;
        return at_ == text_.size();
    }
    bool is_infinite = false;  // by name

  private:
    u32 peek() const { return at_ < text_.size() ? flash_byte(text_.data() + at_) : 0; }
    bool take(char c) {
        if ((peek() | 0x20U) != (static_cast<u32>(c) | 0x20U)) return false;
        ++at_;
        return true;
    }
    bool read_word(const char* word) {
        const usize start = at_;
        for (; flash_byte(word) != 0; ++word) {
            if (!take(static_cast<char>(flash_byte(word)))) {
                at_ = start;
                return false;
            }
        }
        return true;
    }

    bool read_number(Float& result) {
        if (peek() == '0') {
            ++at_;
            if (!take('x')) --at_;
        }
        u64 mantissa = 0;
        i32 exponent = 0;
        bool sticky = false, has_point = false, has_digits = false;
        for (;; ++at_) {
            if (peek() == '.' && !has_point) {
                has_point = true;
                continue;
            }
            const u32 digit = at_ < text_.size() ? digit_value(peek()) : 16;
            if (digit >= 16) break;
            has_digits = true;
            if (mantissa >> 60 == 0) {
                mantissa = mantissa << 4 | digit;
                if (has_point) exponent -= 4;
            } else {
                sticky = sticky || digit != 0;
                if (!has_point) exponent += 4;
            }
        }
        if (!has_digits || (take('p') && !read_exponent(exponent))) return false;
        result = float_compose<Float>(mantissa, exponent, sticky);
        return true;
    }

    bool read_exponent(i32& exponent) {
        constexpr i32 kFar = 1 << 24;
        const bool is_negative = take('-');
        if (!is_negative) take('+');
        if (!is_digit(peek())) return false;
        i32 number = 0;
        for (; is_digit(peek()); ++at_) {
            if (number < kFar) number = number * 10 + static_cast<i32>(peek() - '0');
        }
        exponent += is_negative ? -number : number;
        return true;
    }

    std::string_view text_;
    usize at_ = 0;
};

}  // namespace

Completion float_fromhex(Thread& thread, Value type, Value text) {
    if (!is_str(text)) return raise_format(thread, type_error_type, "expected str, not %t"_packed, text);
    HexReader reader(text.as<Str>()->view());
    Float number = 0;
    if (!reader.read(number))
        return raise(thread, value_error_type, "invalid hexadecimal floating-point string"_packed);
    if (std::isinf(number) && !reader.is_infinite)
        return raise(thread, overflow_error_type,
                     "hexadecimal value too large to represent as a float"_packed);
    const Value made = TRY(float_to_value(thread, number));
    return type == Value(&float_type.header) ? Completion(made) : call(thread, type, made);
}

}  // namespace kinglet::runtime
