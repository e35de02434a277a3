// Memory functions of the ROM. Whole words of an aligned target are copied by word accesses, wherever they
// come from; the rest by bytes: so copies into instruction RAM, or from flash, work only for an aligned
// target and whole words, as callers of the real ROM know.
#include "chip/rom/rom.hpp"

namespace {

u32& word_at(void* address) {
    return *static_cast<u32*>(address);
}
const u32& word_at(const void* address) {
    return *static_cast<const u32*>(address);
}

/// Four bytes from any address, by the two words that they lie in.
u32 unaligned_word(const u8* bytes) {
    const u32 shift = (reinterpret_cast<u32>(bytes) & 3) * 8;
    const u8* const base = bytes - shift / 8;
    return word_at(base) >> shift | word_at(base + 4) << (32 - shift);
}

bool both_aligned(const void* a, const void* b) {
    return ((reinterpret_cast<u32>(a) | reinterpret_cast<u32>(b)) & 3) == 0;
}

}  // namespace

extern "C" {

void* memcpy(void* to, const void* from, u32 size) {
    u8* target = static_cast<u8*>(to);
    const u8* source = static_cast<const u8*>(from);
    if (both_aligned(to, from)) {
        for (; size >= 4; size -= 4, target += 4, source += 4) {
            word_at(target) = word_at(source);
        }
    } else if ((reinterpret_cast<u32>(target) & 3) == 0) {
        for (; size >= 4; size -= 4, target += 4, source += 4) word_at(target) = unaligned_word(source);
    }
    for (; size != 0; --size) *target++ = *source++;
    return to;
}

void* memmove(void* to, const void* from, u32 size) {
    if (reinterpret_cast<u32>(to) - reinterpret_cast<u32>(from) >= size) return memcpy(to, from, size);
    u8* target = static_cast<u8*>(to) + size;
    const u8* source = static_cast<const u8*>(from) + size;
    if (both_aligned(target, source)) {
        for (; size >= 4; size -= 4) {
            target -= 4;
            source -= 4;
            word_at(target) = word_at(source);
        }
    }
    for (; size != 0; --size) *--target = *--source;
    return to;
}

void* memset(void* to, int value, u32 size) {
    u8* target = static_cast<u8*>(to);
    for (; size != 0 && (reinterpret_cast<u32>(target) & 3) != 0; --size) *target++ = static_cast<u8>(value);
    const u32 word = static_cast<u8>(value) * 0x01010101u;
    for (; size >= 4; size -= 4, target += 4) word_at(target) = word;
    for (; size != 0; --size) *target++ = static_cast<u8>(value);
    return to;
}

int memcmp(const void* left, const void* right, u32 size) {
    const u8* a = static_cast<const u8*>(left);
    const u8* b = static_cast<const u8*>(right);
    for (; size != 0; --size, ++a, ++b) {
        if (*a != *b) return *a - *b;
    }
    return 0;
}

void bzero(void* to, u32 size) {
    memset(to, 0, size);
}

void* ets_memset(void* to, int value, u32 size) {
    return memset(to, value, size);
}
void* ets_memcpy(void* to, const void* from, u32 size) {
    return memcpy(to, from, size);
}
void* ets_memmove(void* to, const void* from, u32 size) {
    return memmove(to, from, size);
}
int ets_memcmp(const void* left, const void* right, u32 size) {
    return memcmp(left, right, size);
}
void ets_bzero(void* to, u32 size) {
    memset(to, 0, size);
}

void* xthal_memcpy(void* to, const void* from, u32 size) {
    return memcpy(to, from, size);
}
void* xthal_bcopy(const void* from, void* to, u32 size) {
    return memmove(to, from, size);
}

}  // extern "C"
