// int to and from everything else: machine words, floats, text.
#include <cmath>

#include "base/flash.hpp"
#include "base/wide.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/bigint_operations.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/float_digits.hpp"

namespace kinglet::runtime {

namespace {

Completion from_magnitude(Thread& thread, u64 magnitude, bool is_negative) {
    if (magnitude <= static_cast<u64>(kSmallIntMax)) {
        const auto n = static_cast<SignedWord>(magnitude);
        return Value::from_int(is_negative ? -n : n);
    }
    BigInt* number = bigint_allocate(thread, 2);
    if (number == nullptr) return Value();
    number->digits()[0] = static_cast<u32>(magnitude);
    number->digits()[1] = static_cast<u32>(magnitude >> 32);
    return bigint_finish(number, 2, is_negative);
}

}  // namespace

Completion int_create(Thread& thread, i64 number) {
    if (fits_small_int(number)) return Value::from_int(static_cast<SignedWord>(number));
    return from_magnitude(thread, number < 0 ? 0 - static_cast<u64>(number) : static_cast<u64>(number),
                          number < 0);
}

Completion int_create_unsigned(Thread& thread, u64 number) {
    return from_magnitude(thread, number, false);
}

i64 int_to_i64(Value number, bool& fits) {
    if (number.is_int()) {
        fits = true;
        return number.as_int();
    }
    const IntView view(number);
    u64 magnitude = view.count > 0 ? view.digits[0] : 0;
    if (view.count > 1) magnitude |= static_cast<u64>(view.digits[1]) << 32;
    constexpr u64 kLimit = u64{1} << 63;
    fits = view.count <= 2 && (magnitude < kLimit || (magnitude == kLimit && view.is_negative));
    return static_cast<i64>(view.is_negative ? 0 - magnitude : magnitude);
}

Float int_to_float(Value number) {
    if (number.is_int()) return static_cast<Float>(number.as_int());
    const IntView view(number);
    const Float magnitude = digits_to_float<Float>(view.digits, view.count);
    return view.is_negative ? -magnitude : magnitude;
}

Raised int_to_float_checked(Thread& thread, Value number, Float& result) {
    result = int_to_float(number);
    if (number.is_object() && std::isinf(result)) {
        return raise(thread, overflow_error_type, "int too large to convert to float"_packed);
    }
    return kFine;
}

Completion int_from_float(Thread& thread, Float number) {
    if (std::isnan(number))
        return raise(thread, value_error_type, "cannot convert float NaN to integer"_packed);
    if (std::isinf(number))
        return raise(thread, overflow_error_type, "cannot convert float infinity to integer"_packed);
    const FloatParts parts = float_decompose(number);
    if (parts.exponent <= 0) {
        return from_magnitude(thread, parts.exponent < -63 ? 0 : parts.mantissa >> -parts.exponent,
                              parts.is_negative);
    }
    const u32 digits[] = {static_cast<u32>(parts.mantissa), static_cast<u32>(parts.mantissa >> 32)};
    const u32 shift = static_cast<u32>(parts.exponent);
    const u32 count = 2 + shift / 32 + 1;
    BigInt* result = bigint_allocate(thread, count);
    if (result == nullptr) return Value();
    digits_shift_left(result->digits(), digits, 2, shift);
    return bigint_finish(result, count, parts.is_negative);
}

u32 int_bit_length(Value number) {
    const IntView view(number);
    return digits_bit_length(view.digits, view.count);
}

bool int_is_negative(Value number) {
    if (number.is_int()) return number.as_int() < 0;
    return number.is_object() && number.as<BigInt>()->is_negative();
}

Word int_hash(Value number) {
    if (number.is_int()) return static_cast<Word>(number.as_int());
    const IntView view(number);
    if (view.count == 0) return 0;
    Word residue = 0;
    for (u32 i = view.count; i-- != 0;) residue = hash_residue_append(residue, view.digits[i]);
    return view.is_negative ? Word{0} - residue : residue;
}

Completion int_parse(Thread& thread, const char* text, usize length, u32 base, bool& valid) {
    valid = false;
    trim_white_space(text, length);
    usize i = 0;
    bool is_negative = false;
    if (i < length) {
        const u8 sign = flash_byte(text);
        is_negative = sign == '-';
        if (sign == '-' || sign == '+') ++i;
    }
    // 0x, 0o, 0b: wanted with base 0, allowed with their own base.
    bool may_underscore = false;
    bool only_zeros = false;
    if (i + 1 < length && flash_byte(text + i) == '0') {
        const u8 letter = flash_byte(text + i + 1) | 0x20;
        const u32 named = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
        if (named != 0 && (base == 0 || base == named)) {
            base = named;
            i += 2;
            may_underscore = true;
        } else if (base == 0) {
            only_zeros = true;  // 0 and 00 are ints, 01 is none
        }
    }
    if (base == 0) base = 10;

    const BasePower chunk_limit = digits_base_power(base);
    u64 early = 0;  // what came before the chunk, until it takes more than 64 bits
    BigInt* large = nullptr;
    u32 count = 0;
    u32 chunk = 0;
    u32 chunk_power = 1;
    bool any = false;
    for (; i < length; ++i) {
        const u8 c = flash_byte(text + i);
        if (c == '_') {
            if (!may_underscore || i + 1 == length) return Value::from_int(0);
            may_underscore = false;
            continue;
        }
        const u32 digit = digit_value(c);
        if (digit >= base || (only_zeros && digit != 0)) return Value::from_int(0);
        any = true;
        may_underscore = true;
        chunk = chunk * base + digit;
        chunk_power *= base;
        if (chunk_power != chunk_limit.power) continue;
        if (large == nullptr && early >> 32 == 0) {
            early = multiply_wide(static_cast<u32>(early), chunk_power) + chunk;
        } else {
            if (large == nullptr) {
                // Bits for what was taken and for the characters that are left.
                const u32 bits_per_character = static_cast<u32>(std::bit_width(base - 1));
                large = bigint_allocate(
                    thread, 2 + (length - i + chunk_limit.exponent) * bits_per_character / 32 + 2);
                if (large == nullptr) return Value();
                large->digits()[0] = static_cast<u32>(early);
                large->digits()[1] = static_cast<u32>(early >> 32);
                count = 2;
            }
            TRY(check_interrupt(thread));
            const u32 carry = digits_multiply_add(large->digits(), count, chunk_power, chunk);
            if (carry != 0) large->digits()[count++] = carry;
        }
        chunk = 0;
        chunk_power = 1;
    }
    valid = any;
    if (large == nullptr && early >> 32 == 0) {
        return from_magnitude(thread, multiply_wide(static_cast<u32>(early), chunk_power) + chunk,
                              is_negative);
    }
    if (large == nullptr) {
        large = bigint_allocate(thread, 3);
        if (large == nullptr) return Value();
        large->digits()[0] = static_cast<u32>(early);
        large->digits()[1] = static_cast<u32>(early >> 32);
        count = 2;
    }
    if (chunk_power != 1) {
        const u32 carry = digits_multiply_add(large->digits(), count, chunk_power, chunk);
        if (carry != 0) large->digits()[count++] = carry;
    }
    return bigint_finish(large, count, is_negative);
}

Completion int_round(Thread& thread, Value number, SignedWord digits) {
    using bytecode::BinaryOperator;
    if (digits >= 0) return int_unary(thread, bytecode::UnaryOperator::Positive, number);
    const Value unit =
        TRY(int_binary(thread, BinaryOperator::Power, Value::from_int(10), Value::from_int(-digits)));
    const Value quotient = TRY(int_binary(thread, BinaryOperator::FloorDivide, number, unit));
    const Value below = TRY(int_binary(thread, BinaryOperator::Multiply, quotient, unit));
    const Value rest = TRY(int_binary(thread, BinaryOperator::Subtract, number, below));
    const Value twice = TRY(int_binary(thread, BinaryOperator::Add, rest, rest));
    const int half = int_compare(twice, unit);
    const bool is_odd = IntView(quotient).count != 0 && (IntView(quotient).digits[0] & 1) != 0;
    if (half < 0 || (half == 0 && !is_odd)) return below;
    return int_binary(thread, BinaryOperator::Add, below, unit);
}

}  // namespace kinglet::runtime
