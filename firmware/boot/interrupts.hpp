// Level-1 interrupts: who handles which, and short critical sections. The vectors are in vectors.S.
//
// Handlers run on the C stack of whoever was interrupted, with further interrupts masked, and must be in
// instruction RAM (IRAM): the flash window may be closed. They may not allocate and may not call Python.
#pragma once

#include "base/integers.hpp"
#include "soc/esp8266/interrupts.hpp"

namespace kinglet::firmware {

using InterruptHandler = void (*)();

/// Sets the handler and enables the interrupt.
void attach_interrupt(soc::Irq irq, InterruptHandler handler);

void detach_interrupt(soc::Irq irq);

/// How many interrupts have been handled since the reset. Whoever sleeps compares it, so that none is missed
/// between looking and sleeping.
u32 interrupt_count();

/// Lowers the interrupt level for the first time.
inline void allow_interrupts() {
    u32 old;
    asm volatile("rsil %0, 0" : "=r"(old) : : "memory");
}

inline u32 enabled_interrupts() {
    u32 mask;
    asm volatile("rsr.intenable %0" : "=r"(mask));
    return mask;
}

inline void enable_only(u32 mask) {
    asm volatile("wsr.intenable %0; rsync" : : "r"(mask) : "memory");
}

inline u32 cycle_count() {
    u32 count;
    asm volatile("rsr.ccount %0" : "=r"(count));
    return count;
}

/// Masks level-1 interrupts while it lives. May be nested.
class InterruptLock {
  public:
    InterruptLock() { asm volatile("rsil %0, 1" : "=r"(old_) : : "memory"); }
    ~InterruptLock() { asm volatile("wsr.ps %0; rsync" : : "r"(old_) : "memory"); }
    InterruptLock(const InterruptLock&) = delete;
    InterruptLock& operator=(const InterruptLock&) = delete;

  private:
    u32 old_;
};

}  // namespace kinglet::firmware
