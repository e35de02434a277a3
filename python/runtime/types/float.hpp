// float: exact IEEE single on the chip, double on the desktop. Most are self-tagged words (value.hpp); the
// rest are objects of this struct.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

struct FloatObject {
    Object header;
    Float number;
};

extern const Type float_type;
extern const FloatObject float_zero, float_negative_zero, float_infinity, float_negative_infinity, float_nan;

/// Any float as a value; MemoryError only for the few that need an object.
Completion float_create(Thread&, Float number);
inline Completion float_to_value(Thread& thread, Float number) {
    const Word word = self_tagged(number);
    if (__builtin_expect(word != 0, 1)) return Value::from_word(word);
    return float_create(thread, number);
}
/// True for instances of subclasses too.
inline bool is_float(Value value) {
    return value.is_float() || (value.is_object() && (value.as_object()->type().flags & kIsFloatType) != 0);
}
/// Only if is_float().
inline Float float_of(Value value) {
    return value.is_float() ? value.as_float() : value.as<FloatObject>()->number;
}

/// Parses a decimal float, correctly rounded; false if the text is no float literal as float() takes it.
bool float_parse(const char* text, usize length, Float& result);
/// repr: the shortest text that reads back the same; returns its length. `buffer` holds at least 32 bytes.
usize float_format_shortest(Float number, char* buffer);

/// round(number, digits) as a float, and round(number) as an int; ties to even.
Completion float_round(Thread&, Float number, SignedWord digits);
Completion float_round_to_int(Thread&, Float number);
/// The hash, equal to that of an equal int.
Word float_hash(Float number);
/// Arithmetic and comparison of two numbers of which at least one is a float; kNotImplemented if one is
/// neither int nor float.
Completion float_binary(Thread&, bytecode::BinaryOperator, Value left, Value right);
Completion float_compare(Thread&, Value left, Value right, bytecode::Comparison);

}  // namespace kinglet::runtime
