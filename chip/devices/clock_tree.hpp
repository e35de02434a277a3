// From crystal to CPU clock: PLL multiplier and divider give the peripheral clock, DPORT's bit doubles it for
// the CPU. Analog and Dport tell it what software sets; it sets the Clock.
#pragma once

#include "chip/core/clock.hpp"
#include "chip/core/log.hpp"
#include "soc/esp8266/regs/analog.hpp"

namespace kinglet::chip {

class ClockTree {
  public:
    ClockTree(Clock& clock, u32 crystal_hz, Log& log) : clock_(clock), crystal_hz_(crystal_hz), log_(log) {
        update();
    }

    u32 crystal_hz() const { return crystal_hz_; }

    /// Codes of the PLL's two registers. One that nobody knows leaves the clock as it is, and is logged.
    void set_pll(u32 multiplier_code, u32 divider_code) {
        const u32 multiplier = soc::analog::pll_multiplier(multiplier_code);
        const u32 divider = soc::analog::pll_divider(divider_code);
        if (!multiplier || !divider)
            return log_.write(LogLevel::Warning, "clock", "PLL registers 0x%02x, 0x%02x: no known speed",
                              multiplier_code, divider_code);
        multiplier_ = multiplier;
        divider_ = divider;
        update();
    }

    void set_cpu_doubled(bool doubled) {
        doubled_ = doubled;
        update();
    }

    /// The Clock itself is another part of the snapshot.
    template <class Archive>
    void snapshot(Archive& archive) {
        archive(multiplier_, divider_, doubled_);
        if (multiplier_ && divider_) return;
        archive.fail();
        multiplier_ = divider_ = 1;
    }

  private:
    void update() {
        const u32 apb = static_cast<u32>(u64{crystal_hz_} * multiplier_ / divider_);
        clock_.set_speed(doubled_ ? 2 * apb : apb, apb);
    }

    Clock& clock_;
    u32 crystal_hz_;
    Log& log_;
    u32 multiplier_ = soc::analog::pll_multiplier(soc::analog::kPllMultiplier26);
    u32 divider_ = soc::analog::pll_divider(soc::analog::kPllDivider13);
    bool doubled_ = false;
};

}  // namespace kinglet::chip
