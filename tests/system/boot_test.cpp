// The boot ROM and the image on the virtual chip: what the serial line says from reset, for good images and
// for bad ones. The texts are those that the silicon prints; where they come from is in docs/boot.md.
#include <cstring>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "soc/esp8266/image.hpp"
#include "tests/system/board.hpp"

namespace kinglet::system_test {
namespace {

using chip::StopReason;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace image = soc::image;

constexpr const char* kFlashBanner = "\r\n ets Jan  8 2013,rst cause:1, boot mode:(3,6)\r\n\r\n";

struct Segment {
    u32 address;
    Bytes data;
};

void append_word(Bytes& out, u32 word) {
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<u8>(word >> shift));
}

/// An image of the format that the ROM loads.
Bytes make_image(const std::vector<Segment>& segments, u32 entry = 0x40100000) {
    Bytes out = {image::kMagic, static_cast<u8>(segments.size()), 2, 0x20};
    append_word(out, entry);
    u8 checksum = image::kChecksumSeed;
    for (const Segment& segment : segments) {
        append_word(out, segment.address);
        append_word(out, static_cast<u32>(segment.data.size()));
        for (const u8 byte : segment.data) {
            out.push_back(byte);
            checksum ^= byte;
        }
    }
    while (out.size() % image::kLineSize != image::kLineSize - 1) out.push_back(0);
    out.push_back(checksum);
    return out;
}

/// Bytes that differ from place to place.
Bytes pattern(usize size) {
    Bytes out(size);
    for (usize i = 0; i < size; ++i) out[i] = static_cast<u8>(i * 7 + i / 251);
    return out;
}

/// `waiti 15` in a loop: a program that stops at once.
const Bytes kStop = {0x00, 0x7F, 0x00, 0x46, 0xFE, 0xFF, 0x00, 0x00};

TEST(Boot, TheImageStartsAndEchoes) {
    Board board(built_image());
    ASSERT_TRUE(board.run_until_text(kFlashBanner, 1000));
    EXPECT_EQ(board.baud(), 74928u);
    ASSERT_TRUE(board.run_until_text("load 0x40100000, len ", 1000));
    ASSERT_TRUE(board.run_until_text("csum 0x", 1000)) << board.output();
    ASSERT_TRUE(board.run_until_text("Kinglet", 1000)) << board.output();
    EXPECT_EQ(board.baud(), 115274u);
    const auto& exception = board.machine().last_exception();
    EXPECT_FALSE(exception.has_value()) << std::hex << exception->pc << " " << exception->address;
}

TEST(Boot, SegmentsArePrintedAndLoadedLikeOnSilicon) {
    // Lengths whose ends fall on every kind of place in the loader's window. The texts are those of the
    // algorithm in the chip's fact sheet.
    const Bytes first = pattern(1384), second = pattern(20), third = pattern(8), fourth = pattern(4);
    Board board(make_image({{0x40100000, kStop},
                            {0x4010F000, first},
                            {0x3FFE8000, second},
                            {0x3FFE9000, third},
                            {0x3FFEA000, fourth}}));
    EXPECT_EQ(board.run(1000), StopReason::Halted);
    EXPECT_THAT(board.output(),
                StartsWith(std::string(kFlashBanner) + "load 0x40100000, len 8, room 16 \r\n"
                                                       "tail 8\r\n"
                                                       "chksum 0xd7\r\n"
                                                       "load 0x4010f000, len 1384, room 0 \r\n"
                                                       "tail 8\r\n"));
    EXPECT_THAT(board.output(), HasSubstr("load 0x3ffe8000, len 20, room 0 \r\n"
                                          "tail 4\r\n"));
    EXPECT_THAT(board.output(), HasSubstr("load 0x3ffe9000, len 8, room 4 \r\n"
                                          "tail 4\r\n"));
    EXPECT_THAT(board.output(), HasSubstr("load 0x3ffea000, len 4, room 4 \r\n"
                                          "tail 0\r\n"));
    const auto loaded = [&](u32 address, const Bytes& expected) {
        for (usize i = 0; i < expected.size(); i += 4) {
            u32 word;
            std::memcpy(&word, &expected[i], 4);
            EXPECT_EQ(board.word(address + static_cast<u32>(i)), word) << std::hex << address + i;
        }
    };
    loaded(0x4010F000, first);
    loaded(0x3FFE8000, second);
    loaded(0x3FFE9000, third);
    loaded(0x3FFEA000, fourth);
}

TEST(Boot, AHeaderThatStraddlesTwoWindowsIsJoined) {
    Board board(make_image({{0x40100000, kStop}, {0x3FFE8000, pattern(12)}, {0x3FFE9000, pattern(28)}}));
    EXPECT_EQ(board.run(1000), StopReason::Halted);
    EXPECT_THAT(board.output(), HasSubstr("load 0x3ffe8000, len 12, room 0 \r\ntail 12\r\n"));
    EXPECT_THAT(board.output(),
                HasSubstr("ho 0 tail 12 room 4\r\nload 0x3ffe9000, len 28, room 12 \r\ntail 0\r\n"));
    EXPECT_THAT(board.output(), Not(HasSubstr("csum err")));
}

TEST(Boot, AnErasedFlashIsReported) {
    Board board({});
    EXPECT_EQ(board.run(1000), StopReason::Halted);
    EXPECT_EQ(board.output(), std::string(kFlashBanner) + "ets_main.c 181 \r\n");
}

TEST(Boot, AWrongMagicIsReported) {
    Bytes bytes = make_image({{0x40100000, kStop}});
    bytes[0] = image::kMagicVersion2;
    Board board(bytes);
    EXPECT_EQ(board.run(1000), StopReason::Halted);
    EXPECT_EQ(board.output(), std::string(kFlashBanner) + "ets_main.c 181 \r\n");
}

TEST(Boot, AWrongChecksumIsReported) {
    Bytes bytes = make_image({{0x40100000, kStop}});
    bytes.back() ^= 1;
    Board board(bytes);
    EXPECT_EQ(board.run(1000), StopReason::Halted);
    EXPECT_THAT(board.output(), HasSubstr("csum 0xd7\r\ncsum err\r\nets_main.c 181 \r\n"));
}

TEST(Boot, ATruncatedImageFailsItsChecksum) {
    Bytes bytes = make_image({{0x40100000, pattern(4096)}});
    bytes.resize(2048);
    Board board(bytes);
    EXPECT_EQ(board.run(1000), StopReason::Halted);
    EXPECT_THAT(board.output(), HasSubstr("csum err\r\nets_main.c 181 \r\n"));
}

TEST(Boot, ASegmentThatLeavesMemoryIsAFatalException) {
    // Instruction RAM ends at 0x40110000; the flash has more to give.
    Bytes bytes = make_image({{0x4010F000, pattern(0x2000)}});
    Board board(bytes);
    board.run(2000);
    ASSERT_TRUE(board.machine().last_exception().has_value());
    EXPECT_EQ(board.machine().last_exception()->cause, soc::Cause::LoadStoreError);
    EXPECT_EQ(board.machine().last_exception()->address, 0x40110000u);
    EXPECT_THAT(board.output(), HasSubstr("Fatal exception (3): \r\n"));
}

TEST(Boot, ASegmentOverTheRomsOwnVariablesEndsTheBoot) {
    // As on silicon, nothing checks the length: the ROM overwrites itself, and what it said before is all
    // there is.
    Bytes bytes = make_image({{0x3FFE8000, pattern(16)}});
    bytes[14] = 0x40;  // the length becomes 0x400010
    Board board(bytes);
    EXPECT_EQ(board.run(20000), StopReason::Halted);
    EXPECT_EQ(board.output(), std::string(kFlashBanner) + "load 0x3ffe8000, len 4194320, room 16 \r\n");
}

TEST(Boot, AProgramThatCrashesIsAFatalException) {
    Board board(make_image({{0x40100000, Bytes(16)}}));
    EXPECT_EQ(board.run(1000), StopReason::Halted);
    EXPECT_THAT(board.output(), HasSubstr("Fatal exception (0): \r\nepc1=0x40100000, epc2=0x00000000, "
                                          "epc3=0x00000000, excvaddr=0x00000000, depc=0x00000000\r\n"));
}

TEST(Boot, DownloadModeSaysSoAndWaits) {
    chip::Straps straps;
    straps.gpio0 = false;
    Board board(built_image(), straps);
    EXPECT_EQ(board.run(200), StopReason::Deadline);
    EXPECT_EQ(board.output(), "\r\n ets Jan  8 2013,rst cause:1, boot mode:(1,6)\r\n\r\n");
}

TEST(Boot, SdioModeWaitsForItsHost) {
    chip::Straps straps;
    straps.gpio15 = true;
    Board board(built_image(), straps);
    EXPECT_EQ(board.run(200), StopReason::Deadline);
    EXPECT_EQ(board.output(),
              "\r\n ets Jan  8 2013,rst cause:1, boot mode:(7,6)\r\n\r\nwaiting for host\r\n");
}

TEST(Boot, TheResetLineStartsAgain) {
    Board board(built_image());
    ASSERT_TRUE(board.run_until_text("Kinglet", 1000));
    board.machine().reset(chip::ResetCause::External);
    ASSERT_TRUE(board.run_until_text("rst cause:2, boot mode:(3,6)", 1000)) << board.output();
    ASSERT_TRUE(board.run_until_text("Kinglet", 1000)) << board.output();
}

TEST(Boot, TwoRunsAreTheSameToTheCycle) {
    Board first(built_image()), second(built_image());
    first.run(60);
    second.run(60);
    EXPECT_EQ(first.output(), second.output());
    EXPECT_EQ(first.machine().stats().instructions, second.machine().stats().instructions);
    EXPECT_EQ(first.machine().stats().cycles, second.machine().stats().cycles);
}

TEST(Boot, ProgramsOfOthersFindTheWordThatNamesTheChip) {
    Board board({});
    EXPECT_EQ(board.word(0x40001000), 0xFFF0C101u);
}

}  // namespace
}  // namespace kinglet::system_test
