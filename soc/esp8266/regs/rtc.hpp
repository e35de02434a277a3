// The RTC block at 0x60000700: reset and its cause, sleep, scratch words that survive, and GPIO16.
// Much of it is known only from the values that vendor code writes; the RTC memory is a region of its own
// (0x60001000).
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::rtc {

inline constexpr u32 CTL = 0x00;
inline constexpr u32 SLP_VAL = 0x04;  // wake-up compare value for COUNTER
inline constexpr u32 SLP_CTL = 0x08;
inline constexpr u32 POWER_CONF = 0x0C;
inline constexpr u32 CLOCK_GATE = 0x10;
inline constexpr u32 kClockGateSar = 0x02000000;  // set by the ROM before the ADC is used
inline constexpr u32 STATE1 = 0x14;
inline constexpr u32 STATE2 = 0x18;
inline constexpr u32 COUNTER = 0x1C;
// The vendor's names are not known. That +0x20 enables and +0x28 shows is how the boot ROM uses them (its
// handler at 0x400029EC reads +0x28, clears with +0x24 and masks +0x20) and how the SDK waits for the end of
// a sleep; some headers have the two the other way round.
inline constexpr u32 INT_ENA = 0x20;
inline constexpr u32 INT_CLR = 0x24;
inline constexpr u32 INT_ST = 0x28;
inline constexpr u32 STORE0 = 0x30;  // STORE0-3 survive every reset that power survives
inline constexpr u32 STORE1 = 0x34;
inline constexpr u32 STORE2 = 0x38;
inline constexpr u32 STORE3 = 0x3C;  // the vendor's SDK keeps its RF power-up option here
inline constexpr u32 WAIT1 = 0x40;
inline constexpr u32 WAIT2 = 0x44;
inline constexpr u32 ANALOG0 = 0x48;
inline constexpr u32 ANALOG1 = 0x4C;
inline constexpr u32 ANALOG2 = 0x54;
inline constexpr u32 ANALOG3 = 0x5C;
inline constexpr u32 ANALOG4 = 0x60;
inline constexpr u32 GPIO_OUT = 0x68;
inline constexpr u32 GPIO_ENABLE = 0x74;
inline constexpr u32 GPIO_IN = 0x8C;
inline constexpr u32 GPIO_CONF = 0x90;
inline constexpr u32 PAD_CONF0 = 0x94;
inline constexpr u32 PAD_CONF1 = 0x98;
inline constexpr u32 PAD_CONF2 = 0x9C;
inline constexpr u32 PAD_XPD_DCDC_CONF = 0xA0;
inline constexpr u32 PAD_CONF3 = 0xA4;
inline constexpr u32 PAD_CONF4 = 0xA8;

inline constexpr Field CTL_SW_RESET{31};
inline constexpr Field SLP_CTL_SLEEP{20};
inline constexpr Field SLP_CTL_REASON_ACK{
    21};  // the ROM clears it when it reads the reset cause; meaning unknown
inline constexpr Field STATE1_RESET_CAUSE{0, 4};
inline constexpr Field STATE2_WAKE_ENABLE{0, 6};
inline constexpr Field STATE2_WAKE_CAUSE{8, 6};  // the bits of WAKE_ENABLE that ended the sleep; 1: SDIO
inline constexpr u32 kWakeTimer = 1 << 3;
inline constexpr u32 kWakeGpio = 1 << 2 | 1 << 4;  // the vendor's SDK sets bit 2, the boot ROM bit 4
inline constexpr Field INT_WOKE{0};                // INT_ENA, INT_CLR, INT_ST
inline constexpr Field INT_REJECTED{1};            // something wanted to wake when the sleep was to begin
inline constexpr u32 kIntMask = 7;                 // what the third does is not known
inline constexpr Field PAD_FUNCTION_LOW{0, 2};  // of PAD_XPD_DCDC_CONF: 1 is GPIO16, 3 the deep-sleep output
inline constexpr Field PAD_PULLDOWN{3};
inline constexpr Field PAD_FUNCTION_HIGH{6};
inline constexpr Field GPIO16_BIT{0};

constexpr u32 pad_function(u32 conf) {
    return PAD_FUNCTION_LOW.get(conf) | PAD_FUNCTION_HIGH.get(conf) << 2;
}
inline constexpr u32 kPadFunctionXpdDcdc = 0;
inline constexpr u32 kPadFunctionGpio16 = 1;
inline constexpr u32 kPadFunctionDeepSleep = 3;

/// Why the chip came out of reset, as STATE1 holds it and the boot ROM prints it.
enum class ResetCause : u8 {
    PowerOn = 1,
    External = 2,  // the RST pin, hence also a wake-up through GPIO16
    Software = 3,
    Watchdog = 4,
    DeepSleep = 5,  // woke without a pulse on RST
    Sdio = 6,
};

/// The RC oscillator behind COUNTER: 150-160 kHz by part and temperature; 157.8 kHz was measured on one.
inline constexpr u32 kOscillatorHz = 157'800;

// Reset values: from a dump of a running system, except STATE1 (the reset cause), the counters and the pad
// registers.
// clang-format off
inline constexpr RegisterFacts kRegisters[] = {
    // offset             name                 reset        writable    mode
    {CTL,                "CTL",                0x0019C06A,  kAllBits,   kReadWrite},
    {SLP_VAL,            "SLP_VAL",            0,           kAllBits,   kReadWrite},
    {SLP_CTL,            "SLP_CTL",            0x00200000,  kAllBits,   kReadWrite},
    {POWER_CONF,         "POWER_CONF",         0x0001E028,  kAllBits,   kReadWrite},
    {CLOCK_GATE,         "CLOCK_GATE",         0xFE000000,  kAllBits,   kReadWrite},
    {STATE1,             "STATE1",             1,           0,          kReadOnly},
    {STATE2,             "STATE2",             0x00000808,  0x3F,       kReadWrite},
    {COUNTER,            "COUNTER",            0,           0,          kReadOnly},
    {INT_ENA,            "INT_ENA",            0,           kAllBits,   kReadWrite},
    {INT_CLR,            "INT_CLR",            0,           kAllBits,   kWriteOnly},
    {INT_ST,             "INT_ST",             0,           0,          kReadOnly},
    {STORE0,             "STORE0",             0,           kAllBits,   kReadWrite},
    {STORE1,             "STORE1",             0,           kAllBits,   kReadWrite},
    {STORE2,             "STORE2",             0,           kAllBits,   kReadWrite},
    {STORE3,             "STORE3",             0,           kAllBits,   kReadWrite},
    {WAIT1,              "WAIT1",              0,           kAllBits,   kReadWrite},
    {WAIT2,              "WAIT2",              0,           kAllBits,   kReadWrite},
    {ANALOG0,            "ANALOG0",            0x20302020,  kAllBits,   kReadWrite},
    {ANALOG1,            "ANALOG1",            0x20500000,  kAllBits,   kReadWrite},
    {ANALOG2,            "ANALOG2",            0x00008A58,  kAllBits,   kReadWrite},
    {ANALOG3,            "ANALOG3",            7,           kAllBits,   kReadWrite},
    {ANALOG4,            "ANALOG4",            7,           kAllBits,   kReadWrite},
    {GPIO_OUT,           "GPIO_OUT",           0,           kAllBits,   kReadWrite},
    {GPIO_ENABLE,        "GPIO_ENABLE",        0,           kAllBits,   kReadWrite},
    {GPIO_IN,            "GPIO_IN",            0,           0,          kReadOnly},
    {GPIO_CONF,          "GPIO_CONF",          0,           kAllBits,   kReadWrite},
    {PAD_CONF0,          "PAD_CONF0",          0,           kAllBits,   kReadWrite},
    {PAD_CONF1,          "PAD_CONF1",          0,           kAllBits,   kReadWrite},
    {PAD_CONF2,          "PAD_CONF2",          0,           kAllBits,   kReadWrite},
    {PAD_XPD_DCDC_CONF,  "PAD_XPD_DCDC_CONF",  0x8,         kAllBits,   kReadWrite},
    {PAD_CONF3,          "PAD_CONF3",          0,           kAllBits,   kReadWrite},
    {PAD_CONF4,          "PAD_CONF4",          0,           kAllBits,   kReadWrite},
};
// clang-format on

}  // namespace kinglet::soc::rtc
