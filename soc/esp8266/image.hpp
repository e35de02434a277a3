// The image that the boot ROM loads from flash offset 0: an 8-byte header, segments of {address, length,
// data}, zero padding, and a checksum as the last byte of a 16-byte line (at least one byte is always
// appended).
#pragma once

#include "base/integers.hpp"

namespace kinglet::soc::image {

inline constexpr u8 kMagic = 0xE9;
inline constexpr u8 kMagicVersion2 = 0xEA;  // needs a second-stage loader; the ROM does not take it
inline constexpr u32 kHeaderSize = 8;
inline constexpr u32 kSegmentHeaderSize = 8;
inline constexpr u32 kLineSize = 16;
inline constexpr u8 kChecksumSeed = 0xEF;    // XOR of this and every byte of segment data
inline constexpr u32 kMaximumSegments = 16;  // what tools allow; the ROM takes any number

// Header bytes
inline constexpr u32 kOffsetMagic = 0;
inline constexpr u32 kOffsetSegmentCount = 1;
inline constexpr u32 kOffsetMode = 2;
inline constexpr u32 kOffsetSizeFrequency = 3;  // size in the high nibble; the ROM ignores the byte
inline constexpr u32 kOffsetEntry = 4;

enum class Mode : u8 { Qio = 0, Qout = 1, Dio = 2, Dout = 3, FastRead = 4, SlowRead = 5 };

enum class Frequency : u8 { Mhz40 = 0, Mhz26 = 1, Mhz20 = 2, Mhz80 = 0xF };

/// The size nibble for a flash of so many bytes; 0xFF when the format has none.
constexpr u8 size_nibble(u32 bytes) {
    switch (bytes) {
        case 512 * 1024: return 0;
        case 256 * 1024: return 1;
        case 1024 * 1024: return 2;
        case 2048 * 1024: return 3;
        case 4096 * 1024: return 4;
        case 8192 * 1024: return 8;
        case 16384 * 1024: return 9;
        default: return 0xFF;
    }
}

/// The size that a nibble stands for; 0 when it stands for none.
constexpr u32 size_of_nibble(u8 nibble) {
    switch (nibble) {
        case 0: return 512 * 1024;
        case 1: return 256 * 1024;
        case 2: return 1024 * 1024;
        case 3:
        case 5: return 2048 * 1024;  // 5 and 6: layouts with two 1 MiB halves
        case 4:
        case 6: return 4096 * 1024;
        case 8: return 8192 * 1024;
        case 9: return 16384 * 1024;
        default: return 0;
    }
}

}  // namespace kinglet::soc::image
