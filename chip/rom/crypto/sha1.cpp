// SHA-1 (RFC 3174): SHA1Init, SHA1Update, SHA1Final.
#include "chip/rom/rom.hpp"

namespace {

constexpr u32 kBlock = 64;

struct Sha1 {
    u32 state[5];
    u32 bits[2];
    u8 block[kBlock];
};

u32 rotate(u32 value, u32 by) {
    return value << by | value >> (32 - by);
}

u32 big_endian(const u8* bytes) {
    return static_cast<u32>(bytes[0]) << 24 | static_cast<u32>(bytes[1]) << 16 |
           static_cast<u32>(bytes[2]) << 8 | bytes[3];
}

void put_big_endian(u8* bytes, u32 word) {
    for (int i = 0; i < 4; ++i) bytes[i] = static_cast<u8>(word >> (24 - 8 * i));
}

}  // namespace

extern "C" {

void SHA1Transform(u32 state[5], const u8 block[kBlock]) {
    u32 words[16];
    for (u32 i = 0; i < 16; ++i) words[i] = big_endian(block + 4 * i);
    u32 a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (u32 i = 0; i < 80; ++i) {
        u32& word = words[i % 16];
        if (i >= 16)
            word = rotate(words[(i + 13) % 16] ^ words[(i + 8) % 16] ^ words[(i + 2) % 16] ^ word, 1);
        u32 mixed;
        if (i < 20) {
            mixed = ((b & c) | (~b & d)) + 0x5A827999;
        } else if (i < 40) {
            mixed = (b ^ c ^ d) + 0x6ED9EBA1;
        } else if (i < 60) {
            mixed = ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC;
        } else {
            mixed = (b ^ c ^ d) + 0xCA62C1D6;
        }
        const u32 sum = rotate(a, 5) + mixed + e + word;
        e = d;
        d = c;
        c = rotate(b, 30);
        b = a;
        a = sum;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

void SHA1Init(Sha1* context) {
    *context = {{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0}, {0, 0}, {}};
}

void SHA1Update(Sha1* context, const u8* bytes, u32 size) {
    u32 used = context->bits[0] / 8 % kBlock;
    const u32 before = context->bits[0];
    context->bits[0] += size << 3;
    context->bits[1] += (size >> 29) + (context->bits[0] < before);
    while (size != 0) {
        const u32 room = kBlock - used;
        const u32 part = size < room ? size : room;
        memcpy(context->block + used, bytes, part);
        bytes += part;
        size -= part;
        used += part;
        if (used == kBlock) {
            SHA1Transform(context->state, context->block);
            used = 0;
        }
    }
}

void SHA1Final(u8 digest[20], Sha1* context) {
    u8 length[8];
    put_big_endian(length, context->bits[1]);
    put_big_endian(length + 4, context->bits[0]);
    const u8 first = 0x80, zero = 0;
    SHA1Update(context, &first, 1);
    while (context->bits[0] / 8 % kBlock != kBlock - sizeof length) SHA1Update(context, &zero, 1);
    SHA1Update(context, length, sizeof length);
    for (u32 i = 0; i < 5; ++i) put_big_endian(digest + 4 * i, context->state[i]);
}

void sha1_vector(u32 count, const u8* const* pieces, const u32* sizes, u8* digest) {
    Sha1 context;
    SHA1Init(&context);
    for (u32 i = 0; i < count; ++i) SHA1Update(&context, pieces[i], sizes[i]);
    SHA1Final(digest, &context);
}

}  // extern "C"
