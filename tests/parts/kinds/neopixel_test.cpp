#include <gtest/gtest.h>

#include "tests/support/parts/loose_bench.hpp"

namespace kinglet::parts {
namespace {

enum : u32 { kPixel, kFrames, kCount };

struct Neopixel : testing::Test {
    LooseBench bench;
    void place(const char* text) {
        ASSERT_EQ(bench.add(text), "");
        bench.push(4, false);
        bench.bench.start();
    }
    void bit(bool one, u64 high, u64 low) {
        (void)one;
        bench.push(4, true);
        bench.run_ns(high);
        bench.push(4, false);
        bench.run_ns(low);
    }
    /// With the times of the data sheet.
    void send(std::initializer_list<u8> bytes) {
        for (const u8 byte : bytes)
            for (u32 i = 0; i < 8; ++i) {
                const bool one = byte >> (7 - i) & 1;
                bit(one, one ? 800 : 400, one ? 450 : 850);
            }
    }
    std::string pixel(u32 index) { return bench.value("strip", kPixel, index).describe(); }
};

TEST_F(Neopixel, ShowsAFrameAfterThePause) {
    place("neopixel strip GPIO4 pixels=2");
    send({0x10, 0x20, 0x30, 0xFF, 0x00, 0x01});
    EXPECT_EQ(pixel(0), "#000000");
    bench.run_ns(60'000);
    EXPECT_EQ(pixel(0), "#201030");
    EXPECT_EQ(pixel(1), "#00ff01");
    EXPECT_EQ(bench.value("strip", kFrames).number, 1);
    EXPECT_EQ(bench.value("strip", kCount).number, 2);
    send({1, 2, 3});
    bench.run_ns(60'000);
    EXPECT_EQ(pixel(0), "#020103");
    EXPECT_EQ(pixel(1), "#00ff01") << "what a frame does not reach stays";
    EXPECT_TRUE(bench.complaints.empty()) << bench.complaints[0];
}

TEST_F(Neopixel, HasPixelsOfFourBytesAndOtherOrders) {
    place("neopixel strip GPIO4 pixels=1 order=rgbw");
    send({0x10, 0x20, 0x30, 0x40, 0x99});
    bench.run_ns(60'000);
    EXPECT_EQ(pixel(0), "#10203040");
    ASSERT_EQ(bench.complaints.size(), 1u);
    EXPECT_EQ(bench.complaints[0], "strip: a frame of 40 bits: a pixel has 32");
}

TEST_F(Neopixel, ComplainsOfWidths) {
    place("neopixel strip GPIO4 pixels=1");
    bit(false, 200, 850);
    bit(true, 1200, 450);
    bit(false, 600, 850);
    bit(true, 800, 5000);
    ASSERT_EQ(bench.complaints.size(), 3u);
    EXPECT_EQ(bench.complaints[0], "strip: a pulse of 200 ns in bit 0; a zero has 250 to 550 ns");
    EXPECT_EQ(bench.complaints[1], "strip: a pulse of 1200 ns in bit 1; a one has 650 to 950 ns");
    bench.push(4, true);
    EXPECT_EQ(bench.complaints.back(), "strip: a pause of 5000 ns in bit 4; behind a one has 300 to 600 ns");
}

TEST_F(Neopixel, OtherModelsHaveOtherTimes) {
    place("neopixel strip GPIO4 pixels=1 model=sk6812");
    for (u32 i = 0; i < 24; ++i) bit(i % 2, i % 2 ? 600 : 300, i % 2 ? 600 : 900);
    bench.run_ns(70'000);
    EXPECT_EQ(bench.value("strip", kFrames).number, 0) << "its pause is 80 us";
    bench.run_ns(11'000);
    EXPECT_EQ(pixel(0), "#555555");
    EXPECT_TRUE(bench.complaints.empty()) << bench.complaints[0];
}

}  // namespace
}  // namespace kinglet::parts
