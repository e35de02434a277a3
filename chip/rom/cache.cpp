// The cache that shows 1 MiB of the flash at 0x40200000.
#include "chip/rom/rom.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/spi.hpp"

namespace {

using namespace kinglet::soc;

constexpr u32 kControl = kDportBase + dport::CACHE_FLASH_CTRL;
constexpr u32 kWholeBlock = 2;

void turn_off_and_flush() {
    while (read_field(kControl, dport::CACHE_ENABLE) != 0) clear_bits(kControl, dport::CACHE_ENABLE.mask());
    clear_bits(kSpi0Base + spi::CTRL, spi::ENABLE_AHB.mask());
    clear_bits(kControl, dport::CACHE_FLUSH.mask());
    set_bits(kControl, dport::CACHE_FLUSH.mask());
    while (read_field(kControl, dport::CACHE_EMPTY) == 0) {
    }
    clear_bits(kControl, dport::CACHE_FLUSH.mask());
}

}  // namespace

extern "C" {

/// `part`: 0 the lower, 1 the upper MiB of 2 MiB block `block`, 2 all of it. `size`: 0 takes 16 KiB of
/// instruction RAM, 1 takes 32.
void Cache_Read_Enable(u32 part, u32 block, u32 size) {
    turn_off_and_flush();
    set_bits(kSpi0Base + spi::CTRL, spi::ENABLE_AHB.mask());
    u32 control = read_register(kControl);
    control = dport::CACHE_MAP_2M.put(control, part == kWholeBlock);
    control = dport::CACHE_MAP_ODD.put(control, part == 1);
    control = dport::CACHE_BLOCK.put(control, block);
    control = dport::CACHE_32K.put(control, size);
    write_register(kControl, control);
    set_bits(kDportBase + dport::CACHE_RAM,
             dport::CACHE_RAM_HIGH.mask() | (size != 0 ? dport::CACHE_RAM_LOW.mask() : 0));
    set_bits(kControl, dport::CACHE_ENABLE.mask());
}

void Cache_Read_Disable() {
    turn_off_and_flush();
}

}  // extern "C"
