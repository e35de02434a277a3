// bytes and bytearray. The bytes of a bytes object lie behind its header, perhaps in flash: read them through
// base/flash.hpp. Those of a bytearray lie in a raw block, which moves when it grows.
#pragma once

#include <string_view>

#include "base/flash.hpp"
#include "python/runtime/object.hpp"

namespace kinglet::runtime {

/// Laid out as Str is, so that the two share their methods (text.hpp).
struct Bytes {
    Object header;
    u32 length_word;  // length << 2
    u32 hash;         // 0: not computed yet
    // followed by the bytes and a zero, padded to a whole word

    usize length() const { return length_word >> 2; }
    const u8* data() const { return reinterpret_cast<const u8*>(this + 1); }
    u8* data() { return reinterpret_cast<u8*>(this + 1); }
};

struct ByteArray {
    Object header;
    u8* data;  // raw block, nullptr as long as it never held any; or memory of someone else
    Word count : sizeof(Word) * 8 - 1;
    Word is_borrowed : 1;  // data is of someone else (bytearray_at)
};

/// A bytes constant in flash: inline constexpr StaticBytes<2> x{{{&bytes_type.root}, 4 << 2, 0}, {...}} holds
/// whole words.
template <usize Words>
struct StaticBytes {
    Bytes bytes;
    u32 words[Words];
};

extern const Type bytes_type;
extern const Type bytearray_type;

/// Bytes that may lie in flash: base/flash.hpp reads them.
struct ByteView {
    const u8* data;
    usize count;

    std::string_view text() const { return {reinterpret_cast<const char*>(data), count}; }
};

/// The memory of any object that has some (bytes, bytearray, array, memoryview, their subclasses); false for
/// anything else. Valid until the object changes.
bool buffer_of(Value value, Buffer& buffer);
/// True for bytes, bytearray and their subclasses.
bool is_bytes(Value value);
/// The bytes of such an object.
bool bytes_view(Value value, ByteView& view);
/// The same; TypeError: a bytes-like object is required, not '...'.
Raised require_bytes(Thread&, Value value, ByteView& view);

/// A bytes object of copies; `data` may lie in flash, or be nullptr: zeros, to be filled in. nullptr with
/// MemoryError raised.
Bytes* bytes_create(Thread&, const u8* data, usize count);
ByteArray* bytearray_create(Thread&, const u8* data, usize count);
/// A bytearray that is the memory at `address`, until it grows (uctypes). What the address lies in lives as
/// long.
ByteArray* bytearray_at(Thread&, u8* address, usize count);
/// Makes a bytearray `count` long; new bytes are zero.
Raised bytearray_resize(Thread&, ByteArray&, usize count);

}  // namespace kinglet::runtime
