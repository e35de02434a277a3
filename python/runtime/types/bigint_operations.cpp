#include "python/runtime/types/bigint_operations.hpp"

#include "python/runtime/types/float.hpp"
#include "python/runtime/types/float_digits.hpp"

namespace kinglet::runtime {

namespace {

int compare_magnitudes(const IntView& x, const IntView& y) {
    return digits_compare(x.digits, x.count, y.digits, y.count);
}

void copy_digits(u32* to, const u32* from, u32 count) {
    for (u32 i = 0; i < count; ++i) to[i] = from[i];
}

/// The digits of a two's complement number of any length, from the lowest up.
class SignedDigits {
  public:
    explicit SignedDigits(const IntView& number) : number_(number), carry_(number.is_negative ? 1 : 0) {}
    u32 next() {
        const u32 digit = at_ < number_.count ? number_.digits[at_] : 0;
        ++at_;
        if (!number_.is_negative) return digit;
        const u32 result = ~digit + carry_;
        if (digit != 0) carry_ = 0;
        return result;
    }

  private:
    const IntView& number_;
    u32 at_ = 0;
    u32 carry_;
};

Raised divide_by_zero(Thread& thread) {
    return raise(thread, zero_division_error_type, "integer division or modulo by zero"_packed);
}

}  // namespace

Completion bigint_add(Thread& thread, const IntView& x, const IntView& y, bool subtract) {
    const bool y_negative = y.is_negative != subtract;
    const bool x_longer = x.count >= y.count;
    const IntView& longer = x_longer ? x : y;
    const IntView& shorter = x_longer ? y : x;
    BigInt* result = bigint_allocate(thread, longer.count + 1);
    if (result == nullptr) return Value();
    if (x.is_negative == y_negative) {
        digits_add(result->digits(), longer.digits, longer.count, shorter.digits, shorter.count);
        return bigint_finish(result, longer.count + 1, x.is_negative);
    }
    const bool x_larger = compare_magnitudes(x, y) >= 0;
    const IntView& larger = x_larger ? x : y;
    const IntView& smaller = x_larger ? y : x;
    digits_subtract(result->digits(), larger.digits, larger.count, smaller.digits, smaller.count);
    return bigint_finish(result, larger.count, x_larger ? x.is_negative : y_negative);
}

Completion bigint_multiply(Thread& thread, const IntView& x, const IntView& y) {
    const u32 count = x.count + y.count;
    BigInt* result = bigint_allocate(thread, count);
    if (result == nullptr) return Value();
    const u32 smaller = x.count < y.count ? x.count : y.count;
    DigitBuffer buffer(thread);
    // Without memory for the fast way the slow one is still right.
    u32* workspace = smaller < kKaratsubaDigits ? nullptr : buffer.try_create(karatsuba_workspace(smaller));
    if (workspace != nullptr) {
        digits_multiply_large(result->digits(), x.digits, x.count, y.digits, y.count, workspace,
                              &thread.pending);
    } else {
        digits_multiply(result->digits(), x.digits, x.count, y.digits, y.count, &thread.pending);
    }
    TRY(check_interrupt(thread));
    return bigint_finish(result, count, x.is_negative != y.is_negative);
}

namespace {

/// bigint_divide by one digit: the remainder takes no memory of its own.
Raised divide_by_digit(Thread& thread, const IntView& x, const IntView& y, Value* quotient,
                       Value* remainder) {
    BigInt* q = quotient == nullptr ? nullptr : bigint_allocate(thread, x.count + 1);
    if (quotient != nullptr && q == nullptr) return kRaised;
    const bool signs_differ = x.is_negative != y.is_negative;
    u32 rest = digits_divide_small(q == nullptr ? nullptr : q->digits(), x.digits, x.count, y.digits[0]);
    const bool adjust = signs_differ && rest != 0;
    if (quotient != nullptr) {
        const u32 one = 1;
        if (adjust) digits_add(q->digits(), q->digits(), x.count, &one, 1);
        *quotient = bigint_finish(q, x.count + 1, signs_differ);
    }
    if (remainder != nullptr) {
        if (adjust) rest = y.digits[0] - rest;
        *remainder =
            TRY(int_create(thread, y.is_negative ? -static_cast<i64>(rest) : static_cast<i64>(rest)));
    }
    return kFine;
}

}  // namespace

Raised bigint_divide(Thread& thread, const IntView& x, const IntView& y, Value* quotient, Value* remainder) {
    if (y.count == 0) return divide_by_zero(thread);
    if (y.count == 1 && x.count != 0) return divide_by_digit(thread, x, y, quotient, remainder);
    const bool signs_differ = x.is_negative != y.is_negative;
    const bool is_below = compare_magnitudes(x, y) < 0;
    const u32 quotient_count = is_below ? 0 : x.count - y.count + 1;
    BigInt* q = nullptr;
    if (quotient != nullptr) {
        q = bigint_allocate(thread, quotient_count + 1);
        if (q == nullptr) return kRaised;
    }
    // The remainder is worked out in place; division needs a digit above the dividend and one for the shift.
    BigInt* r = bigint_allocate(thread, (x.count > y.count ? x.count : y.count) + 2);
    if (r == nullptr) return kRaised;
    u32* rest = r->digits();
    u32 rest_count = y.count;
    if (is_below) {
        copy_digits(rest, x.digits, x.count);
    } else {
        const u32 shift = static_cast<u32>(std::countl_zero(y.digits[y.count - 1]));
        DigitBuffer buffer(thread);
        u32* divisor = buffer.create(y.count + 1);
        if (divisor == nullptr) return kRaised;
        digits_shift_left(divisor, y.digits, y.count, shift);
        digits_shift_left(rest, x.digits, x.count, shift);
        digits_divide(q == nullptr ? nullptr : q->digits(), rest, x.count, divisor, y.count, &thread.pending);
        TRY(check_interrupt(thread));
        digits_shift_right(rest, rest, y.count, shift);
    }
    const bool adjust = signs_differ && digits_trim(rest, rest_count) != 0;
    if (quotient != nullptr) {
        if (adjust) {
            const u32 one = 1;
            digits_add(q->digits(), q->digits(), quotient_count, &one, quotient_count == 0 ? 0 : 1);
            if (quotient_count == 0) q->digits()[0] = 1;
        }
        *quotient = bigint_finish(q, quotient_count + 1, signs_differ);
    }
    if (remainder != nullptr) {
        if (adjust) digits_subtract(rest, y.digits, y.count, rest, digits_trim(rest, rest_count));
        *remainder = bigint_finish(r, rest_count, y.is_negative);
    }
    return kFine;
}

Completion bigint_shift_left(Thread& thread, const IntView& x, usize bits) {
    if (x.count == 0) return Value::from_int(0);
    const usize count = x.count + bits / 32 + 1;
    BigInt* result = bigint_allocate(thread, count);
    if (result == nullptr) return Value();
    digits_shift_left(result->digits(), x.digits, x.count, static_cast<u32>(bits));
    return bigint_finish(result, static_cast<u32>(count), x.is_negative);
}

Completion bigint_shift_right(Thread& thread, const IntView& x, usize bits) {
    if (bits / 32 >= x.count) return Value::from_int(x.is_negative ? -1 : 0);
    const u32 count = x.count - static_cast<u32>(bits / 32);
    BigInt* result = bigint_allocate(thread, count + 1);
    if (result == nullptr) return Value();
    u32* digits = result->digits();
    const bool lost = digits_shift_right(digits, x.digits, x.count, static_cast<u32>(bits));
    if (lost && x.is_negative) {
        const u32 one = 1;
        digits_add(digits, digits, count, &one, 1);
    }
    return bigint_finish(result, count + 1, x.is_negative);
}

Completion bigint_bitwise(Thread& thread, bytecode::BinaryOperator op, const IntView& x, const IntView& y) {
    const u32 count = (x.count > y.count ? x.count : y.count) + 1;
    BigInt* result = bigint_allocate(thread, count);
    if (result == nullptr) return Value();
    SignedDigits a(x);
    SignedDigits b(y);
    u32* out = result->digits();
    for (u32 i = 0; i < count; ++i) {
        const u32 left = a.next();
        const u32 right = b.next();
        out[i] = op == bytecode::BinaryOperator::BitAnd  ? left & right
                 : op == bytecode::BinaryOperator::BitOr ? left | right
                                                         : left ^ right;
    }
    const bool is_negative = static_cast<i32>(out[count - 1]) < 0;
    if (is_negative) {
        u32 carry = 1;
        for (u32 i = 0; i < count; ++i) {
            out[i] = ~out[i] + carry;
            if (out[i] != 0) carry = 0;
        }
    }
    return bigint_finish(result, count, is_negative);
}

Completion bigint_true_divide(Thread& thread, const IntView& x, const IntView& y) {
    if (y.count == 0) return raise(thread, zero_division_error_type, "division by zero"_packed);
    const bool is_negative = x.is_negative != y.is_negative;
    if (x.count == 0) return float_to_value(thread, is_negative ? -Float{0} : Float{0});
    DigitBuffer buffer(thread);
    u32* workspace = buffer.create(ratio_workspace(x.count, y.count));
    if (workspace == nullptr) return Value();
    const Float result = digits_ratio<Float>(x.digits, x.count, y.digits, y.count, workspace);
    if (result == std::numeric_limits<Float>::infinity()) {
        return raise(thread, overflow_error_type, "integer division result too large for a float"_packed);
    }
    return float_to_value(thread, is_negative ? -result : result);
}

Completion bigint_negate(Thread& thread, const IntView& x) {
    BigInt* result = bigint_allocate(thread, x.count);
    if (result == nullptr) return Value();
    copy_digits(result->digits(), x.digits, x.count);
    return bigint_finish(result, x.count, !x.is_negative);
}

}  // namespace kinglet::runtime
