// The processor: an lx106 on the bus. It executes instructions until something outside it is due.
//
//   cpu.cpp                the life of the processor: reset, run, step, interrupts, the timer
//   interpreter.cpp        the instructions
//   system.cpp             the instructions that touch the processor's own state
//   special_registers.cpp  what RSR, WSR and XSR read and write
//   exceptions.cpp         exceptions, interrupts, debug exceptions: how they are entered and left
//
// Time is the Clock's: it stands at the beginning of the instruction whenever anything outside is called
// (bus, events). Interrupts are taken between instructions, as soon as they are pending and open. An
// instruction whose time has come before the deadline is finished, so the clock may end a few cycles past it;
// the next event is not dispatched before.
#pragma once

#include "base/integers.hpp"
#include "chip/core/archive.hpp"
#include "chip/core/bus.hpp"
#include "chip/core/clock.hpp"
#include "chip/core/events.hpp"
#include "chip/core/irq.hpp"
#include "chip/cpu/block_cache.hpp"
#include "chip/cpu/instruction.hpp"
#include "chip/cpu/probe.hpp"
#include "chip/cpu/special_register.hpp"
#include "chip/cpu/state.hpp"
#include "chip/cpu/translator.hpp"

namespace kinglet::chip {

/// Told what the guest program does to itself. Called before the handler's first instruction.
class CpuObserver {
  public:
    /// An exception, not an interrupt. `address` is that of the data for the causes that have one.
    virtual void exception_taken(Cause cause, u32 pc, u32 address) = 0;
    /// BREAK, a breakpoint or ICOUNT; `debug_cause` as in DEBUGCAUSE.
    virtual void debug_exception_taken(u32 debug_cause, u32 pc) = 0;

  protected:
    ~CpuObserver() = default;
};

class Cpu {
  public:
    Cpu(Bus& bus, Clock& clock, EventQueue& events, InterruptController& interrupts);

    /// As after the reset line: registers as the configuration gives them, the clock untouched.
    void reset();

    /// Executes until the clock reaches `limit`, until the first event is due, or until stop(). Dispatches
    /// nothing. Sleeping (WAITI) makes the clock jump.
    void run(u64 limit);
    /// Executes one instruction, or takes one interrupt, or sleeps to the next event or at most `limit`.
    void step(u64 limit);
    /// Makes run() return before the next instruction. For devices, events and observers.
    void stop() { stop_requested_ = true; }

    /// Light sleep: CCOUNT stands still from now on, or goes on.
    void stop_ccount();
    void start_ccount();

    State& state() { return state_; }
    const State& state() const { return state_; }
    /// Instructions that ran to their end since power-on.
    u64 retired() const { return state_.retired; }
    bool is_waiting() const { return state_.waiting != 0; }
    u32 ccount() const { return static_cast<u32>(clock_.now()) + state_.ccount_offset; }

    void snapshot(Archive& archive);
    void set_observer(CpuObserver* observer) { observer_ = observer; }
    /// Forgets predecoded code: after state() was changed from outside in a way that translation depends on.
    void forget_code() { cache_.clear(); }
    /// Who looks at the processor; null: nobody. Outside of a run only.
    void set_probe(CpuProbe* probe);

    /// For a debugger: what RSR would read, and what WSR would write; false when no register has the number
    /// or the core does not execute the instruction on it.
    bool peek_special(u32 number, u32& value) const;
    bool poke_special(u32 number, u32 value);

  private:
    /// How an instruction of Flow::System ended.
    enum class After : u8 {
        Next,    // go on behind it
        Leave,   // state_.pc says where to go on, and interrupts may have opened
        Raised,  // it raised an exception instead of being executed
    };

    // interpreter.cpp: executes until the deadline or until the outside needs a look. Without a cpu, gives
    // the code addresses for the translator.
    static const void* const* execute(Cpu* cpu, u64 deadline);
    Block* block_at(u32 pc);
    bool has_data_breakpoint(Handler handler, u32 address) const;
    Cause checked_access(Handler handler, u32 address, u32& value);
    bool needs_attention(u64 generation) const;

    // system.cpp; state_.pc is the instruction's address
    After execute_system(const Op& op, u32 next_pc);
    After after_change(u32 next_pc);
    After write_attribute(u32 (&attributes)[soc::kRegionCount], u32 address, u32 value, u32 next_pc);

    // special_registers.cpp
    u32 read_special(SpecialRegister number) const;
    /// Whether the write may have changed what is executed next or whether an interrupt is open.
    bool write_special(SpecialRegister number, u32 value);
    void schedule_timer();
    void on_timer(u64 deadline);

    // exceptions.cpp; state_.pc is the address of the instruction that is not executed
    void raise(Cause cause);
    void raise_at(Cause cause, u32 address);
    void raise_debug(u32 debug_cause);
    bool is_interrupt_open() const;
    void take_interrupt();
    void return_from_exception();
    void return_from_level(u32 level);
    void enter(u32 vector);
    void tell_trapped(TrapKind kind, Cause cause, u32 from);
    void tell_accessed(Handler handler, u32 address, u32 value);

    bool counts_instructions() const { return state_.icountlevel > state_.interrupt_level(); }
    void step_counting(u64 deadline);
    void go(u64 deadline);

    Bus& bus_;
    Clock& clock_;
    EventQueue& events_;
    InterruptController& interrupts_;
    State state_{};
    BlockCache cache_;
    Translator translator_;
    Event timer_event_;
    CpuObserver* observer_ = nullptr;
    CpuProbe* probe_ = nullptr;
    bool stop_requested_ = false;
    bool icount_written_ = false;
    u64 ccount_stopped_at_ = 0;
    bool changed_ = false;  // predecoded code or a deadline, by an instruction
};

}  // namespace kinglet::chip
