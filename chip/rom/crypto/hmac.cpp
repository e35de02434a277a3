// Keyed digests (RFC 2104) and what Wi-Fi makes of them: PBKDF2 (RFC 2898) for the passphrase, and the
// pseudo-random function of IEEE 802.11i, 8.5.1.1. Arguments as in the supplicant from which programs know
// these names.
#include "chip/rom/crypto/digest.hpp"

namespace {

constexpr u32 kBlock = 64;
constexpr u32 kMostPieces = 5;
constexpr u32 kMd5Size = 16;
constexpr u32 kSha1Size = 20;

using Vector = void (*)(u32 count, const u8* const* pieces, const u32* sizes, u8* digest);

/// A key of at most a block, or its digest.
struct Key {
    Key(Vector function, u32 function_size, const u8* key, u32 length)
        : digest(function), digest_size(function_size) {
        memset(block, 0, kBlock);
        if (length <= kBlock)
            memcpy(block, key, length);
        else
            digest(1, &key, &length, block);
    }

    /// The block, each byte changed by `pad`, before the pieces.
    void hash(u8 pad, u32 count, const u8* const* pieces, const u32* sizes, u8* mac) const {
        u8 padded[kBlock];
        const u8* all[kMostPieces + 1] = {padded};
        u32 all_sizes[kMostPieces + 1] = {kBlock};
        for (u32 i = 0; i < kBlock; ++i) padded[i] = block[i] ^ pad;
        for (u32 i = 0; i < count; ++i) {
            all[i + 1] = pieces[i];
            all_sizes[i + 1] = sizes[i];
        }
        digest(count + 1, all, all_sizes, mac);
    }

    void mac(u32 count, const u8* const* pieces, const u32* sizes, u8* into) const {
        constexpr u8 kInner = 0x36, kOuter = 0x5C;
        u8 inner[kSha1Size];
        const u8* const piece = inner;
        hash(kInner, count, pieces, sizes, inner);
        hash(kOuter, 1, &piece, &digest_size, into);
    }

    Vector digest;
    u32 digest_size;
    u8 block[kBlock];
};

int mac_of_pieces(const Key& key, u32 count, const u8* const* pieces, const u32* sizes, u8* mac) {
    if (count > kMostPieces) return -1;
    key.mac(count, pieces, sizes, mac);
    return 0;
}

}  // namespace

extern "C" {

int hmac_md5_vector(const u8* key, u32 key_size, u32 count, const u8* const* pieces, const u32* sizes,
                    u8* mac) {
    return mac_of_pieces(Key(md5_vector, kMd5Size, key, key_size), count, pieces, sizes, mac);
}

int hmac_md5(const u8* key, u32 key_size, const u8* data, u32 size, u8* mac) {
    return hmac_md5_vector(key, key_size, 1, &data, &size, mac);
}

int hmac_sha1_vector(const u8* key, u32 key_size, u32 count, const u8* const* pieces, const u32* sizes,
                     u8* mac) {
    return mac_of_pieces(Key(sha1_vector, kSha1Size, key, key_size), count, pieces, sizes, mac);
}

int hmac_sha1(const u8* key, u32 key_size, const u8* data, u32 size, u8* mac) {
    return hmac_sha1_vector(key, key_size, 1, &data, &size, mac);
}

/// `label` with its final zero, data and a counter, hashed until there is enough.
int sha1_prf(const u8* key, u32 key_size, const char* label, const u8* data, u32 size, u8* into,
             u32 into_size) {
    const Key secret(sha1_vector, kSha1Size, key, key_size);
    u8 counter = 0;
    const u8* const pieces[] = {reinterpret_cast<const u8*>(label), data, &counter};
    const u32 sizes[] = {strlen(label) + 1, size, 1};
    for (u32 done = 0; done < into_size; ++counter) {
        u8 mac[kSha1Size];
        secret.mac(3, pieces, sizes, mac);
        const u32 part = into_size - done < kSha1Size ? into_size - done : kSha1Size;
        memcpy(into + done, mac, part);
        done += part;
    }
    return 0;
}

int pbkdf2_sha1(const char* passphrase, const u8* salt, u32 salt_size, u32 iterations, u8* into,
                u32 into_size) {
    const Key secret(sha1_vector, kSha1Size, reinterpret_cast<const u8*>(passphrase), strlen(passphrase));
    for (u32 done = 0, number = 1; done < into_size; ++number) {
        const u8 index[] = {static_cast<u8>(number >> 24), static_cast<u8>(number >> 16),
                            static_cast<u8>(number >> 8), static_cast<u8>(number)};
        const u8* const pieces[] = {salt, index};
        const u32 sizes[] = {salt_size, sizeof index};
        u8 mac[kSha1Size], sum[kSha1Size];
        secret.mac(2, pieces, sizes, mac);
        memcpy(sum, mac, kSha1Size);
        for (u32 i = 1; i < iterations; ++i) {
            const u8* const last = mac;
            u8 next[kSha1Size];
            secret.mac(1, &last, &kSha1Size, next);
            memcpy(mac, next, kSha1Size);
            for (u32 n = 0; n < kSha1Size; ++n) sum[n] ^= mac[n];
        }
        const u32 part = into_size - done < kSha1Size ? into_size - done : kSha1Size;
        memcpy(into + done, sum, part);
        done += part;
    }
    return 0;
}

}  // extern "C"
