// SerialBoard: what a host's end of the serial line can do to a board, as an adapter between USB and the chip
// offers it.
#pragma once

#include <span>

#include "chip/devices/serial_line.hpp"

namespace kinglet::host {

/// The adapter's two output lines. True is what programs call "set" or "asserted"; the pin is low then.
struct ControlLines {
    bool dtr = false;
    bool rts = false;

    bool operator==(const ControlLines&) const = default;
};

class SerialBoard {
  public:
    virtual void send(std::span<const u8> bytes, const chip::LineSettings& settings) = 0;
    virtual void send_break(const chip::LineSettings& settings) = 0;
    /// Takes back what is not on its way yet.
    virtual void discard_unsent() = 0;
    virtual void set_lines(ControlLines lines) = 0;
    virtual ControlLines lines() const = 0;

  protected:
    ~SerialBoard() = default;
};

}  // namespace kinglet::host
