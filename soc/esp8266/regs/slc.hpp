// SLC, the DMA engine of SDIO and I2S, at 0x60000B00. Names look from the SDIO host's side: memory to I2S is
// RX_LINK. A descriptor is three words in DRAM: sizes and flags, buffer address, next descriptor.
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::slc {

inline constexpr u32 CONF0 = 0x00;
inline constexpr u32 INT_RAW = 0x04;
inline constexpr u32 INT_ST = 0x08;
inline constexpr u32 INT_ENA = 0x0C;
inline constexpr u32 INT_CLR = 0x10;
inline constexpr u32 RX_STATUS = 0x14;
inline constexpr u32 RX_FIFO_PUSH = 0x18;
inline constexpr u32 TX_STATUS = 0x1C;
inline constexpr u32 TX_FIFO_POP = 0x20;
inline constexpr u32 RX_LINK = 0x24;
inline constexpr u32 TX_LINK = 0x28;
inline constexpr u32 INTVEC_TOHOST = 0x2C;
inline constexpr u32 TOKEN0 = 0x30;
inline constexpr u32 TOKEN1 = 0x34;
inline constexpr u32 CONF1 = 0x38;
inline constexpr u32 STATE0 = 0x3C;
inline constexpr u32 STATE1 = 0x40;
inline constexpr u32 BRIDGE_CONF = 0x44;
inline constexpr u32 RX_EOF_DES_ADDR = 0x48;
inline constexpr u32 TX_EOF_DES_ADDR = 0x4C;
inline constexpr u32 RX_EOF_BFR_DES_ADDR = 0x50;
inline constexpr u32 AHB_TEST = 0x54;
inline constexpr u32 SDIO_ST = 0x58;
inline constexpr u32 RX_DSCR_CONF = 0x5C;

inline constexpr Field CONF0_TXLINK_RESET{0};
inline constexpr Field CONF0_RXLINK_RESET{1};
inline constexpr Field CONF0_MODE{12, 2};  // 0: SDIO, 1: I2S
inline constexpr Field LINK_ADDRESS{0, 20};
inline constexpr Field LINK_STOP{28};
inline constexpr Field LINK_START{29};
inline constexpr Field LINK_RESTART{30};
inline constexpr Field LINK_PARK{31};  // idle, read-only
inline constexpr Field INT_TX_EOF{15};
inline constexpr Field INT_RX_EOF{17};
inline constexpr Field DESCRIPTOR_SIZE{0, 12};
inline constexpr Field DESCRIPTOR_LENGTH{12, 12};
inline constexpr Field DESCRIPTOR_EOF{30};
inline constexpr Field DESCRIPTOR_OWNER{31};  // 1: the DMA engine

// clang-format off
inline constexpr RegisterFacts kRegisters[] = {
    // offset               name                   reset        writable    mode
    {CONF0,                "CONF0",                0,           kAllBits,   kReadWrite},
    {INT_RAW,              "INT_RAW",              0,           0,          kReadOnly},
    {INT_ST,               "INT_ST",               0,           0,          kReadOnly},
    {INT_ENA,              "INT_ENA",              0,           kAllBits,   kReadWrite},
    {INT_CLR,              "INT_CLR",              0,           kAllBits,   kWriteOnly},
    {RX_STATUS,            "RX_STATUS",            0,           0,          kReadOnly},
    {RX_FIFO_PUSH,         "RX_FIFO_PUSH",         0,           kAllBits,   kReadWrite},
    {TX_STATUS,            "TX_STATUS",            0,           0,          kReadOnly},
    {TX_FIFO_POP,          "TX_FIFO_POP",          0,           kAllBits,   kReadWrite},
    {RX_LINK,              "RX_LINK",              0x80000000,  kAllBits,   kReadWrite},
    {TX_LINK,              "TX_LINK",              0x80000000,  kAllBits,   kReadWrite},
    {INTVEC_TOHOST,        "INTVEC_TOHOST",        0,           kAllBits,   kReadWrite},
    {TOKEN0,               "TOKEN0",               0,           kAllBits,   kReadWrite},
    {TOKEN1,               "TOKEN1",               0,           kAllBits,   kReadWrite},
    {CONF1,                "CONF1",                0,           kAllBits,   kReadWrite},
    {STATE0,               "STATE0",               0,           0,          kReadOnly},
    {STATE1,               "STATE1",               0,           0,          kReadOnly},
    {BRIDGE_CONF,          "BRIDGE_CONF",          0x00FE333F,  kAllBits,   kReadWrite},
    {RX_EOF_DES_ADDR,      "RX_EOF_DES_ADDR",      0,           0,          kReadOnly},
    {TX_EOF_DES_ADDR,      "TX_EOF_DES_ADDR",      0,           0,          kReadOnly},
    {RX_EOF_BFR_DES_ADDR,  "RX_EOF_BFR_DES_ADDR",  0,           0,          kReadOnly},
    {AHB_TEST,             "AHB_TEST",             0,           kAllBits,   kReadWrite},
    {SDIO_ST,              "SDIO_ST",              0,           0,          kReadOnly},
    {RX_DSCR_CONF,         "RX_DSCR_CONF",         0x001200FE,  kAllBits,   kReadWrite},
};
// clang-format on

}  // namespace kinglet::soc::slc
