// How regs/<block>.hpp writes down a register: an offset, its fields, and one line of facts for the table of
// its block. Names are the vendor's. Firmware uses offsets and fields; the virtual chip also reads the
// tables, so that even a block without a model knows what its registers are called.
#pragma once

#include "base/attributes.hpp"
#include "base/integers.hpp"

namespace kinglet::soc {

/// Bits [shift + width - 1 : shift] of a register. Always inlined: on the chip, a constant of this type lies
/// in flash, whose bytes cannot be read one by one.
struct Field {
    u8 shift;
    u8 width = 1;

    ALWAYS_INLINE constexpr u32 low_mask() const { return width >= 32 ? ~0u : (1u << width) - 1; }
    ALWAYS_INLINE constexpr u32 mask() const { return low_mask() << shift; }
    /// The field's value in a register's word.
    ALWAYS_INLINE constexpr u32 get(u32 word) const { return word >> shift & low_mask(); }
    /// The value at its place, everything else 0; bits that do not fit are dropped.
    ALWAYS_INLINE constexpr u32 of(u32 value) const { return (value & low_mask()) << shift; }
    /// The word with this field replaced.
    ALWAYS_INLINE constexpr u32 put(u32 word, u32 value) const { return (word & ~mask()) | of(value); }
};

enum class RegisterMode : u8 {
    ReadWrite,
    ReadOnly,
    WriteOnly,  // reads as 0
};

struct RegisterFacts {
    u16 offset;
    const char* name;
    u32 reset;     // 0 where no source says otherwise
    u32 writable;  // bits that keep what is written
    RegisterMode mode;
};

inline constexpr RegisterMode kReadWrite = RegisterMode::ReadWrite;
inline constexpr RegisterMode kReadOnly = RegisterMode::ReadOnly;
inline constexpr RegisterMode kWriteOnly = RegisterMode::WriteOnly;
inline constexpr u32 kAllBits = 0xFFFFFFFF;

}  // namespace kinglet::soc
