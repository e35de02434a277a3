// WDEV at 0x3FF20000: the Wi-Fi MAC, and four things of general use that live among its registers.
// Only addresses that some source explains are listed.
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::wdev {

inline constexpr u32 UART_INT_STATUS = 0x0020;
inline constexpr u32 TIME_US =
    0x0C00;  // free-running; whether it runs before any Wi-Fi initialisation is unverified
inline constexpr u32 MAC_INT_ENABLE = 0x0C18;
inline constexpr u32 SLEEP_MARK = 0x0DE0;  // vendor code writes 0x3333 before deep sleep; meaning unknown
inline constexpr u32 RANDOM = 0x0E44;      // a new value at each read
inline constexpr u32 TSF0_TIME_LOW = 0x1004;
inline constexpr u32 TSF0_TIME_HIGH = 0x1008;
inline constexpr u32 MAC_TIMER_LOW = 0x1048;
inline constexpr u32 MAC_TIMER_HIGH = 0x104C;
inline constexpr u32 TSF0_TIMER_ENABLE = 0x1098;
inline constexpr u32 TSF0_TIMER_LOW = 0x109C;
inline constexpr u32 TSF0_TIMER_HIGH = 0x10A0;
inline constexpr u32 MAC_ALARM_LOW = 0x10C8;
inline constexpr u32 MAC_ALARM_HIGH = 0x10CC;

inline constexpr Field UART0_INT{0};
inline constexpr Field UART1_INT{2};

// clang-format off
inline constexpr RegisterFacts kRegisters[] = {
    // offset              name                 reset writable    mode
    {UART_INT_STATUS,    "UART_INT_STATUS",     0,    0,          kReadOnly},
    {TIME_US,            "TIME_US",             0,    0,          kReadOnly},
    {MAC_INT_ENABLE,     "MAC_INT_ENABLE",      0,    kAllBits,   kReadWrite},
    {SLEEP_MARK,         "SLEEP_MARK",          0,    kAllBits,   kReadWrite},
    {RANDOM,             "RANDOM",              0,    0,          kReadOnly},
    {TSF0_TIME_LOW,      "TSF0_TIME_LOW",       0,    kAllBits,   kReadWrite},
    {TSF0_TIME_HIGH,     "TSF0_TIME_HIGH",      0,    kAllBits,   kReadWrite},
    {MAC_TIMER_LOW,      "MAC_TIMER_LOW",       0,    kAllBits,   kReadWrite},
    {MAC_TIMER_HIGH,     "MAC_TIMER_HIGH",      0,    kAllBits,   kReadWrite},
    {TSF0_TIMER_ENABLE,  "TSF0_TIMER_ENABLE",   0,    kAllBits,   kReadWrite},
    {TSF0_TIMER_LOW,     "TSF0_TIMER_LOW",      0,    kAllBits,   kReadWrite},
    {TSF0_TIMER_HIGH,    "TSF0_TIMER_HIGH",     0,    kAllBits,   kReadWrite},
    {MAC_ALARM_LOW,      "MAC_ALARM_LOW",       0,    kAllBits,   kReadWrite},
    {MAC_ALARM_HIGH,     "MAC_ALARM_HIGH",      0,    kAllBits,   kReadWrite},
};
// clang-format on

}  // namespace kinglet::soc::wdev
