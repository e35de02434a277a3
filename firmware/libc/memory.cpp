// The memory functions that the compiler calls by itself. Sources may lie in flash or instruction RAM: they
// are read by words only, whatever their alignment. They stand in for the C library's.
#include "base/attributes.hpp"
#include "base/flash.hpp"
#include "base/integers.hpp"

using kinglet::flash_byte;
using kinglet::flash_word;
using kinglet::u32;
using kinglet::u8;

namespace {

ALWAYS_INLINE u32 misalignment(const void* address) {
    return reinterpret_cast<u32>(address) & 3;
}

ALWAYS_INLINE u32& word_at(void* address) {
    return *static_cast<u32*>(address);
}

/// The word that begins `skew` bits into `low` and continues in `high`; skew is 8, 16 or 24.
ALWAYS_INLINE u32 joined(u32 low, u32 high, u32 skew) {
    return low >> skew | high << (32 - skew);
}

}  // namespace

extern "C" {

IRAM void* memcpy(void* to, const void* from, u32 size) {
    u8* target = static_cast<u8*>(to);
    const u8* source = static_cast<const u8*>(from);
    for (; misalignment(target) != 0 && size != 0; --size) *target++ = flash_byte(source++);
    if (const u32 skew = misalignment(source) * 8; skew == 0) {
        for (; size >= 16; size -= 16, target += 16, source += 16) {
            const u32 a = flash_word(source), b = flash_word(source + 4);
            word_at(target) = a;
            word_at(target + 4) = b;
            const u32 c = flash_word(source + 8), d = flash_word(source + 12);
            word_at(target + 8) = c;
            word_at(target + 12) = d;
        }
        for (; size >= 4; size -= 4, target += 4, source += 4) word_at(target) = flash_word(source);
    } else if (size >= 4) {
        const u8* words = source - skew / 8;
        u32 low = flash_word(words);
        for (; size >= 4; size -= 4, target += 4, source += 4) {
            words += 4;
            const u32 high = flash_word(words);
            word_at(target) = joined(low, high, skew);
            low = high;
        }
    }
    for (; size != 0; --size) *target++ = flash_byte(source++);
    return to;
}

IRAM void* memmove(void* to, const void* from, u32 size) {
    u8* target = static_cast<u8*>(to);
    const u8* source = static_cast<const u8*>(from);
    if (reinterpret_cast<u32>(target) - reinterpret_cast<u32>(source) >= size) return memcpy(to, from, size);
    // The target begins inside the source, so both are RAM: from the end.
    target += size;
    source += size;
    if (misalignment(target) == misalignment(source)) {
        for (; misalignment(target) != 0 && size != 0; --size) *--target = *--source;
        for (; size >= 4; size -= 4) {
            target -= 4;
            source -= 4;
            word_at(target) = flash_word(source);
        }
    }
    for (; size != 0; --size) *--target = *--source;
    return to;
}

IRAM void* memset(void* to, int value, u32 size) {
    u8* target = static_cast<u8*>(to);
    const u8 byte = static_cast<u8>(value);
    for (; misalignment(target) != 0 && size != 0; --size) *target++ = byte;
    const u32 word = byte * 0x01010101u;
    for (; size >= 16; size -= 16, target += 16) {
        word_at(target) = word;
        word_at(target + 4) = word;
        word_at(target + 8) = word;
        word_at(target + 12) = word;
    }
    for (; size >= 4; size -= 4, target += 4) word_at(target) = word;
    for (; size != 0; --size) *target++ = byte;
    return to;
}

IRAM int memcmp(const void* left, const void* right, u32 size) {
    const u8* a = static_cast<const u8*>(left);
    const u8* b = static_cast<const u8*>(right);
    if (misalignment(a) == misalignment(b)) {
        for (; misalignment(a) != 0 && size != 0; --size, ++a, ++b) {
            if (const int difference = flash_byte(a) - flash_byte(b); difference != 0) return difference;
        }
        for (; size >= 4 && flash_word(a) == flash_word(b); size -= 4, a += 4, b += 4) {
        }
    }
    for (; size != 0; --size, ++a, ++b) {
        if (const int difference = flash_byte(a) - flash_byte(b); difference != 0) return difference;
    }
    return 0;
}

IRAM u32 strlen(const char* text) {
    const char* end = text;
    for (; misalignment(end) != 0; ++end) {
        if (flash_byte(end) == 0) return static_cast<u32>(end - text);
    }
    // A word without a zero byte: no byte borrows when one is taken from each.
    for (u32 word; word = flash_word(end), ((word - 0x01010101u) & ~word & 0x80808080u) == 0;) end += 4;
    while (flash_byte(end) != 0) ++end;
    return static_cast<u32>(end - text);
}

void* memchr(const void* bytes, int wanted, u32 size) {
    const u8* at = static_cast<const u8*>(bytes);
    for (; size != 0; --size, ++at) {
        if (flash_byte(at) == static_cast<u8>(wanted)) return const_cast<u8*>(at);
    }
    return nullptr;
}

int strcmp(const char* left, const char* right) {
    for (;; ++left, ++right) {
        const u8 a = flash_byte(left), b = flash_byte(right);
        if (a != b) return a - b;
        if (a == 0) return 0;
    }
}

}  // extern "C"
