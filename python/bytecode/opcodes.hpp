// The opcodes as an enumeration, and the fields of an instruction word. The list and its meaning:
// opcodes.def.
#pragma once

#include "base/integers.hpp"

namespace kinglet::bytecode {

enum class Opcode : u32 {
#define OP(name, form, effect) name,
#include "python/bytecode/opcodes.def"
#undef OP
};

inline constexpr u32 kOpcodeCount = 0
#define OP(name, form, effect) +1
#include "python/bytecode/opcodes.def"
#undef OP
    ;

/// What the operand fields of an instruction are, and whether a word or a jump belongs to it.
enum class Form : u8 { A, AB, ABC, ABx, AsBx, J, ABW, ABCW, ABxW, ABJ, ABCJ };

using Instruction = u32;

constexpr Opcode opcode_of(Instruction word) {
    return static_cast<Opcode>(word & 0xFFU);
}
constexpr u32 field_a(Instruction word) {
    return (word >> 8) & 0xFFU;
}
constexpr u32 field_b(Instruction word) {
    return (word >> 16) & 0xFFU;
}
constexpr u32 field_c(Instruction word) {
    return word >> 24;
}
constexpr u32 field_bx(Instruction word) {
    return word >> 16;
}
constexpr i32 field_sb(Instruction word) {
    return static_cast<i32>(word << 8) >> 24;
}
constexpr i32 field_sc(Instruction word) {
    return static_cast<i32>(word) >> 24;
}
constexpr i32 field_sbx(Instruction word) {
    return static_cast<i32>(word) >> 16;
}
constexpr i32 field_sj(Instruction word) {
    return static_cast<i32>(word) >> 8;
}

constexpr Instruction encode_abc(Opcode op, u32 a, u32 b, u32 c) {
    return static_cast<u32>(op) | (a & 0xFFU) << 8 | (b & 0xFFU) << 16 | (c & 0xFFU) << 24;
}
constexpr Instruction encode_abx(Opcode op, u32 a, u32 bx) {
    return static_cast<u32>(op) | (a & 0xFFU) << 8 | (bx & 0xFFFFU) << 16;
}
constexpr Instruction encode_jump(i32 offset) {
    return static_cast<u32>(Opcode::Jump) | static_cast<u32>(offset) << 8;
}

/// The form of an opcode, and its name for the disassembler.
Form form_of(Opcode op);
const char* name_of(Opcode op);

}  // namespace kinglet::bytecode
