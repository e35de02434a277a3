#include "chip/devices/serial_line.hpp"

#include <gtest/gtest.h>

namespace kinglet::chip {
namespace {

constexpr u64 kBit = 8'680'556;  // picoseconds at 115200 baud

TEST(SerialLine, AFrameIsStartDataParityStop) {
    EXPECT_EQ(frame_levels(0x55, {}) & 0x3FF, 0b1'01010101'0u);
    EXPECT_EQ(frame_levels(0xFF, {.data_bits = 5}) & 0x7F, 0b1'11111'0u);
    EXPECT_EQ(frame_levels(0x01, {.parity = true}) & 0x7FF, 0b1'1'00000001'0u);
    EXPECT_EQ(frame_levels(0x01, {.parity = true, .parity_odd = true}) & 0x7FF, 0b1'0'00000001'0u);
    EXPECT_EQ((FrameFormat{}.half_bits()), 20u);
    EXPECT_EQ((FrameFormat{.parity = true, .stop_half_bits = 4}.half_bits()), 24u);
}

TEST(SerialLine, ReceivesEveryByteAtTheSameAndAtAlmostTheSameRate) {
    for (u32 byte = 0; byte < 256; ++byte) {
        for (u64 own : {kBit, kBit * 96 / 100, kBit * 104 / 100}) {
            const ReceivedFrame frame = sample_frame(u8(byte), {}, kBit, {}, own);
            EXPECT_EQ(frame.byte, byte);
            EXPECT_FALSE(frame.frame_error);
        }
    }
}

TEST(SerialLine, AWrongRateMakesTheGarbageOfARealLine) {
    // At twice the receiver's rate each pair of bits is seen as one; at half of it each bit is seen twice.
    EXPECT_EQ(sample_frame(0x00, {}, kBit / 2, {}, kBit).byte, 0xF8);
    const ReceivedFrame slow = sample_frame(0x00, {}, kBit * 2, {}, kBit);
    EXPECT_EQ(slow.byte, 0x00);
    EXPECT_TRUE(slow.frame_error);
    EXPECT_TRUE(slow.is_break);
    // 74880 baud read at 115200: not what was sent.
    EXPECT_NE(sample_frame('e', {}, 13'354'700, {}, kBit).byte, 'e');
}

TEST(SerialLine, AnInvertedFrameIsReadFromItsFirstFallingEdge) {
    // 'a' upside down is 1 01111001 0, and the line stays low behind it: read from the second bit on.
    const ReceivedFrame frame = sample_frame('a', {}, kBit, {}, kBit, Polarity::Inverted);
    EXPECT_EQ(frame.byte, 0b01001111);
    EXPECT_TRUE(frame.frame_error);
    const ReceivedFrame zeros = sample_frame(0, {}, kBit, {}, kBit, Polarity::Inverted);
    EXPECT_TRUE(zeros.frame_error && zeros.is_break);
}

TEST(SerialLine, ParityIsChecked) {
    const FrameFormat even = {.parity = true};
    const FrameFormat odd = {.parity = true, .parity_odd = true};
    for (u32 byte = 0; byte < 256; ++byte) {
        EXPECT_FALSE(sample_frame(u8(byte), even, kBit, even, kBit).parity_error);
        EXPECT_TRUE(sample_frame(u8(byte), odd, kBit, even, kBit).parity_error);
    }
}

}  // namespace
}  // namespace kinglet::chip
