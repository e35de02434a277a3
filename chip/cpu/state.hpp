// Everything that the processor is between two instructions. Plain data, shared by the interpreter and
// whatever else executes instructions (translated code, a debugger); a snapshot copies it.
//
// Not here: INTERRUPT is the interrupt controller's, and CCOUNT is the clock's count plus ccount_offset.
#pragma once

#include "base/integers.hpp"
#include "soc/esp8266/core.hpp"

namespace kinglet::chip {

struct State {
    u32 a[16];
    u32 pc;
    u32 sar;  // 6 bits
    u32 ps;
    u32 litbase;

    u32 epc[4];  // by level, 1 to 3
    u32 eps[4];  // 2 and 3
    u32 excsave[4];
    u32 depc;
    u32 exccause;
    u32 excvaddr;
    u32 vecbase;

    u32 intenable;
    u32 ccount_offset;
    u32 ccompare0;

    u32 ibreakenable;
    u32 ibreaka0;
    u32 dbreaka0;
    u32 dbreakc0;
    u32 debugcause;
    u32 icount;
    u32 icountlevel;
    u32 ddr;
    u32 mmid;

    u32 fetch_attributes[soc::kRegionCount];
    u32 data_attributes[soc::kRegionCount];

    u32 waiting;  // a WAITI has not yet been ended by an interrupt
    u32 unused;   // no padding: a snapshot copies the bytes
    u64 retired;  // instructions that ran to their end

    /// The level below and at which interrupts are off.
    u32 interrupt_level() const {
        const u32 level = ps & soc::kPsIntLevelMask;
        return ps & soc::kPsExcm && level < 1 ? 1 : level;
    }
};

}  // namespace kinglet::chip
