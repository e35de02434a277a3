// Reading bytes that may lie in flash. On the lx106 the flash window and the instruction RAM answer aligned
// 32-bit loads only; a byte load there raises LoadStoreError. Everything that may lie in flash (frozen
// strings, literals, tables) is read through this file, and nowhere else. On the desktop these are plain
// loads. None of them allocates; all may run in an interrupt.
#pragma once

#include <cstring>
#include <type_traits>

#include "base/attributes.hpp"
#include "base/integers.hpp"

namespace kinglet {

/// A word that may lie in flash and of which a byte or a half is wanted next: without this the compiler loads
/// no more than that part.
constexpr u32 whole_word(u32 word) {
#if defined(__XTENSA__)
    if (!std::is_constant_evaluated()) asm("" : "+r"(word));
#endif
    return word;
}
/// The same for a word of another type: one that holds a pointer or a tag.
template <typename Word>
requires(sizeof(Word) == sizeof(usize)) constexpr Word whole_word(Word word) {
#if defined(__XTENSA__)
    if (!std::is_constant_evaluated()) asm("" : "+r"(word));
#endif
    return word;
}

#if defined(__XTENSA__)

/// The word at `address`, which is 4-byte aligned. The compiler cannot narrow this load.
ALWAYS_INLINE u32 flash_word(const void* address) {
    u32 value;
    asm("l32i %0, %1" : "=r"(value) : "m"(*static_cast<const u32*>(address)));
    return value;
}

/// The byte at any address. SSA8L makes the shift of an address by itself.
ALWAYS_INLINE u8 flash_byte(const void* address) {
    const u32 bits = reinterpret_cast<u32>(address);
    u32 shifted;
    asm("ssa8l %1\n\tsrl %0, %2"
        : "=r"(shifted)
        : "r"(bits), "r"(flash_word(reinterpret_cast<const void*>(bits & ~3U))));
    return static_cast<u8>(shifted);
}

/// Copies `count` bytes; `to` is RAM that takes byte stores, `from` may be flash. The ranges do not overlap.
/// These three are the C functions of firmware/libc, under names that the compiler does not know: it would
/// replace a short call by byte loads.
void flash_copy(void* to, const void* from, usize count) asm("memcpy");

/// Compares as memcmp does; either side may be flash.
int flash_compare(const void* left, const void* right, usize count) asm("memcmp");

/// The length of a zero-ended text that may lie in flash.
usize flash_length(const char* text) asm("strlen");

#else

ALWAYS_INLINE u32 flash_word(const void* address) {
    return *static_cast<const u32*>(address);
}
ALWAYS_INLINE u8 flash_byte(const void* address) {
    return *static_cast<const u8*>(address);
}
inline void flash_copy(void* to, const void* from, usize count) {
    if (count != 0) std::memcpy(to, from, count);
}
inline int flash_compare(const void* left, const void* right, usize count) {
    return count == 0 ? 0 : std::memcmp(left, right, count);
}
inline usize flash_length(const char* text) {
    return std::strlen(text);
}

#endif

/// A word of a structure that may lie in flash. The compiler may read only the byte or half of a plain u32
/// that an expression keeps, which flash refuses; of this it reads the whole.
class FlashWord {
  public:
    constexpr FlashWord(u32 value = 0) : value_(value) {}  // NOLINT: the conversion is the point
    constexpr operator u32() const {                       // NOLINT
        if (__builtin_is_constant_evaluated()) return value_;
        return flash_word(&value_);
    }

  private:
    u32 value_;
};

}  // namespace kinglet
