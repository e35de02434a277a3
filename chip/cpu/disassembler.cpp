#include "chip/cpu/disassembler.hpp"

#include <cstdio>

#include "chip/cpu/special_register.hpp"

namespace kinglet::chip {

namespace {

std::string format(const char* pattern, u32 value) {
    char text[24];
    std::snprintf(text, sizeof text, pattern, value);
    return text;
}

std::string number(u32 value) {
    const i32 as_signed = static_cast<i32>(value);
    return as_signed > -256 && as_signed < 256 ? std::to_string(as_signed) : format("0x%x", value);
}

std::string unknown(const Instruction& instruction) {
    std::string text = ".byte ";
    for (u32 i = 0; i < instruction.length; ++i) {
        if (i) text += ", ";
        text += format("0x%02x", instruction.word >> i * 8 & 255);
    }
    return text;
}

}  // namespace

std::string disassemble(const Instruction& instruction, u32 pc) {
    if (instruction.opcode == Opcode::Unknown) return unknown(instruction);
    const InstructionInfo& row = info(instruction.opcode);
    std::string text = row.mnemonic;
    std::string operands;
    for (Operand kind : row.operands) {
        if (kind == Operand::None) break;
        const u32 value = extract_operand(kind, instruction.word, pc);
        if (is_special(kind)) {
            const SpecialRegisterInfo& special = special_register_info(value);
            text += kind == Operand::SpecialRead ? special.read_name : special.write_name;
            continue;
        }
        if (is_hidden(kind)) continue;
        operands += operands.empty() ? " " : ", ";
        if (is_register(kind)) {
            operands += format("a%u", value);
        } else {
            operands += is_address(kind) ? format("0x%x", value) : number(value);
        }
    }
    return text + operands;
}

}  // namespace kinglet::chip
