// Which function each pad has, and its pull-up, at 0x60000800. One register per pad, in an order of its own:
// kPads. There is no pull-down on GPIO0-15. Function f is spread over two places: see function_bits().
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::io_mux {

inline constexpr u32 CONF = 0x00;
inline constexpr Field SPI0_CLK_EQU_SYSCLK{8};
inline constexpr Field SPI1_CLK_EQU_SYSCLK{9};

// Pad registers
inline constexpr Field SLEEP_OE{0};
inline constexpr Field SLEEP_SEL{1};
inline constexpr Field SLEEP_PULLDOWN{2};  // in some headers; the pad cell has no pull-down
inline constexpr Field SLEEP_PULLUP{3};
inline constexpr Field FUNCTION_LOW{4, 2};
inline constexpr Field PULLUP{7};
inline constexpr Field FUNCTION_HIGH{8};

inline constexpr u32 kFunctionMask = FUNCTION_LOW.mask() | FUNCTION_HIGH.mask();

constexpr u32 function_bits(u32 function) {
    return FUNCTION_LOW.of(function) | FUNCTION_HIGH.of(function >> 2);
}
constexpr u32 function_of(u32 pad) {
    return FUNCTION_LOW.get(pad) | FUNCTION_HIGH.get(pad) << 2;
}

/// One pad: its register, what each of its five functions is ("" none), which of them is GPIO, the register's
/// reset value.
struct Pad {
    u16 offset;
    const char* name;
    const char* functions[5];
    u8 gpio_function;
    u32 reset;
};

inline constexpr u32 kPadCount = 16;

// Indexed by GPIO number. Reset values: GPIO1 comes up with its pull-up and as U0TXD. The vendor's sheet
// gives GPIO0 the crystal clock output (function 4) after reset and shows bit 8 for GPIO4 and GPIO5 as well;
// for these two the plain GPIO function is taken here, since they are known to float as inputs (unverified).
// clang-format off
inline constexpr Pad kPads[kPadCount] = {
    // offset name        func 0      func 1       func 2        func 3    func 4        gpio  reset
    {0x34, "GPIO0",    {"GPIO0",    "SPI_CS2",   "",           "",       "CLK_OUT"},  0,  0x180},
    {0x18, "U0TXD",    {"U0TXD",    "SPI_CS1",   "",           "GPIO1",  "CLK_RTC"},  3,  0x080},
    {0x38, "GPIO2",    {"GPIO2",    "I2SO_WS",   "U1TXD",      "",       "U0TXD"},    0,  0x080},
    {0x14, "U0RXD",    {"U0RXD",    "I2SO_DATA", "",           "GPIO3",  "CLK_XTAL"}, 3,  0x080},
    {0x3C, "GPIO4",    {"GPIO4",    "CLK_XTAL",  "",           "",       ""},         0,  0x000},
    {0x40, "GPIO5",    {"GPIO5",    "CLK_RTC",   "",           "",       ""},         0,  0x000},
    {0x1C, "SD_CLK",   {"SD_CLK",   "SPI_CLK",   "",           "GPIO6",  "U1CTS"},    3,  0x000},
    {0x20, "SD_DATA0", {"SD_DATA0", "SPI_MISO",  "",           "GPIO7",  "U1TXD"},    3,  0x000},
    {0x24, "SD_DATA1", {"SD_DATA1", "SPI_MOSI",  "",           "GPIO8",  "U1RXD"},    3,  0x000},
    {0x28, "SD_DATA2", {"SD_DATA2", "SPI_HD",    "",           "GPIO9",  "HSPI_HD"},  3,  0x000},
    {0x2C, "SD_DATA3", {"SD_DATA3", "SPI_WP",    "",           "GPIO10", "HSPI_WP"},  3,  0x000},
    {0x30, "SD_CMD",   {"SD_CMD",   "SPI_CS0",   "",           "GPIO11", "U1RTS"},    3,  0x000},
    {0x04, "MTDI",     {"MTDI",     "I2SI_DATA", "HSPI_MISO",  "GPIO12", "U0DTR"},    3,  0x080},
    {0x08, "MTCK",     {"MTCK",     "I2SI_BCK",  "HSPI_MOSI",  "GPIO13", "U0CTS"},    3,  0x080},
    {0x0C, "MTMS",     {"MTMS",     "I2SI_WS",   "HSPI_CLK",   "GPIO14", "U0DSR"},    3,  0x080},
    {0x10, "MTDO",     {"MTDO",     "I2SO_BCK",  "HSPI_CS0",   "GPIO15", "U0RTS"},    3,  0x080},
};

inline constexpr u32 kPadWritable = 0x1FF;

inline constexpr RegisterFacts kRegisters[] = {
    // offset name        reset    writable       mode
    {CONF, "CONF",        0x005,   kAllBits,      kReadWrite},
    {0x04, "MTDI",        0x080,   kPadWritable,  kReadWrite},
    {0x08, "MTCK",        0x080,   kPadWritable,  kReadWrite},
    {0x0C, "MTMS",        0x080,   kPadWritable,  kReadWrite},
    {0x10, "MTDO",        0x080,   kPadWritable,  kReadWrite},
    {0x14, "U0RXD",       0x080,   kPadWritable,  kReadWrite},
    {0x18, "U0TXD",       0x080,   kPadWritable,  kReadWrite},
    {0x1C, "SD_CLK",      0x000,   kPadWritable,  kReadWrite},
    {0x20, "SD_DATA0",    0x000,   kPadWritable,  kReadWrite},
    {0x24, "SD_DATA1",    0x000,   kPadWritable,  kReadWrite},
    {0x28, "SD_DATA2",    0x000,   kPadWritable,  kReadWrite},
    {0x2C, "SD_DATA3",    0x000,   kPadWritable,  kReadWrite},
    {0x30, "SD_CMD",      0x000,   kPadWritable,  kReadWrite},
    {0x34, "GPIO0",       0x180,   kPadWritable,  kReadWrite},
    {0x38, "GPIO2",       0x080,   kPadWritable,  kReadWrite},
    {0x3C, "GPIO4",       0x000,   kPadWritable,  kReadWrite},
    {0x40, "GPIO5",       0x000,   kPadWritable,  kReadWrite},
};
// clang-format on

}  // namespace kinglet::soc::io_mux
