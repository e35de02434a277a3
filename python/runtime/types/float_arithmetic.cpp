// The operators of float, among floats and with ints.
#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/complex.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/float_digits.hpp"
#include "python/runtime/types/float_math.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

using bytecode::BinaryOperator;
using bytecode::Comparison;

/// A float's or an int's value; `known` false for anything else.
Raised operand(Thread& thread, Value value, Float& result, bool& known) {
    if (value.is_float()) {
        result = value.as_float();
        return kFine;
    }
    if (value.is_int()) {
        result = static_cast<Float>(value.as_int());
        return kFine;
    }
    if (is_float(value)) {
        result = float_of(value);
        return kFine;
    }
    if (is_int(value)) return int_to_float_checked(thread, value, result);
    known = false;
    return kFine;
}

/// Quotient and remainder as the language has them: the remainder has the divisor's sign (Language
/// Reference 6.7).
Float floor_divide(Float a, Float b, Float& remainder) {
    remainder = float_fmod(a, b);
    Float quotient = (a - remainder) / b;
    if (remainder != 0) {
        if ((b < 0) != (remainder < 0)) {
            remainder += b;
            quotient -= 1;
        }
    } else {
        remainder = std::copysign(Float{0}, b);
    }
    if (quotient == 0) return std::copysign(Float{0}, a / b);
    const Float whole = float_floor(quotient);
    return quotient - whole > Float{0.5} ? whole + 1 : whole;
}

Completion power(Thread& thread, Float a, Float b) {
    if (a == 0 && b < 0 && std::isfinite(b)) {
        return raise(thread, zero_division_error_type, "0.0 cannot be raised to a negative power"_packed);
    }
    if (a < 0 && std::isfinite(a) && std::isfinite(b) && b != float_floor(b)) {
        return complex_power_of_floats(thread, a, b);
    }
    const Float result = float_power(a, b);
    if (std::isinf(result) && std::isfinite(a) && std::isfinite(b)) {
        return raise(thread, overflow_error_type, "numerical result out of range"_packed);
    }
    return float_to_value(thread, result);
}

/// The order of a finite or infinite float and an int, exactly: -1, 0, 1.
int compare_with_int(Float number, Value integer) {
    if (integer.is_int()) {
        // Small enough to be a float itself?
        constexpr SignedWord kExact = SignedWord{1} << FloatFormat<Float>::kMantissaBits;
        const SignedWord n = integer.as_int();
        if (n <= kExact && n >= -kExact) {
            const auto other = static_cast<Float>(n);
            return number < other ? -1 : number > other ? 1 : 0;
        }
    }
    const IntView view(integer);
    const int sign = number < 0 ? -1 : number > 0 ? 1 : 0;
    const int int_sign = view.count == 0 ? 0 : view.is_negative ? -1 : 1;
    if (sign != int_sign) return sign < int_sign ? -1 : 1;
    if (sign == 0) return 0;
    if (std::isinf(number)) return sign;
    // By the position of the highest bits, then by the top 64 bits, then by what the int has below them.
    const FloatParts parts = float_decompose(number);
    const i32 width = std::bit_width(parts.mantissa);
    const i32 float_bits = width + parts.exponent;
    const auto int_bits = static_cast<i32>(digits_bit_length(view.digits, view.count));
    if (float_bits != int_bits) return float_bits < int_bits ? -sign : sign;
    const u64 float_top = parts.mantissa << (64 - width);
    u64 int_top = 0;
    u32 taken = 0;
    for (u32 i = view.count; i-- != 0 && taken < 3; ++taken) {
        const u64 digit = view.digits[i];
        const i32 shift = static_cast<i32>(i * 32) + 64 - int_bits;  // of this digit within the window
        int_top |= shift >= 0 ? digit << shift : shift > -32 ? digit >> -shift : 0;
    }
    if (float_top != int_top) return float_top < int_top ? -sign : sign;
    bool rest = false;
    for (i32 bit = 0; bit < int_bits - 64 && !rest; bit += 32) {
        u32 digit = view.digits[bit / 32];
        if (int_bits - 64 - bit < 32) digit <<= 32 - (int_bits - 64 - bit);
        rest = digit != 0;
    }
    return rest ? -sign : 0;
}

}  // namespace

Completion float_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    Float a;
    Float b;
    bool known = true;
    TRY(operand(thread, left, a, known));
    TRY(operand(thread, right, b, known));
    if (!known) return kNotImplemented;
    Float result;
    switch (op) {
        case BinaryOperator::Add: result = a + b; break;
        case BinaryOperator::Subtract: result = a - b; break;
        case BinaryOperator::Multiply: result = a * b; break;
        case BinaryOperator::TrueDivide:
            if (b == 0) return raise(thread, zero_division_error_type, "float division by zero"_packed);
            result = a / b;
            break;
        case BinaryOperator::FloorDivide:
        case BinaryOperator::Modulo:
        case BinaryOperator::Divmod: {
            if (b == 0) {
                return raise(thread, zero_division_error_type,
                             op == BinaryOperator::FloorDivide ? "float floor division by zero"_packed
                             : op == BinaryOperator::Modulo    ? "float modulo"_packed
                                                               : "float divmod()"_packed);
            }
            Float remainder;
            const Float quotient = floor_divide(a, b, remainder);
            if (op == BinaryOperator::Divmod) {
                Value both[2];
                both[0] = TRY(float_to_value(thread, quotient));
                both[1] = TRY(float_to_value(thread, remainder));
                Tuple* pair = tuple_create(thread, both, 2);
                if (pair == nullptr) return Value();
                return Value(&pair->header);
            }
            result = op == BinaryOperator::Modulo ? remainder : quotient;
            break;
        }
        case BinaryOperator::Power: return power(thread, a, b);
        default: return kNotImplemented;
    }
    return float_to_value(thread, result);
}

Completion float_compare(Thread&, Value left, Value right, Comparison comparison) {
    const bool left_is_float = is_float(left);
    const bool right_is_float = is_float(right);
    if (!(left_is_float || is_int(left)) || !(right_is_float || is_int(right))) return kNotImplemented;
    int order;
    bool ordered = true;
    if (left_is_float && right_is_float) {
        const Float a = float_of(left);
        const Float b = float_of(right);
        ordered = a == a && b == b;
        order = a < b ? -1 : a > b ? 1 : 0;
    } else {
        const Float number = float_of(left_is_float ? left : right);
        ordered = number == number;
        order = !ordered        ? 0
                : left_is_float ? compare_with_int(number, right)
                                : -compare_with_int(number, left);
    }
    return ordered ? compare_by_order(comparison, order)
                   : Value::from_bool(comparison == Comparison::NotEqual);
}

Word float_hash(Float number) {
    if (!std::isfinite(number)) return number > 0 ? 314159 : number < 0 ? static_cast<Word>(-314159) : 0;
    constexpr auto kLimit = static_cast<Float>(kSmallIntMax);  // rounds up to a power of two
    if (number < kLimit && number >= -kLimit) {
        const auto whole = static_cast<SignedWord>(number);
        if (static_cast<Float>(whole) == number) return static_cast<Word>(whole);
        const Word bits = std::bit_cast<Word>(number);
        return bits ^ bits >> (sizeof(Word) * 4);
    }
    // Whole, and no small int: as the large int that it equals.
    const FloatParts parts = float_decompose(number);
    Word residue = hash_residue_append(0, static_cast<u32>(parts.mantissa >> 32));
    residue = hash_residue_append(residue, static_cast<u32>(parts.mantissa));
    residue = hash_residue_shift(residue, static_cast<u32>(parts.exponent));
    return parts.is_negative ? Word{0} - residue : residue;
}

}  // namespace kinglet::runtime
