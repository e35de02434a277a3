// What the shifts compute. SAR has 6 bits and holds 0 to 63, though only 0 to 32 come from the instructions
// that are meant to set it: SSL stores 32 minus the amount, and SLL shifts by 32 minus SAR.
#pragma once

#include "chip/cpu/interpret_arith.hpp"

namespace kinglet::chip {

COMPUTE(Extui) {
    cpu.a[op.a] = cpu.a[op.b] >> op.c & op.imm;
}
COMPUTE(Slli) {
    cpu.a[op.a] = cpu.a[op.b] << op.imm;
}
COMPUTE(Srli) {
    cpu.a[op.a] = cpu.a[op.b] >> op.imm;
}
COMPUTE(Srai) {
    cpu.a[op.a] = static_cast<u32>(static_cast<i32>(cpu.a[op.b]) >> op.imm);
}
COMPUTE(Sll) {
    cpu.a[op.a] = static_cast<u32>(u64{cpu.a[op.b]} << ((32 - cpu.sar) & 63));
}
COMPUTE(Srl) {
    cpu.a[op.a] = static_cast<u32>(u64{cpu.a[op.b]} >> cpu.sar);
}
COMPUTE(Sra) {
    cpu.a[op.a] = static_cast<u32>(i64{static_cast<i32>(cpu.a[op.b])} >> cpu.sar);
}
COMPUTE(Src) {
    cpu.a[op.a] = static_cast<u32>((u64{cpu.a[op.b]} << 32 | cpu.a[op.c]) >> cpu.sar);
}
COMPUTE(Ssl) {
    cpu.sar = 32 - (cpu.a[op.a] & 31);
}
COMPUTE(Ssr) {
    cpu.sar = cpu.a[op.a] & 31;
}
COMPUTE(Ssa8l) {
    cpu.sar = (cpu.a[op.a] & 3) * 8;
}
COMPUTE(Ssa8b) {
    cpu.sar = 32 - (cpu.a[op.a] & 3) * 8;
}
COMPUTE(Ssai) {
    cpu.sar = op.imm;
}

}  // namespace kinglet::chip
