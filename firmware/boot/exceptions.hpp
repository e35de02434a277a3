// Exceptions other than interrupts. A narrow load from flash or instruction RAM is emulated and counted: it
// works, slowly, and is a defect of the code that does it. Everything else is a fault: a report on the serial
// line, then the processor stops.
#pragma once

#include "base/integers.hpp"

namespace kinglet::firmware {

/// The processor's state when the exception was taken; vectors.S builds it. What the handler writes is what
/// the program resumes with.
struct ExceptionFrame {
    u32 a[16];
    u32 pc;
    u32 ps;
    u32 sar;
    u32 cause;
    u32 address;  // of the data access, where there was one
};

/// The cause that vectors.S gives to a BREAK instruction; the hardware has none of this number.
inline constexpr u32 kCauseBreak = 63;

struct NarrowLoads {
    u32 count;
    u32 last_pc;
};

/// How many narrow loads have been emulated since the reset, and where the last one was.
const NarrowLoads& narrow_loads();

/// Stops for good, in a way that the virtual chip can tell from waiting: asleep with every interrupt masked.
[[noreturn]] void halt();

}  // namespace kinglet::firmware
