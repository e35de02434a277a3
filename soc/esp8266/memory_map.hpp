// Every block of the ESP8266's address space: name, place, size, and which accesses it takes.
//
// Firmware takes base addresses and sizes from here; the virtual chip builds its bus from the table, and a
// block that has no model yet is present as a stub under the same name. Rules that hold everywhere:
//   - a 16-bit access to an odd address and a 32-bit access off a word boundary raise LoadStoreAlignment (9);
//   - a refused load or store raises LoadStoreError (3), a refused fetch InstructionFetchError (2);
//   - 0x00000000-0x1FFFFFFF is closed by the protection attributes that the boot ROM sets: 20, 28 or 29;
//   - what the table does not list is a hole and refuses everything.
// Register names and layouts are in regs/<block>.hpp.
#pragma once

#include "base/integers.hpp"
#include "soc/esp8266/exceptions.hpp"

namespace kinglet::soc {

/// The accesses a region takes, as bits.
enum Access : u8 {
    kLoad32 = 1,
    kStore32 = 2,
    kLoadNarrow = 4,  // 8 and 16 bits wide
    kStoreNarrow = 8,
    kExecute = 16,
};

enum class RegionKind : u8 {
    Ram,
    Rom,
    Flash,      // the cached window onto the SPI flash
    Registers,  // reached word by word through a device
};

struct Region {
    const char* name;
    u32 base;
    u32 size;
    RegionKind kind;
    u8 access;

    constexpr u32 end() const { return base + size; }
    constexpr bool contains(u32 address) const { return address - base < size; }
};

inline constexpr u8 kAccessData = kLoad32 | kStore32 | kLoadNarrow | kStoreNarrow;
inline constexpr u8 kAccessWords = kLoad32 | kStore32;
inline constexpr u8 kAccessCode = kLoad32 | kExecute;

// What an access to a register costs beyond the instruction's own cycle. Measured on silicon only in sum (a
// loop of pin writes takes 7.6 cycles a turn at 80 MHz, reads "6 to 9"); the split is an estimate.
inline constexpr u32 kRegisterLoadWait = 6;
inline constexpr u32 kRegisterStoreWait = 3;

inline constexpr u32 kProhibitedEnd = 0x20000000;

inline constexpr u32 kDramBase = 0x3FFE8000, kDramSize = 0x18000;
inline constexpr u32 kRomBase = 0x40000000, kRomSize = 0x10000;
inline constexpr u32 kIramBase = 0x40100000, kIramSize = 0x10000;
inline constexpr u32 kIramCacheLowBase =
    0x40108000;  // this half and the next are the flash cache's RAM when it is on
inline constexpr u32 kIramCacheHighBase = 0x4010C000;
inline constexpr u32 kIramCacheHalfSize = 0x4000;
inline constexpr u32 kFlashWindowBase = 0x40200000, kFlashWindowSize = 0x100000;
inline constexpr u32 kFlashWindowLargeSize = 0x200000;  // with DPORT+0x0C bit 24

inline constexpr u32 kDportBase = 0x3FF00000;
inline constexpr u32 kEfuseBase = 0x3FF00050;
inline constexpr u32 kWdevBase = 0x3FF20000;
inline constexpr u32 kUart0Base = 0x60000000;
inline constexpr u32 kSpi1Base = 0x60000100;
inline constexpr u32 kSpi0Base = 0x60000200;
inline constexpr u32 kGpioBase = 0x60000300;
inline constexpr u32 kRfBase = 0x60000500;
inline constexpr u32 kTimersBase = 0x60000600;
inline constexpr u32 kRtcBase = 0x60000700;
inline constexpr u32 kIoMuxBase = 0x60000800;
inline constexpr u32 kWatchdogBase = 0x60000900;
inline constexpr u32 kSdioBase = 0x60000A00;
inline constexpr u32 kSlcBase = 0x60000B00;
inline constexpr u32 kAnalogBase = 0x60000D00;
inline constexpr u32 kI2sBase = 0x60000E00;
inline constexpr u32 kUart1Base = 0x60000F00;
inline constexpr u32 kRtcMemoryBase = 0x60001000, kRtcMemorySize = 0x400;
inline constexpr u32 kIo4Base = 0x60009800;

// Narrow accesses to registers: most registers do not support them, and what the others do is unverified.
// They are refused here so that a mistake in a driver is seen; but for the MAC's block, into which the vendor's
// SDK copies addresses of six bytes. Narrow loads from ROM are unverified as well (same bus as IRAM).
// clang-format off
inline constexpr Region kMemoryMap[] = {
    // name        base             size                kind                   access
    {"dport",      kDportBase,      0x00050,            RegionKind::Registers, kAccessWords},
    {"efuse",      kEfuseBase,      0x00010,            RegionKind::Registers, kAccessWords},
    {"dport2",     0x3FF00060,      0x00020,            RegionKind::Registers, kAccessWords},  // unknown
    {"wdev",       kWdevBase,       0x10000,            RegionKind::Registers, kAccessData},
    {"dram",       kDramBase,       kDramSize,          RegionKind::Ram,       kAccessData},
    {"rom",        kRomBase,        kRomSize,           RegionKind::Rom,       kAccessCode},
    {"iram",       kIramBase,       0x08000,            RegionKind::Ram,       kAccessWords | kExecute},
    {"iram-low",   kIramCacheLowBase,  kIramCacheHalfSize, RegionKind::Ram,    kAccessWords | kExecute},
    {"iram-high",  kIramCacheHighBase, kIramCacheHalfSize, RegionKind::Ram,    kAccessWords | kExecute},
    {"flash",      kFlashWindowBase, kFlashWindowLargeSize, RegionKind::Flash, kAccessCode},
    {"uart0",      kUart0Base,      0x00100,            RegionKind::Registers, kAccessWords},
    {"spi1",       kSpi1Base,       0x00100,            RegionKind::Registers, kAccessWords},
    {"spi0",       kSpi0Base,       0x00100,            RegionKind::Registers, kAccessWords},
    {"gpio",       kGpioBase,       0x00100,            RegionKind::Registers, kAccessWords},
    {"rf",         kRfBase,         0x00100,            RegionKind::Registers, kAccessWords},
    {"timers",     kTimersBase,     0x00100,            RegionKind::Registers, kAccessWords},
    {"rtc",        kRtcBase,        0x00100,            RegionKind::Registers, kAccessWords},
    {"io_mux",     kIoMuxBase,      0x00100,            RegionKind::Registers, kAccessWords},
    {"wdt",        kWatchdogBase,   0x00100,            RegionKind::Registers, kAccessWords},
    {"sdio",       kSdioBase,       0x00100,            RegionKind::Registers, kAccessWords},
    {"slc",        kSlcBase,        0x00100,            RegionKind::Registers, kAccessWords},
    {"analog",     kAnalogBase,     0x00100,            RegionKind::Registers, kAccessWords},
    {"i2s",        kI2sBase,        0x00100,            RegionKind::Registers, kAccessWords},
    {"uart1",      kUart1Base,      0x00100,            RegionKind::Registers, kAccessWords},
    {"rtc_memory", kRtcMemoryBase,  kRtcMemorySize,     RegionKind::Registers, kAccessWords},
    {"io4",        kIo4Base,        0x00800,            RegionKind::Registers, kAccessWords},
    // Inside the peripherals' 8 KiB but named by no source: present so that an access is logged, not a fault.
    {"unnamed4",   0x60000400,      0x00100,            RegionKind::Registers, kAccessWords},
    {"unnamedC",   0x60000C00,      0x00100,            RegionKind::Registers, kAccessWords},
    {"unnamed14",  0x60001400,      0x00C00,            RegionKind::Registers, kAccessWords},
};
// clang-format on

/// The region that holds the address, or null for a hole.
constexpr const Region* find_region(u32 address) {
    for (const Region& region : kMemoryMap)
        if (region.contains(address)) return &region;
    return nullptr;
}

/// Who asked, for the cause of a refusal.
enum class Intent : u8 { Fetch, Load, Store };

/// The cause that a refused access (not an unaligned one) to this address raises.
constexpr Cause refusal_cause(u32 address, Intent intent) {
    const bool prohibited = address < kProhibitedEnd;
    switch (intent) {
        case Intent::Fetch: return prohibited ? Cause::InstFetchProhibited : Cause::InstructionFetchError;
        case Intent::Load: return prohibited ? Cause::LoadProhibited : Cause::LoadStoreError;
        case Intent::Store: return prohibited ? Cause::StoreProhibited : Cause::LoadStoreError;
    }
    return Cause::LoadStoreError;
}

}  // namespace kinglet::soc
