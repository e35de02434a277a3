// What the files of bytes and bytearray share with each other: slots that serve both, and the tables of
// methods.
#pragma once

#include "python/runtime/call.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/str_methods.hpp"

namespace kinglet::runtime {

inline constexpr u32 kBytesAttributeCount = 42;
inline constexpr u32 kBytearrayAttributeCount = kBytesAttributeCount + 8;
extern const Attribute bytes_attributes[kBytesAttributeCount];
extern const Attribute bytearray_attributes[kBytearrayAttributeCount];

/// Slots of both.
Completion bytes_compare(Thread&, Value self, Value other, bytecode::Comparison);
Raised bytes_length(Thread&, Value self, usize& result);
Completion bytes_binary(Thread&, bytecode::BinaryOperator, Value left, Value right);
Completion bytes_get_item(Thread&, Value self, Value key);
/// b'...' as repr has it.
void bytes_print_quoted(const ByteView& view, Printer&);

/// Appends what bytes(...) and bytearray(...) were called with: nothing, a count of zeros, bytes, a str and
/// its encoding, an iterable of ints.
Raised bytearray_fill(Thread&, ByteArray&, const Arguments&, const Str* function_name);
/// Appends bytes-like objects and iterables of ints.
Raised bytearray_extend(Thread&, ByteArray&, Value source);
/// A byte's value; ValueError: byte must be in range(0, 256).
Raised byte_of(Thread&, Value number, u8& byte);

/// Writes hexadecimal digits. The values, which may be none: separator, bytes per separator, counted from the
/// right, or from the left if negative.
Raised write_hex(Thread&, ByteView bytes, const Value* values, u32 count, StrBuilder&);
/// hex(): values are a bytes or bytearray, separator, bytes per separator.
Completion bytes_hex(Thread&, const Value* values, u32 count);

// Methods of bytearray alone.
Completion bytearray_append(Thread&, Value self, Value byte),
    bytearray_extend_method(Thread&, Value self, Value source), bytearray_pop(Thread&, const Value*, u32),
    bytearray_insert(Thread&, Value self, Value index, Value byte),
    bytearray_remove(Thread&, Value self, Value byte), bytearray_clear(Thread&, Value self),
    bytearray_reverse(Thread&, Value self), bytearray_copy(Thread&, Value self);

}  // namespace kinglet::runtime
