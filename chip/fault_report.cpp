#include "chip/fault_report.hpp"

#include <array>
#include <cstdio>

#include "chip/cpu/decoder.hpp"
#include "chip/cpu/disassembler.hpp"
#include "chip/cpu/instruction.hpp"

namespace kinglet::chip {

namespace {

bool has_data_address(Cause cause) {
    return cause == Cause::LoadStoreError || cause == Cause::LoadStoreAlignment ||
           cause == Cause::LoadProhibited || cause == Cause::StoreProhibited;
}

}  // namespace

std::string describe_fault(Machine& machine, const ProgramInfo& program) {
    const auto& exception = machine.last_exception();
    if (!exception) return "no exception since reset\n";
    std::string text;
    if (exception->debug_cause)
        text = "break at ";
    else
        text = std::string(soc::cause_name(exception->cause)) + " (cause " +
               std::to_string(static_cast<u32>(exception->cause)) + ") at ";
    text += program.describe(exception->pc);
    if (!exception->debug_cause && has_data_address(exception->cause))
        text += ", address " + program.describe(exception->address);
    text += '\n';
    std::array<u8, 4> bytes{};
    usize size = bytes.size();
    while (size && !machine.bus().peek(exception->pc, bytes.data(), size)) --size;
    if (size >= 2) {
        const Instruction instruction = decode(bytes[0] | bytes[1] << 8 | (size > 2 ? bytes[2] << 16 : 0));
        text += "  " + disassemble(instruction, exception->pc) + "\n";
    }
    text += "  a0 = " + program.describe(exception->a[0]) + "\n";
    for (u32 number = 0; number < std::size(exception->a); ++number) {
        char cell[32];
        std::snprintf(cell, sizeof cell, "  a%-2u %08x", number, exception->a[number]);
        text += cell;
        if (number % 8 == 7) text += '\n';
    }
    char line[80];
    std::snprintf(line, sizeof line, "  ps  %08x  sar %02x  at cycle %llu\n", exception->ps, exception->sar,
                  static_cast<unsigned long long>(exception->cycle));
    return text + line;
}

}  // namespace kinglet::chip
