// BootRecord: what one start of the board leaves to the next, in the RTC's memory: whether the application
// came up, and how a start that a fault or the watchdog ended did so. Concrete: one definition per target
// (firmware/boot/boot_record.cpp).
//
// Words of the RTC's memory, which a host may read as well:
//   0  bits 7..0: starts in a row that ended too early; 8: this start is not known to be a good one yet;
//      9: its application has begun; 23..16: what ends it, a ResetCause plus 1, or 0
//   1  word 0, inverted and exclusive-or kMark: else the record is void
//   2  bytes of text
//   3  their sum by words, exclusive-or kMark
//   4  the text
#pragma once

#include "base/integers.hpp"
#include "device/hal/chip.hpp"

namespace kinglet::hal {

class BootRecord {
  public:
    static constexpr u32 kMark = 0x4C474E4B;
    static constexpr u32 kFailedMask = 0xFF, kStarting = 1 << 8, kApplication = 1 << 9, kEndShift = 16;
    static constexpr u32 kTextWord = 4;
    static constexpr u32 kMostText = (128 - kTextWord) * sizeof(u32);

    /// Takes over what the start before has left. Once, before anything below.
    static void begin();

    /// Why this start is: as the chip says it, but for what it cannot know: a fault ends in a software reset.
    static ResetCause cause();

    /// How many starts before this one, in a row, were ended by a reset before is_fine().
    static u32 failed_starts();
    /// The last of them did not even come to the application.
    static bool failed_before_application();

    static void application_begins();
    /// The application is up, or the prompt is: this start has not failed. Whoever ends a start on purpose,
    /// by deep sleep, says so first.
    static void is_fine();

    /// What the last fault since power-on said, in bytes; 0: there was none.
    static u32 text_length();
    static u8 text_byte(u32 index);

    /// For those who die: the text byte by byte (what is too long is left out), its end, and the cause.
    static void begin_text();
    static void append(u8 byte);
    static void end_text();
    static void ends_by(ResetCause cause);
};

}  // namespace kinglet::hal
