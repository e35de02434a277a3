// The radio's functions. The chip has no radio: what they set goes nowhere, and what they measure is 0, which
// is what a calibration finds that has nothing to correct. They are here so that the vendor's library, which
// calls them through the table below and puts its own into it, comes to its end. What is arithmetic is done.
#include "chip/rom/rom.hpp"

namespace {

constexpr u32 kChannel14 = 2484, kFirst5GHz = 5000;
constexpr u32 kIs2GHz = 0x80, kIs5GHz = 0x100;

u32 channel_of_2ghz(u32 megahertz) {
    if (megahertz == kChannel14) return 14;
    return megahertz < kChannel14 ? (megahertz - 2407) / 5 : 15 + (megahertz - 2512) / 20;
}

}  // namespace

extern "C" {

// analog.cpp
void rom_i2c_writeReg(u32 block, u32 host, u32 number, u32 value);
u32 rom_i2c_readReg(u32 block, u32 host, u32 number);
void rom_i2c_writeReg_Mask(u32 block, u32 host, u32 number, u32 high, u32 low, u32 value);
u32 rom_i2c_readReg_Mask(u32 block, u32 host, u32 number, u32 high, u32 low);

void rom_sar_init();

u32 no_radio() {
    return 0;
}

u32 rom_abs_temp(i32 value) {
    return static_cast<u32>(value < 0 ? -value : value);
}

/// The number of the channel at a frequency.
u32 rom_mhz2ieee(u32 megahertz, u32 flags) {
    if ((flags & kIs5GHz) != 0 || ((flags & kIs2GHz) == 0 && megahertz >= kFirst5GHz))
        return (megahertz - kFirst5GHz) / 5;
    return channel_of_2ghz(megahertz);
}

// What only a radio would need to do.
#define IDLE(name) u32 name() __attribute__((alias("no_radio")));
#define ALSO_HERE(name)
#define NONE
#include "chip/rom/radio_table.def"

}  // extern "C"

// The table, and the pointer to it that the vendor's library asks for.
#undef IDLE
#undef ALSO_HERE
#undef NONE
#define IDLE(name) reinterpret_cast<RadioFunction>(name),
#define ALSO_HERE(name) reinterpret_cast<RadioFunction>(name),
#define NONE nullptr,

using RadioFunction = void (*)();
ROM_RECORD(3fffc734)
RadioFunction radio_functions[] = {
#include "chip/rom/radio_table.def"
};
ROM_RECORD(3fffc730) RadioFunction* radio_table = radio_functions;

extern "C" RadioFunction* phy_get_romfuncs() {
    return radio_table;
}
