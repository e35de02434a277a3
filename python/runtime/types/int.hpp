// int of any size: small ones are words (value.hpp), larger ones objects of sign and magnitude. bool derives
// from int and has no objects.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

/// A large int: never one that fits in a small int. Digits little endian, no leading zeros. May lie in flash
/// (frozen constants).
struct BigInt {
    Object header;
    u32 count_and_sign;  // digits * 2 + (1 if negative)
    // followed by the digits

    u32 count() const { return count_and_sign >> 1; }
    bool is_negative() const { return (count_and_sign & 1U) != 0; }
    const u32* digits() const { return &count_and_sign + 1; }
    u32* digits() { return &count_and_sign + 1; }
};

extern const Type int_type;
extern const Type bool_type;

/// An int of 64 bits as a value.
Completion int_create(Thread&, i64 number);
Completion int_create_unsigned(Thread&, u64 number);
inline bool fits_small_int(i64 number) {
    return number >= kSmallIntMin && number <= kSmallIntMax;
}
/// The low 64 bits (two's complement) of any int; `fits` tells whether that was all.
i64 int_to_i64(Value number, bool& fits);

/// Arithmetic on ints, small or large (bools as ints).
Completion int_binary(Thread&, bytecode::BinaryOperator, Value left, Value right);
Completion int_unary(Thread&, bytecode::UnaryOperator, Value operand);
/// -1, 0, 1.
int int_compare(Value left, Value right);
/// Correctly rounded; infinity if it is too large.
Float int_to_float(Value number);
/// The same; OverflowError: int too large to convert to float.
Raised int_to_float_checked(Thread&, Value number, Float& result);
/// The whole part; OverflowError for infinity, ValueError for NaN.
Completion int_from_float(Thread&, Float number);
/// int(text, base): base 0 or 2..36, underscores as Python has them; 0 and no exception if the text is no
/// int.
Completion int_parse(Thread&, const char* text, usize length, u32 base, bool& valid);

/// pow(base, exponent, modulus); all ints.
Completion int_power_modulo(Thread&, Value base, Value exponent, Value modulus);
/// round(number, digits) for an int: to 10**-digits where digits is negative, half to even.
Completion int_round(Thread&, Value number, SignedWord digits);
/// Bits of the magnitude.
u32 int_bit_length(Value number);
bool int_is_negative(Value number);
/// The magnitude's digits in a base 2..36, lower case, without prefix and sign.
Raised int_write_magnitude(Thread&, Value number, u32 base, Printer&);
Word int_hash(Value number);

/// True for ints, bools and instances of subclasses of int: what the functions above take.
inline bool is_int(Value value) {
    return value.is_int() || value.is_bool() ||
           (value.is_object() && (value.as_object()->type().flags & kIsIntType) != 0);
}

/// Sign and magnitude of any int, without a copy. Holds pointers into itself or into the object, which it
/// keeps alive.
class IntView {
  public:
    explicit IntView(Value number);
    IntView(const IntView&) = delete;
    IntView& operator=(const IntView&) = delete;

    const u32* digits;
    u32 count;
    bool is_negative;

  private:
    u32 inline_[sizeof(Word) / sizeof(u32)];
};

}  // namespace kinglet::runtime
