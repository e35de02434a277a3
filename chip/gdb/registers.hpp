// The registers as a debugger numbers them: GDB's numbers for an Xtensa core are those of its configuration
// ("target numbers"), the same as the instruction set's with the kind of register above them. The packets g
// and G hold the first kInAll of them in the order of their numbers, which is what a gdb made for the lx106
// expects; the others are asked for one by one.
#pragma once

#include <string>

#include "chip/cpu/cpu.hpp"

namespace kinglet::chip::gdb {

inline constexpr u32 kAddressRegisters = 16;
inline constexpr u32 kPcNumber = 0x20;
inline constexpr u32 kSpecialNumbers = 0x200;  // + the number in RSR

/// a0-15, pc, SAR, LITBASE, the two configuration numbers, PS.
inline constexpr u32 kInAll = 22;
/// The number of the n-th of those.
u32 number_in_all(u32 n);

/// False when there is no such register, or it cannot be read.
[[nodiscard]] bool read_register(const Cpu& cpu, u32 number, u32& value);
/// False when there is none, or it cannot be written. What is written to one that only reads is ignored when
/// all are written.
[[nodiscard]] bool write_register(Cpu& cpu, u32 number, u32 value);

/// The target description: target.xml.
const std::string& target_description();

}  // namespace kinglet::chip::gdb
