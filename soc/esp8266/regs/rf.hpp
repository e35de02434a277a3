// The radio's analog control ("HDRF") at 0x60000500: undocumented but for one register, which bare-metal code
// sets up for the ADC.
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::rf {

inline constexpr u32 ADC_CLOCK = 0xE8;  // bits 23 and 24 set before the ADC is used; no vendor name is known

inline constexpr Field ADC_CLOCK_ON{23, 2};

// clang-format off
inline constexpr RegisterFacts kRegisters[] = {
    // offset     name         reset  writable   mode
    {ADC_CLOCK,  "ADC_CLOCK",  0,     kAllBits,  kReadWrite},
};
// clang-format on

}  // namespace kinglet::soc::rf
