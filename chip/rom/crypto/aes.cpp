// AES with keys of 128 bits (FIPS 197), and the unwrapping of keys (RFC 3394). The tables stand at public
// addresses and are made by the compiler: one table of a round in each direction, whose rotations are the
// other three, and the inverse substitution for the last round. Round keys are words, most significant byte
// first.
#include "chip/rom/rom.hpp"

namespace {

constexpr u32 kRounds = 10;
constexpr u32 kKeyWords = 4 * (kRounds + 1);
constexpr u32 kBlock = 16;

struct WordTable {
    u32 words[256];
};
struct ByteTable {
    u8 bytes[256];
};

constexpr u8 twice(u8 x) {
    return static_cast<u8>(x << 1 ^ ((x & 0x80) != 0 ? 0x1B : 0));
}
constexpr u8 times(u8 x, u8 factor) {
    u8 product = 0;
    for (; factor != 0; factor = static_cast<u8>(factor >> 1), x = twice(x))
        if ((factor & 1) != 0) product = static_cast<u8>(product ^ x);
    return product;
}

/// S(x): the inverse in the field, then the affine map. Three generates the field.
constexpr ByteTable make_substitution() {
    ByteTable table = {};
    const auto rotated = [](u8 x, int by) { return static_cast<u8>(x << by | x >> (8 - by)); };
    u8 p = 1, q = 1;  // q is the inverse of p
    do {
        p = static_cast<u8>(p ^ twice(p));
        q = times(q, 0xF6);
        const u8 mapped = static_cast<u8>(q ^ rotated(q, 1) ^ rotated(q, 2) ^ rotated(q, 3) ^ rotated(q, 4));
        table.bytes[p] = static_cast<u8>(mapped ^ 0x63);
    } while (p != 1);
    table.bytes[0] = 0x63;
    return table;
}

constexpr ByteTable make_inverse() {
    const ByteTable forward = make_substitution();
    ByteTable table = {};
    for (u32 i = 0; i < 256; ++i) table.bytes[forward.bytes[i]] = static_cast<u8>(i);
    return table;
}

/// A substituted byte's column, multiplied by four factors.
constexpr WordTable make_round(const ByteTable& substitution, u8 a, u8 b, u8 c, u8 d) {
    WordTable table = {};
    for (u32 i = 0; i < 256; ++i) {
        const u8 s = substitution.bytes[i];
        table.words[i] =
            u32{times(s, a)} << 24 | u32{times(s, b)} << 16 | u32{times(s, c)} << 8 | times(s, d);
    }
    return table;
}

u32 rotate_right(u32 word, u32 by) {
    return word >> by | word << (32 - by);
}
u32 byte_of(u32 word, u32 index) {
    return word >> (24 - 8 * index) & 0xFF;
}
u32 read_word(const u8* bytes) {
    return u32{bytes[0]} << 24 | u32{bytes[1]} << 16 | u32{bytes[2]} << 8 | bytes[3];
}
void write_word(u8* bytes, u32 word) {
    for (u32 i = 0; i < 4; ++i) bytes[i] = static_cast<u8>(byte_of(word, i));
}

}  // namespace

extern "C" {

extern const WordTable Te0, Td0;
extern const ByteTable Td4s;
extern const u8 rcons[16];

constinit const WordTable Te0 = make_round(make_substitution(), 2, 1, 1, 3);
constinit const WordTable Td0 = make_round(make_inverse(), 14, 9, 13, 11);
constinit const ByteTable Td4s = make_inverse();
constinit const u8 rcons[16] = {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0x1B, 0x36};

u32 aes_context[kKeyWords] ROM_RECORD(3fffea80);

}  // extern "C"

namespace {

/// The middle factors of the forward table are one.
u32 substitute(u32 byte) {
    return byte_of(Te0.words[byte], 1);
}

u32 inverse_round_word(u32 a, u32 b, u32 c, u32 d) {
    return Td0.words[a] ^ rotate_right(Td0.words[b], 8) ^ rotate_right(Td0.words[c], 16) ^
           rotate_right(Td0.words[d], 24);
}

}  // namespace

extern "C" {

void rijndaelKeySetupEnc(u32* round_keys, const u8* key) {
    for (u32 i = 0; i < 4; ++i) round_keys[i] = read_word(key + 4 * i);
    for (u32 i = 4; i < kKeyWords; ++i) {
        u32 word = round_keys[i - 1];
        if (i % 4 == 0) {
            word = substitute(byte_of(word, 1)) << 24 | substitute(byte_of(word, 2)) << 16 |
                   substitute(byte_of(word, 3)) << 8 | substitute(byte_of(word, 0));
            word ^= u32{rcons[i / 4 - 1]} << 24;
        }
        round_keys[i] = round_keys[i - 4] ^ word;
    }
}

/// In the order of decryption, all but the first and the last through the inverse of the column mixture.
void rijndaelKeySetupDec(u32* round_keys, const u8* key) {
    rijndaelKeySetupEnc(round_keys, key);
    for (u32 low = 0, high = kKeyWords - 4; low < high; low += 4, high -= 4) {
        for (u32 i = 0; i < 4; ++i) {
            const u32 word = round_keys[low + i];
            round_keys[low + i] = round_keys[high + i];
            round_keys[high + i] = word;
        }
    }
    for (u32 i = 4; i < kKeyWords - 4; ++i) {
        const u32 word = round_keys[i];
        round_keys[i] = inverse_round_word(substitute(byte_of(word, 0)), substitute(byte_of(word, 1)),
                                           substitute(byte_of(word, 2)), substitute(byte_of(word, 3)));
    }
}

/// There is one context. Null for keys of other lengths.
void* aes_decrypt_init(const u8* key, u32 size) {
    if (size != kBlock) return nullptr;
    rijndaelKeySetupDec(aes_context, key);
    return aes_context;
}

void aes_decrypt(const void* context, const u8* cipher, u8* plain) {
    const u32* keys = static_cast<const u32*>(context);
    u32 state[4], next[4];
    for (u32 i = 0; i < 4; ++i) state[i] = read_word(cipher + 4 * i) ^ keys[i];
    for (u32 round = 1; round < kRounds; ++round) {
        keys += 4;
        for (u32 i = 0; i < 4; ++i) {
            next[i] = inverse_round_word(byte_of(state[i], 0), byte_of(state[(i + 3) % 4], 1),
                                         byte_of(state[(i + 2) % 4], 2), byte_of(state[(i + 1) % 4], 3)) ^
                      keys[i];
        }
        memcpy(state, next, sizeof state);
    }
    keys += 4;
    for (u32 i = 0; i < 4; ++i) {
        u32 word = 0;
        for (u32 n = 0; n < 4; ++n) word = word << 8 | Td4s.bytes[byte_of(state[(i + 4 - n) % 4], n)];
        write_word(plain + 4 * i, word ^ keys[i]);
    }
}

void aes_decrypt_deinit(void* context) {
    memset(context, 0, sizeof aes_context);
}

/// `count` is the key's length in units of 8 bytes; `cipher` has one more. 0, or -1 when it is not what was
/// wrapped.
int aes_unwrap(const u8* key, u32 count, const u8* cipher, u8* plain) {
    constexpr u32 kUnit = 8, kPasses = 6;
    constexpr u8 kCheck = 0xA6;
    u8 check[kUnit], block[kBlock];
    memcpy(check, cipher, kUnit);
    memmove(plain, cipher + kUnit, count * kUnit);
    void* const context = aes_decrypt_init(key, kBlock);
    for (u32 step = kPasses * count; step != 0; --step) {
        u8* const unit = plain + (step - 1) % count * kUnit;
        memcpy(block, check, kUnit);
        memcpy(block + kUnit, unit, kUnit);
        for (u32 i = 0; i < 4; ++i) block[7 - i] = static_cast<u8>(block[7 - i] ^ step >> 8 * i);
        aes_decrypt(context, block, block);
        memcpy(check, block, kUnit);
        memcpy(unit, block + kUnit, kUnit);
    }
    aes_decrypt_deinit(context);
    for (const u8 byte : check) {
        if (byte != kCheck) return -1;
    }
    return 0;
}

}  // extern "C"
