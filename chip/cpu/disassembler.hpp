// From an instruction to the text that `objdump -d` shows for it.
#pragma once

#include <string>

#include "chip/cpu/instruction.hpp"

namespace kinglet::chip {

/// Mnemonic, a space, operands separated by ", ". Numbers from -255 to 255 are decimal, others hexadecimal;
/// targets are addresses, without symbols. An unknown instruction is shown as its bytes.
std::string disassemble(const Instruction& instruction, u32 pc);

}  // namespace kinglet::chip
