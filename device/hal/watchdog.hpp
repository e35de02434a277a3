// The watchdog: resets a chip that shows no sign of life. Concrete: one definition per target.
//
// Who runs the program is asked for a sign every other second, from an interrupt. Without an answer for
// kPatience questions a hook is told where the program is; where not even the interrupt comes through, the
// hardware resets the chip at the second missed one.
#pragma once

#include "base/integers.hpp"

namespace kinglet::hal {

class Watchdog {
  public:
    /// Questions, one each 1.7 s: the longest operations on huge ints take a good part of a minute.
    static constexpr u32 kPatience = 35;

    struct Hooks {
        void (*ask)();
        /// `address`: what was interrupted. Does not come back.
        void (*give_up)(u32 address);
    };

    /// From now on. Both are called from an interrupt.
    static void start(const Hooks& hooks);

    /// The sign.
    static void answer();
};

}  // namespace kinglet::hal
