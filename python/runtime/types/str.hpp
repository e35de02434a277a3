// str: UTF-8 text, immutable, its bytes behind the header. The bytes may lie in flash: read them through
// byte_at() or flash_copy(), never through a plain pointer (base/flash.hpp).
#pragma once

#include <string_view>

#include "base/flash.hpp"
#include "python/runtime/object.hpp"

namespace kinglet::runtime {

inline constexpr u32 kStrIsAscii = 1;  // every byte < 0x80: index = byte offset
inline constexpr u32 kStrIsInterned = 2;

/// The word that holds length and flags.
constexpr u32 str_length_word(usize length, u32 flags) {
    return static_cast<u32>(length << 2) | flags;
}

/// FNV-1a over the bytes; never 0 (0 means: not computed yet).
constexpr u32 hash_text(const char* text, usize length) {
    u32 hash = 2166136261U;
    for (usize i = 0; i < length; ++i) hash = (hash ^ static_cast<u8>(text[i])) * 16777619U;
    return hash == 0 ? 1 : hash;
}

struct Str {
    Object header;
    u32 length_and_flags;
    u32 hash;  // 0: not computed yet
    // followed by the bytes and a zero, padded to a whole word

    usize length() const { return length_and_flags >> 2; }  // in bytes
    bool is_ascii() const { return (length_and_flags & kStrIsAscii) != 0; }
    bool is_interned() const { return (length_and_flags & kStrIsInterned) != 0; }
    const char* data() const { return reinterpret_cast<const char*>(this + 1); }
    char* data() { return reinterpret_cast<char*>(this + 1); }
    u8 byte_at(usize i) const { return flash_byte(data() + i); }
    /// The bytes; on the chip not to be read but through base/flash.hpp.
    std::string_view view() const { return {data(), length()}; }
};

extern const Type str_type;

/// The hash, computed now if it was not.
u32 str_hash(const Str& str);
bool str_equal(const Str& a, const Str& b);

/// A str of valid UTF-8 bytes that may lie in flash; nullptr with MemoryError raised. Single ASCII characters
/// and "" come from flash.
Str* str_create(Thread&, std::string_view utf8);
/// A str of `length` bytes to be filled in by the caller, who then calls str_finish (which finds out whether
/// it is ASCII).
Str* str_allocate(Thread&, usize length);
void str_finish(Str& str);
/// Characters, not bytes.
usize str_character_count(const Str& str);

/// A str of one character; `code_point` is one (below 0x110000).
Str* str_from_character(Thread&, u32 code_point);
/// The character that begins at a byte offset, which is moved behind it.
u32 str_next_character(const Str& str, usize& offset);
/// Writes a character as UTF-8; returns how many bytes (1..4).
u32 utf8_encode(u32 code_point, char* bytes);
/// True if the bytes, which may lie in flash, are UTF-8; `bad` is the offset of the first that is not.
bool utf8_is_valid(const char* bytes, usize length, usize& bad);
/// \xe9, \u20ac or \U0001f600: whichever is the shortest that can.
void write_character_escape(u32 c, Printer&);
/// Writes the text in quotes with escapes, as repr does; the bytes may lie in flash.
void str_print_quoted(std::string_view text, Printer&);

inline bool is_str(Value value) {
    return value.is_object() && (value.as_object()->type().flags & kIsStrType) != 0;
}

}  // namespace kinglet::runtime
