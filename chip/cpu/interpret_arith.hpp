// What the Plain instructions of arithmetic, logic and moves compute. Op's a, b, c are the registers in the
// order of the assembly text, imm is the number.
#pragma once

#include <bit>

#include "base/integers.hpp"
#include "chip/cpu/block.hpp"
#include "chip/cpu/instruction.hpp"
#include "chip/cpu/state.hpp"

namespace kinglet::chip {

template <Handler>
void compute(State& cpu, const Op& op);

// clang-format off
#define COMPUTE(name) template <> inline void compute<Handler::name>(State& cpu [[maybe_unused]], const Op& op [[maybe_unused]])
// clang-format on

COMPUTE(Add) {
    cpu.a[op.a] = cpu.a[op.b] + cpu.a[op.c];
}
COMPUTE(Addx2) {
    cpu.a[op.a] = (cpu.a[op.b] << 1) + cpu.a[op.c];
}
COMPUTE(Addx4) {
    cpu.a[op.a] = (cpu.a[op.b] << 2) + cpu.a[op.c];
}
COMPUTE(Addx8) {
    cpu.a[op.a] = (cpu.a[op.b] << 3) + cpu.a[op.c];
}
COMPUTE(Sub) {
    cpu.a[op.a] = cpu.a[op.b] - cpu.a[op.c];
}
COMPUTE(Subx2) {
    cpu.a[op.a] = (cpu.a[op.b] << 1) - cpu.a[op.c];
}
COMPUTE(Subx4) {
    cpu.a[op.a] = (cpu.a[op.b] << 2) - cpu.a[op.c];
}
COMPUTE(Subx8) {
    cpu.a[op.a] = (cpu.a[op.b] << 3) - cpu.a[op.c];
}
COMPUTE(AddImm) {
    cpu.a[op.a] = cpu.a[op.b] + op.imm;
}
COMPUTE(And) {
    cpu.a[op.a] = cpu.a[op.b] & cpu.a[op.c];
}
COMPUTE(Or) {
    cpu.a[op.a] = cpu.a[op.b] | cpu.a[op.c];
}
COMPUTE(Xor) {
    cpu.a[op.a] = cpu.a[op.b] ^ cpu.a[op.c];
}
COMPUTE(Abs) {
    const u32 value = cpu.a[op.b];
    cpu.a[op.a] = value >> 31 ? 0 - value : value;
}
COMPUTE(Neg) {
    cpu.a[op.a] = 0 - cpu.a[op.b];
}
COMPUTE(Mov) {
    cpu.a[op.a] = cpu.a[op.b];
}
COMPUTE(MovImm) {
    cpu.a[op.a] = op.imm;
}
COMPUTE(Moveqz) {
    if (cpu.a[op.c] == 0) cpu.a[op.a] = cpu.a[op.b];
}
COMPUTE(Movnez) {
    if (cpu.a[op.c] != 0) cpu.a[op.a] = cpu.a[op.b];
}
COMPUTE(Movltz) {
    if (cpu.a[op.c] >> 31) cpu.a[op.a] = cpu.a[op.b];
}
COMPUTE(Movgez) {
    if (!(cpu.a[op.c] >> 31)) cpu.a[op.a] = cpu.a[op.b];
}
COMPUTE(Mul16u) {
    cpu.a[op.a] = (cpu.a[op.b] & 0xFFFF) * (cpu.a[op.c] & 0xFFFF);
}
COMPUTE(Mul16s) {
    cpu.a[op.a] = static_cast<u32>(static_cast<i16>(cpu.a[op.b]) * static_cast<i16>(cpu.a[op.c]));
}
COMPUTE(Mull) {
    cpu.a[op.a] = cpu.a[op.b] * cpu.a[op.c];
}
// How many times the value could be doubled before its sign changed.
COMPUTE(Nsa) {
    const u32 value = cpu.a[op.b];
    const u32 flipped = value >> 31 ? ~value : value;
    cpu.a[op.a] = flipped ? static_cast<u32>(std::countl_zero(flipped)) - 1 : 31;
}
COMPUTE(Nsau) {
    cpu.a[op.a] = static_cast<u32>(std::countl_zero(cpu.a[op.b]));
}
COMPUTE(Nop) {}

}  // namespace kinglet::chip
