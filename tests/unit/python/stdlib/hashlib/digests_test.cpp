#include "python/stdlib/hashlib/digests.hpp"

#include <gtest/gtest.h>

#include <string>

namespace kinglet::stdlib::hashlib {
namespace {

std::string hex(const Algorithm& algorithm, Digest digest) {
    u8 bytes[kMostDigestBytes];
    digest.finish(algorithm, bytes);
    std::string text;
    for (u32 i = 0; i < 4 * algorithm.words; ++i) {
        text += "0123456789abcdef"[bytes[i] >> 4];
        text += "0123456789abcdef"[bytes[i] & 15];
    }
    return text;
}

std::string digest_of(const Algorithm& algorithm, const std::string& text, usize piece) {
    Digest digest;
    digest.begin(algorithm);
    for (usize at = 0; at < text.size(); at += piece) {
        const usize count = std::min(piece, text.size() - at);
        digest.update(algorithm, reinterpret_cast<const u8*>(text.data()) + at, count);
    }
    return hex(algorithm, digest);
}

// FIPS 180-4's and RFC 1321's own examples.
TEST(Digest, OfThePublishedTexts) {
    EXPECT_EQ(digest_of(sha256, "abc", 3), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(digest_of(sha1, "abc", 3), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(digest_of(md5, "abc", 3), "900150983cd24fb0d6963f7d28e17f72");
    EXPECT_EQ(digest_of(md5, "", 1), "d41d8cd98f00b204e9800998ecf8427e");
    EXPECT_EQ(digest_of(sha1, std::string(1000000, 'a'), 64), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST(Digest, DoesNotDependOnThePieces) {
    const std::string text(300, 'x');
    for (const Algorithm* algorithm : {&md5, &sha1, &sha256}) {
        const std::string whole = digest_of(*algorithm, text, text.size());
        for (usize piece : {1, 55, 56, 63, 64, 65, 128}) EXPECT_EQ(digest_of(*algorithm, text, piece), whole);
    }
}

TEST(Digest, FinishingACopyLeavesTheOriginal) {
    Digest digest;
    digest.begin(sha256);
    digest.update(sha256, reinterpret_cast<const u8*>("ab"), 2);
    EXPECT_EQ(hex(sha256, digest), digest_of(sha256, "ab", 2));
    digest.update(sha256, reinterpret_cast<const u8*>("c"), 1);
    EXPECT_EQ(hex(sha256, digest), digest_of(sha256, "abc", 3));
}

}  // namespace
}  // namespace kinglet::stdlib::hashlib
