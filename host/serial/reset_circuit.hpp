// How a board lets the serial adapter's lines reset it into its bootloader.
#pragma once

#include "base/integers.hpp"

namespace kinglet::host {

enum class ResetCircuit : u8 {
    None,
    /// DTR and RTS through two transistors, as beside most USB sockets.
    TwoTransistors,
    /// DTR alone: its edge resets the chip through a capacitor, its level holds GPIO0 low.
    Dtr,
};

}  // namespace kinglet::host
