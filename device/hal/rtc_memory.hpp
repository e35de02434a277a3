// The memory of the real-time clock: a KiB of words that keep what they hold through every reset and deep
// sleep, until the power goes; then it is rubbish. Concrete: one definition per target.
//
// Invariants: words below kUserBegin are the system's (device/hal/boot_record.hpp), those from there on the
// program's; whoever reads them proves by a check that they hold something.
#pragma once

#include "base/integers.hpp"

namespace kinglet::hal {

class RtcMemory {
  public:
    static constexpr u32 kWords = 256;
    static constexpr u32 kUserBegin = 128;

    /// `word` is below kWords.
    static u32 read(u32 word);
    static void write(u32 word, u32 value);
};

}  // namespace kinglet::hal
