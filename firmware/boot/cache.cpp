#include "firmware/boot/cache.hpp"

#include "base/attributes.hpp"
#include "firmware/boot/interrupts.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/spi.hpp"

namespace kinglet::firmware {
namespace {

namespace dport = soc::dport;
constexpr u32 kControl = soc::kDportBase + dport::CACHE_FLASH_CTRL;
constexpr u32 kSpiControl = soc::kSpi0Base + soc::spi::CTRL;

}  // namespace

IRAM void close_flash_window() {
    do soc::clear_bits(kControl, dport::CACHE_ENABLE.mask());
    while (soc::read_field(kControl, dport::CACHE_ENABLE) != 0);
    soc::clear_bits(kSpiControl, soc::spi::ENABLE_AHB.mask());
    while (soc::read_field(kControl, dport::CACHE_SPI_BUSY) != 0) {
    }
}

IRAM void open_flash_window() {
    close_flash_window();
    soc::clear_bits(kControl, dport::CACHE_FLUSH.mask());
    soc::set_bits(kControl, dport::CACHE_FLUSH.mask());
    while (soc::read_field(kControl, dport::CACHE_EMPTY) == 0) {
    }
    soc::clear_bits(kControl, dport::CACHE_FLUSH.mask());
    soc::set_bits(kSpiControl, soc::spi::ENABLE_AHB.mask());
    soc::clear_bits(kControl,
                    dport::CACHE_MAP_2M.mask() | dport::CACHE_MAP_ODD.mask() | dport::CACHE_BLOCK.mask());
    soc::set_bits(kControl, dport::CACHE_32K.mask());
    soc::set_bits(soc::kDportBase + dport::CACHE_RAM,
                  dport::CACHE_RAM_HIGH.mask() | dport::CACHE_RAM_LOW.mask());
    soc::set_bits(kControl, dport::CACHE_ENABLE.mask());
}

IRAM FlashWindowClosed::FlashWindowClosed() : enabled_(enabled_interrupts()) {
    enable_only(enabled_ & soc::irq_bit(soc::Irq::Uart));
    close_flash_window();
}

IRAM FlashWindowClosed::~FlashWindowClosed() {
    open_flash_window();
    enable_only(enabled_);
}

}  // namespace kinglet::firmware
