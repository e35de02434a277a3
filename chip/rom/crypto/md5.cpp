// MD5 (RFC 1321): MD5Init, MD5Update, MD5Final. Flashers' stubs use it to check what they wrote.
#include "chip/rom/rom.hpp"

namespace {

constexpr u32 kBlock = 64;

struct Md5 {
    u32 state[4];
    u32 bits[2];
    u8 block[kBlock];
};

// floor(2^32 * |sin(i + 1)|), RFC 1321 3.4.
constexpr u32 kSines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

/// By how much step i of a round rotates: a byte each.
constexpr u32 kRotations[4] = {0x16110C07, 0x140E0905, 0x17100B04, 0x150F0A06};

u32 rotate(u32 value, u32 by) {
    return value << by | value >> (32 - by);
}

void transform(u32 state[4], const u8 block[kBlock]) {
    u32 words[16];
    memcpy(words, block, kBlock);
    u32 a = state[0], b = state[1], c = state[2], d = state[3];
    for (u32 i = 0; i < 64; ++i) {
        const u32 round = i / 16;
        u32 mixed, index;
        if (round == 0) {
            mixed = (b & c) | (~b & d);
            index = i;
        } else if (round == 1) {
            mixed = (d & b) | (~d & c);
            index = 5 * i + 1;
        } else if (round == 2) {
            mixed = b ^ c ^ d;
            index = 3 * i + 5;
        } else {
            mixed = c ^ (b | ~d);
            index = 7 * i;
        }
        const u32 sum = a + mixed + kSines[i] + words[index % 16];
        a = d;
        d = c;
        c = b;
        b += rotate(sum, kRotations[round] >> (i % 4 * 8) & 31);
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

}  // namespace

extern "C" {

void MD5Init(Md5* context) {
    *context = {{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}, {0, 0}, {}};
}

void MD5Update(Md5* context, const u8* bytes, u32 size) {
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
            transform(context->state, context->block);
            used = 0;
        }
    }
}

void MD5Final(u8 digest[16], Md5* context) {
    const u32 bits[2] = {context->bits[0], context->bits[1]};
    const u8 first = 0x80, zero = 0;
    MD5Update(context, &first, 1);
    while (context->bits[0] / 8 % kBlock != kBlock - sizeof bits) MD5Update(context, &zero, 1);
    MD5Update(context, reinterpret_cast<const u8*>(bits), sizeof bits);
    memcpy(digest, context->state, 16);
}

void md5_vector(u32 count, const u8* const* pieces, const u32* sizes, u8* digest) {
    Md5 context;
    MD5Init(&context);
    for (u32 i = 0; i < count; ++i) MD5Update(&context, pieces[i], sizes[i]);
    MD5Final(digest, &context);
}

}  // extern "C"
