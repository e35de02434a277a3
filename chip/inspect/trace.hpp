// Trace: what the chip does, a line each: the cycle, where, and what.
//
//      1234567  40210345 vm_run+0x45              l32i a2, a1, 4
//      1234570  40210348 vm_run+0x48              load32 3ffe8010 table+0x10 = 00000001
//
// What is not asked for costs nothing. A range lets pass what happens at one of its addresses: instructions,
// traps and calls by where they are, accesses also by the data's address.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "chip/inspect/call_stack.hpp"
#include "chip/inspect/moment.hpp"
#include "chip/machine.hpp"
#include "chip/program_info.hpp"

namespace kinglet::chip {

struct TraceOptions {
    bool instructions = false;
    bool calls = false;      // of functions, indented by depth
    bool traps = false;      // exceptions, interrupts, and returns from them
    bool registers = false;  // loads and stores of the chip's blocks
    bool memory = false;     // all loads and stores
    bool messages = false;   // the chip's log: resets, registers that nothing models

    struct Range {
        u32 start;
        u32 end;  // behind it
        bool holds(u32 address) const { return address - start < end - start; }
    };
    std::vector<Range> only;  // empty: everywhere
    Moment from;              // the beginning
    Moment to{Moment::Unit::Cycles, ~u64{0}};

    /// A list of the names above, or "all"; false with `error` set.
    [[nodiscard]] bool parse_kinds(const std::string& list, std::string& error);
    /// A function's name, an address, or START-END.
    [[nodiscard]] bool add_range(const std::string& text, const SymbolTable& symbols, std::string& error);
};

class Trace final : public CpuProbe {
  public:
    /// All of them outlive it.
    Trace(Machine& machine, const ProgramInfo& program, TraceOptions options, std::FILE* file);

    bool wants_instruction(u32 pc) const override;
    Accesses wanted_accesses() const override;
    bool before_instruction() override;
    void accessed(const DataAccess& access) override;
    void trapped(TrapKind kind, soc::Cause cause, u32 from) override;
    void returned() override;
    /// A line of the chip's log.
    void message(const char* source, const char* text);

  private:
    bool is_wanted(u32 address) const;
    bool is_time() const;
    void print(u32 pc, const std::string& text);
    void trace_instruction();
    void trace_call(CallStack::Event event);

    Machine& machine_;
    const ProgramInfo& program_;
    TraceOptions options_;
    std::FILE* file_;
    CallStack calls_;
};

}  // namespace kinglet::chip
