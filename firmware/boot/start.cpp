// From the boot ROM's clock and divider to the firmware's: 80 MHz, the flash window open, the serial line at
// 115200 baud. Runs from instruction RAM, because until the cache is on there is no other code.
#include "base/attributes.hpp"
#include "device/hal/flash.hpp"
#include "firmware/boot/cache.hpp"
#include "firmware/boot/interrupts.hpp"
#include "firmware/drivers/clock.hpp"
#include "firmware/drivers/uart.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/image.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/analog.hpp"
#include "soc/esp8266/regs/io_mux.hpp"
#include "soc/esp8266/regs/spi.hpp"
#include "soc/esp8266/regs/uart.hpp"

extern "C" {
void firmware_main();
extern void (*const _init_array_start[])();
extern void (*const _init_array_end[])();
}

namespace kinglet::firmware {
namespace {

namespace uart = soc::uart;

/// The ROM's last character must leave at the rate at which it was begun.
ALWAYS_INLINE void let_banner_drain() {
    while (soc::read_field(soc::kUart0Base + uart::STATUS, uart::TXFIFO_CNT) != 0) {
    }
    constexpr u32 kBitsOfOneCharacter = 11;
    const u32 start = cycle_count();
    while (cycle_count() - start < kBitsOfOneCharacter * uart::kRomDivider) {
    }
}

ALWAYS_INLINE void write_pll(u32 number, u32 value) {
    namespace analog = soc::analog;
    constexpr u32 kHost = soc::kAnalogBase + analog::I2C_HOST0 + 4 * analog::kPllHost;
    soc::write_register(kHost, analog::I2C_BLOCK.of(analog::kPllBlock) | analog::I2C_REGISTER.of(number) |
                                   analog::I2C_DATA.of(value) | analog::I2C_WRITE.mask());
    while (soc::read_field(kHost, analog::I2C_BUSY) != 0) {
    }
}

/// CPU and peripherals at 80 MHz from a 26 MHz crystal. The serial divider of the ROM is then right for
/// 115200 baud.
ALWAYS_INLINE void raise_clock() {
    write_pll(soc::analog::kPllMultiplier, soc::analog::kPllMultiplier40);
    write_pll(soc::analog::kPllDivider, soc::analog::kPllDivider13);
    soc::write_register(soc::kUart0Base + uart::CLKDIV, kPeripheralClock / kConsoleBaud);
}

/// The ROM copies what it sends to GPIO2 and leaves the crystal's clock on GPIO0; both are pins of the user.
ALWAYS_INLINE void give_pins_back() {
    namespace io_mux = soc::io_mux;
    soc::clear_bits(soc::kIoMuxBase + io_mux::kPads[0].offset, io_mux::kFunctionMask);
    soc::clear_bits(soc::kIoMuxBase + io_mux::kPads[2].offset, io_mux::kFunctionMask);
}

/// The ROM leaves the flash at a quarter of the bus clock; the image's own header, seen through the window,
/// says how fast it may be read.
IRAM void set_flash_clock() {
    namespace image = soc::image;
    namespace spi = soc::spi;
    const u32 header = *reinterpret_cast<const volatile u32*>(soc::kFlashWindowBase);
    u32 divider = 4;
    switch (static_cast<image::Frequency>(header >> 24 & 0xF)) {
        case image::Frequency::Mhz40: divider = 2; break;
        case image::Frequency::Mhz26: divider = 3; break;
        case image::Frequency::Mhz20: divider = 4; break;
        case image::Frequency::Mhz80: divider = 1; break;
    }
    const FlashWindowClosed closed;
    constexpr u32 kControl = soc::kSpi0Base + spi::CTRL;
    u32 control = soc::read_register(kControl);
    control &=
        ~(spi::CLKCNT_N.mask() | spi::CLKCNT_H.mask() | spi::CLKCNT_L.mask() | spi::CLK_EQU_SYSCLK.mask());
    if (divider == 1) {
        control |= spi::CLK_EQU_SYSCLK.mask();
        soc::set_bits(soc::kIoMuxBase + soc::io_mux::CONF, soc::io_mux::SPI0_CLK_EQU_SYSCLK.mask());
    } else {
        control |=
            spi::CLKCNT_N.of(divider - 1) | spi::CLKCNT_H.of(divider / 2 - 1) | spi::CLKCNT_L.of(divider - 1);
        soc::clear_bits(soc::kIoMuxBase + soc::io_mux::CONF, soc::io_mux::SPI0_CLK_EQU_SYSCLK.mask());
    }
    soc::write_register(kControl, control);
}

/// From here on code may lie in flash.
[[noreturn]] NOINLINE void start_from_flash() {
    for (auto* constructor = _init_array_start; constructor != _init_array_end; ++constructor)
        (*constructor)();
    give_pins_back();
    start_clock();
    start_console();
    hal::Flash::instance().identify();
    allow_interrupts();
    firmware_main();
    // Nothing to come back to.
    while (true) asm volatile("waiti 0");
}

}  // namespace
}  // namespace kinglet::firmware

extern "C" [[noreturn]] IRAM void start() {
    using namespace kinglet::firmware;
    let_banner_drain();
    raise_clock();
    open_flash_window();
    set_flash_clock();
    start_from_flash();
}
