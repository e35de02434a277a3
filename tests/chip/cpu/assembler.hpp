// Writes instructions from xtensa.inst by opcode and operand values, for tests, fuzzers and benchmarks.
// Labels are addresses: forward references are patched by emitting the branch again once the target is known.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <vector>

#include "base/integers.hpp"
#include "chip/cpu/instruction.hpp"

namespace kinglet::chip::test {

/// The instruction's bytes, the first one lowest. Stops the program when an operand has no encoding: a slip
/// of the test.
inline u32 encode(Opcode opcode, std::initializer_list<u32> operands, u32 pc) {
    const InstructionInfo& row = info(opcode);
    u32 word = row.match;
    const u32* value = operands.begin();
    for (Operand kind : row.operands) {
        if (kind == Operand::None) break;
        if (value == operands.end() || !insert_operand(kind, word, *value++, pc)) {
            std::fprintf(stderr, "assembler: %s: an operand is missing or has no encoding\n", row.mnemonic);
            std::abort();
        }
    }
    return word;
}

class Assembler {
  public:
    explicit Assembler(u32 base) : base_(base) {}

    u32 here() const { return base_ + static_cast<u32>(bytes_.size()); }
    const std::vector<u8>& bytes() const { return bytes_; }

    Assembler& operator()(Opcode opcode, std::initializer_list<u32> operands = {}) {
        append(encode(opcode, operands, here()), info(opcode).length);
        return *this;
    }
    /// Raw bytes of an instruction, known or not.
    Assembler& raw(u32 word, u32 length) {
        append(word, length);
        return *this;
    }
    /// Writes an instruction over the one at `address`.
    void patch(u32 address, Opcode opcode, std::initializer_list<u32> operands) {
        const u32 word = encode(opcode, operands, address);
        for (u32 i = 0; i < info(opcode).length; ++i) bytes_[address - base_ + i] = word >> i * 8 & 255;
    }
    void align(u32 alignment) {
        while (here() % alignment) bytes_.push_back(0);
    }
    u32 word(u32 value) {
        align(4);
        const u32 address = here();
        append(value, 4);
        return address;
    }
    /// Loads any number with instructions alone (four of them); the register is the only one that changes.
    void load_number(u32 reg, u32 value) {
        // The halves are built from bytes with MOVI, which sign-extends 12 bits.
        (*this)(Opcode::Movi, {reg, value >> 24});
        for (int shift = 16; shift >= 0; shift -= 8) {
            (*this)(Opcode::Slli, {reg, reg, 8});
            const u32 byte = value >> shift & 255;
            if (byte >= 128) {
                (*this)(Opcode::Addi, {reg, reg, 127});
                (*this)(Opcode::Addi, {reg, reg, byte - 127 > 127 ? 127 : byte - 127});
                if (byte - 127 > 127) (*this)(Opcode::Addi, {reg, reg, byte - 254});
            } else {
                (*this)(Opcode::Addi, {reg, reg, byte});
            }
        }
    }

  private:
    void append(u32 word, u32 length) {
        for (u32 i = 0; i < length; ++i) bytes_.push_back(static_cast<u8>(word >> i * 8));
    }

    u32 base_;
    std::vector<u8> bytes_;
};

}  // namespace kinglet::chip::test
