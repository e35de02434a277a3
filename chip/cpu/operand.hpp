// The operands of the instruction set: which bits of the instruction word each kind has, and what they mean.
//
// A kind names a field and, for registers, a direction: OutR is the register in field r and is written, S the
// one in field s and is read. Immediates are given as the value that the assembler shows; branch targets,
// call targets and literals as addresses, for which the instruction's own address is needed.
// "Xtensa ISA" chapter 7 (formats) and 3.8.
#pragma once

#include "base/integers.hpp"

namespace kinglet::chip {

enum class Operand : u8 {
    None,
    // Registers
    R,
    S,
    T,
    OutR,
    OutS,
    OutT,
    InoutR,
    InoutT,
    HiddenS,  // not shown by binutils (RER, WER)
    HiddenT,
    HiddenOutT,
    // Numbers
    Imm8,
    Imm8x256,
    Imm12,
    ImmAddiN,  // 1 to 15, 0 stands for -1
    Imm7,      // -32 to 95
    ImmS,
    ImmT,
    Constant,  // one of sixteen that programs like to compare with
    ConstantU,
    BitNumber,
    ShiftLeft,  // 1 to 32, of which 32 is said to be reserved
    ShiftRight5,
    ShiftRight4,
    ShiftAmount,
    FieldShift,
    FieldWidth,  // 1 to 16
    Offset8,     // byte offsets, as the name's access width scales them
    Offset16,
    Offset32,
    OffsetN,
    SpecialRead,  // the number of a special register
    SpecialWrite,
    SpecialExchange,
    // Addresses
    Branch6,
    Branch8,
    Branch12,
    Jump18,
    Call18,
    Literal,
};

/// The value of an operand in this instruction word: a register number, a number, or an address. `pc` is the
/// address of the instruction. A Literal is taken relative to the pc; LITBASE is the caller's affair.
u32 extract_operand(Operand kind, u32 word, u32 pc);

/// The word with the operand set to the value, the reverse of extract_operand(). False when the value has no
/// encoding; the word is unchanged then.
[[nodiscard]] bool insert_operand(Operand kind, u32& word, u32 value, u32 pc);

constexpr bool is_register(Operand kind) {
    return kind >= Operand::R && kind <= Operand::HiddenOutT;
}
constexpr bool is_written(Operand kind) {
    return (kind >= Operand::OutR && kind <= Operand::InoutT) || kind == Operand::HiddenOutT;
}
constexpr bool is_read(Operand kind) {
    return is_register(kind) && !(kind >= Operand::OutR && kind <= Operand::OutT) &&
           kind != Operand::HiddenOutT;
}
constexpr bool is_hidden(Operand kind) {
    return kind >= Operand::HiddenS && kind <= Operand::HiddenOutT;
}
constexpr bool is_special(Operand kind) {
    return kind >= Operand::SpecialRead && kind <= Operand::SpecialExchange;
}
/// An address of code or of a literal, shown in hexadecimal.
constexpr bool is_address(Operand kind) {
    return kind >= Operand::Branch6;
}

}  // namespace kinglet::chip
