// The SPI flash beside the chip: its commands, status bits and geometry, as all makers of these parts have
// them. Timing and identification of one particular part belong to whoever models or uses it.
#pragma once

#include "base/integers.hpp"
#include "soc/esp8266/field.hpp"

namespace kinglet::soc::flash {

inline constexpr u32 kPageSize = 256;  // a program wraps inside it
inline constexpr u32 kSectorSize = 0x1000;
inline constexpr u32 kBlock32Size = 0x8000;
inline constexpr u32 kBlockSize = 0x10000;
inline constexpr u32 kMinimumSize = 512 * 1024;
inline constexpr u32 kMaximumSize = 16 * 1024 * 1024;

enum Command : u8 {
    kWriteStatus = 0x01,
    kPageProgram = 0x02,
    kRead = 0x03,
    kWriteDisable = 0x04,
    kReadStatus1 = 0x05,
    kWriteEnable = 0x06,
    kFastRead = 0x0B,
    kReadStatus3 = 0x15,
    kSectorErase = 0x20,
    kWriteStatus2 = 0x31,
    kReadStatus2 = 0x35,
    kDualOutputRead = 0x3B,
    kVolatileStatusWrite = 0x50,
    kBlockErase32 = 0x52,
    kReadSfdp = 0x5A,  // the part describes itself: JESD216
    kReadUniqueId = 0x4B,
    kChipErase2 = 0x60,
    kEnableReset = 0x66,  // must come right before kReset
    kQuadOutputRead = 0x6B,
    kReadManufacturer = 0x90,
    kReset = 0x99,
    kReadId = 0x9F,
    kHighPerformance = 0xA3,
    kReleasePowerDown = 0xAB,
    kPowerDown = 0xB9,
    kDualIoRead = 0xBB,
    kChipErase = 0xC7,
    kBlockErase = 0xD8,
    kQuadIoRead = 0xEB,
};

// Status register 1
inline constexpr Field STATUS_WIP{0};
inline constexpr Field STATUS_WEL{1};
inline constexpr Field STATUS_BP{2, 3};
inline constexpr Field STATUS_TB{5};
inline constexpr Field STATUS_SRP{7};
// Status register 2 on most makers' parts; some have the quad-enable bit at register 1 bit 6
inline constexpr Field STATUS2_QE{1};

}  // namespace kinglet::soc::flash
