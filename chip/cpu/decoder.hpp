// From bytes to a row of xtensa.inst.
#pragma once

#include "base/integers.hpp"
#include "chip/cpu/instruction.hpp"

namespace kinglet::chip {

/// The length that the first byte announces: 2 or 3. The two encodings of the low four bits that the core
/// does not have (wide instructions) count as 3.
constexpr u32 instruction_length(u32 first_byte) {
    const u32 op0 = first_byte & 15;
    return op0 >= 8 && op0 < 14 ? 2 : 3;
}

/// Decodes the instruction in the lowest bytes of the word; the bytes above it may hold anything.
/// Opcode::Unknown for what the core does not have, special registers included.
Instruction decode(u32 word);

}  // namespace kinglet::chip
