#include "base/flash.hpp"

#if defined(__XTENSA__)

namespace kinglet {

// The memory functions of firmware/libc read by words whatever the alignment, from instruction RAM. They are
// called from here, not from the header: where the compiler knows the size it would put loads of single bytes
// in their place.

void flash_copy(void* to, const void* from, usize count) {
    std::memcpy(to, from, count);
}

int flash_compare(const void* left, const void* right, usize count) {
    return std::memcmp(left, right, count);
}

usize flash_length(const char* text) {
    return std::strlen(text);
}

}  // namespace kinglet

#endif
