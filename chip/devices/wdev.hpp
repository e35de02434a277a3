// The parts of the Wi-Fi MAC's address range that have nothing to do with Wi-Fi: which UART interrupts, the
// microsecond counter, random numbers. Everything else in its 64 KiB reads 0 and is logged once per register.
#pragma once

#include <bitset>

#include "chip/core/bus.hpp"
#include "chip/core/irq.hpp"
#include "chip/core/log.hpp"
#include "chip/core/random.hpp"

namespace kinglet::chip {

class Wdev final : public BusDevice {
  public:
    Wdev(InterruptController& interrupts, Clock& clock, Log& log, u64 seed);

    u32 read32(u32 offset) override;
    void write32(u32 offset, u32 value) override;

  private:
    InterruptController& interrupts_;
    Clock& clock_;
    Log& log_;
    Random random_;
    std::bitset<0x10000 / 4> noted_;
};

}  // namespace kinglet::chip
