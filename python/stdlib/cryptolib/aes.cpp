#include "python/stdlib/cryptolib/aes.hpp"

#include <bit>

#include "base/flash.hpp"

namespace kinglet::stdlib::cryptolib {

namespace {

/// The S-box and its inverse, from their definition: the inverse in GF(2^8), then an affine map. Words, for
/// they lie in flash.
struct Boxes {
    u32 forward[64];
    u32 inverse[64];

    constexpr Boxes() : forward(), inverse() {
        // 3 generates the field, 0xF6 is its inverse: p and q run through all pairs of inverses.
        u32 p = 1;
        u32 q = 1;
        do {
            p = (p ^ p << 1 ^ ((p & 0x80) != 0 ? 0x11B : 0)) & 0xFF;
            q ^= q << 1;
            q ^= q << 2;
            q ^= q << 4;
            q &= 0xFF;
            if ((q & 0x80) != 0) q ^= 0x09;
            put(p, (q ^ turned(q, 1) ^ turned(q, 2) ^ turned(q, 3) ^ turned(q, 4)) ^ 0x63);
        } while (p != 1);
        put(0, 0x63);
    }

  private:
    static constexpr u32 turned(u32 byte, u32 by) { return (byte << by | byte >> (8 - by)) & 0xFF; }
    constexpr void put(u32 from, u32 to) {
        forward[from / 4] |= to << (from % 4 * 8);
        inverse[to / 4] |= from << (to % 4 * 8);
    }
};
constinit const Boxes boxes;

/// The byte of a box that stands for byte `row` of a column, in its place.
ALWAYS_INLINE u32 substituted(const u32* box, u32 column, u32 row) {
    const u32 byte = column >> (8 * row) & 0xFF;
    return u32{flash_byte(reinterpret_cast<const u8*>(box) + byte)} << (8 * row);
}

u32 substitute_column(u32 column) {
    u32 result = 0;
    for (u32 row = 0; row < 4; ++row) result |= substituted(boxes.forward, column, row);
    return result;
}

/// Each byte times x.
constexpr u32 doubled(u32 column) {
    return (column & 0x7F7F7F7F) << 1 ^ (column >> 7 & 0x01010101) * 0x1B;
}

/// MixColumns of one column.
constexpr u32 mixed(u32 column) {
    const u32 twice = doubled(column);
    return twice ^ std::rotr(twice ^ column, 8) ^ std::rotr(column, 16) ^ std::rotr(column, 24);
}

/// InvMixColumns: MixColumns after a step that makes up for its being applied three times too few.
constexpr u32 unmixed(u32 column) {
    return mixed(column ^ doubled(doubled(column ^ std::rotr(column, 16))));
}

}  // namespace

void Aes::set_key(const u8* key, u32 bytes) {
    const u32 words = bytes / 4;
    rounds = words + 6;
    flash_copy(keys, key, bytes);
    u32 constant = 1;
    for (u32 i = words; i < 4 * (rounds + 1); ++i) {
        u32 column = keys[i - 1];
        if (i % words == 0) {
            column = substitute_column(std::rotr(column, 8)) ^ constant;
            constant = doubled(constant);
        } else if (words > 6 && i % words == 4) {
            column = substitute_column(column);
        }
        keys[i] = keys[i - words] ^ column;
    }
}

void Aes::encrypt(u32* block) const {
    for (u32 i = 0; i < 4; ++i) block[i] ^= keys[i];
    for (u32 round = 1; round <= rounds; ++round) {
        u32 next[4];
        for (u32 i = 0; i < 4; ++i) {
            u32 column = 0;
            for (u32 row = 0; row < 4; ++row) column |= substituted(boxes.forward, block[(i + row) % 4], row);
            next[i] = (round == rounds ? column : mixed(column)) ^ keys[4 * round + i];
        }
        std::memcpy(block, next, sizeof next);
    }
}

void Aes::decrypt(u32* block) const {
    for (u32 i = 0; i < 4; ++i) block[i] ^= keys[4 * rounds + i];
    for (u32 round = rounds; round-- != 0;) {
        u32 next[4];
        for (u32 i = 0; i < 4; ++i) {
            u32 column = 0;
            for (u32 row = 0; row < 4; ++row)
                column |= substituted(boxes.inverse, block[(i + 4 - row) % 4], row);
            column ^= keys[4 * round + i];
            next[i] = round == 0 ? column : unmixed(column);
        }
        std::memcpy(block, next, sizeof next);
    }
}

}  // namespace kinglet::stdlib::cryptolib
