// What the code store looks like on the flash: docs/spec/code-store.md. All are whole words.
#pragma once

#include <bit>

#include "python/runtime/store/medium.hpp"

namespace kinglet::runtime::store {

inline constexpr u32 kHeadMagic = 0x3153434B;   // KCS1
inline constexpr u32 kEntryMagic = 0x3145434B;  // KCE1
inline constexpr u32 kVersion = 1;
inline constexpr u32 kErased = StoreMedium::kErased;
inline constexpr u32 kMostSectors = 160;
inline constexpr u32 kLeastSectors = 8;
/// A name that is so many slots from where its hash points means that the table is full.
inline constexpr u32 kLongestChain = 48;

/// A sum of words: any change of a single one changes it.
constexpr u32 add_word(u32 sum, u32 word) {
    return (std::rotl(sum, 5) ^ word) * 0x9E3779B1U;
}
/// The words may lie in flash.
inline u32 add_words(u32 sum, const u32* words, u32 count) {
    for (u32 i = 0; i < count; ++i) sum = add_word(sum, words[i]);
    return sum;
}

/// What an entry is found by.
struct SourceKey {
    u32 hash[3];
    u32 length;  // of the source, in bytes
};

/// Sector 0.
struct Head {
    static constexpr u32 kMostNameSectors = 64;
    u32 magic;
    u32 form;
    u32 image[2];
    u32 epoch;
    u32 sum;
    u32 reserved[2];
    u32 name_sectors[kMostNameSectors];

    u32 expected_sum() const { return add_words(kVersion, &form, 4); }
};

/// The first words of an entry.
struct Entry {
    static constexpr u32 kMostUses = 15;
    u32 magic;
    u32 epoch;
    u32 sequence;
    SourceKey key;
    u32 code;
    u32 names;  // words
    u32 names_sum;
    u32 sum;
    u32 sectors[kMostSectors / 32];
    u32 head_sum;
    u32 uses[kMostUses];

    u32 expected_head_sum() const { return add_words(kVersion, &epoch, 15); }
};
static_assert(sizeof(Entry) == 128);

/// A set of sectors.
struct SectorSet {
    u32 words[kMostSectors / 32] = {};

    bool has(u32 sector) const { return (words[sector / 32] >> sector % 32 & 1U) != 0; }
    void add(u32 sector) { words[sector / 32] |= 1U << sector % 32; }
    void add(const u32* others) {
        for (u32 i = 0; i < kMostSectors / 32; ++i) words[i] |= others[i];
    }
    void remove(const u32* others) {
        for (u32 i = 0; i < kMostSectors / 32; ++i) words[i] &= ~others[i];
    }
};

}  // namespace kinglet::runtime::store
