// What the rest of the floor needs of the serial line beyond device/hal/uart.hpp.
#pragma once

#include "base/integers.hpp"

namespace kinglet::firmware {

inline constexpr u32 kPeripheralClock = 80'000'000;
inline constexpr u32 kConsoleBaud = 115200;

/// Takes the line over from the boot ROM: interrupts of the receiver on, queues kept.
void start_console();

/// From the interrupt dispatcher.
void handle_console_interrupt();

}  // namespace kinglet::firmware
