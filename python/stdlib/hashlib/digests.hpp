// SHA-256, SHA-1 (FIPS 180-4) and MD5 (RFC 1321): one state, and for each a function that takes a block.
#pragma once

#include "base/integers.hpp"

namespace kinglet::stdlib::hashlib {

inline constexpr u32 kBlockBytes = 64;
inline constexpr u32 kMostDigestBytes = 32;

struct Algorithm {
    void (*compress)(u32* state, const u32* block);  // the block as sixteen words in the algorithm's order
    u32 words;                                       // of the digest
    u32 is_big_endian;
    const u32* initial;
};

extern const Algorithm md5, sha1, sha256;

/// A digest on its way. Plain data: a copy of it goes its own way.
struct Digest {
    u32 state[8];
    u64 length;  // bytes so far
    u8 block[kBlockBytes];

    void begin(const Algorithm&);
    /// The bytes may lie in flash.
    void update(const Algorithm&, const u8* bytes, usize count);
    /// Writes the digest, four bytes for each of the algorithm's words. Nothing can be added afterwards.
    void finish(const Algorithm&, u8* digest);

  private:
    void take_block(const Algorithm&);
};

}  // namespace kinglet::stdlib::hashlib
