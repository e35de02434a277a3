// When the branches branch. The bit number of BBCI and BBSI is its mask here.
#pragma once

#include "base/integers.hpp"
#include "chip/cpu/block.hpp"
#include "chip/cpu/instruction.hpp"
#include "chip/cpu/state.hpp"

namespace kinglet::chip {

template <Handler>
bool is_taken(const State& cpu, const Op& op);

// clang-format off
#define IS_TAKEN(name, condition)                                                                       \
    template <>                                                                                          \
    inline bool is_taken<Handler::name>(const State& cpu, const Op& op) {                                \
        return condition;                                                                                \
    }

IS_TAKEN(Beq,   cpu.a[op.a] == cpu.a[op.b])
IS_TAKEN(Bne,   cpu.a[op.a] != cpu.a[op.b])
IS_TAKEN(Blt,   static_cast<i32>(cpu.a[op.a]) < static_cast<i32>(cpu.a[op.b]))
IS_TAKEN(Bge,   static_cast<i32>(cpu.a[op.a]) >= static_cast<i32>(cpu.a[op.b]))
IS_TAKEN(Bltu,  cpu.a[op.a] < cpu.a[op.b])
IS_TAKEN(Bgeu,  cpu.a[op.a] >= cpu.a[op.b])
IS_TAKEN(Bany,  (cpu.a[op.a] & cpu.a[op.b]) != 0)
IS_TAKEN(Bnone, (cpu.a[op.a] & cpu.a[op.b]) == 0)
IS_TAKEN(Ball,  (~cpu.a[op.a] & cpu.a[op.b]) == 0)
IS_TAKEN(Bnall, (~cpu.a[op.a] & cpu.a[op.b]) != 0)
IS_TAKEN(Bbc,   !(cpu.a[op.a] >> (cpu.a[op.b] & 31) & 1))
IS_TAKEN(Bbs,   (cpu.a[op.a] >> (cpu.a[op.b] & 31) & 1) != 0)
IS_TAKEN(Bbci,  !(cpu.a[op.a] & op.imm))
IS_TAKEN(Bbsi,  (cpu.a[op.a] & op.imm) != 0)
IS_TAKEN(Beqi,  cpu.a[op.a] == op.imm)
IS_TAKEN(Bnei,  cpu.a[op.a] != op.imm)
IS_TAKEN(Blti,  static_cast<i32>(cpu.a[op.a]) < static_cast<i32>(op.imm))
IS_TAKEN(Bgei,  static_cast<i32>(cpu.a[op.a]) >= static_cast<i32>(op.imm))
IS_TAKEN(Bltui, cpu.a[op.a] < op.imm)
IS_TAKEN(Bgeui, cpu.a[op.a] >= op.imm)
IS_TAKEN(Beqz,  cpu.a[op.a] == 0)
IS_TAKEN(Bnez,  cpu.a[op.a] != 0)
IS_TAKEN(Bltz,  static_cast<i32>(cpu.a[op.a]) < 0)
IS_TAKEN(Bgez,  static_cast<i32>(cpu.a[op.a]) >= 0)
// clang-format on

}  // namespace kinglet::chip
