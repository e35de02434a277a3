// The flash cache, seen as what it opens and closes: the window at 0x40200000 onto 1 or 2 MiB of the flash,
// and the upper half of IRAM, which serves as the cache's memory while it is given to it.
//
// The window is open while DPORT enables the cache, SPI0 lets it read, and the flash answers (it is neither
// busy nor powered down); otherwise an access faults. It shows the flash as it is: lines are not kept apart,
// so stale lines and the time of a line fill are not modelled, every access counts as a hit.
#pragma once

#include "base/integers.hpp"
#include "chip/core/archive.hpp"
#include "chip/core/bus.hpp"
#include "chip/core/timed_event.hpp"
#include "chip/devices/nor_flash.hpp"

namespace kinglet::chip {

class FlashCache final : private FlashListener {
  public:
    /// iram: all 64 KiB of it. The cache maps the two upper quarters itself.
    FlashCache(Bus& bus, NorFlash& flash, u8* iram, Clock& clock, EventQueue& events);
    ~FlashCache();

    void reset();
    /// DPORT CACHE_FLASH_CTRL, CACHE_RAM and SPI0 CTRL as they stand after a write.
    void set_control(u32 cache_flash_ctrl);
    void set_ram(u32 cache_ram);
    void set_spi_control(u32 spi0_ctrl);

    void snapshot(Archive& archive);
    bool is_open() const { return open_; }

  private:
    void flash_availability_changed() override;
    void on_flash_ready(u64) { update_window(); }
    void update_window();
    void map_window();
    void map_ram(u32 base);
    void give_ram(u32 base, bool to_cache);

    Bus& bus_;
    NorFlash& flash_;
    u8* iram_;
    TimedEvent flash_ready_;
    u32 control_ = 0;
    u32 ram_ = 0;
    bool spi_enabled_ = false;
    bool open_ = false;
    u32 mapped_offset_ = 0;
    u32 mapped_size_ = 0;
};

}  // namespace kinglet::chip
