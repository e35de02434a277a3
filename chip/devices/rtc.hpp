// The RTC block: reset cause, software reset, the slow counter, scratch words, GPIO16; and the RTC memory
// beside it. Scratch words and memory survive everything but a loss of power; their contents after that are
// noise. Sleep is not modelled: a request is logged, and the program runs on.
#pragma once

#include <array>

#include "chip/core/irq.hpp"
#include "chip/core/random.hpp"
#include "chip/core/registers.hpp"
#include "chip/core/reset.hpp"
#include "chip/core/wires.hpp"

namespace kinglet::chip {

class Rtc final : public RegisterBlock<Rtc> {
  public:
    Rtc(Wire& gpio16, Clock& clock, ResetSink& reset_sink, Log& log);

    void reset(ResetCause cause);

    void write_ctl(u32 offset, u32 value);
    void write_slp_ctl(u32 offset, u32 value);
    u32 read_counter(u32 offset);
    void write_gpio16(u32 offset, u32 value);
    u32 read_gpio_in(u32 offset);

  private:
    void drive_gpio16();

    Wire& gpio16_;
    Clock& clock_;
    ResetSink& reset_sink_;
    WireDriver output_;
    WireDriver pulldown_;
};

class RtcMemory final : public BusDevice {
  public:
    /// Fills it as power-on does.
    void scramble(Random& random);

    u32 read32(u32 offset) override { return words_[offset / 4]; }
    void write32(u32 offset, u32 value) override { words_[offset / 4] = value; }

  private:
    std::array<u32, soc::kRtcMemorySize / 4> words_{};
};

}  // namespace kinglet::chip
