// int of any size: small ones are words (value.hpp), larger ones objects of sign and magnitude. bool derives from int and has no objects.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

/// A large int: never one that fits in a small int. Digits little endian, no leading zeros. May lie in flash (frozen constants).
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
inline bool fits_small_int(i64 number) { return number >= kSmallIntMin && number <= kSmallIntMax; }
/// The low 64 bits (two's complement) of any int; `fits` tells whether that was all.
i64 int_to_i64(Value number, bool& fits);

/// Arithmetic on ints, small or large (bools as ints).
Completion int_binary(Thread&, bytecode::BinaryOperator, Value left, Value right);
Completion int_unary(Thread&, bytecode::UnaryOperator, Value operand);
/// -1, 0, 1.
int int_compare(Value left, Value right);
Float int_to_float(Value number);
/// int(text, base): base 0 or 2..36, underscores as Python has them; 0 and no exception if the text is no int.
Completion int_parse(Thread&, const char* text, usize length, u32 base, bool& valid);

}  // namespace kinglet::runtime
