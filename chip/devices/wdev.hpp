// The parts of the Wi-Fi MAC's address range that have nothing to do with Wi-Fi: which UART interrupts, the
// microsecond counter, random numbers. Of the rest, registers with a name keep what is written, all others
// read 0; both are logged once per register.
#pragma once

#include <array>
#include <bitset>

#include "chip/core/archive.hpp"
#include "chip/core/bus.hpp"
#include "chip/core/irq.hpp"
#include "chip/core/log.hpp"
#include "chip/core/random.hpp"
#include "soc/esp8266/regs/wdev.hpp"

namespace kinglet::chip {

class Wdev final : public BusDevice {
  public:
    Wdev(InterruptController& interrupts, Clock& clock, Log& log, u64 seed);

    void snapshot(Archive& archive);
    u32 read32(u32 offset) override;
    void write32(u32 offset, u32 value) override;

    static constexpr u32 kKnown = std::size(soc::wdev::kRegisters);

  private:
    void note(u32 offset, const char* what);

    InterruptController& interrupts_;
    Clock& clock_;
    Log& log_;
    Random random_;
    std::array<u32, kKnown> values_{};
    std::bitset<0x10000 / 4> noted_;
};

}  // namespace kinglet::chip
