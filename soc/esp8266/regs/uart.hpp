// UART0 at 0x60000000 and UART1 at 0x60000F00. Registers repeat every 0x80 bytes of the block.
// UART1 sends on GPIO2 (or GPIO7) only: its receive pin is one of the flash's.
// The UART clock is the peripheral bus clock: twice the crystal until the PLL is set, then 80 MHz. Baud =
// clock / CLKDIV.
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::uart {

inline constexpr u32 kAliasSize = 0x80;
inline constexpr u32 kFifoSize = 128;

inline constexpr u32 FIFO = 0x00;  // write: push to transmit; read: pop what was received
inline constexpr u32 INT_RAW = 0x04;
inline constexpr u32 INT_ST = 0x08;  // INT_RAW & INT_ENA
inline constexpr u32 INT_ENA = 0x0C;
inline constexpr u32 INT_CLR = 0x10;
inline constexpr u32 CLKDIV = 0x14;
inline constexpr u32 AUTOBAUD = 0x18;
inline constexpr u32 STATUS = 0x1C;
inline constexpr u32 CONF0 = 0x20;
inline constexpr u32 CONF1 = 0x24;
inline constexpr u32 LOWPULSE = 0x28;   // shortest low pulse seen, in clocks
inline constexpr u32 HIGHPULSE = 0x2C;  // shortest high pulse
inline constexpr u32 PULSE_NUM = 0x30;  // edges since autobaud was enabled
inline constexpr u32 DATE = 0x78;
inline constexpr u32 ID = 0x7C;

// INT_RAW, INT_ST, INT_ENA, INT_CLR. The first two come back for as long as their condition holds.
inline constexpr Field RXFIFO_FULL_INT{0};   // received >= RXFIFO_FULL_THRHD
inline constexpr Field TXFIFO_EMPTY_INT{1};  // waiting to be sent < TXFIFO_EMPTY_THRHD
inline constexpr Field PARITY_ERR_INT{2};
inline constexpr Field FRM_ERR_INT{3};
inline constexpr Field RXFIFO_OVF_INT{4};
inline constexpr Field DSR_CHG_INT{5};
inline constexpr Field CTS_CHG_INT{6};
inline constexpr Field BRK_DET_INT{7};
inline constexpr Field RXFIFO_TOUT_INT{8};
inline constexpr u32 kIntMask = 0x1FF;

inline constexpr Field CLKDIV_VALUE{0, 20};

inline constexpr Field AUTOBAUD_EN{0};
inline constexpr Field GLITCH_FILT{8, 8};

inline constexpr Field RXFIFO_CNT{0, 8};
inline constexpr Field DSRN{13};
inline constexpr Field CTSN{14};
inline constexpr Field RXD{15};
inline constexpr Field TXFIFO_CNT{16, 8};
inline constexpr Field DTRN{29};
inline constexpr Field RTSN{30};
inline constexpr Field TXD{31};  // reads 0 on silicon

inline constexpr Field PARITY{0};  // 0 even, 1 odd
inline constexpr Field PARITY_EN{1};
inline constexpr Field BIT_NUM{2, 2};       // data bits - 5
inline constexpr Field STOP_BIT_NUM{4, 2};  // 1: one, 2: one and a half, 3: two; 0 behaves as one
inline constexpr Field SW_RTS{6};
inline constexpr Field SW_DTR{7};
inline constexpr Field TXD_BRK{8};
inline constexpr u32 kIrdaMask = 0x13E00;  // 9-13 and 16
inline constexpr Field LOOPBACK{14};
inline constexpr Field TX_FLOW_EN{15};
inline constexpr Field IRDA_EN{16};
inline constexpr Field RXFIFO_RST{17};
inline constexpr Field TXFIFO_RST{18};
inline constexpr Field RXD_INV{19};
inline constexpr Field CTS_INV{20};
inline constexpr Field DSR_INV{21};
inline constexpr Field TXD_INV{22};
inline constexpr Field RTS_INV{23};
inline constexpr Field DTR_INV{24};

inline constexpr Field RXFIFO_FULL_THRHD{0, 7};
inline constexpr Field TXFIFO_EMPTY_THRHD{8, 7};
inline constexpr Field RX_FLOW_THRHD{16, 7};
inline constexpr Field RX_FLOW_EN{23};
inline constexpr Field RX_TOUT_THRHD{24, 7};  // in byte times
inline constexpr Field RX_TOUT_EN{31};

/// The divider that the boot ROM always sets: 80 MHz / 115200, hence 74880 baud on the 52 MHz of a cold
/// start.
inline constexpr u32 kRomDivider = 694;

// clang-format off
inline constexpr RegisterFacts kRegisters[] = {
    // offset    name         reset       writable    mode
    {FIFO,      "FIFO",       0,          0xFF,       kReadWrite},
    {INT_RAW,   "INT_RAW",    0,          0,          kReadOnly},
    {INT_ST,    "INT_ST",     0,          0,          kReadOnly},
    {INT_ENA,   "INT_ENA",    0,          kIntMask,   kReadWrite},
    {INT_CLR,   "INT_CLR",    0,          kIntMask,   kWriteOnly},
    {CLKDIV,    "CLKDIV",     0x2B6,      0xFFFFF,    kReadWrite},
    {AUTOBAUD,  "AUTOBAUD",   0x1000,     0xFF01,     kReadWrite},
    {STATUS,    "STATUS",     0,          0,          kReadOnly},
    {CONF0,     "CONF0",      0x1C,       0x1FFFFFF,  kReadWrite},
    {CONF1,     "CONF1",      0x6060,     kAllBits,   kReadWrite},
    {LOWPULSE,  "LOWPULSE",   0xFFFFF,    0,          kReadOnly},
    {HIGHPULSE, "HIGHPULSE",  0xFFFFF,    0,          kReadOnly},
    {PULSE_NUM, "PULSE_NUM",  0,          0,          kReadOnly},
    {DATE,      "DATE",       0x62000,    kAllBits,   kReadWrite},
    {ID,        "ID",         0x500,      kAllBits,   kReadWrite},
};
// clang-format on

}  // namespace kinglet::soc::uart
