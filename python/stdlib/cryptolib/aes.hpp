// AES (FIPS 197), one block at a time, for keys of 16, 24 and 32 bytes. Two tables of 256 bytes; what is left
// of a round is done on whole columns.
#pragma once

#include "base/integers.hpp"

namespace kinglet::stdlib::cryptolib {

inline constexpr u32 kAesBlock = 16;

struct Aes {
    u32 rounds;
    u32 keys[60];  // of the rounds, a column each

    /// `key` may lie in flash.
    void set_key(const u8* key, u32 bytes);
    /// Both replace the block, four columns with row 0 lowest.
    void encrypt(u32* block) const;
    void decrypt(u32* block) const;
};

}  // namespace kinglet::stdlib::cryptolib
