#include "python/stdlib/cryptolib/aes.hpp"

#include <gtest/gtest.h>

#include <array>

namespace kinglet::stdlib::cryptolib {
namespace {

using Block = std::array<u32, 4>;

// FIPS 197, appendix C, as little-endian columns.
constexpr Block kPlain = {0x33221100, 0x77665544, 0xBBAA9988, 0xFFEEDDCC};

void check(u32 key_bytes, const Block& secret) {
    u8 key[32];
    for (u32 i = 0; i < sizeof key; ++i) key[i] = static_cast<u8>(i);
    Aes aes;
    aes.set_key(key, key_bytes);
    Block block = kPlain;
    aes.encrypt(block.data());
    EXPECT_EQ(block, secret);
    aes.decrypt(block.data());
    EXPECT_EQ(block, kPlain);
}

TEST(Aes, TheExamplesOfTheStandard) {
    check(16, {0xD8E0C469, 0x30047B6A, 0x80B7CDD8, 0x5AC5B470});
    check(24, {0xA47CA9DD, 0xE0DF4C86, 0xA070AF6E, 0x91710DEC});
    check(32, {0xCAB7A28E, 0xBF456751, 0x9049FCEA, 0x8960494B});
}

}  // namespace
}  // namespace kinglet::stdlib::cryptolib
