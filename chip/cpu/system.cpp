// The instructions that touch the processor's own state. state_.pc is the instruction's address when they
// begin.
#include "chip/cpu/cpu.hpp"

namespace kinglet::chip {

namespace {

constexpr u32 kAttributeMask = 0xF;

u32 region_of(u32 address) {
    return address >> soc::kRegionBits;
}

// The register's form of a region: regions are not translated, so its virtual and its physical place are the
// same.
u32 region_base(u32 address) {
    return region_of(address) << soc::kRegionBits;
}

}  // namespace

Cpu::After Cpu::write_attribute(u32 (&attributes)[soc::kRegionCount], u32 address, u32 value, u32 next_pc) {
    u32& attribute = attributes[region_of(address)];
    if (attribute == (value & kAttributeMask)) return After::Next;
    attribute = value & kAttributeMask;
    cache_.clear();
    changed_ = true;
    return after_change(next_pc);
}

// Behind an instruction that changed the levels, the interrupts, the timer or what predecoded code depends
// on. Most of the time nothing follows from it, and the block goes on.
Cpu::After Cpu::after_change(u32 next_pc) {
    if (!is_interrupt_open() && !counts_instructions() && !changed_) return After::Next;
    changed_ = false;
    state_.pc = next_pc;
    return After::Leave;
}

Cpu::After Cpu::execute_system(const Op& op, u32 next_pc) {
    u32& a = state_.a[op.a];
    const u32 b = state_.a[op.b];
    const SpecialRegister special = static_cast<SpecialRegister>(op.imm);
    switch (static_cast<Handler>(op.handler)) {
        case Handler::Rsr: a = read_special(special); return After::Next;
        case Handler::Wsr: return write_special(special, a) ? after_change(next_pc) : After::Next;
        case Handler::Xsr: {
            const u32 value = a;
            a = read_special(special);
            return write_special(special, value) ? after_change(next_pc) : After::Next;
        }
        case Handler::Rer: a = 0; return After::Next;  // nothing is attached to the external register port
        case Handler::Wer: return After::Next;
        case Handler::Rsil:
            a = state_.ps;
            state_.ps = (state_.ps & ~soc::kPsIntLevelMask) | op.imm;
            return after_change(next_pc);
        case Handler::Waiti:
            state_.ps = (state_.ps & ~soc::kPsIntLevelMask) | op.imm;
            state_.waiting = 1;
            state_.pc = next_pc;
            return After::Leave;
        case Handler::Rfe: return_from_exception(); return After::Leave;
        case Handler::Rfde:
            state_.pc = state_.depc;
            if (probe_) probe_->returned();
            return After::Leave;
        case Handler::Rfi:
            if (op.imm < soc::kIrqLevelDebug || op.imm > soc::kIrqLevelNmi) break;
            return_from_level(op.imm);
            return After::Leave;
        case Handler::Syscall: raise(Cause::Syscall); return After::Raised;
        case Handler::Break:
        case Handler::BreakN:
            if (state_.interrupt_level() >= soc::kIrqLevelDebug) return After::Next;
            raise_debug(static_cast<Handler>(op.handler) == Handler::Break ? soc::kDebugBreak
                                                                           : soc::kDebugBreakNarrow);
            return After::Raised;
        case Handler::Witlb: return write_attribute(state_.fetch_attributes, b, a, next_pc);
        case Handler::Wdtlb: return write_attribute(state_.data_attributes, b, a, next_pc);
        case Handler::Ritlb0:
        case Handler::Rdtlb0: a = region_base(b); return After::Next;
        case Handler::Ritlb1: a = region_base(b) | state_.fetch_attributes[region_of(b)]; return After::Next;
        case Handler::Rdtlb1: a = region_base(b) | state_.data_attributes[region_of(b)]; return After::Next;
        case Handler::Pitlb:
        case Handler::Pdtlb: a = region_base(b) | 1; return After::Next;
        default: break;
    }
    // RFDO and RFDD belong to a debugger on the chip's JTAG port: outside its own mode they are illegal, like
    // everything that has no case.
    raise(Cause::IllegalInstruction);
    return After::Raised;
}

}  // namespace kinglet::chip
