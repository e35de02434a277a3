// 0x60000D00: the master of the analog parts' register bus ("internal I2C"), one command register per host
// number, and the SAR ADC behind TOUT. The PLL is block 103 on host 4.
#pragma once

#include "soc/esp8266/field.hpp"

namespace kinglet::soc::analog {

// The command register of host n is at I2C_HOST0 + 4 * n. A write starts the transfer; BUSY tells when it is
// over.
inline constexpr u32 I2C_HOST0 = 0x00;
inline constexpr u32 kHostCount = 16;
inline constexpr u32 UNKNOWN_40 = 0x40;  // the SDK sets bit 3 before it calibrates the radio
inline constexpr u32 UNKNOWN_48 = 0x48;  // the ROM writes 0 when it attaches the flash
inline constexpr u32 RADIO_OFFSET =
    0x4C;  // no vendor name is known; the SDK's search for the receiver's offsets
inline constexpr u32 SAR_CFG = 0x50;
inline constexpr u32 SAR_TIM1 = 0x54;
inline constexpr u32 SAR_TIM2 = 0x58;
inline constexpr u32 SAR_CFG1 = 0x5C;
inline constexpr u32 SAR_CFG2 = 0x60;
inline constexpr u32 SAR_DATA0 = 0x80;  // SAR_DATA0-7, inverted raw results

inline constexpr Field I2C_BLOCK{0, 8};
inline constexpr Field I2C_REGISTER{8, 8};
inline constexpr Field I2C_DATA{16, 8};
inline constexpr Field I2C_WRITE{24};
inline constexpr Field I2C_BUSY{25};

// Bit 1 compares; then the results for the two halves of the signal are in the uppermost bits.
inline constexpr Field RADIO_OFFSET_READY{24};
inline constexpr Field RADIO_OFFSET_RESULTS{30, 2};

inline constexpr Field SAR_START{1};
inline constexpr Field SAR_SAMPLES{2, 3};  // minus one
inline constexpr Field SAR_DIVIDER{8, 8};
inline constexpr Field SAR_STATE{24, 3};  // 0: idle
inline constexpr Field SAR_TOUT_ENABLE{21};
inline constexpr Field SAR_VDD33{23};
inline constexpr u32 kSarDataCount = 8;
inline constexpr u32 kSarBlock = 108;  // register 2, bit 5 switches the converter on
inline constexpr u32 kSarControl = 2;
inline constexpr u32 kSarHost = 2;
inline constexpr u32 kSarOn = 0x20;

/// What a driver makes of a result that it has inverted: 11 bits, with the correction for the lower eight
/// that the vendor's code applies. 2047 is 1 V.
constexpr u32 sar_corrected(u32 inverted) {
    const u32 low = inverted & 0xFF;
    return (inverted & 0x700) + (low > 21 ? (low - 21) * 279 >> 8 : 0);
}

// The radio's own PLL: the SDK waits for bit 7 of register 7 after it has chosen a channel.
inline constexpr u32 kRadioPllBlock = 98;
inline constexpr u32 kRadioPllStatus = 7;
inline constexpr u32 kRadioPllReady = 0x80;

// The PLL. That register 1 chooses the multiplier and that the chip comes up with (8, 0x91), which is twice
// the crystal for any crystal, is inferred from the known recipes: all of them come out right under it.
inline constexpr u32 kPllBlock = 103;
inline constexpr u32 kPllHost = 4;
inline constexpr u32 kPllMultiplier = 1;
inline constexpr u32 kPllDivider = 2;
inline constexpr u32 kPllAudio = 4;  // register 4, bit 7: 160 MHz for I2S
inline constexpr u32 kPllAudioOn = 0x80;
inline constexpr u32 kPllMultiplier26 = 0x08;  // the reset value: right for 80 MHz from a 40 MHz crystal
inline constexpr u32 kPllMultiplier40 = 0x88;  // for 80 MHz from a 26 MHz crystal
inline constexpr u32 kPllMultiplier80 = 0xC8;  // doubles the output (overclocking)
inline constexpr u32 kPllDivider13 = 0x91;

/// What the PLL multiplies the crystal by; 0 for a code that no source explains.
constexpr u32 pll_multiplier(u32 code) {
    return code == kPllMultiplier26 ? 26 : code == kPllMultiplier40 ? 40 : code == kPllMultiplier80 ? 80 : 0;
}

/// What divides the PLL down to the peripheral clock; 0 for a code that no source explains.
constexpr u32 pll_divider(u32 code) {
    switch (code >> 4) {
        case 0xA: return 6;
        case 0xC: return 7;
        case 0xE: return 8;
        case 0x1: return 9;
        case 0x3: return 10;
        case 0x5: return 11;
        case 0x7: return 12;
        case 0x9: return 13;
        case 0xB: return 14;
        case 0xD: return 15;
        case 0xF: return 16;
        default: return 0;
    }
}

// clang-format off
inline constexpr RegisterFacts kRegisters[] = {
    // offset      name         reset       writable   mode
    {0x00,       "I2C_HOST0",   0,          kAllBits,  kReadWrite},
    {0x04,       "I2C_HOST1",   0,          kAllBits,  kReadWrite},
    {0x08,       "I2C_HOST2",   0,          kAllBits,  kReadWrite},
    {0x0C,       "I2C_HOST3",   0,          kAllBits,  kReadWrite},
    {0x10,       "I2C_HOST4",   0,          kAllBits,  kReadWrite},
    {0x14,       "I2C_HOST5",   0,          kAllBits,  kReadWrite},
    {0x18,       "I2C_HOST6",   0,          kAllBits,  kReadWrite},
    {0x1C,       "I2C_HOST7",   0,          kAllBits,  kReadWrite},
    {0x20,       "I2C_HOST8",   0,          kAllBits,  kReadWrite},
    {0x24,       "I2C_HOST9",   0,          kAllBits,  kReadWrite},
    {0x28,       "I2C_HOST10",  0,          kAllBits,  kReadWrite},
    {0x2C,       "I2C_HOST11",  0,          kAllBits,  kReadWrite},
    {0x30,       "I2C_HOST12",  0,          kAllBits,  kReadWrite},
    {0x34,       "I2C_HOST13",  0,          kAllBits,  kReadWrite},
    {0x38,       "I2C_HOST14",  0,          kAllBits,  kReadWrite},
    {0x3C,       "I2C_HOST15",  0,          kAllBits,  kReadWrite},
    {UNKNOWN_40, "UNKNOWN_40",  0,          kAllBits,  kReadWrite},
    {UNKNOWN_48, "UNKNOWN_48",  0,          kAllBits,  kReadWrite},
    {RADIO_OFFSET, "RADIO_OFFSET", RADIO_OFFSET_READY.mask(), ~(RADIO_OFFSET_READY.mask() | RADIO_OFFSET_RESULTS.mask()), kReadWrite},
    {SAR_CFG,    "SAR_CFG",     0x000908BC, 0x00FFFFFF, kReadWrite},
    {SAR_TIM1,   "SAR_TIM1",    0x00070727, kAllBits,  kReadWrite},
    {SAR_TIM2,   "SAR_TIM2",    0x004F1757, kAllBits,  kReadWrite},
    {SAR_CFG1,   "SAR_CFG1",    0,          kAllBits,  kReadWrite},
    {SAR_CFG2,   "SAR_CFG2",    0,          kAllBits,  kReadWrite},
    {0x80,       "SAR_DATA0",   0,          0,         kReadOnly},
    {0x84,       "SAR_DATA1",   0,          0,         kReadOnly},
    {0x88,       "SAR_DATA2",   0,          0,         kReadOnly},
    {0x8C,       "SAR_DATA3",   0,          0,         kReadOnly},
    {0x90,       "SAR_DATA4",   0,          0,         kReadOnly},
    {0x94,       "SAR_DATA5",   0,          0,         kReadOnly},
    {0x98,       "SAR_DATA6",   0,          0,         kReadOnly},
    {0x9C,       "SAR_DATA7",   0,          0,         kReadOnly},
};
// clang-format on

}  // namespace kinglet::soc::analog
