// AutoReset: the two transistors between the adapter's lines and the chip, as on boards with a USB socket.
//
//   DTR RTS
//    0   0    nothing is pulled
//    0   1    the reset pin is low
//    1   0    GPIO0 is low
//    1   1    nothing is pulled
//
// A flasher goes from reset (0,1) to GPIO0 (1,0) by way of (1,1), because it can set only one line at a time.
// On a board a capacitor holds the reset pin low meanwhile. Over a network the two steps lie apart by what
// the network takes, so the capacitor here is a large one: kHoldNs.
#pragma once

#include "host/serial/serial_board.hpp"

namespace kinglet::host {

class AutoReset final {
  public:
    static constexpr u64 kHoldNs = 1'000'000'000;
    static constexpr u64 kNever = ~u64{0};

    /// What the transistors leave of the pins' levels.
    struct Pins {
        bool reset = true;
        bool gpio0 = true;

        bool operator==(const Pins&) const = default;
    };

    /// `now`: nanoseconds of any clock that goes on.
    void set(ControlLines lines, u64 now);
    Pins pins(u64 now) const;
    /// When the pins change by themselves.
    u64 deadline() const { return held_until_; }
    ControlLines lines() const { return lines_; }

  private:
    ControlLines lines_;
    u64 held_until_ = kNever;  // the capacitor has been discharged
};

}  // namespace kinglet::host
