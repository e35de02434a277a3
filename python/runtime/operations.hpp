// The operations of Python on any values: what the VM's slow paths, the builtins and the types call. Each
// finds the slot, falls back as the language says (reflected operand, default behaviour), and raises the
// TypeError that users know.
#pragma once

#include "python/runtime/call.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/object.hpp"

namespace kinglet::runtime {

// ---- attributes
/// obj.name, bound; AttributeError.
Completion get_attribute(Thread&, Value object, Str& name);
/// The same, but kUndefined instead of AttributeError.
Completion get_attribute_or_undefined(Thread&, Value object, Str& name);
/// For a call: `self_or_undefined` is what goes in front of the arguments, or kUndefined.
Completion get_method(Thread&, Value object, Str& name, Value& self_or_undefined);
Raised set_attribute(Thread&, Value object, Str& name, Value value);
Raised delete_attribute(Thread&, Value object, Str& name);

// ---- operators
Completion binary(Thread&, bytecode::BinaryOperator, Value left, Value right);
Completion inplace(Thread&, bytecode::BinaryOperator, Value left, Value right);
/// The rest of binary() and inplace() after the left operand's class has said NotImplemented: to the plain
/// operator, to the one in place.
Completion binary_after_left(Thread&, bytecode::BinaryOperator, Value left, Value right);
Completion binary_after_inplace(Thread&, bytecode::BinaryOperator, Value left, Value right);
Completion unary(Thread&, bytecode::UnaryOperator, Value operand);
/// Equal .. GreaterEqual give any value; Is, IsNot, In, NotIn a bool.
Completion compare(Thread&, bytecode::Comparison, Value left, Value right);
/// True or False: what a comparison tells of two values of which the left is smaller (`order` below 0), the
/// same or larger.
Value compare_by_order(bytecode::Comparison, int order);
inline Value compare_lengths(bytecode::Comparison comparison, usize left, usize right) {
    return compare_by_order(comparison, left < right ? -1 : left > right ? 1 : 0);
}
/// bool(left == right), identity first.
Raised equal(Thread&, Value left, Value right, bool& result);
Raised truth(Thread&, Value value, bool& result);
Raised hash(Thread&, Value value, Word& result);

// ---- containers
Completion get_item(Thread&, Value object, Value key);
Raised set_item(Thread&, Value object, Value key, Value value);
Raised delete_item(Thread&, Value object, Value key);
Raised contains(Thread&, Value container, Value item, bool& result);
/// item in container, by walking it.
Raised contains_by_iteration(Thread&, Value container, Value item, bool& result);
/// len(object); TypeError: object of type '...' has no len().
Raised length(Thread&, Value object, usize& result);
/// The two halves of index_of: the key as a small int, and where that lies.
Raised index_number(Thread&, Value key, PackedText message, Value& number);
Raised index_in(Thread&, SignedWord index, usize length, PackedText message, usize& result);
/// Makes a small int of the key. What follows sees the sequence as __index__ has left it.
inline Raised index_settle(Thread& thread, Value& key, PackedText message) {
    return key.is_int() ? kFine : index_number(thread, key, message, key);
}
/// An index into a sequence: an int (or __index__), negative counts from the end; IndexError with `message`
/// if out of range. `length` is the sequence's own variable, as __index__ may change it: for a bit field,
/// which has no address, index_settle() goes before.
template <typename Length>
Raised index_of(Thread& thread, Value key, const Length& length, PackedText message, usize& result) {
    if (index_settle(thread, key, message).is_raised()) return kRaised;
    return index_in(thread, key.as_int(), length, message, result);
}
/// An int that fits in a word: TypeError for others, OverflowError if it is too large.
Raised to_integer(Thread&, Value value, SignedWord& result);
/// A number as a float: int, bool, float, __float__; TypeError.
Raised to_float(Thread&, Value value, Float& result);
bool is_number_like_index(Value value);

// ---- iteration
Completion get_iter(Thread&, Value object);
/// The next item of an iterator, or kUndefined at its end.
Completion iter_next(Thread&, Value iterator);

// ---- text
Raised print(Thread&, Value value, Printer&, PrintForm);
/// str(value) / repr(value) as a Str.
Completion to_str(Thread&, Value value, PrintForm);
/// ascii(value) as a Str.
Completion to_ascii(Thread&, Value value);
/// format(value, spec): the builtin types' mini language, __format__ of classes.
Completion format_value(Thread&, Value value, const Str& spec);
/// The same without asking __format__ of a class.
Completion format_plainly(Thread&, Value value, const Str& spec);

}  // namespace kinglet::runtime
