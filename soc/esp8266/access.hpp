// Reading and writing registers from code that runs on the chip (firmware and boot ROM). Always whole words.
// Everything is inlined: a Field that is passed for real would be read from flash byte by byte.
#pragma once

#include "base/attributes.hpp"
#include "base/integers.hpp"
#include "soc/esp8266/field.hpp"

namespace kinglet::soc {

ALWAYS_INLINE u32 read_register(u32 address) {
    return *reinterpret_cast<volatile u32*>(address);
}
ALWAYS_INLINE void write_register(u32 address, u32 value) {
    *reinterpret_cast<volatile u32*>(address) = value;
}

ALWAYS_INLINE u32 read_field(u32 address, Field field) {
    return field.get(read_register(address));
}
ALWAYS_INLINE void set_bits(u32 address, u32 bits) {
    write_register(address, read_register(address) | bits);
}
ALWAYS_INLINE void clear_bits(u32 address, u32 bits) {
    write_register(address, read_register(address) & ~bits);
}

/// Read, replace one field, write back. Not atomic against interrupts.
ALWAYS_INLINE void write_field(u32 address, Field field, u32 value) {
    write_register(address, field.put(read_register(address), value));
}

}  // namespace kinglet::soc
