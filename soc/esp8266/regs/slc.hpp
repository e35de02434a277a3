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
inline constexpr u32 TXLINK_DSCR = 0x60;  // the present descriptors: address, buffer, next
inline constexpr u32 TXLINK_DSCR_BF0 = 0x64;
inline constexpr u32 TXLINK_DSCR_BF1 = 0x68;
inline constexpr u32 RXLINK_DSCR = 0x6C;
inline constexpr u32 RXLINK_DSCR_BF0 = 0x70;
inline constexpr u32 RXLINK_DSCR_BF1 = 0x74;
inline constexpr u32 DATE = 0x78;
inline constexpr u32 ID = 0x7C;
inline constexpr u32 HOST_INTR_RAW = 0x88;  // from here on the SDIO host's side
inline constexpr u32 HOST_CONF_W0 = 0x94;
inline constexpr u32 HOST_CONF_W1 = 0x98;
inline constexpr u32 HOST_INTR_ST = 0x9C;
inline constexpr u32 HOST_CONF_W2 = 0xA0;
inline constexpr u32 HOST_CONF_W3 = 0xA4;
inline constexpr u32 HOST_CONF_W4 = 0xA8;
inline constexpr u32 HOST_INTR_CLR = 0xB0;
inline constexpr u32 HOST_INTR_ENA = 0xB4;
inline constexpr u32 HOST_CONF_W5 = 0xBC;

inline constexpr Field CONF0_TXLINK_RESET{0};
inline constexpr Field CONF0_RXLINK_RESET{1};
inline constexpr Field CONF0_RX_AUTO_WRBACK{6};  // a sent descriptor's owner becomes the program
inline constexpr Field CONF0_MODE{12, 2};        // 0: SDIO, 1: I2S
inline constexpr u32 kConf0Unmodelled = 0x0FBC;  // resets of the bus, loop tests, no-restart, bursts
inline constexpr Field LINK_ADDRESS{0, 20};
inline constexpr Field LINK_STOP{28};
inline constexpr Field LINK_START{29};
inline constexpr Field LINK_RESTART{30};
inline constexpr Field LINK_PARK{31};  // idle, read-only
inline constexpr Field STATUS_EMPTY{1};
inline constexpr Field INT_RX_START{8};
inline constexpr Field INT_TX_START{9};
inline constexpr Field INT_TX_DONE{14};
inline constexpr Field INT_TX_EOF{15};
inline constexpr Field INT_RX_DONE{16};
inline constexpr Field INT_RX_EOF{17};
inline constexpr Field INT_TX_DSCR_ERR{19};
inline constexpr Field INT_RX_DSCR_ERR{20};
inline constexpr Field INT_TX_DSCR_EMPTY{21};
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
    {TXLINK_DSCR,          "TXLINK_DSCR",          0,           0,          kReadOnly},
    {TXLINK_DSCR_BF0,      "TXLINK_DSCR_BF0",      0,           0,          kReadOnly},
    {TXLINK_DSCR_BF1,      "TXLINK_DSCR_BF1",      0,           0,          kReadOnly},
    {RXLINK_DSCR,          "RXLINK_DSCR",          0,           0,          kReadOnly},
    {RXLINK_DSCR_BF0,      "RXLINK_DSCR_BF0",      0,           0,          kReadOnly},
    {RXLINK_DSCR_BF1,      "RXLINK_DSCR_BF1",      0,           0,          kReadOnly},
    {DATE,                 "DATE",                 0,           kAllBits,   kReadWrite},
    {ID,                   "ID",                   0,           kAllBits,   kReadWrite},
    {HOST_INTR_RAW,        "HOST_INTR_RAW",        0,           0,          kReadOnly},
    {HOST_CONF_W0,         "HOST_CONF_W0",         0,           kAllBits,   kReadWrite},
    {HOST_CONF_W1,         "HOST_CONF_W1",         0,           kAllBits,   kReadWrite},
    {HOST_INTR_ST,         "HOST_INTR_ST",         0,           0,          kReadOnly},
    {HOST_CONF_W2,         "HOST_CONF_W2",         0,           kAllBits,   kReadWrite},
    {HOST_CONF_W3,         "HOST_CONF_W3",         0,           kAllBits,   kReadWrite},
    {HOST_CONF_W4,         "HOST_CONF_W4",         0,           kAllBits,   kReadWrite},
    {HOST_INTR_CLR,        "HOST_INTR_CLR",        0,           kAllBits,   kWriteOnly},
    {HOST_INTR_ENA,        "HOST_INTR_ENA",        0,           kAllBits,   kReadWrite},
    {HOST_CONF_W5,         "HOST_CONF_W5",         0,           kAllBits,   kReadWrite},
};
// clang-format on

}  // namespace kinglet::soc::slc
