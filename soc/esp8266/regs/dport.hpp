// DPORT at 0x3FF00000: gates of the edge interrupts, the flash cache, the CPU clock, pin swaps. The eFuses
// read out at +0x50.
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::dport {

inline constexpr u32 NMI_INT_ENABLE = 0x00;
inline constexpr u32 EDGE_INT_ENABLE = 0x04;
inline constexpr u32 UNKNOWN_08 = 0x08;
inline constexpr u32 CACHE_FLASH_CTRL = 0x0C;
inline constexpr u32 CPU_CLOCK = 0x14;
inline constexpr u32 CLOCK_GATE = 0x18;
inline constexpr u32 SPI_INT_STATUS = 0x20;
inline constexpr u32 CACHE_RAM = 0x24;
inline constexpr u32 IO_SWAP = 0x28;
inline constexpr u32 SLC_TX_DESC_DEBUG = 0x2C;

inline constexpr Field NMI_FRC1{1};  // the other sources belong to the Wi-Fi MAC; their map is unverified

inline constexpr Field EDGE_WDT{0};
inline constexpr Field EDGE_FRC1{1};
inline constexpr Field EDGE_FRC2{2};

// CACHE_FLASH_CTRL
inline constexpr Field CACHE_FLUSH{0};  // write 0, then 1, wait for CACHE_EMPTY, write 0
inline constexpr Field CACHE_EMPTY{1};
inline constexpr Field CACHE_ENABLE{8};
inline constexpr Field CACHE_SPI_BUSY{9};
inline constexpr Field CACHE_BLOCK{16, 3};  // which 2 MiB of the flash
inline constexpr Field CACHE_MAP_2M{24};    // the window shows the whole block
inline constexpr Field CACHE_MAP_ODD{25};   // the window shows the block's upper 1 MiB
inline constexpr Field CACHE_32K{26};       // 0: 16 KiB

inline constexpr Field CPU_CLOCK_2X{0};  // CPU at twice the peripheral clock

inline constexpr Field CLOCK_GATE_WDT{3};

inline constexpr Field SPI_INT_SPI0{4};
inline constexpr Field SPI_INT_SPI1{7};
inline constexpr Field SPI_INT_I2S{9};

// CACHE_RAM, as the ROM writes it; two headers name bits 7 and 8 instead
inline constexpr Field CACHE_RAM_HIGH{3};  // 0x4010C000-0x4010FFFF belongs to the cache
inline constexpr Field CACHE_RAM_LOW{4};   // 0x40108000-0x4010BFFF as well

inline constexpr Field SWAP_UARTS{0};
inline constexpr Field SWAP_SPIS{1};
inline constexpr Field SWAP_UART0_PINS{2};  // RX to GPIO13, TX to GPIO15
inline constexpr Field SWAP_UART1_PINS{3};
inline constexpr Field SWAP_HSPI_PRIORITY{5};
inline constexpr Field SWAP_TWO_ON_HSPI{6};   // SPI0 as a second master on HSPI's pads
inline constexpr Field SWAP_TWO_ON_FLASH{7};  // SPI1 as a second master on the flash's bus

// Reset values: what a dump of a running system shows where the ROM and vendor code are not known to write.
// clang-format off
inline constexpr RegisterFacts kRegisters[] = {
    // offset            name                 reset        writable    mode
    {NMI_INT_ENABLE,    "NMI_INT_ENABLE",     0,           kAllBits,   kReadWrite},
    {EDGE_INT_ENABLE,   "EDGE_INT_ENABLE",    0,           kAllBits,   kReadWrite},
    {UNKNOWN_08,        "UNKNOWN_08",         0x80F,       kAllBits,   kReadWrite},
    {CACHE_FLASH_CTRL,  "CACHE_FLASH_CTRL",   0,           0x07070101, kReadWrite},
    {CPU_CLOCK,         "CPU_CLOCK",          0,           kAllBits,   kReadWrite},
    {CLOCK_GATE,        "CLOCK_GATE",         0xFFFF00FF,  kAllBits,   kReadWrite},
    {SPI_INT_STATUS,    "SPI_INT_STATUS",     0,           0,          kReadOnly},
    {CACHE_RAM,         "CACHE_RAM",          0x02,        kAllBits,   kReadWrite},
    {IO_SWAP,           "IO_SWAP",            0,           kAllBits,   kReadWrite},
    {SLC_TX_DESC_DEBUG, "SLC_TX_DESC_DEBUG",  0,           kAllBits,   kReadWrite},
};
// clang-format on

}  // namespace kinglet::soc::dport
