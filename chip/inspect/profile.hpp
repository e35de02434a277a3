// Profile: where the chip's time goes, by function, with who called whom. Written for callgrind viewers
// (kcachegrind, callgrind_annotate), or as folded stacks for flame graphs.
//
// Interrupts and exceptions stand beside the program, below "[interrupt]" and its like: what they take
// belongs to no function that they happened to interrupt. "[waiting]" is the time in WAITI and other sleep.
#pragma once

#include <cstdio>
#include <map>
#include <unordered_map>
#include <vector>

#include "chip/inspect/call_stack.hpp"
#include "chip/machine.hpp"
#include "chip/program_info.hpp"

namespace kinglet::chip {

class Profile final : public CpuProbe {
  public:
    /// Both outlive it.
    Profile(Machine& machine, const ProgramInfo& program);

    bool wants_instruction(u32) const override { return true; }
    bool before_instruction() override;
    void trapped(TrapKind kind, soc::Cause cause, u32 from) override;
    void returned() override { calls_.returned(); }

    /// What was measured until now.
    void write_callgrind(std::FILE* file);
    /// A line a stack: "main;work;helper 1234", in cycles.
    void write_folded(std::FILE* file);

    struct Cost {
        u64 cycles = 0;
        u64 instructions = 0;

        Cost& operator+=(const Cost& other) {
            cycles += other.cycles;
            instructions += other.instructions;
            return *this;
        }
    };
    const Cost& total() const { return total_; }

  private:
    /// A function as it was reached on one way; the root is number 0.
    struct Node {
        u32 parent;
        u32 function;  // its address, or a Pseudo
        Cost self;
        std::map<u32, u32> children;  // by function
    };
    /// What stands for functions that are none: odd, because no function is.
    enum Pseudo : u32 { kRoot = 1, kWaiting = 3, kInterrupt = 5, kNmi = 7, kException = 9, kDebug = 11 };
    struct Arc {
        u32 caller;
        u32 call_pc;
        u32 callee;
        auto operator<=>(const Arc&) const = default;
    };
    struct ArcCost {
        u64 calls = 0;
        Cost inclusive;
    };
    struct Active {
        u32 node;
        u32 call_pc;
        u32 caller_node;
        Cost inclusive;  // of it and what it called, as far as that has ended
    };

    void charge();
    void enter(CallStack::Event event);
    void leave();
    u32 child(u32 node, u32 function);
    std::string name(u32 function) const;
    void write_function(std::FILE* file, u32 function, const std::map<Arc, ArcCost>& arcs);
    std::string path(u32 node) const;

    Machine& machine_;
    const ProgramInfo& program_;
    CallStack calls_;
    std::vector<Node> nodes_;
    std::vector<Active> active_;
    std::map<Arc, ArcCost> arcs_;
    std::unordered_map<u64, Cost> lines_;  // by function << 32 | pc
    Cost total_;
    u64 cycle_;  // up to here everything is charged
    u64 retired_;
    u32 pc_ = 0;
    bool waits_ = false;
};

}  // namespace kinglet::chip
