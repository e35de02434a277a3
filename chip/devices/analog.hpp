// The master of the analog parts' register bus and the ADC. Every block has its 256 registers, which keep
// what is written; two of them, in the PLL's block, set the chip's clock. The ADC's registers are kept but
// convert nothing yet.
#pragma once

#include <array>

#include "chip/core/registers.hpp"
#include "chip/core/reset.hpp"
#include "chip/devices/clock_tree.hpp"

namespace kinglet::chip {

class Analog final : public RegisterBlock<Analog> {
  public:
    Analog(ClockTree& clocks, Log& log);

    /// The analog blocks keep their registers, and so the chip its clock, through a watchdog or software
    /// reset.
    void reset(ResetCause cause);

    void write_i2c(u32 offset, u32 value);
    void write_sar_cfg(u32 offset, u32 value);

  private:
    void reset_blocks();

    ClockTree& clocks_;
    std::array<std::array<u8, 256>, 256> blocks_{};
};

}  // namespace kinglet::chip
