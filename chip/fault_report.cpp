#include "chip/fault_report.hpp"

#include <array>
#include <cstdio>

#include "chip/cpu/decoder.hpp"
#include "chip/cpu/disassembler.hpp"
#include "chip/cpu/instruction.hpp"

namespace kinglet::chip {

namespace {

/// "0x40210345 (vm_run+0x45)"
std::string place(u32 address, const SymbolTable& symbols) {
    char number[16];
    std::snprintf(number, sizeof number, "0x%08x", address);
    const std::string name = symbols.describe(address);
    return name.empty() ? std::string(number) : number + (" (" + name + ")");
}

bool has_data_address(Cause cause) {
    return cause == Cause::LoadStoreError || cause == Cause::LoadStoreAlignment ||
           cause == Cause::LoadProhibited || cause == Cause::StoreProhibited;
}

}  // namespace

std::string describe_fault(Machine& machine, const SymbolTable& symbols) {
    const auto& exception = machine.last_exception();
    if (!exception) return "no exception since reset\n";
    std::string text;
    if (exception->debug_cause)
        text = "break at ";
    else
        text = std::string(soc::cause_name(exception->cause)) + " (cause " +
               std::to_string(static_cast<u32>(exception->cause)) + ") at ";
    text += place(exception->pc, symbols);
    if (!exception->debug_cause && has_data_address(exception->cause))
        text += ", address " + place(exception->address, symbols);
    text += '\n';
    std::array<u8, 4> bytes{};
    usize size = bytes.size();
    while (size && !machine.bus().peek(exception->pc, bytes.data(), size)) --size;
    if (size >= 2) {
        const Instruction instruction = decode(bytes[0] | bytes[1] << 8 | (size > 2 ? bytes[2] << 16 : 0));
        text += "  " + disassemble(instruction, exception->pc) + "\n";
    }
    text += "  a0 = " + place(exception->return_address, symbols) + "\n";
    return text;
}

}  // namespace kinglet::chip
