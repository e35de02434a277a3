// Machine words: what the registers of a @micropython.viper function hold beside objects. Which register
// holds which is known to the compiler alone (compiler/emit_viper.cpp). Addresses are used as they are, on
// the chip those of peripherals among them: 32 bits at a time, as these want it.
#pragma once

#include <cstring>

#include "base/flash.hpp"
#include "python/bytecode/opcodes.hpp"
#include "python/runtime/completion.hpp"

namespace kinglet::runtime {

class Thread;

/// Field C of ToWord and FromWord.
enum WordKind : u32 { kSignedWord = 0, kTruthWord = 1, kAddressWord = 2, kUnsignedWord = 2 };

/// ToWord: `result` is a word, no Value. TypeError for what is no int (and, for an address, no buffer).
Raised word_of_object(Thread&, Value object, u32 kind, Value& result);
/// FromWord. May allocate.
Completion object_of_word(Thread&, Word word, u32 kind);
/// The operators that need care: division (ZeroDivisionError), and shifts by any count.
Raised word_operation(Thread&, bytecode::Opcode, Word left, Word right, Value& result);

// On the chip one access of the width asked for: registers want no other, and an unaligned one is an error
// there. Elsewhere any address will do.
inline constexpr bool kIsChip = sizeof(Word) == 4;

template <typename T>
inline void store_at(Word address, Word word) {
    const T cut = static_cast<T>(word);
    if constexpr (kIsChip)
        *reinterpret_cast<volatile T*>(address) = cut;
    else
        std::memcpy(reinterpret_cast<void*>(address), &cut, sizeof(cut));
}

template <typename T>
inline Word load_at(Word address) {
    T value;
    if constexpr (kIsChip)
        value = *reinterpret_cast<const volatile T*>(address);
    else
        std::memcpy(&value, reinterpret_cast<const void*>(address), sizeof(value));
    return value;
}

/// Flash and instruction RAM give whole words only.
inline Word load_half(Word address) {
    if (!kIsChip || (address & 1U) != 0) return load_at<u16>(address);
    return flash_word(reinterpret_cast<const void*>(address & ~Word{3})) >> (address & 2U) * 8 & 0xFFFFU;
}

}  // namespace kinglet::runtime
