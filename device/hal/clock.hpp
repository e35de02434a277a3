// Time since the board's reset, and waiting. Abstract because tests run on a clock of their own;
// `system_clock()` is the real one, defined once per target (firmware/drivers/clock.cpp, host/clock.cpp).
//
// Invariants: the count never goes back and never jumps when the frequency of the processor changes.
#pragma once

#include "base/integers.hpp"

namespace kinglet::hal {

class Clock {
  public:
    /// Microseconds since the reset. Callable from an interrupt.
    u64 microseconds() const { return do_microseconds(); }

    u32 milliseconds() const { return static_cast<u32>(do_microseconds() / 1000); }

    /// The fastest counter there is, for `time.ticks_cpu()` and profiling: processor cycles on the chip.
    /// Wraps at 2^32.
    u32 cycles() const { return do_cycles(); }

    /// Returns after `microseconds` or at once after an interrupt of any kind (a byte arrived, Ctrl-C),
    /// whichever is first. The processor sleeps. A caller that must wait the whole time calls again; that is
    /// also its chance to run pending handlers.
    void sleep_until_event(u64 microseconds) { do_sleep_until_event(microseconds); }

    /// Busy wait, exact to a few cycles. For times shorter than a scheduling decision.
    void delay(u32 microseconds) { do_delay(microseconds); }

  protected:
    ~Clock() = default;

  private:
    virtual u64 do_microseconds() const = 0;
    virtual u32 do_cycles() const = 0;
    virtual void do_sleep_until_event(u64 microseconds) = 0;
    virtual void do_delay(u32 microseconds) = 0;
};

Clock& system_clock();

}  // namespace kinglet::hal
