// Execution: what a debugger has asked the processor to stop at, and whether it has. Breakpoints are found
// when code is predecoded, so they cost nothing where there is none; watchpoints make every load and store
// slow.
//
// A step goes through interrupts: their handlers run whole, and the step ends behind its own instruction.
// Into an exception, which the instruction raised, it goes: it ends at the vector.
#pragma once

#include <set>
#include <vector>

#include "chip/machine.hpp"

namespace kinglet::chip::gdb {

class Execution final : public CpuProbe {
  public:
    enum class WatchKind : u8 { Write, Read, Access };
    struct Watchpoint {
        WatchKind kind;
        u32 address;
        u32 length;
        bool operator==(const Watchpoint&) const = default;
    };
    /// Why it has stopped.
    struct Stop {
        enum class Reason : u8 { None, Step, Breakpoint, Watchpoint } reason = Reason::None;
        Watchpoint watchpoint{};  // if it is one
        u32 address = 0;          // of the access
    };

    explicit Execution(Machine& machine) : machine_(machine) {}

    void add_breakpoint(u32 address);
    /// Removing what is not there is no mistake.
    void remove_breakpoint(u32 address);
    /// False when it reaches over the end of memory or there are too many.
    [[nodiscard]] bool add_watchpoint(const Watchpoint& watchpoint);
    void remove_watchpoint(const Watchpoint& watchpoint);
    /// Nothing stops it any more.
    void clear();

    /// The next run goes on until something stops it.
    void resume();
    /// It ends behind the next instruction, or at the first one outside of [start, end) after that.
    void step(u32 start = 0, u32 end = 0);

    const Stop& stop() const { return stop_; }

    bool wants_instruction(u32 pc) const override { return is_stepping_ || breakpoints_.contains(pc); }
    Accesses wanted_accesses() const override {
        return watchpoints_.empty() ? Accesses::None : Accesses::All;
    }
    bool before_instruction() override;
    void accessed(const DataAccess& access) override;
    void trapped(TrapKind kind, soc::Cause cause, u32 from) override;

  private:
    static constexpr usize kMostWatchpoints = 64;

    bool stop_here(Stop::Reason reason);
    bool has_stepped();
    void set_stepping(bool on);
    void let_go();

    Machine& machine_;
    std::set<u32> breakpoints_;
    std::vector<Watchpoint> watchpoints_;
    Stop stop_;
    bool passes_ = false;  // the instruction at passed_pc_ is let through once: we stopped in front of it
    u32 passed_pc_ = 0;

    bool is_stepping_ = false;
    bool has_trapped_ = false;  // the step has led to a vector
    u32 range_start_ = 0, range_end_ = 0;
    u64 stepped_from_ = 0;  // the count of instructions when the step began
    // An interrupt came; the step goes on when the processor is back there.
    bool is_away_ = false;
    u32 away_pc_ = 0, away_stack_ = 0;
    u64 away_retired_ = 0;
};

}  // namespace kinglet::chip::gdb
