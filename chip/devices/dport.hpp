// DPORT: gates of the edge interrupts and the NMI, flash cache control, the 160 MHz bit, the watchdog's
// clock. Beside it the eFuses.
#pragma once

#include <array>

#include "chip/core/irq.hpp"
#include "chip/core/registers.hpp"
#include "chip/devices/clock_tree.hpp"
#include "chip/devices/flash_cache.hpp"
#include "chip/devices/watchdog.hpp"

namespace kinglet::chip {

class IoSwapListener {
  public:
    /// IO_SWAP as it stands after a write.
    virtual void io_swap_changed(u32 value) = 0;

  protected:
    ~IoSwapListener() = default;
};

class Dport final : public RegisterBlock<Dport> {
  public:
    Dport(InterruptController& interrupts, FlashCache& cache, ClockTree& clocks, Watchdog& watchdog,
          Log& log);

    void snapshot(Archive& archive);
    void reset();
    void set_swap_listener(IoSwapListener* listener) { swap_listener_ = listener; }

    void write_nmi_int_enable(u32 offset, u32 value);
    void write_edge_int_enable(u32 offset, u32 value);
    u32 read_cache_control(u32 offset);
    void write_cache_control(u32 offset, u32 value);
    void write_cpu_clock(u32 offset, u32 value);
    void write_clock_gate(u32 offset, u32 value);
    u32 read_spi_int_status(u32 offset);
    void write_cache_ram(u32 offset, u32 value);
    void write_io_swap(u32 offset, u32 value);

  private:
    InterruptController& interrupts_;
    FlashCache& cache_;
    ClockTree& clocks_;
    Watchdog& watchdog_;
    IoSwapListener* swap_listener_ = nullptr;
    bool flushed_ = false;
};

using MacAddress = std::array<u8, 6>;

/// The four eFuse words of an ESP8266 (not ESP8285) with the given station address.
class Efuse final : public RegisterBlock<Efuse> {
  public:
    Efuse(const MacAddress& mac, Log& log);
};

}  // namespace kinglet::chip
