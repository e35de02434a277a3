// Download mode of the boot ROM: what a host tool says to it and gets back, byte by byte. Facts are in
// docs/boot.md.
#include <cstring>

#include "chip/devices/pads.hpp"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "soc/esp8266/regs/uart.hpp"
#include "tests/system/board.hpp"

namespace kinglet::system_test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr chip::Straps kDownload = {.gpio0 = false};
constexpr u8 kFlashBegin = 2, kFlashData = 3, kFlashEnd = 4, kMemBegin = 5, kMemEnd = 6, kMemData = 7,
             kSync = 8, kWriteReg = 9, kReadReg = 10, kFlashParameters = 11;

Bytes words(std::initializer_list<u32> values) {
    Bytes out;
    for (const u32 value : values)
        for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<u8>(value >> shift));
    return out;
}

/// A host tool with a board in download mode.
class Tool {
  public:
    explicit Tool(u32 baud = 115200, std::span<const u8> flash = {}, u32 flash_size = 1 << 20)
        : board(flash, kDownload, flash_size), baud_(baud) {}

    struct Answer {
        u8 opcode = 0;
        u32 value = 0;
        u8 status = 0xFF;
        u8 error = 0xFF;
        usize times = 0;
    };

    static constexpr u8 kSyncData[] = {7,    7,    0x12, 0x20, 0x55, 0x55, 0x55, 0x55, 0x55,
                                       0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55,
                                       0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55,
                                       0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55};

    /// Until the ROM has found the rate.
    bool connect() {
        board.run(100);
        for (int tries = 0; tries < 5; ++tries) {
            if (command(kSync, Bytes(std::begin(kSyncData), std::end(kSyncData))).status == 0) return true;
        }
        return false;
    }

    Answer command(u8 opcode, const Bytes& data, u32 checksum = 0) {
        Bytes packet = {0, opcode, static_cast<u8>(data.size()), static_cast<u8>(data.size() >> 8)};
        for (int shift = 0; shift < 32; shift += 8) packet.push_back(static_cast<u8>(checksum >> shift));
        packet.insert(packet.end(), data.begin(), data.end());
        return exchange(packet);
    }

    /// A block of MEM_DATA or FLASH_DATA, with its right checksum unless told another.
    Answer block(u8 opcode, u32 sequence, const Bytes& data, int checksum = -1) {
        u8 sum = 0xEF;
        for (const u8 byte : data) sum ^= byte;
        Bytes whole = words({static_cast<u32>(data.size()), sequence, 0, 0});
        whole.insert(whole.end(), data.begin(), data.end());
        return command(opcode, whole, checksum < 0 ? sum : static_cast<u32>(checksum));
    }

    Answer exchange(const Bytes& packet) {
        Bytes line = {0xC0};
        for (const u8 byte : packet) {
            if (byte == 0xC0 || byte == 0xDB) {
                line.push_back(0xDB);
                line.push_back(byte == 0xC0 ? 0xDC : 0xDD);
            } else {
                line.push_back(byte);
            }
        }
        line.push_back(0xC0);
        const usize before = board.output().size();
        board.machine().uart0().receive(line, {.baud = baud_, .format = {}});
        // What comes over the line, and what the flash takes at the most for what the tests ask.
        board.run(20 + line.size() * 11'000 / baud_);
        for (int i = 0; i < 100 && board.output().size() == before; ++i) board.run(20);
        board.run(8 * 14 * 11'000 / baud_);  // the longest answer
        return parse(board.output().substr(before));
    }

    Board board;

  private:
    static Answer parse(const std::string& text) {
        Answer answer;
        std::string packet;
        bool is_escaped = false;
        for (const char c : text) {
            const u8 byte = static_cast<u8>(c);
            if (byte != 0xC0) {
                if (byte == 0xDB) {
                    is_escaped = true;
                    continue;
                }
                packet.push_back(!is_escaped ? c : static_cast<char>(byte == 0xDC ? 0xC0 : 0xDB));
                is_escaped = false;
                continue;
            }
            if (packet.size() == 10 && packet[0] == 1 && packet[2] == 2) {
                answer.opcode = static_cast<u8>(packet[1]);
                std::memcpy(&answer.value, &packet[4], 4);
                answer.status = static_cast<u8>(packet[8]);
                answer.error = static_cast<u8>(packet[9]);
                ++answer.times;
            }
            packet.clear();
        }
        return answer;
    }

    u32 baud_;
};

#define EXPECT_OK(answer_of) EXPECT_EQ((answer_of).status, 0)
#define EXPECT_ERROR(answer_of, number)        \
    do {                                       \
        const Tool::Answer told = (answer_of); \
        EXPECT_EQ(told.status, 1);             \
        EXPECT_EQ(told.error, number);         \
    } while (false)

TEST(Download, TheBannerNamesTheModeAndNothingElseIsSaid) {
    Tool tool;
    tool.board.run(500);
    EXPECT_EQ(tool.board.output(), "\r\n ets Jan  8 2013,rst cause:1, boot mode:(1,6)\r\n\r\n");
}

TEST(Download, ASyncSetsTheRateAndIsAnsweredEightTimes) {
    for (const u32 baud : {9600u, 74880u, 115200u, 230400u, 460800u, 921600u}) {
        Tool tool(baud);
        ASSERT_TRUE(tool.connect()) << baud;
        EXPECT_NEAR(tool.board.baud(), baud, baud / 50);
        const Tool::Answer answer =
            tool.command(kSync, Bytes(std::begin(Tool::kSyncData), std::end(Tool::kSyncData)));
        EXPECT_EQ(answer.opcode, kSync);
        EXPECT_EQ(answer.times, 8u) << baud;
        EXPECT_EQ(answer.value, 0x20120707u);
    }
}

TEST(Download, TheDividerTellsTheCrystal) {
    Tool tool;
    ASSERT_TRUE(tool.connect());
    const Tool::Answer answer = tool.command(kReadReg, words({0x60000014}));
    EXPECT_EQ(answer.times, 1u);
    EXPECT_NEAR(answer.value * 115200.0 / 2e6, 26, 0.3);
}

TEST(Download, RegistersAreReadAndWrittenUnderAMask) {
    Tool tool;
    ASSERT_TRUE(tool.connect());
    EXPECT_EQ(tool.command(kReadReg, words({0x40001000})).value, 0xFFF0C101u);
    EXPECT_OK(tool.command(kWriteReg, words({0x3FFE8000, 0x12345678, 0xFFFFFFFF, 0})));
    EXPECT_OK(tool.command(kWriteReg,
                           words({0x3FFE8000, 0xFFFFFFFF, 0x0000FF00, 100, 0x3FFE8004, 7, 0xFFFFFFFF, 0})));
    EXPECT_EQ(tool.command(kReadReg, words({0x3FFE8000})).value, 0x1234FF78u);
    const Tool::Answer answer = tool.command(kWriteReg, words({0x3FFE8000, 0, 0, 0}));
    EXPECT_EQ(answer.value, 0x1234FF78u);  // that of the last command that had one
    EXPECT_EQ(tool.command(kReadReg, words({0x3FFE8004})).value, 7u);
    EXPECT_ERROR(tool.command(kReadReg, words({0x40001000, 0})), 5);
    EXPECT_ERROR(tool.command(kWriteReg, words({0x3FFE8000, 0, 0})), 5);
}

TEST(Download, WhatIsNoCommandIsRefusedEightTimes) {
    Tool tool;
    ASSERT_TRUE(tool.connect());
    for (const u8 opcode : {0, 1, 12, 0x13, 0x14, 0xD0, 0xFF}) {
        const Tool::Answer answer = tool.command(opcode, {});
        EXPECT_EQ(answer.status, 1);
        EXPECT_EQ(answer.error, 5);
        EXPECT_EQ(answer.opcode, kSync);
        EXPECT_EQ(answer.times, 8u) << int(opcode);
    }
    EXPECT_ERROR(tool.exchange({0, kReadReg, 9, 0, 0, 0, 0, 0, 1, 2, 3, 4}), 5);  // the length is another
    EXPECT_ERROR(tool.exchange(Bytes(0x2100, 0)), 5);                             // longer than its buffer
    EXPECT_EQ(tool.exchange({1, kReadReg, 4, 0, 0, 0, 0, 0, 0, 0x10, 0, 0x40}).times, 0u);  // not a request
    EXPECT_EQ(tool.exchange({0, kReadReg, 4}).times, 0u);  // not even a header
    EXPECT_EQ(tool.command(kReadReg, words({0x40001000})).value, 0xFFF0C101u);
}

TEST(Download, AProgramIsLoadedIntoRamAndRun) {
    Tool tool;
    ASSERT_TRUE(tool.connect());
    const Bytes stop = {0x00, 0x7F, 0x00, 0x46, 0xFE, 0xFF, 0x00, 0x00};  // waiti 15, for ever
    Bytes data(64);
    for (usize i = 0; i < data.size(); ++i) data[i] = static_cast<u8>(0xB8 + i);  // both escapes are in it
    EXPECT_OK(tool.command(kMemBegin, words({64, 2, 0x20, 0x3FFE9000})));
    EXPECT_OK(tool.block(kMemData, 0, Bytes(data.begin(), data.begin() + 32)));
    EXPECT_ERROR(tool.block(kMemData, 0, Bytes(data.begin() + 32, data.end())), 5);     // once more
    EXPECT_ERROR(tool.block(kMemData, 1, Bytes(data.begin() + 32, data.end()), 1), 7);  // damaged
    EXPECT_ERROR(tool.block(kMemData, 1, data), 5);  // longer than announced
    EXPECT_OK(tool.block(kMemData, 1, Bytes(data.begin() + 32, data.end())));
    EXPECT_ERROR(tool.block(kMemData, 2, Bytes(data.begin() + 32, data.end())), 5);  // there was no third
    for (usize i = 0; i < data.size(); i += 4) {
        u32 word;
        std::memcpy(&word, &data[i], 4);
        EXPECT_EQ(tool.board.word(0x3FFE9000 + static_cast<u32>(i)), word);
    }
    EXPECT_ERROR(tool.command(kMemBegin, words({64, 2, 0x1801, 0x3FFE9000})), 5);
    EXPECT_OK(tool.command(kMemBegin, words({8, 1, 8, 0x40100000})));
    EXPECT_OK(tool.block(kMemData, 0, stop));
    EXPECT_OK(tool.command(kMemEnd, words({1, 0x40100000})));  // stays
    EXPECT_OK(tool.command(kReadReg, words({0x40001000})));
    EXPECT_OK(tool.command(kMemEnd, words({0, 0x40100000})));
    EXPECT_EQ(tool.board.run(100), chip::StopReason::Halted);
    EXPECT_EQ(tool.board.machine().cpu().state().pc & ~7u, 0x40100000u);
}

TEST(Download, ABlockThatMayNotGoWhereItShouldIsAFatalException) {
    Tool tool;
    ASSERT_TRUE(tool.connect());
    EXPECT_OK(tool.command(kMemBegin, words({8, 1, 8, 0x40000000})));
    tool.block(kMemData, 0, Bytes(8));
    tool.board.run(1000);
    EXPECT_THAT(tool.board.output(), HasSubstr("Fatal exception ("));
}

TEST(Download, TheFlashIsWrittenAndBooted) {
    // An image of one segment: waiti 15, for ever.
    const Bytes image = {0xE9, 1,    2, 0x40, 0,    0,    0x10, 0x40, 0, 0, 0x10, 0x40, 8, 0, 0, 0,
                         0,    0x7F, 0, 0x46, 0xFE, 0xFF, 0,    0,    0, 0, 0,    0,    0, 0, 0, 0};
    Bytes whole = image;
    u8 sum = 0xEF;
    for (usize i = 16; i < 24; ++i) sum ^= whole[i];
    whole[31] = sum;
    Tool tool(115200, Bytes(1 << 17, 0x55));
    ASSERT_TRUE(tool.connect());
    EXPECT_ERROR(tool.command(kFlashBegin, words({0x1000, 1, 0x400})), 5);
    EXPECT_ERROR(tool.command(kFlashBegin, words({0x1000, 1, 0x400, 0x3FFFF001})), 6);
    EXPECT_ERROR(tool.command(kFlashBegin, words({0x1000, 1, 0x1804, 0})), 5);
    EXPECT_OK(tool.command(kFlashBegin, words({0x1000, 2, 16, 0})));
    EXPECT_EQ(tool.board.flash()[0], 0xFF);
    EXPECT_EQ(tool.board.flash()[0x2000], 0x55);  // twice what was asked for: the silicon's way
    EXPECT_EQ(tool.board.flash()[0x1FFF], 0xFF);
    EXPECT_ERROR(tool.command(kFlashEnd, words({0})), 5);  // nothing has come
    EXPECT_OK(tool.block(kFlashData, 0, Bytes(whole.begin(), whole.begin() + 16)));
    EXPECT_ERROR(tool.block(kFlashData, 1, Bytes(whole.begin() + 16, whole.end()), 3), 7);
    EXPECT_OK(tool.block(kFlashData, 1, Bytes(whole.begin() + 16, whole.end())));
    EXPECT_EQ(0, std::memcmp(tool.board.flash(), whole.data(), whole.size()));
    EXPECT_OK(tool.command(kFlashEnd, words({1})));
    EXPECT_EQ(tool.board.run(500), chip::StopReason::Halted);
    EXPECT_THAT(tool.board.output(), HasSubstr("load 0x40100000, len 8, room 16 \r\n"));
    EXPECT_EQ(tool.board.machine().cpu().state().pc & ~7u, 0x40100000u);
}

TEST(Download, AFirmwareThatWasFlashedCanWriteTheFlashThatTheRomLocked) {
    Tool tool(115200, read_built("floor_test.bin"), 2 << 20);
    ASSERT_TRUE(tool.connect());
    EXPECT_OK(tool.command(kFlashBegin, words({0, 0, 0x400, 0x1000})));
    EXPECT_OK(tool.command(kFlashEnd, words({0})));
    ASSERT_TRUE(tool.board.run_until_text("> ", 1000)) << tool.board.output();
    tool.board.send("F");
    EXPECT_TRUE(tool.board.run_until_text("failures=0 failures=0", 2000)) << tool.board.output();
}

TEST(Download, AWriteWhereTheFlashIsNotErasedIsFoundOut) {
    Tool tool(115200, Bytes(1 << 17, 0));
    ASSERT_TRUE(tool.connect());
    EXPECT_OK(tool.command(kFlashBegin, words({0, 1, 0x400, 0x8000})));
    EXPECT_ERROR(tool.block(kFlashData, 0, words({0xA5})), 8);
}

TEST(Download, TheFlashsParametersAreBelieved) {
    Tool tool;
    ASSERT_TRUE(tool.connect());
    EXPECT_ERROR(tool.command(kFlashParameters, words({0})), 5);
    EXPECT_OK(tool.command(kFlashParameters, words({0x1640EF, 0x10000, 0x10000, 0x1000, 0x100, 0xFFFF})));
    EXPECT_ERROR(tool.command(kFlashBegin, words({0x1000, 1, 0x400, 0x10000})), 6);
    EXPECT_OK(tool.command(kFlashBegin, words({0x1000, 1, 0x400, 0xE000})));
}

TEST(Download, ResetPinAndGpio0ChooseAtRunTime) {
    Board board(built_image());
    ASSERT_TRUE(board.run_until_text(">>> ", 1000));
    chip::WireDriver button(board.machine().pads()[0]);
    board.machine().set_reset_pin(false);
    board.send("lost");
    const u64 before = board.machine().stats().instructions;
    board.run(100);
    EXPECT_EQ(board.machine().stats().instructions, before);
    button.set(chip::Strength::Push, false);
    board.machine().set_reset_pin(true);
    button.release();
    ASSERT_TRUE(board.run_until_text("rst cause:2, boot mode:(1,6)", 1000));
    board.machine().set_reset_pin(false);
    board.machine().set_reset_pin(true);
    ASSERT_TRUE(board.run_until_text("rst cause:2, boot mode:(3,6)", 1000));
    EXPECT_TRUE(board.run_until_text(">>> ", 1000));
}

TEST(Download, WithTheSdioPinsSetItComesOverTheSecondLine) {
    Board board({}, {.gpio15 = true, .gpio7 = false, .gpio9 = true, .gpio10 = false});
    ASSERT_TRUE(board.run_until_text("boot mode:(7,2)", 1000));
    board.run(100);
    struct Listener final : chip::SerialPort {
        std::string text;
        void frame_sent(const chip::SerialFrame& frame) override {
            text.push_back(static_cast<char>(frame.byte));
        }
    } listener;
    board.machine().uart1().attach(&listener);
    Bytes sync = {0xC0, 0, kSync, 36, 0, 0, 0, 0, 0};
    sync.insert(sync.end(), std::begin(Tool::kSyncData), std::end(Tool::kSyncData));
    sync.push_back(0xC0);
    for (int i = 0; i < 3; ++i) {
        board.machine().uart1().receive(sync, {.baud = 115200, .format = {}});
        board.run(50);
    }
    EXPECT_THAT(listener.text,
                HasSubstr(std::string("\xC0\x01\x08\x02\x00\x07\x07\x12\x20\x00\x00\xC0", 12)));
}

}  // namespace
}  // namespace kinglet::system_test
