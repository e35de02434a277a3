// The master of the analog parts' register bus, and the ADC behind TOUT. Every block has its 256 registers,
// which keep what is written; two of them, in the PLL's block, set the chip's clock, one lets its 160 MHz
// out.
//
// The ADC converts when SAR_START rises, SAR_SAMPLES + 1 times, each taking as many clocks of 3 MHz as the
// divider says; how the raw results relate to a voltage is inferred from the correction that the vendor's
// driver applies to them (soc::analog::sar_corrected). No noise. Not modelled: measuring the supply.
//
// The radio's parts among them are ready whenever the vendor's library asks, so that it comes to its end.
#pragma once

#include <array>

#include "chip/core/registers.hpp"
#include "chip/core/reset.hpp"
#include "chip/core/timed_event.hpp"
#include "chip/devices/clock_tree.hpp"

namespace kinglet::chip {

class Analog final : public RegisterBlock<Analog> {
  public:
    Analog(ClockTree& clocks, Clock& clock, EventQueue& events, Log& log);

    /// The analog blocks keep their registers, and so the chip its clock, through a watchdog or software
    /// reset.
    void reset(ResetCause cause);
    void snapshot(Archive& archive);
    bool is_audio_clock_on() const;
    /// The voltage at TOUT from now on; the converter's range is 0 to 1 V.
    void set_tout_microvolts(u32 microvolts) { tout_microvolts_ = microvolts; }

    void write_i2c(u32 offset, u32 value);
    u32 read_sar_cfg(u32 offset);
    void write_sar_cfg(u32 offset, u32 value);

  private:
    void reset_blocks();
    void on_converted(u64);

    ClockTree& clocks_;
    TimedEvent converted_;
    u32 tout_microvolts_ = 0;
    bool noted_off_ = false;
    bool noted_unconnected_ = false;
    std::array<std::array<u8, 256>, 256> blocks_{};
};

}  // namespace kinglet::chip
