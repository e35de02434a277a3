#include "python/stdlib/hashlib/digests.hpp"

#include <bit>

#include "base/flash.hpp"

namespace kinglet::stdlib::hashlib {

namespace {

// clang-format off
// The fractions of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
constinit const u32 sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
constinit const u32 sha256_initial[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
// MD5 begins with the first four of these.
constinit const u32 sha1_initial[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
constinit const u32 sha1_constants[4] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
// floor(2^32 * |sin(i + 1)|) (RFC 1321, 3.4).
constinit const u32 md5_constants[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
// How far each of a round's four steps turns, a byte for each; the rounds follow each other.
constinit const u32 md5_turns[4] = {0x16110c07, 0x140e0905, 0x17100b04, 0x150f0a06};
// clang-format on

void sha256_compress(u32* state, const u32* block) {
    u32 w[16];
    u32 s[8];
    for (u32 i = 0; i < 16; ++i) w[i] = block[i];
    for (u32 i = 0; i < 8; ++i) s[i] = state[i];
    for (u32 i = 0; i < 64; ++i) {
        u32& word = w[i & 15];
        if (i >= 16) {
            const u32 x = w[(i + 1) & 15];
            const u32 y = w[(i + 14) & 15];
            word += (std::rotr(x, 7) ^ std::rotr(x, 18) ^ x >> 3) + w[(i + 9) & 15] +
                    (std::rotr(y, 17) ^ std::rotr(y, 19) ^ y >> 10);
        }
        const u32 e = s[4];
        const u32 a = s[0];
        const u32 first = s[7] + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                          (s[6] ^ (e & (s[5] ^ s[6]))) + sha256_constants[i] + word;
        const u32 second =
            (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & s[1]) | (s[2] & (a | s[1])));
        s[7] = s[6];
        s[6] = s[5];
        s[5] = e;
        s[4] = s[3] + first;
        s[3] = s[2];
        s[2] = s[1];
        s[1] = a;
        s[0] = first + second;
    }
    for (u32 i = 0; i < 8; ++i) state[i] += s[i];
}

void sha1_compress(u32* state, const u32* block) {
    u32 w[16];
    for (u32 i = 0; i < 16; ++i) w[i] = block[i];
    u32 a = state[0];
    u32 b = state[1];
    u32 c = state[2];
    u32 d = state[3];
    u32 e = state[4];
    u32 round = 0;
    for (u32 i = 0; i < 80; ++i) {
        if (i == 20 || i == 40 || i == 60) ++round;  // a division would cost as much as the step
        u32& word = w[i & 15];
        if (i >= 16) word = std::rotl(w[(i + 13) & 15] ^ w[(i + 8) & 15] ^ w[(i + 2) & 15] ^ word, 1);
        const u32 mixed = round == 0 ? d ^ (b & (c ^ d)) : round == 2 ? (b & c) | (d & (b | c)) : b ^ c ^ d;
        const u32 next = std::rotl(a, 5) + mixed + e + sha1_constants[round] + word;
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

void md5_compress(u32* state, const u32* block) {
    u32 a = state[0];
    u32 b = state[1];
    u32 c = state[2];
    u32 d = state[3];
    for (u32 i = 0; i < 64; ++i) {
        u32 mixed;
        u32 from;
        switch (i / 16) {
            case 0:
                mixed = d ^ (b & (c ^ d));
                from = i;
                break;
            case 1:
                mixed = c ^ (d & (b ^ c));
                from = 5 * i + 1;
                break;
            case 2:
                mixed = b ^ c ^ d;
                from = 3 * i + 5;
                break;
            default:
                mixed = c ^ (b | ~d);
                from = 7 * i;
                break;
        }
        const u32 turn = whole_word(md5_turns[i / 16]) >> (i % 4 * 8) & 31;
        const u32 next =
            b + std::rotl(a + mixed + md5_constants[i] + block[from & 15], static_cast<int>(turn));
        a = d;
        d = c;
        c = b;
        b = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

}  // namespace

constinit const Algorithm md5 = {md5_compress, 4, 0, sha1_initial};
constinit const Algorithm sha1 = {sha1_compress, 5, 1, sha1_initial};
constinit const Algorithm sha256 = {sha256_compress, 8, 1, sha256_initial};

void Digest::begin(const Algorithm& algorithm) {
    for (u32 i = 0; i < algorithm.words; ++i) state[i] = algorithm.initial[i];
    length = 0;
}

void Digest::take_block(const Algorithm& algorithm) {
    u32 words[kBlockBytes / 4];
    std::memcpy(words, block, sizeof words);
    if (algorithm.is_big_endian != 0) {
        for (u32& word : words) word = __builtin_bswap32(word);
    }
    algorithm.compress(state, words);
}

void Digest::update(const Algorithm& algorithm, const u8* bytes, usize count) {
    usize filled = length % kBlockBytes;
    length += count;
    while (count != 0) {
        const usize room = kBlockBytes - filled;
        const usize taken = count < room ? count : room;
        flash_copy(block + filled, bytes, taken);
        bytes += taken;
        count -= taken;
        filled += taken;
        if (filled == kBlockBytes) {
            take_block(algorithm);
            filled = 0;
        }
    }
}

void Digest::finish(const Algorithm& algorithm, u8* digest) {
    const u64 bits = length * 8;
    usize filled = length % kBlockBytes;
    block[filled++] = 0x80;
    if (filled > kBlockBytes - 8) {
        std::memset(block + filled, 0, kBlockBytes - filled);
        take_block(algorithm);
        filled = 0;
    }
    std::memset(block + filled, 0, kBlockBytes - filled);
    for (u32 i = 0; i < 8; ++i) {
        const u32 shift = algorithm.is_big_endian != 0 ? 56 - 8 * i : 8 * i;
        block[kBlockBytes - 8 + i] = static_cast<u8>(bits >> shift);
    }
    take_block(algorithm);
    for (u32 i = 0; i < algorithm.words; ++i) {
        const u32 word = algorithm.is_big_endian != 0 ? __builtin_bswap32(state[i]) : state[i];
        std::memcpy(digest + 4 * i, &word, 4);
    }
}

}  // namespace kinglet::stdlib::hashlib
