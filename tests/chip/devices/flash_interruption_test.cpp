#include "chip/devices/flash_interruption.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>

namespace kinglet::chip {
namespace {

using Sector = std::array<u8, 4096>;

u32 ones(const Sector& bytes) {
    u32 count = 0;
    for (u8 byte : bytes) count += static_cast<u32>(std::popcount(byte));
    return count;
}

Sector filled(u8 byte) {
    Sector bytes;
    bytes.fill(byte);
    return bytes;
}

constexpr double kBits = 8 * sizeof(Sector);

TEST(FlashInterruptionTest, AProgramThatWasCutHasClearedSomeOfItsBitsAndNoOthers) {
    const Sector before = filled(0xF3);
    Random random{1};
    for (u32 permille : {0u, 250u, 500u, 999u, 1000u}) {
        Sector bytes = filled(0x30);
        interrupt_program(bytes, before, permille, random);
        u32 cleared = 0;
        for (usize i = 0; i < bytes.size(); ++i) {
            EXPECT_EQ(bytes[i] & 0x30, 0x30);
            EXPECT_EQ(bytes[i] & ~0xF3, 0);
            cleared += static_cast<u32>(std::popcount(static_cast<u8>(before[i] & ~bytes[i])));
        }
        EXPECT_NEAR(cleared / (kBits / 2), permille / 1000.0, permille % 1000 ? 0.02 : 0.0) << permille;
    }
}

TEST(FlashInterruptionTest, AnEraseFirstClearsThenSets) {
    const Sector before = filled(0xF0);
    Random random{1};
    double last = kBits / 2;
    for (u32 permille : {0u, 50u, 100u, 149u}) {
        Sector bytes = filled(0xFF);
        interrupt_erase(bytes, before, permille, random);
        for (u8 byte : bytes) EXPECT_EQ(byte & 0x0F, 0);
        EXPECT_LE(ones(bytes), last);
        last = ones(bytes);
    }
    EXPECT_LT(last, kBits * 0.01);
    for (u32 permille : {150u, 500u, 900u, 1000u}) {
        Sector bytes = filled(0xFF);
        interrupt_erase(bytes, before, permille, random);
        EXPECT_NEAR(ones(bytes) / kBits, (permille - 150) / 850.0, permille < 1000 ? 0.02 : 0.0) << permille;
    }
}

TEST(FlashInterruptionTest, TheSameChoicesLeaveTheSame) {
    const Sector before = filled(0xFF);
    Sector first = filled(0), second = filled(0);
    Random one{5}, other{5};
    interrupt_program(first, before, 500, one);
    interrupt_program(second, before, 500, other);
    EXPECT_EQ(first, second);
}

}  // namespace
}  // namespace kinglet::chip
