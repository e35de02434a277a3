#include "base/flash.hpp"

#if defined(__XTENSA__)

namespace kinglet {

namespace {

bool both_aligned(const void* a, const void* b) {
    return ((reinterpret_cast<u32>(a) | reinterpret_cast<u32>(b)) & 3U) == 0;
}

}  // namespace

void flash_copy(void* to, const void* from, usize count) {
    u8* target = static_cast<u8*>(to);
    const u8* source = static_cast<const u8*>(from);
    if (both_aligned(target, source)) {
        for (; count >= 4; count -= 4, target += 4, source += 4) {
            *static_cast<u32*>(static_cast<void*>(target)) = flash_word(source);
        }
    }
    for (; count != 0; --count) *target++ = flash_byte(source++);
}

int flash_compare(const void* left, const void* right, usize count) {
    const u8* a = static_cast<const u8*>(left);
    const u8* b = static_cast<const u8*>(right);
    if (both_aligned(a, b)) {
        for (; count >= 4 && flash_word(a) == flash_word(b); count -= 4, a += 4, b += 4) {
        }
    }
    for (; count != 0; --count, ++a, ++b) {
        const int difference = flash_byte(a) - flash_byte(b);
        if (difference != 0) return difference;
    }
    return 0;
}

usize flash_length(const char* text) {
    usize length = 0;
    while (flash_byte(text + length) != 0) ++length;
    return length;
}

}  // namespace kinglet

#endif
