// What an instruction costs, in cycles of the CPU. The model and what it leaves out are described in
// README.md; the figures are those of the chip's data where they are known.
#pragma once

#include "base/integers.hpp"
#include "chip/cpu/instruction.hpp"

namespace kinglet::chip {

/// A taken branch, a jump, a call and a return, beyond the instruction's own cycle.
inline constexpr u32 kJumpCycles = 2;
/// Taking an exception or an interrupt, before the first instruction of the handler.
inline constexpr u32 kExceptionCycles = 3;

/// The cycles of one instruction when no branch is taken, waits of the bus not counted. `next` is the one
/// that follows it in memory: a load costs one cycle more when it needs the loaded register.
u32 instruction_cycles(const Instruction& instruction, const Instruction& next);

}  // namespace kinglet::chip
