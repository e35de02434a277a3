// The watchdog at 0x60000900. Registers repeat every 0x20 bytes of the block.
// Two stages of 2^(16 + n) peripheral clocks: the first raises interrupt 8 (through DPORT EDGE_INT_ENABLE bit
// 0), the second resets the chip with cause 4. Its clock is gated by DPORT CLOCK_GATE bit 3.
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::wdt {

inline constexpr u32 kAliasSize = 0x20;

inline constexpr u32 CTL = 0x00;
inline constexpr u32 OP = 0x04;     // n of stage 0
inline constexpr u32 OP_ND = 0x08;  // n of stage 1
inline constexpr u32 COUNT = 0x0C;  // the direction is disputed between sources; it counts up here
inline constexpr u32 STAGE = 0x10;
inline constexpr u32 RST = 0x14;        // kFeed: start again at stage 0
inline constexpr u32 RST_STAGE = 0x18;  // kFeed clears the stage only (known by name alone)

inline constexpr Field CTL_ENABLE{0};
inline constexpr Field CTL_STAGE1_NO_RESET{1};
inline constexpr Field CTL_STAGE1_DISABLE{2};  // one stage; that its expiry resets the chip is an assumption
inline constexpr Field CTL_RESET_LENGTH{3, 3};
inline constexpr Field OP_EXPONENT{0, 4};

inline constexpr u32 kFeed = 0x73;
constexpr u64 timeout_clocks(u32 n) {
    return u64{1} << (16 + n);
}

// clang-format off
inline constexpr RegisterFacts kRegisters[] = {
    // offset     name         reset  writable  mode
    {CTL,        "CTL",        0,     0x3F,     kReadWrite},
    {OP,         "OP",         0,     0xF,      kReadWrite},
    {OP_ND,      "OP_ND",      0,     0xF,      kReadWrite},
    {COUNT,      "COUNT",      0,     0,        kReadOnly},
    {STAGE,      "STAGE",      0,     0,        kReadOnly},
    {RST,        "RST",        0,     0xFF,     kWriteOnly},
    {RST_STAGE,  "RST_STAGE",  0,     0xFF,     kWriteOnly},
};
// clang-format on

}  // namespace kinglet::soc::wdt
