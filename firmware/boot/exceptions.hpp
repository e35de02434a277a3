// Exceptions other than interrupts. A narrow load from flash or instruction RAM is emulated and counted: it
// works, slowly, and is a defect of the code that does it. Everything else is a fault: a report on the serial
// line and in the BootRecord, then the chip is reset.
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

/// Writes to the fault report: to the serial line, and to the record for the next start while that is open.
void report_byte(u8 byte);

/// Who knows more about a fault adds it by report_byte(), then the chip is reset. Not asked while the flash
/// window is closed. Without it the chip halts.
void set_fault_witness(void (*witness)());

/// Reports that nothing has happened for long at the address, then resets the chip. Needs the flash window.
[[noreturn]] void report_hang(u32 address);

/// For the record: the watchdog has reset the chip, and nobody could report before.
void record_watchdog();

/// Stops for good, in a way that the virtual chip can tell from waiting: asleep with every interrupt masked.
[[noreturn]] void halt();

}  // namespace kinglet::firmware
