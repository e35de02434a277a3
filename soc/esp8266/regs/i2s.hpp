// I2S at 0x60000E00. Registers repeat every 0x40 bytes of the block. Its clock is 160 MHz from the PLL,
// enabled through register 4 bit 7 of analog block 103 and RTC CLOCK_GATE bit 31; 16-bit stereo runs at 160
// MHz / 32 / (BCK * CLKM).
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::i2s {

inline constexpr u32 kAliasSize = 0x40;

inline constexpr u32 TXFIFO = 0x00;
inline constexpr u32 RXFIFO = 0x04;
inline constexpr u32 CONF = 0x08;
inline constexpr u32 INT_RAW = 0x0C;
inline constexpr u32 INT_ST = 0x10;
inline constexpr u32 INT_ENA = 0x14;
inline constexpr u32 INT_CLR = 0x18;
inline constexpr u32 TIMING = 0x1C;
inline constexpr u32 FIFO_CONF = 0x20;
inline constexpr u32 RXEOF_NUM = 0x24;
inline constexpr u32 CONF_SINGLE_DATA = 0x28;
inline constexpr u32 CONF_CHAN = 0x2C;

inline constexpr Field CONF_BCK_DIV{22, 6};
inline constexpr Field CONF_CLKM_DIV{16, 6};
inline constexpr Field CONF_BITS_MODE{12, 4};
inline constexpr Field CONF_RX_MSB_SHIFT{11};
inline constexpr Field CONF_TX_MSB_SHIFT{10};
inline constexpr Field CONF_RX_START{9};
inline constexpr Field CONF_TX_START{8};
inline constexpr Field CONF_MSB_RIGHT{7};
inline constexpr Field CONF_RIGHT_FIRST{6};
inline constexpr Field CONF_RX_SLAVE{5};
inline constexpr Field CONF_TX_SLAVE{4};
inline constexpr Field CONF_RX_FIFO_RESET{3};
inline constexpr Field CONF_TX_FIFO_RESET{2};
inline constexpr Field CONF_RX_RESET{1};
inline constexpr Field CONF_TX_RESET{0};

// INT_RAW, INT_ST, INT_ENA, INT_CLR
inline constexpr Field INT_RX_TAKE_DATA{0};
inline constexpr Field INT_TX_PUT_DATA{1};
inline constexpr Field INT_RX_WFULL{2};
inline constexpr Field INT_RX_REMPTY{3};
inline constexpr Field INT_TX_WFULL{4};
inline constexpr Field INT_TX_REMPTY{5};

inline constexpr Field FIFO_RX_DATA_NUM{0, 6};
inline constexpr Field FIFO_TX_DATA_NUM{6, 6};
inline constexpr Field FIFO_DSCR_EN{12};
inline constexpr Field FIFO_TX_MODE{13, 3};  // 0: 16 bits, two channels; the vendor's SDK has 2 for 24 bits
inline constexpr Field FIFO_RX_MODE{16, 3};
inline constexpr u32 kFifoMode24Dual = 2;

// clang-format off
inline constexpr RegisterFacts kRegisters[] = {
    // offset            name               reset        writable    mode
    {TXFIFO,            "TXFIFO",           0,           kAllBits,   kWriteOnly},
    {RXFIFO,            "RXFIFO",           0,           0,          kReadOnly},
    {CONF,              "CONF",             0x02190000,  kAllBits,   kReadWrite},
    {INT_RAW,           "INT_RAW",          0,           0,          kReadOnly},
    {INT_ST,            "INT_ST",           0,           0,          kReadOnly},
    {INT_ENA,           "INT_ENA",          0,           0x3F,       kReadWrite},
    {INT_CLR,           "INT_CLR",          0,           0x3F,       kWriteOnly},
    {TIMING,            "TIMING",           0,           kAllBits,   kReadWrite},
    {FIFO_CONF,         "FIFO_CONF",        0x1820,      kAllBits,   kReadWrite},
    {RXEOF_NUM,         "RXEOF_NUM",        0x40,        kAllBits,   kReadWrite},
    {CONF_SINGLE_DATA,  "CONF_SINGLE_DATA", 0,           kAllBits,   kReadWrite},
    {CONF_CHAN,         "CONF_CHAN",        0,           0x1F,       kReadWrite},
};
// clang-format on

}  // namespace kinglet::soc::i2s
