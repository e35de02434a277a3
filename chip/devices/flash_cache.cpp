#include "chip/devices/flash_cache.hpp"

#include <cstring>
#include <utility>

#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/spi.hpp"

namespace kinglet::chip {

namespace dport = soc::dport;

namespace {

constexpr u32 kMiB = 1024 * 1024;
constexpr u8 kCacheRubbish = 0xCA;  // what IRAM holds after the cache has used it

}  // namespace

FlashCache::FlashCache(Bus& bus, NorFlash& flash, u8* iram, Clock& clock, EventQueue& events)
    : bus_(bus),
      flash_(flash),
      iram_(iram),
      flash_ready_(TimedEvent::of<&FlashCache::on_flash_ready>("flash_cache.flash_ready", this, clock, events,
                                                               TimeBase::Nanoseconds)) {
    flash_.set_listener(this);
    reset();
}

FlashCache::~FlashCache() {
    flash_.set_listener(nullptr);
}

void FlashCache::reset() {
    control_ = ram_ = 0;
    spi_enabled_ = false;
    give_ram(soc::kIramCacheLowBase, false);
    give_ram(soc::kIramCacheHighBase, false);
    update_window();
}

void FlashCache::set_control(u32 cache_flash_ctrl) {
    control_ = cache_flash_ctrl;
    update_window();
}

void FlashCache::set_spi_control(u32 spi0_ctrl) {
    spi_enabled_ = soc::spi::ENABLE_AHB.get(spi0_ctrl);
    update_window();
}

void FlashCache::set_ram(u32 cache_ram) {
    const u32 changed = ram_ ^ cache_ram;
    ram_ = cache_ram;
    if (dport::CACHE_RAM_LOW.get(changed))
        give_ram(soc::kIramCacheLowBase, dport::CACHE_RAM_LOW.get(cache_ram));
    if (dport::CACHE_RAM_HIGH.get(changed))
        give_ram(soc::kIramCacheHighBase, dport::CACHE_RAM_HIGH.get(cache_ram));
}

void FlashCache::give_ram(u32 base, bool to_cache) {
    u8* memory = iram_ + (base - soc::kIramBase);
    if (to_cache) {
        bus_.unmap(base, soc::kIramCacheHalfSize);
        std::memset(memory, kCacheRubbish, soc::kIramCacheHalfSize);
    } else {
        map_ram(base);
    }
}

void FlashCache::map_ram(u32 base) {
    bus_.map_memory(base, soc::kIramCacheHalfSize, iram_ + (base - soc::kIramBase),
                    soc::find_region(base)->access);
}

void FlashCache::update_window() {
    const bool ready = !flash_.is_busy() && !flash_.is_powered_down();
    if (flash_.is_busy()) flash_ready_.schedule(flash_.ready_at());
    const bool open = dport::CACHE_ENABLE.get(control_) && spi_enabled_ && ready;
    const bool large = dport::CACHE_MAP_2M.get(control_);
    const u32 size = large ? soc::kFlashWindowLargeSize : soc::kFlashWindowSize;
    const u32 offset = dport::CACHE_BLOCK.get(control_) * 2 * kMiB +
                       (!large && dport::CACHE_MAP_ODD.get(control_) ? kMiB : 0);
    if (open == open_ && (!open || (offset == mapped_offset_ && size == mapped_size_))) return;

    bus_.unmap(soc::kFlashWindowBase, soc::kFlashWindowLargeSize);
    open_ = open;
    mapped_offset_ = offset;
    mapped_size_ = size;
    if (open) map_window();
}

void FlashCache::map_window() {
    const u32 size = mapped_size_;
    const u32 offset = mapped_offset_;
    // A flash smaller than the window repeats in it: the address lines that it lacks are not there.
    const u32 flash_size = flash_.size();
    const u32 step = flash_size < size ? flash_size : size;
    for (u32 done = 0; done < size; done += step)
        bus_.map_memory(soc::kFlashWindowBase + done, step,
                        flash_.data() + ((offset + done) & (flash_size - 1)),
                        soc::find_region(soc::kFlashWindowBase)->access);
}

// What was predecoded from the window is forgotten when it shuts, so a change of the flash needs no other
// notice.
void FlashCache::flash_availability_changed() {
    update_window();
}

void FlashCache::snapshot(Archive& archive) {
    archive.section("flash_cache");
    archive(control_, ram_, spi_enabled_, open_, mapped_offset_, mapped_size_, flash_ready_);
    const u32 size = mapped_size_;
    const bool possible = size == 0 || size == soc::kFlashWindowSize || size == soc::kFlashWindowLargeSize;
    if (!possible || mapped_offset_ % kMiB) {
        archive.fail();
        open_ = false;
    }
    if (!archive.is_loading()) return;
    for (const auto& [base, half] : {std::pair{soc::kIramCacheLowBase, dport::CACHE_RAM_LOW},
                                     std::pair{soc::kIramCacheHighBase, dport::CACHE_RAM_HIGH}}) {
        bus_.unmap(base, soc::kIramCacheHalfSize);
        if (!half.get(ram_)) map_ram(base);
    }
    bus_.unmap(soc::kFlashWindowBase, soc::kFlashWindowLargeSize);
    if (open_) map_window();
}

}  // namespace kinglet::chip
