// GPIO0-15, the sigma-delta modulator and the RTC clock calibration, at 0x60000300. GPIO16 is in the RTC
// block. A pin drives its output latch when ENABLE has its bit and IO_MUX gives the pad to GPIO. IN is always
// the pad. Any bit of STATUS raises CPU interrupt 4; to avoid a false one: switch the type off, clear STATUS,
// set the type.
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::gpio {

inline constexpr u32 kPinCount = 16;
inline constexpr u32 kPinMask = 0xFFFF;

inline constexpr u32 OUT = 0x00;  // [31:16]: pin select for Bluetooth coexistence
inline constexpr u32 OUT_W1TS = 0x04;
inline constexpr u32 OUT_W1TC = 0x08;
inline constexpr u32 ENABLE = 0x0C;  // [21:16]: SDIO disable select
inline constexpr u32 ENABLE_W1TS = 0x10;
inline constexpr u32 ENABLE_W1TC = 0x14;
inline constexpr u32 IN = 0x18;  // [31:16]: straps as latched at reset
inline constexpr u32 STATUS = 0x1C;
inline constexpr u32 STATUS_W1TS = 0x20;
inline constexpr u32 STATUS_W1TC = 0x24;
inline constexpr u32 PIN0 = 0x28;  // PIN0-PIN15
constexpr u32 PIN(u32 number) {
    return PIN0 + 4 * number;
}
inline constexpr u32 SIGMA_DELTA = 0x68;
inline constexpr u32 RTC_CALIB_SYNC = 0x6C;
inline constexpr u32 RTC_CALIB_VALUE = 0x70;

// IN: the latched straps
inline constexpr Field STRAP_GPIO2{16};
inline constexpr Field STRAP_GPIO0{17};
inline constexpr Field STRAP_GPIO15{18};
inline constexpr Field STRAP_BOOT{16, 3};  // boot mode x: GPIO15 * 4 + GPIO0 * 2 + GPIO2
inline constexpr Field STRAP_SDIO{29, 3};  // boot mode y: GPIO10 * 4 + GPIO9 * 2 + GPIO7

// PINn
inline constexpr Field PIN_SOURCE{0};      // 1: the sigma-delta modulator drives the pin, not the latch
inline constexpr Field PIN_PAD_DRIVER{2};  // 1: open drain
inline constexpr Field PIN_INT_TYPE{7, 3};
inline constexpr Field PIN_WAKEUP_ENABLE{10};  // only with a level type

inline constexpr u32 kIntTypeOff = 0;
inline constexpr u32 kIntTypeRising = 1;
inline constexpr u32 kIntTypeFalling = 2;
inline constexpr u32 kIntTypeBoth = 3;
inline constexpr u32 kIntTypeLow = 4;
inline constexpr u32 kIntTypeHigh = 5;

inline constexpr Field SIGMA_DELTA_ENABLE{16};
inline constexpr Field SIGMA_DELTA_PRESCALE{8, 8};
inline constexpr Field SIGMA_DELTA_TARGET{0, 8};

inline constexpr Field RTC_CALIB_START{31};
inline constexpr Field RTC_PERIOD_NUM{0, 10};
inline constexpr Field RTC_CALIB_RDY{31};
inline constexpr Field RTC_CALIB_RDY_REAL{30};
inline constexpr Field RTC_CALIB_CYCLES{0, 20};  // crystal cycles in the counted periods

inline constexpr u32 kPinWritable = 0x1F85;

// clang-format off
inline constexpr RegisterFacts kRegisters[] = {
    // offset           name               reset        writable      mode
    {OUT,              "OUT",              0,           kAllBits,     kReadWrite},
    {OUT_W1TS,         "OUT_W1TS",         0,           kPinMask,     kWriteOnly},
    {OUT_W1TC,         "OUT_W1TC",         0,           kPinMask,     kWriteOnly},
    {ENABLE,           "ENABLE",           0,           0x3FFFFF,     kReadWrite},
    {ENABLE_W1TS,      "ENABLE_W1TS",      0,           kPinMask,     kWriteOnly},
    {ENABLE_W1TC,      "ENABLE_W1TC",      0,           kPinMask,     kWriteOnly},
    {IN,               "IN",               0,           0,            kReadOnly},
    {STATUS,           "STATUS",           0,           kPinMask,     kReadWrite},
    {STATUS_W1TS,      "STATUS_W1TS",      0,           kPinMask,     kWriteOnly},
    {STATUS_W1TC,      "STATUS_W1TC",      0,           kPinMask,     kWriteOnly},
    {PIN(0),           "PIN0",             0,           kPinWritable, kReadWrite},
    {PIN(1),           "PIN1",             0,           kPinWritable, kReadWrite},
    {PIN(2),           "PIN2",             0,           kPinWritable, kReadWrite},
    {PIN(3),           "PIN3",             0,           kPinWritable, kReadWrite},
    {PIN(4),           "PIN4",             0,           kPinWritable, kReadWrite},
    {PIN(5),           "PIN5",             0,           kPinWritable, kReadWrite},
    {PIN(6),           "PIN6",             0,           kPinWritable, kReadWrite},
    {PIN(7),           "PIN7",             0,           kPinWritable, kReadWrite},
    {PIN(8),           "PIN8",             0,           kPinWritable, kReadWrite},
    {PIN(9),           "PIN9",             0,           kPinWritable, kReadWrite},
    {PIN(10),          "PIN10",            0,           kPinWritable, kReadWrite},
    {PIN(11),          "PIN11",            0,           kPinWritable, kReadWrite},
    {PIN(12),          "PIN12",            0,           kPinWritable, kReadWrite},
    {PIN(13),          "PIN13",            0,           kPinWritable, kReadWrite},
    {PIN(14),          "PIN14",            0,           kPinWritable, kReadWrite},
    {PIN(15),          "PIN15",            0,           kPinWritable, kReadWrite},
    {SIGMA_DELTA,      "SIGMA_DELTA",      0,           0x1FFFF,      kReadWrite},
    {RTC_CALIB_SYNC,   "RTC_CALIB_SYNC",   0,           0x800003FF,   kReadWrite},
    {RTC_CALIB_VALUE,  "RTC_CALIB_VALUE",  0xC0000000,  0,            kReadOnly},
};
// clang-format on

}  // namespace kinglet::soc::gpio
