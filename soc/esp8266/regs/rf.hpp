// The radio's analog control ("HDRF") at 0x60000500: undocumented but for one register, which bare-metal code
// sets up for the ADC, and one that the vendor's ROM waits for (rom_iq_est_enable).
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::rf {

inline constexpr u32 IQ_ESTIMATE = 0x7C;  // of the received signal; no vendor name is known
inline constexpr u32 ADC_CLOCK = 0xE8;  // bits 23 and 24 set before the ADC is used; no vendor name is known

inline constexpr Field IQ_ESTIMATE_READY{31};
inline constexpr Field ADC_CLOCK_ON{23, 2};

// clang-format off
inline constexpr RegisterFacts kRegisters[] = {
    // offset       name           reset                      writable                    mode
    {IQ_ESTIMATE,  "IQ_ESTIMATE",  IQ_ESTIMATE_READY.mask(),  ~IQ_ESTIMATE_READY.mask(),  kReadWrite},
    {ADC_CLOCK,    "ADC_CLOCK",    0,                         kAllBits,                   kReadWrite},
};
// clang-format on

}  // namespace kinglet::soc::rf
