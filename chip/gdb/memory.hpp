// Memory as a debugger reads and writes it: RAM, ROM and the flash window as bytes, the chip's blocks by
// whole words, which do what such an access does on the bus but take no time.
#pragma once

#include <string>
#include <string_view>

#include "chip/core/bus.hpp"

namespace kinglet::chip::gdb {

/// At least one byte, at most `length`; false when there is nothing at the address.
[[nodiscard]] bool read_memory(Bus& bus, u32 address, u32 length, std::string& bytes);

enum class Written : u8 { Everything, NothingThere, ReadOnly };
/// All of it or nothing.
[[nodiscard]] Written write_memory(Bus& bus, u32 address, std::string_view bytes);

}  // namespace kinglet::chip::gdb
