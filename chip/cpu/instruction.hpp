// An instruction as data: the rows of xtensa.inst, and a decoded instruction word that refers to its row.
#pragma once

#include <array>
#include <span>

#include "base/integers.hpp"
#include "chip/cpu/operand.hpp"

namespace kinglet::chip {

enum class Opcode : u8 {
#define INST(name, mnemonic, pattern, operands, handler) name,
#include "chip/cpu/xtensa.inst"
    Unknown,  // no row matches
};

inline constexpr u32 kOpcodeCount = static_cast<u32>(Opcode::Unknown);

/// What a decoded instruction does; fewer than opcodes, because encodings share.
enum class Handler : u8 {
#define HANDLER(name, flow) name,
#include "chip/cpu/xtensa.inst"
};

enum class Flow : u8 { Plain, Load, Store, Branch, Jump, System };

struct InstructionInfo {
    const char* name;
    const char* mnemonic;
    u32 match;  // the word's value in the fixed bits
    u32 fixed;  // the bits that must match
    u8 length;  // bytes
    std::array<Operand, 4> operands;
    Handler handler;
};

/// One per row, in the order of Opcode, then one for Opcode::Unknown.
std::span<const InstructionInfo> instruction_table();
const InstructionInfo& info(Opcode opcode);
Flow flow_of(Handler handler);

struct Instruction {
    Opcode opcode;
    u8 length;  // 2 or 3, also for an unknown one
    u32 word;   // the bytes of the instruction, the first one lowest; nothing above them

    u32 operand(u32 index, u32 pc) const { return extract_operand(info(opcode).operands[index], word, pc); }
};

}  // namespace kinglet::chip
