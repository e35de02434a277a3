// AutoReset: what is between the adapter's lines and the chip. On most boards with a USB socket these are two
// transistors:
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

#include "host/serial/reset_circuit.hpp"
#include "host/serial/serial_board.hpp"

namespace kinglet::host {

class AutoReset final {
  public:
    static constexpr u64 kHoldNs = 1'000'000'000;
    static constexpr u64 kPulseNs = 20'000'000;  // that the capacitor at DTR alone gives
    static constexpr u64 kNever = ~u64{0};

    explicit AutoReset(ResetCircuit circuit = ResetCircuit::TwoTransistors) : circuit_(circuit) {}

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
    ResetCircuit circuit_;
    ControlLines lines_;
    u64 held_until_ = kNever;  // the capacitor has been discharged
};

}  // namespace kinglet::host
