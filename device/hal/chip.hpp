// The chip as a whole: why it started, how to start it again, its clock, its number, its interrupts.
// Concrete: one definition per target (firmware/drivers/chip.cpp).
//
// Invariants: the reset cause is that of this start for as long as it lasts; what waits in microseconds, and
// the serial lines, are right at every frequency.
#pragma once

#include "base/integers.hpp"

namespace kinglet::hal {

/// The numbers are MicroPython's.
enum class ResetCause : u8 {
    PowerOn = 0,
    Watchdog = 1,
    Fault = 2,  // an exception of the processor that the firmware could not handle, or a failed VERIFY
    Software = 4,
    DeepSleep = 5,
    Pin = 6,
};

class Chip {
  public:
    /// As the hardware knows it; see BootRecord::cause().
    static ResetCause reset_cause();

    /// Starts everything anew, as the reset pin does; what the serial line still has to send goes out first.
    [[noreturn]] static void reset();

    /// Of the processor, in Hz: 80 or 160 million.
    static u32 frequency();
    /// False for any other.
    [[nodiscard]] static bool set_frequency(u32 hertz);

    /// What no other chip has: the lower half of its MAC address.
    static u32 number();

    /// Masks the interrupts and says how to get the state from before back. Whoever waits lets them in.
    static u32 disable_interrupts();
    static void restore_interrupts(u32 state);
};

}  // namespace kinglet::hal
