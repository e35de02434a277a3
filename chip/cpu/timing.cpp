#include "chip/cpu/timing.hpp"

namespace kinglet::chip {

namespace {

bool reads_register(const Instruction& instruction, u32 number) {
    const Handler handler = info(instruction.opcode).handler;
    if (handler == Handler::Ret) return number == 0;
    for (Operand kind : info(instruction.opcode).operands)
        if (is_read(kind) && extract_operand(kind, instruction.word, 0) == number) return true;
    return false;
}

}  // namespace

u32 instruction_cycles(const Instruction& instruction, const Instruction& next) {
    const Handler handler = info(instruction.opcode).handler;
    const Flow flow = flow_of(handler);
    if (flow == Flow::Jump) return 1 + kJumpCycles;
    if (handler == Handler::Mull) return 2;
    if (flow == Flow::Load && reads_register(next, instruction.operand(0, 0))) return 2;
    return 1;
}

}  // namespace kinglet::chip
