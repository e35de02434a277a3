// The operators of int. Small ints first, each with the check that its result may not be small; the rest goes
// to bigint_operations.
#include <limits>

#include "base/wide.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/bigint_operations.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

using bytecode::BinaryOperator;
using bytecode::UnaryOperator;

constexpr SignedWord kWordBits = sizeof(Word) * 8;

/// The small int or bool; false for large ints.
bool small_of(Value value, SignedWord& n) {
    if (value.is_int()) {
        n = value.as_int();
        return true;
    }
    if (value.is_object()) return false;
    n = value.is_true() ? 1 : 0;
    return true;
}

Completion zero_division(Thread& thread) {
    return raise(thread, zero_division_error_type, "integer division or modulo by zero"_packed);
}

SignedWord floor_divide(SignedWord a, SignedWord b, SignedWord& remainder) {
    SignedWord quotient = a / b;
    remainder = a - quotient * b;
    if (remainder != 0 && (remainder ^ b) < 0) {
        --quotient;
        remainder += b;
    }
    return quotient;
}

Completion pair(Thread& thread, Value first, Value second) {
    const Value both[] = {first, second};
    Tuple* result = tuple_create(thread, both, 2);
    if (result == nullptr) return Value();
    return Value(&result->header);
}

/// How far to shift: a small int that is not negative. Larger counts shift everything out, or want more
/// memory than there is.
Raised shift_count(Thread& thread, Value count, usize& bits) {
    if (int_is_negative(count)) return raise(thread, value_error_type, "negative shift count"_packed);
    SignedWord n;
    bits = small_of(count, n) ? static_cast<usize>(n) : ~usize{0};
    return kFine;
}

/// base ** exponent for an exponent that is not negative: square and multiply from the top bit.
Completion power(Thread& thread, Value base, Value exponent) {
    const u32 bits = int_bit_length(exponent);
    if (bits == 0) return Value::from_int(1);
    const IntView view(exponent);
    // What cannot fit is refused before the work of hours begins: each bit of the base counts, but the top
    // one.
    const u64 bits_each = int_bit_length(base) > 1 ? int_bit_length(base) - 1 : 0;
    SignedWord times = 0;
    const u64 least = small_of(exponent, times) ? bits_each * static_cast<u64>(times) : ~u64{0};
    if (bits_each != 0 && (least >> 3 > thread.heap.size() || (least / bits_each != static_cast<u64>(times))))
        return raise_memory_error(thread, static_cast<usize>(least >> 3));
    Value result = base.is_bool() ? Value::from_int(base.is_true() ? 1 : 0) : base;
    for (u32 bit = bits - 1; bit-- != 0;) {
        result = TRY(int_binary(thread, BinaryOperator::Multiply, result, result));
        if ((view.digits[bit / 32] >> bit % 32 & 1) != 0) {
            result = TRY(int_binary(thread, BinaryOperator::Multiply, result, base));
        }
        // 0 and 1 stay what they are, whatever the exponent.
        if (result == Value::from_int(0) || (result == Value::from_int(1) && base == Value::from_int(1)))
            break;
    }
    return result;
}

Completion power_of(Thread& thread, Value base, Value exponent) {
    if (!int_is_negative(exponent)) return power(thread, base, exponent);
    Float left;
    Float right;
    TRY(int_to_float_checked(thread, base, left));
    TRY(int_to_float_checked(thread, exponent, right));
    // Two ints with this operator: as floats.
    const Value base_float = TRY(float_to_value(thread, left));
    const Value exponent_float = TRY(float_to_value(thread, right));
    return float_binary(thread, BinaryOperator::Power, base_float, exponent_float);
}

Completion large_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    const IntView x(left);
    const IntView y(right);
    switch (op) {
        case BinaryOperator::Add: return bigint_add(thread, x, y, false);
        case BinaryOperator::Subtract: return bigint_add(thread, x, y, true);
        case BinaryOperator::Multiply: return bigint_multiply(thread, x, y);
        case BinaryOperator::TrueDivide: return bigint_true_divide(thread, x, y);
        case BinaryOperator::FloorDivide: {
            Value quotient;
            TRY(bigint_divide(thread, x, y, &quotient, nullptr));
            return quotient;
        }
        case BinaryOperator::Modulo: {
            Value remainder;
            TRY(bigint_divide(thread, x, y, nullptr, &remainder));
            return remainder;
        }
        case BinaryOperator::Divmod: {
            Value quotient;
            Value remainder;
            TRY(bigint_divide(thread, x, y, &quotient, &remainder));
            return pair(thread, quotient, remainder);
        }
        case BinaryOperator::Power: return power_of(thread, left, right);
        case BinaryOperator::LeftShift: {
            usize bits;
            TRY(shift_count(thread, right, bits));
            return bigint_shift_left(thread, x, bits);
        }
        case BinaryOperator::RightShift: {
            usize bits;
            TRY(shift_count(thread, right, bits));
            return bigint_shift_right(thread, x, bits);
        }
        case BinaryOperator::BitAnd:
        case BinaryOperator::BitOr:
        case BinaryOperator::BitXor: return bigint_bitwise(thread, op, x, y);
        case BinaryOperator::MatrixMultiply: break;
    }
    return kNotImplemented;
}

/// base ** exponent in a machine word; false if it does not fit.
bool small_power(SignedWord base, SignedWord exponent, SignedWord& result) {
    result = 1;
    for (;;) {
        if ((exponent & 1) != 0 && multiply_overflows(result, base, result)) return false;
        exponent >>= 1;
        if (exponent == 0) return true;
        if (multiply_overflows(base, base, base)) return false;
    }
}

}  // namespace

Completion int_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    SignedWord a;
    SignedWord b;
    if (!small_of(left, a) || !small_of(right, b)) return large_binary(thread, op, left, right);
    SignedWord result;
    switch (op) {
        case BinaryOperator::Add: result = a + b; break;
        case BinaryOperator::Subtract: result = a - b; break;
        case BinaryOperator::Multiply:
            if (multiply_overflows(a, b, result)) return large_binary(thread, op, left, right);
            break;
        case BinaryOperator::FloorDivide: {
            if (b == 0) return zero_division(thread);
            SignedWord remainder;
            result = floor_divide(a, b, remainder);
            break;
        }
        case BinaryOperator::Modulo:
            if (b == 0) return zero_division(thread);
            floor_divide(a, b, result);
            break;
        case BinaryOperator::Divmod: {
            if (b == 0) return zero_division(thread);
            SignedWord remainder;
            const Value quotient = TRY(int_create(thread, floor_divide(a, b, remainder)));
            return pair(thread, quotient, Value::from_int(remainder));
        }
        case BinaryOperator::TrueDivide: {
            if (b == 0) return raise(thread, zero_division_error_type, "division by zero"_packed);
            // Exact operands make the quotient correctly rounded.
            constexpr SignedWord kExact = SignedWord{1} << std::numeric_limits<Float>::digits;
            if (a > kExact || a < -kExact || b > kExact || b < -kExact)
                return large_binary(thread, op, left, right);
            return float_to_value(thread, static_cast<Float>(a) / static_cast<Float>(b));
        }
        case BinaryOperator::Power:
            if (b < 0 || !small_power(a, b, result)) return large_binary(thread, op, left, right);
            break;
        case BinaryOperator::LeftShift:
            if (b < 0 || b >= kWordBits || a << b >> b != a) {
                if (a == 0 && b >= 0) return Value::from_int(0);
                return large_binary(thread, op, left, right);
            }
            result = a << b;
            break;
        case BinaryOperator::RightShift:
            if (b < 0) return raise(thread, value_error_type, "negative shift count"_packed);
            result = a >> (b >= kWordBits ? kWordBits - 1 : b);
            break;
        case BinaryOperator::BitAnd:
            if (left.is_bool() && right.is_bool()) return Value::from_bool((a & b) != 0);
            result = a & b;
            break;
        case BinaryOperator::BitOr:
            if (left.is_bool() && right.is_bool()) return Value::from_bool((a | b) != 0);
            result = a | b;
            break;
        case BinaryOperator::BitXor:
            if (left.is_bool() && right.is_bool()) return Value::from_bool(a != b);
            result = a ^ b;
            break;
        default: return kNotImplemented;
    }
    return int_create(thread, result);
}

Completion int_unary(Thread& thread, UnaryOperator op, Value operand) {
    SignedWord n;
    if (small_of(operand, n)) {
        switch (op) {
            case UnaryOperator::Negative: return int_create(thread, -static_cast<i64>(n));
            case UnaryOperator::Positive: return Value::from_int(n);
            case UnaryOperator::Invert: return Value::from_int(~n);
            case UnaryOperator::Absolute: return int_create(thread, n < 0 ? -static_cast<i64>(n) : n);
            case UnaryOperator::Not: return Value::from_bool(n == 0);
        }
    }
    const IntView view(operand);
    switch (op) {
        case UnaryOperator::Negative: return bigint_negate(thread, view);
        case UnaryOperator::Positive: break;
        case UnaryOperator::Invert: {  // -x - 1
            const Value one = Value::from_int(1);
            const Value above = TRY(bigint_add(thread, view, IntView(one), false));
            return int_unary(thread, UnaryOperator::Negative, above);
        }
        case UnaryOperator::Absolute:
            if (view.is_negative) return bigint_negate(thread, view);
            break;
        case UnaryOperator::Not: return Value::from_bool(view.count == 0);
    }
    if (is_exactly(operand, int_type)) return operand;
    const Value zero = Value::from_int(0);
    return bigint_add(thread, view, IntView(zero), false);
}

int int_compare(Value left, Value right) {
    SignedWord a;
    SignedWord b;
    if (small_of(left, a) && small_of(right, b)) return a < b ? -1 : a > b ? 1 : 0;
    const IntView x(left);
    const IntView y(right);
    if (x.is_negative != y.is_negative) return x.is_negative ? -1 : 1;
    const int magnitudes = digits_compare(x.digits, x.count, y.digits, y.count);
    return x.is_negative ? -magnitudes : magnitudes;
}

Completion int_power_modulo(Thread& thread, Value base, Value exponent, Value modulus) {
    const auto modulo = [&](Value number) {
        return int_binary(thread, BinaryOperator::Modulo, number, modulus);
    };
    if (IntView(modulus).count == 0)
        return raise(thread, value_error_type, "pow() 3rd argument cannot be 0"_packed);
    if (int_is_negative(exponent)) {
        // The inverse of the base by the extended Euclidean algorithm, to the positive power.
        Value r0 = modulus;
        Value r1 = TRY(modulo(base));
        Value t0 = Value::from_int(0);
        Value t1 = Value::from_int(1);
        while (IntView(r1).count != 0) {
            const Value quotient = TRY(int_binary(thread, BinaryOperator::FloorDivide, r0, r1));
            const Value r_product = TRY(int_binary(thread, BinaryOperator::Multiply, quotient, r1));
            const Value t_product = TRY(int_binary(thread, BinaryOperator::Multiply, quotient, t1));
            const Value r2 = TRY(int_binary(thread, BinaryOperator::Subtract, r0, r_product));
            const Value t2 = TRY(int_binary(thread, BinaryOperator::Subtract, t0, t_product));
            r0 = r1;
            r1 = r2;
            t0 = t1;
            t1 = t2;
        }
        if (r0 == Value::from_int(-1)) {
            t0 = TRY(int_unary(thread, UnaryOperator::Negative, t0));
        } else if (!(r0 == Value::from_int(1))) {
            return raise(thread, value_error_type, "base is not invertible for the given modulus"_packed);
        }
        base = t0;
        exponent = TRY(int_unary(thread, UnaryOperator::Negative, exponent));
    }
    base = TRY(modulo(base));
    Value result = TRY(modulo(Value::from_int(1)));
    const IntView view(exponent);
    for (u32 bit = digits_bit_length(view.digits, view.count); bit-- != 0;) {
        result = TRY(int_binary(thread, BinaryOperator::Multiply, result, result));
        result = TRY(modulo(result));
        if ((view.digits[bit / 32] >> bit % 32 & 1) != 0) {
            result = TRY(int_binary(thread, BinaryOperator::Multiply, result, base));
            result = TRY(modulo(result));
        }
    }
    return result;
}

}  // namespace kinglet::runtime
