// FRC1 (23 bits, down) and FRC2 (32 bits, up) at 0x60000600. Registers repeat every 0x40 bytes of the block.
// They count the peripheral bus clock, which the CPU's 160 MHz bit does not touch. Their interrupts also need
// DPORT EDGE_INT_ENABLE bits 1 and 2.
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::timers {

inline constexpr u32 kAliasSize = 0x40;

inline constexpr u32 FRC1_LOAD = 0x00;  // writing loads the counter as well: this arms a one-shot
inline constexpr u32 FRC1_COUNT = 0x04;
inline constexpr u32 FRC1_CTRL = 0x08;
inline constexpr u32 FRC1_INT = 0x0C;   // bit 0 clears a level interrupt; reads back LOAD
inline constexpr u32 FRC2_LOAD = 0x20;  // writing sets the counter
inline constexpr u32 FRC2_COUNT = 0x24;
inline constexpr u32 FRC2_CTRL = 0x28;
inline constexpr u32 FRC2_INT = 0x2C;
inline constexpr u32 FRC2_ALARM = 0x30;

inline constexpr u32 kFrc1Mask = 0x7FFFFF;

inline constexpr Field CTRL_INT_TYPE{0};     // 0: edge, the status clears itself; 1: level
inline constexpr Field CTRL_PRESCALE{2, 2};  // 0: 1, 1: 16, 2 and 3: 256
inline constexpr Field CTRL_AUTOLOAD{6};
inline constexpr Field CTRL_ENABLE{7};
inline constexpr Field CTRL_INT_STATUS{8};  // read-only
inline constexpr u32 kCtrlWritable = 0xCD;

constexpr u32 prescale_shift(u32 ctrl) {
    const u32 code = CTRL_PRESCALE.get(ctrl);
    return code == 0 ? 0 : code == 1 ? 4 : 8;
}

// clang-format off
inline constexpr RegisterFacts kRegisters[] = {
    // offset       name         reset      writable        mode
    {FRC1_LOAD,   "FRC1_LOAD",   0,         kFrc1Mask,      kReadWrite},
    {FRC1_COUNT,  "FRC1_COUNT",  0x7FFFFF,  0,              kReadOnly},
    {FRC1_CTRL,   "FRC1_CTRL",   0,         kCtrlWritable,  kReadWrite},
    {FRC1_INT,    "FRC1_INT",    0,         1,              kReadWrite},
    {FRC2_LOAD,   "FRC2_LOAD",   0,         kAllBits,       kReadWrite},
    {FRC2_COUNT,  "FRC2_COUNT",  1,         0,              kReadOnly},
    {FRC2_CTRL,   "FRC2_CTRL",   0,         kCtrlWritable,  kReadWrite},
    {FRC2_INT,    "FRC2_INT",    0,         1,              kReadWrite},
    {FRC2_ALARM,  "FRC2_ALARM",  0,         kAllBits,       kReadWrite},
};
// clang-format on

}  // namespace kinglet::soc::timers
