// The eFuse words at 0x3FF00050: four read-only words with the station's MAC address and the variant of the
// chip.
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::efuse {

inline constexpr u32 WORD0 = 0x00;
inline constexpr u32 WORD1 = 0x04;
inline constexpr u32 WORD2 = 0x08;
inline constexpr u32 WORD3 = 0x0C;

inline constexpr Field WORD0_MAC6{24, 8};  // sixth byte of the address
inline constexpr Field WORD0_ESP8285{4};
inline constexpr Field WORD1_MAC5{0, 8};
inline constexpr Field WORD1_MAC4{8, 8};
inline constexpr Field WORD1_OUI_SELECT{16, 8};  // 0: 18:FE:34, 1: AC:D0:74; only when WORD3_OUI is 0
inline constexpr Field WORD1_VERSION{24, 4};
inline constexpr Field WORD2_MAC48_VALID{12};
inline constexpr Field WORD2_TYPE2{15};  // set on every ESP8266
inline constexpr Field WORD2_ESP8285{16};
inline constexpr Field WORD3_OUI{0, 24};  // first byte of the address in [23:16]
inline constexpr Field WORD3_FLASH_SIZE{26, 2};

// clang-format off
inline constexpr RegisterFacts kRegisters[] = {
    {WORD0, "WORD0", 0, 0, kReadOnly},
    {WORD1, "WORD1", 0, 0, kReadOnly},
    {WORD2, "WORD2", 0, 0, kReadOnly},
    {WORD3, "WORD3", 0, 0, kReadOnly},
};
// clang-format on

}  // namespace kinglet::soc::efuse
