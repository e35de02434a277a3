// The register bus of the analog parts ("internal I2C").
#include "soc/esp8266/regs/analog.hpp"
#include "chip/rom/rom.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/rtc.hpp"

using namespace kinglet::soc;

namespace {

u32 host_register(u32 host) {
    return kAnalogBase + analog::I2C_HOST0 + 4 * host;
}

/// Starts a transfer and returns the register's word when it is over.
u32 transfer(u32 host, u32 word) {
    write_register(host_register(host), word);
    u32 result;
    do result = read_register(host_register(host));
    while (analog::I2C_BUSY.get(result) != 0);
    return result;
}

u32 mask_of(u32 high, u32 low) {
    return (u32{2} << high) - (u32{1} << low);
}

}  // namespace

extern "C" {

void rom_i2c_writeReg(u32 block, u32 host, u32 number, u32 value) {
    transfer(host, analog::I2C_BLOCK.of(block) | analog::I2C_REGISTER.of(number) |
                       analog::I2C_DATA.of(value) | analog::I2C_WRITE.mask());
}

u32 rom_i2c_readReg(u32 block, u32 host, u32 number) {
    return analog::I2C_DATA.get(
        transfer(host, analog::I2C_BLOCK.of(block) | analog::I2C_REGISTER.of(number)));
}

void rom_i2c_writeReg_Mask(u32 block, u32 host, u32 number, u32 high, u32 low, u32 value) {
    const u32 mask = mask_of(high, low);
    const u32 old = rom_i2c_readReg(block, host, number);
    rom_i2c_writeReg(block, host, number, (old & ~mask) | (value << low & mask));
}

u32 rom_i2c_readReg_Mask(u32 block, u32 host, u32 number, u32 high, u32 low) {
    return (rom_i2c_readReg(block, host, number) & mask_of(high, low)) >> low;
}

/// Wakes the converter behind TOUT. What each of the bits does is not known.
void rom_sar_init() {
    set_bits(kRtcBase + rtc::CLOCK_GATE, rtc::kClockGateSar);
    rom_i2c_writeReg_Mask(analog::kSarBlock, analog::kSarHost, 0, 4, 4, 1);
    rom_i2c_writeReg_Mask(analog::kSarBlock, analog::kSarHost, 1, 1, 0, 2);
}

}  // extern "C"
