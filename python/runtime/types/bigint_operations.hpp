// The operators on ints of which at least one is large, or the result is. Each returns a value, small where
// it fits.
#pragma once

#include "python/runtime/types/bigint.hpp"

namespace kinglet::runtime {

/// x + y, or x - y.
Completion bigint_add(Thread&, const IntView& x, const IntView& y, bool subtract);
Completion bigint_multiply(Thread&, const IntView& x, const IntView& y);
/// Floor division: what is wanted of quotient and remainder comes back (nullptr: not wanted).
/// ZeroDivisionError.
Raised bigint_divide(Thread&, const IntView& x, const IntView& y, Value* quotient, Value* remainder);
/// x << bits.
Completion bigint_shift_left(Thread&, const IntView& x, usize bits);
/// x >> bits, towards minus infinity.
Completion bigint_shift_right(Thread&, const IntView& x, usize bits);
/// x & y, x | y, x ^ y as if both had infinitely many sign bits.
Completion bigint_bitwise(Thread&, bytecode::BinaryOperator, const IntView& x, const IntView& y);
/// x / y, correctly rounded; ZeroDivisionError, OverflowError.
Completion bigint_true_divide(Thread&, const IntView& x, const IntView& y);
Completion bigint_negate(Thread&, const IntView& x);

}  // namespace kinglet::runtime
