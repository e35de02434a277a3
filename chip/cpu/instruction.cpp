#include "chip/cpu/instruction.hpp"

#include "chip/cpu/special_register.hpp"

namespace kinglet::chip {

namespace {

struct Pattern {
    u32 match = 0;
    u32 fixed = 0;
    u32 count = 0;
};

constexpr Pattern parse(const char* text) {
    Pattern pattern;
    for (; *text; ++text, ++pattern.count) {
        pattern.match = pattern.match << 1 | (*text == '1');
        pattern.fixed = pattern.fixed << 1 | (*text == '0' || *text == '1');
    }
    return pattern;
}

using enum Operand;

// clang-format off
#define OPERANDS(...) {__VA_ARGS__}
#define INST(name, mnemonic, pattern, operands, handler)                                                 \
    InstructionInfo{#name, mnemonic, parse(pattern).match, parse(pattern).fixed,                         \
                    static_cast<u8>(parse(pattern).count / 8), {operands}, Handler::handler},
// clang-format on
constexpr InstructionInfo kInstructions[] = {
#include "chip/cpu/xtensa.inst"
    InstructionInfo{"Unknown", "?", 0, 0, 3, {}, Handler::Illegal},
};
#undef OPERANDS

constexpr Flow kFlows[] = {
#define HANDLER(name, flow) Flow::flow,
#include "chip/cpu/xtensa.inst"
};

// A row whose pattern has not 16 or 24 characters, or ends in the other length's bits, is a slip of the pen.
consteval bool lengths_are_right() {
    for (const InstructionInfo& row : kInstructions) {
        if (row.handler == Handler::Illegal && !row.fixed) continue;
        const bool narrow = (row.match & 15) >= 8;
        if ((row.fixed & 15) != 15 || row.length != (narrow ? 2 : 3)) return false;
    }
    return true;
}
static_assert(lengths_are_right());

struct SpecialRegisters {
    std::array<SpecialRegisterInfo, 256> rows{};
};

consteval SpecialRegisters special_registers() {
    constexpr u8 None = 0, Read = kSpecialRead, Write = kSpecialWrite, Exchange = kSpecialExchange;
    SpecialRegisters table;
#define SPECIAL_REGISTER(name, number, access, spelled, read_text, write_text) \
    table.rows[number] = {read_text, write_text, access, (access) | (spelled)};
#include "chip/cpu/special_registers.def"
    return table;
}

constexpr SpecialRegisters kSpecialRegisters = special_registers();

}  // namespace

std::span<const InstructionInfo> instruction_table() {
    return kInstructions;
}

const InstructionInfo& info(Opcode opcode) {
    return kInstructions[static_cast<u32>(opcode)];
}

Flow flow_of(Handler handler) {
    return kFlows[static_cast<u32>(handler)];
}

const SpecialRegisterInfo& special_register_info(u32 number) {
    return kSpecialRegisters.rows[number & 255];
}

}  // namespace kinglet::chip
