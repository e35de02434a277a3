#include "base/flash_text.hpp"

namespace kinglet {

namespace {

bool is_aligned(const char* text) {
    return (reinterpret_cast<usize>(text) & 3U) == 0;
}

#if defined(__XTENSA__)
/// A word with the top bit set in (at least the lowest of) the bytes that are zero.
constexpr u32 zero_bytes(u32 word) {
    return (word - 0x01010101U) & ~word & 0x80808080U;
}
#endif

}  // namespace

usize flash_find_byte(const char* text, usize length, u8 byte) {
#if !defined(__XTENSA__)
    const void* found = length == 0 ? nullptr : std::memchr(text, byte, length);
    return found == nullptr ? kNotFound : static_cast<usize>(static_cast<const char*>(found) - text);
#else
    usize i = 0;
    for (; i < length && !is_aligned(text + i); ++i) {
        if (flash_byte(text + i) == byte) return i;
    }
    const u32 pattern = byte * 0x01010101U;
    while (i + 4 <= length && zero_bytes(flash_word(text + i) ^ pattern) == 0) i += 4;
    for (; i < length; ++i) {
        if (flash_byte(text + i) == byte) return i;
    }
    return kNotFound;
#endif
}

usize flash_find(const char* text, usize length, const char* needle, usize needle_length) {
    if (needle_length == 0) return 0;
    if (needle_length > length) return kNotFound;
    const u8 first = flash_byte(needle);
    const usize last_start = length - needle_length;
    for (usize at = 0; at <= last_start; ++at) {
        const usize step = flash_find_byte(text + at, last_start + 1 - at, first);
        if (step == kNotFound) return kNotFound;
        at += step;
        if (needle_length == 1 || flash_compare(text + at + 1, needle + 1, needle_length - 1) == 0) return at;
    }
    return kNotFound;
}

usize flash_find_last(const char* text, usize length, const char* needle, usize needle_length) {
    if (needle_length > length) return kNotFound;
    if (needle_length == 0) return length;
    const u8 first = flash_byte(needle);
    for (usize at = length - needle_length + 1; at-- != 0;) {
        if (flash_byte(text + at) == first && flash_compare(text + at, needle, needle_length) == 0) return at;
    }
    return kNotFound;
}

bool flash_is_ascii(const char* text, usize length) {
    usize i = 0;
    for (; i < length && !is_aligned(text + i); ++i) {
        if (flash_byte(text + i) >= 0x80) return false;
    }
    for (; i + 4 <= length; i += 4) {
        if ((flash_word(text + i) & 0x80808080U) != 0) return false;
    }
    for (; i < length; ++i) {
        if (flash_byte(text + i) >= 0x80) return false;
    }
    return true;
}

usize flash_count_characters(const char* text, usize length) {
    usize count = 0;
    for (usize i = 0; i < length; ++i) count += (flash_byte(text + i) & 0xC0) != 0x80 ? 1 : 0;
    return count;
}

u32 flash_hash(const char* text, usize length) {
    u32 hash = 2166136261U;
    usize i = 0;
    if (is_aligned(text)) {  // as the text of a str is
        for (; i + 4 <= length; i += 4) {
            u32 word = flash_word(text + i);
            for (u32 k = 0; k < 4; ++k, word >>= 8) hash = (hash ^ (word & 0xFF)) * 16777619U;
        }
    }
    for (; i < length; ++i) hash = (hash ^ flash_byte(text + i)) * 16777619U;
    return hash;
}

}  // namespace kinglet
