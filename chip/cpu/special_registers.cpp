// What the special registers read and write. Those that are nothing but a word of State are one line each.
#include "chip/cpu/cpu.hpp"

namespace kinglet::chip {

namespace {

constexpr u32 kExccauseMask = 0x3F;
constexpr u64 kCcountPeriod = u64{1} << 32;

}  // namespace

u32 Cpu::read_special(SpecialRegister number) const {
    switch (number) {
        case SpecialRegister::Sar: return state_.sar;
        case SpecialRegister::Litbase: return state_.litbase;
        case SpecialRegister::Mmid: return state_.mmid;
        case SpecialRegister::Ibreakenable: return state_.ibreakenable;
        case SpecialRegister::Ddr: return state_.ddr;
        case SpecialRegister::Ibreaka0: return state_.ibreaka0;
        case SpecialRegister::Dbreaka0: return state_.dbreaka0;
        case SpecialRegister::Dbreakc0: return state_.dbreakc0;
        case SpecialRegister::Configid0: return soc::kConfigId0;
        case SpecialRegister::Epc1: return state_.epc[1];
        case SpecialRegister::Epc2: return state_.epc[2];
        case SpecialRegister::Epc3: return state_.epc[3];
        case SpecialRegister::Depc: return state_.depc;
        case SpecialRegister::Eps2: return state_.eps[2];
        case SpecialRegister::Eps3: return state_.eps[3];
        case SpecialRegister::Configid1: return soc::kConfigId1;
        case SpecialRegister::Excsave1: return state_.excsave[1];
        case SpecialRegister::Excsave2: return state_.excsave[2];
        case SpecialRegister::Excsave3: return state_.excsave[3];
        case SpecialRegister::Interrupt: return interrupts_.pending();
        case SpecialRegister::Intclear: return 0;
        case SpecialRegister::Intenable: return state_.intenable;
        case SpecialRegister::Ps: return state_.ps;
        case SpecialRegister::Vecbase: return state_.vecbase;
        case SpecialRegister::Exccause: return state_.exccause;
        case SpecialRegister::Debugcause: return state_.debugcause;
        case SpecialRegister::Ccount: return ccount();
        case SpecialRegister::Prid: return 0;
        case SpecialRegister::Icount: return state_.icount;
        case SpecialRegister::Icountlevel: return state_.icountlevel;
        case SpecialRegister::Excvaddr: return state_.excvaddr;
        case SpecialRegister::Ccompare0: return state_.ccompare0;
    }
    return 0;
}

bool Cpu::write_special(SpecialRegister number, u32 value) {
    switch (number) {
        case SpecialRegister::Sar: state_.sar = value & soc::kSarMask; return false;
        case SpecialRegister::Mmid: state_.mmid = value; return false;
        case SpecialRegister::Ddr: state_.ddr = value; return false;
        case SpecialRegister::Epc1: state_.epc[1] = value; return false;
        case SpecialRegister::Epc2: state_.epc[2] = value; return false;
        case SpecialRegister::Epc3: state_.epc[3] = value; return false;
        case SpecialRegister::Depc: state_.depc = value; return false;
        case SpecialRegister::Eps2: state_.eps[2] = value & soc::kPsMask; return false;
        case SpecialRegister::Eps3: state_.eps[3] = value & soc::kPsMask; return false;
        case SpecialRegister::Excsave1: state_.excsave[1] = value; return false;
        case SpecialRegister::Excsave2: state_.excsave[2] = value; return false;
        case SpecialRegister::Excsave3: state_.excsave[3] = value; return false;
        case SpecialRegister::Vecbase: state_.vecbase = value & ~(soc::kVecbaseAlign - 1); return false;
        case SpecialRegister::Exccause: state_.exccause = value & kExccauseMask; return false;
        case SpecialRegister::Excvaddr: state_.excvaddr = value; return false;
        case SpecialRegister::Debugcause:
        case SpecialRegister::Configid0:
        case SpecialRegister::Configid1:
        case SpecialRegister::Prid: return false;  // not executed

        case SpecialRegister::Ps: state_.ps = value & soc::kPsMask; return true;
        case SpecialRegister::Intenable: state_.intenable = value & soc::kIrqMask; return true;
        case SpecialRegister::Interrupt: interrupts_.set(value); return true;
        case SpecialRegister::Intclear: interrupts_.clear(value); return true;
        case SpecialRegister::Icount:
            state_.icount = value;
            icount_written_ = true;
            return true;
        case SpecialRegister::Icountlevel: state_.icountlevel = value & soc::kPsIntLevelMask; return true;

        case SpecialRegister::Ccount:
            state_.ccount_offset = value - static_cast<u32>(clock_.now());
            schedule_timer();
            changed_ = true;
            return true;
        case SpecialRegister::Ccompare0:
            state_.ccompare0 = value;
            interrupts_.set_timer(false);
            schedule_timer();
            changed_ = true;
            return true;

        // Predecoded code depends on these.
        case SpecialRegister::Litbase:
            if (state_.litbase == (value & soc::kLitbaseMask)) return false;
            state_.litbase = value & soc::kLitbaseMask;
            cache_.clear();
            changed_ = true;
            return true;
        case SpecialRegister::Ibreakenable:
            state_.ibreakenable = value & 1;
            cache_.clear();
            changed_ = true;
            return true;
        case SpecialRegister::Ibreaka0:
            state_.ibreaka0 = value;
            cache_.clear();
            changed_ = true;
            return true;
        case SpecialRegister::Dbreaka0: state_.dbreaka0 = value; return false;
        case SpecialRegister::Dbreakc0:
            state_.dbreakc0 = value & (soc::kDbreakStore | soc::kDbreakLoad | soc::kDbreakMaskBits);
            cache_.clear();
            changed_ = true;
            return true;
    }
    return true;
}

// CCOUNT meets CCOMPARE0 once in 2^32 cycles; a value that it has just passed is met a whole turn later.
void Cpu::schedule_timer() {
    const u32 distance = state_.ccompare0 - ccount();
    events_.schedule(timer_event_, clock_.now() + (distance ? distance : kCcountPeriod));
}

void Cpu::on_timer(u64 deadline) {
    interrupts_.set_timer(true);
    events_.schedule(timer_event_, deadline + kCcountPeriod);
}

}  // namespace kinglet::chip
