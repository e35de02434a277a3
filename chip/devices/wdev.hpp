// The parts of the Wi-Fi MAC's address range that have nothing to do with Wi-Fi: which UART interrupts, the
// microsecond counter, random numbers. The rest keeps what is written, as far as any program is known to
// write; behind that it reads 0. Both are logged once per register.
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

    void reset() { values_.fill(0); }
    void snapshot(Archive& archive);
    u32 read32(u32 offset) override;
    void write32(u32 offset, u32 value) override;

    static constexpr u32 kStoredSize = 0x2000;
    static constexpr u32 kKnown = std::size(soc::wdev::kRegisters);

  private:
    void note(u32 offset, const char* what);

    InterruptController& interrupts_;
    Clock& clock_;
    Log& log_;
    Random random_;
    std::array<u32, kStoredSize / 4> values_{};
    std::bitset<0x10000 / 4> noted_;
};

}  // namespace kinglet::chip
