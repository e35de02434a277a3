// The on-disk format of FAT12, FAT16 and FAT32 with long names, as numbers: where fields lie, and what they
// hold. Microsoft's "FAT: General Overview of On-Disk Format" 1.03 and docs/spec/fat.md say what they mean.
// Sectors lie in RAM when they are looked into; fields lie at any address and are little-endian.
#pragma once

#include "base/integers.hpp"

namespace kinglet::fs::fat {

inline u32 half_at(const u8* bytes) {
    return bytes[0] | u32{bytes[1]} << 8;
}
inline u32 word_at(const u8* bytes) {
    return half_at(bytes) | half_at(bytes + 2) << 16;
}
inline void set_half(u8* bytes, u32 value) {
    bytes[0] = static_cast<u8>(value);
    bytes[1] = static_cast<u8>(value >> 8);
}
inline void set_word(u8* bytes, u32 value) {
    set_half(bytes, value);
    set_half(bytes + 2, value >> 16);
}

inline constexpr u32 kSmallestSector = 512, kLargestSector = 4096;
inline constexpr u32 kSignatureAt = 510, kSignature = 0xAA55;

/// The boot sector of a volume. What begins at 36 is different in FAT32.
namespace boot {
inline constexpr u32 kJump = 0, kMaker = 3, kSectorBytes = 11, kClusterSectors = 13, kReserved = 14;
inline constexpr u32 kTables = 16, kRootSlots = 17, kSectors = 19, kMedium = 21, kTableSectors = 22;
inline constexpr u32 kTrackSectors = 24, kHeads = 26, kHidden = 28, kManySectors = 32;
inline constexpr u32 kSerial = 36;  // drive, unused, 0x29, serial number, label, type; of FAT32 at 64
inline constexpr u32 kManyTableSectors = 36, kMirroring = 40, kVersion = 42, kRoot = 44, kInfo = 48;
inline constexpr u32 kBackup = 50, kSerialOfFat32 = 64;
}  // namespace boot

/// The partition table of a disk: four rows.
namespace partition {
inline constexpr u32 kTable = 446, kRowBytes = 16, kRows = 4;
inline constexpr u32 kType = 4, kBegin = 8, kSectors = 12;  // in a row
inline constexpr u32 kFat16 = 0x0E, kFat32 = 0x0C;
}  // namespace partition

/// FAT32's note of how much is free.
namespace info {
inline constexpr u32 kMarks[][2] = {{0, 0x41615252}, {484, 0x61417272}, {508, 0xAA550000}};
inline constexpr u32 kFree = 488, kNext = 492;
}  // namespace info

/// What a folder consists of: a file or folder has one slot, and before it those of its long name.
namespace slot {
inline constexpr u32 kBytes = 32;
inline constexpr u32 kAttributes = 11, kCase = 12, kCreated = 14, kAccessed = 18, kClusterHigh = 20;
inline constexpr u32 kModified = 22, kClusterLow = 26, kSize = 28;  // times: time of day, then date
inline constexpr u32 kNameBytes = 11;
inline constexpr u32 kReadOnly = 0x01, kLabel = 0x08, kFolder = 0x10, kArchive = 0x20, kLongName = 0x0F;
inline constexpr u32 kLowerBase = 0x08, kLowerExtension = 0x10;  // of kCase
inline constexpr u32 kEnd = 0, kFree = 0xE5, kReallyE5 = 0x05;   // first bytes
// Of a long name.
inline constexpr u32 kSum = 13, kUnits = 13, kOrder = 0x1F, kLast = 0x40;
}  // namespace slot

inline constexpr u32 kMostSlots = 0x10000;    // in a folder
inline constexpr u32 kMostClusters12 = 4084;  // more: FAT16
inline constexpr u32 kMostClusters16 = 65524;
inline constexpr u32 kMostClusters32 = 0x0FFFFFF5;
inline constexpr u32 kFirstCluster = 2;
inline constexpr u32 kLargestFile = 0xFFFFFFFF;
inline constexpr u32 kLongestName = 255;  // in UTF-16

}  // namespace kinglet::fs::fat
