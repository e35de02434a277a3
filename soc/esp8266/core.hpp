// The core's configuration: the bits of PS and the debug registers, where the vectors lie, what reset leaves.
// esp8266's lx106 is an Xtensa LX3 with 16 registers, exceptions of the second kind (XEA2), region protection
// and one breakpoint of each sort. Special register numbers are part of the instruction set, not listed here.
#pragma once

#include "base/integers.hpp"

namespace kinglet::soc {

// PS
inline constexpr u32 kPsIntLevelMask = 0x0F;
inline constexpr u32 kPsExcm = 1u << 4;  // exception mode: level 1 is off, another exception is a double one
inline constexpr u32 kPsUm = 1u << 5;    // which vector exceptions and level-1 interrupts take
inline constexpr u32 kPsMask = 0x3F;
inline constexpr u32 kPsReset = 0x1F;

// From VECBASE
inline constexpr u32 kVectorDebug = 0x10;
inline constexpr u32 kVectorNmi = 0x20;
inline constexpr u32 kVectorKernel = 0x30;
inline constexpr u32 kVectorUser = 0x50;
inline constexpr u32 kVectorDouble = 0x70;
inline constexpr u32 kVecbaseAlign = 0x100;

inline constexpr u32 kResetVector = 0x40000080;
inline constexpr u32 kVecbaseReset = 0x40000000;
inline constexpr u32 kConfigId0 = 0xC28CDAFA;
inline constexpr u32 kConfigId1 = 0x1082B6F6;

// DEBUGCAUSE
inline constexpr u32 kDebugIcount = 1u << 0;
inline constexpr u32 kDebugIbreak = 1u << 1;
inline constexpr u32 kDebugDbreak = 1u << 2;
inline constexpr u32 kDebugBreak = 1u << 3;
inline constexpr u32 kDebugBreakNarrow = 1u << 4;

// DBREAKC: which accesses, and which bits of the address are compared
inline constexpr u32 kDbreakStore = 1u << 31;
inline constexpr u32 kDbreakLoad = 1u << 30;
inline constexpr u32 kDbreakMaskBits = 0x3F;

// LITBASE: bit 0 makes L32R take its literals from below the address in the upper bits
inline constexpr u32 kLitbaseEnable = 1;
inline constexpr u32 kLitbaseMask = 0xFFFFF001;

// Region protection: eight regions of 512 MiB, each with an attribute for fetches and one for data
inline constexpr u32 kRegionBits = 29;
inline constexpr u32 kRegionCount = 8;
inline constexpr u32 kRegionAttributeReset = 2;

inline constexpr u32 kSarMask = 0x3F;

}  // namespace kinglet::soc
