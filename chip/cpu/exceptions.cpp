// How exceptions and interrupts are entered and left: XEA2. Xtensa ISA, "Exception Option", "Interrupt
// Option", "High-Priority Interrupt Option", "Debug Option".
#include "chip/cpu/cpu.hpp"

#include "chip/cpu/timing.hpp"

namespace kinglet::chip {

namespace {

constexpr u32 kLevel1Mask = soc::kIrqMask & ~soc::kIrqNmiMask;

u32 at_level(u32 ps, u32 level) {
    return (ps & ~soc::kPsIntLevelMask) | soc::kPsExcm | level;
}

}  // namespace

void Cpu::enter(u32 vector) {
    state_.pc = state_.vecbase + vector;
    clock_.advance(kExceptionCycles);
}

void Cpu::tell_trapped(TrapKind kind, Cause cause, u32 from) {
    if (probe_) probe_->trapped(kind, cause, from);
}

void Cpu::raise(Cause cause) {
    const TrapKind kind = cause == Cause::Level1Interrupt ? TrapKind::Interrupt : TrapKind::Exception;
    const u32 from = state_.pc;
    if (observer_ && cause != Cause::Level1Interrupt)
        observer_->exception_taken(cause, state_.pc, state_.excvaddr);
    state_.exccause = static_cast<u32>(cause);
    if (state_.ps & soc::kPsExcm) {
        state_.depc = state_.pc;
        enter(soc::kVectorDouble);
        tell_trapped(kind, cause, from);
        return;
    }
    state_.epc[1] = state_.pc;
    state_.ps |= soc::kPsExcm;
    enter(state_.ps & soc::kPsUm ? soc::kVectorUser : soc::kVectorKernel);
    tell_trapped(kind, cause, from);
}

void Cpu::raise_at(Cause cause, u32 address) {
    state_.excvaddr = address;
    raise(cause);
}

void Cpu::raise_debug(u32 debug_cause) {
    if (observer_) observer_->debug_exception_taken(debug_cause, state_.pc);
    state_.debugcause = debug_cause;
    state_.epc[soc::kIrqLevelDebug] = state_.pc;
    state_.eps[soc::kIrqLevelDebug] = state_.ps;
    state_.ps = at_level(state_.ps, soc::kIrqLevelDebug);
    enter(soc::kVectorDebug);
    tell_trapped(TrapKind::Debug, Cause::None, state_.epc[soc::kIrqLevelDebug]);
}

// The NMI asks nobody but its own level: INTENABLE does not mask it. That it does not interrupt itself (a
// level of 3 in PS) is what QEMU does; silicon under RSIL 3 is not documented.
bool Cpu::is_interrupt_open() const {
    const u32 pending = interrupts_.pending();
    if (!pending) return false;
    const u32 level = state_.interrupt_level();
    if (pending & soc::kIrqNmiMask && level < soc::kIrqLevelNmi) return true;
    return pending & state_.intenable & kLevel1Mask && level < 1;
}

void Cpu::take_interrupt() {
    if (interrupts_.pending() & soc::kIrqNmiMask && state_.interrupt_level() < soc::kIrqLevelNmi) {
        interrupts_.clear(soc::kIrqNmiMask);
        state_.epc[soc::kIrqLevelNmi] = state_.pc;
        state_.eps[soc::kIrqLevelNmi] = state_.ps;
        state_.ps = at_level(state_.ps, soc::kIrqLevelNmi);
        enter(soc::kVectorNmi);
        tell_trapped(TrapKind::Nmi, Cause::None, state_.epc[soc::kIrqLevelNmi]);
        return;
    }
    raise(Cause::Level1Interrupt);
}

// RFE after a double exception goes on where the double exception was; EXCM stays as it is then only for
// RFDE.
void Cpu::return_from_exception() {
    state_.ps &= ~soc::kPsExcm;
    state_.pc = state_.epc[1];
    if (probe_) probe_->returned();
}

void Cpu::return_from_level(u32 level) {
    state_.ps = state_.eps[level] & soc::kPsMask;
    state_.pc = state_.epc[level];
    if (probe_) probe_->returned();
}

}  // namespace kinglet::chip
