// The firmware's floor on the virtual chip: exceptions, drivers, memory functions
// (tests/target/floor_program.cpp does the work).
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/system/board.hpp"

namespace kinglet::system_test {
namespace {

using testing::HasSubstr;

class Floor : public testing::Test {
  protected:
    Floor() : board_(read_built("floor_test.bin"), {}, 2 << 20) {
        EXPECT_TRUE(board_.run_until_text("> ", 1000));
    }

    /// Has the program do what a letter stands for; returns what it printed.
    std::string run(const char* letter, u64 milliseconds = 2000) {
        const usize start = board_.output().size();
        board_.send(letter);
        EXPECT_TRUE(board_.run_until_text("done\n", milliseconds)) << board_.output().substr(start);
        return board_.output().substr(start);
    }

    /// The same for what does not come back.
    std::string crash(const char* letter) {
        const usize start = board_.output().size();
        board_.send(letter);
        EXPECT_EQ(board_.run(1000), chip::StopReason::Halted);
        return board_.output().substr(start);
    }

    Board board_;
};

TEST_F(Floor, NarrowLoadsFromFlashAreEmulatedAndCounted) {
    EXPECT_EQ(run("N"), "bytes=18591 halves=211457 signed=4294916609 emulated=12 done\n");
}

TEST_F(Floor, MemoryFunctionsWorkAtEveryAlignmentAndFromFlash) {
    EXPECT_EQ(run("M"), "wrong=0 emulated=0 done\n");
}

TEST_F(Floor, FlashIsErasedProgrammedAndRead) {
    EXPECT_EQ(run("F"), "size=2097152 failures=0 failures=0 beyond=1 misaligned=1 outside=1 done\n");
}

TEST_F(Floor, TheClockCountsAndSleeps) {
    EXPECT_EQ(run("C"), "delay=1000 slept=500000 done\n");
    // Asleep, the processor does next to nothing.
    EXPECT_LT(board_.machine().stats().instructions, 1'000'000u);
}

TEST_F(Floor, TheClockOutlivesItsCounter) {
    // 2^32 ticks of a fifth of a microsecond are 859 seconds; an alarm comes every 214.7.
    const std::string answer = run("L", 2'000'000);
    const u32 seconds = static_cast<u32>(std::stoul(answer.substr(answer.find('=') + 1)));
    EXPECT_GE(seconds, 900u) << answer;
    EXPECT_LE(seconds, 1300u) << answer;
    EXPECT_NEAR(static_cast<double>(board_.machine().stats().nanoseconds) / 1e9, seconds, 1.0);
}

TEST_F(Floor, TheInterruptByteCallsItsHookAndIsNotStored) {
    board_.send("I");
    ASSERT_TRUE(board_.run_until_text("ready ", 1000));
    EXPECT_EQ(run("\x03"), "stored=0 done\n");
}

TEST_F(Floor, WhatDoesNotFitTheRingIsDroppedAndCounted) {
    board_.send("O");
    ASSERT_TRUE(board_.run_until_text("ready ", 1000));
    board_.send(std::string(1000, 'x'));
    ASSERT_TRUE(board_.run_until_text("done\n", 1000));
    EXPECT_THAT(board_.output(), HasSubstr("kept=512 dropped=488 overrun=0 done\n"));
}

TEST_F(Floor, NothingIsLostInALongOutput) {
    std::string expected;
    for (int i = 0; i < 100; ++i) expected += "0123456789abcdefghijklmnopqrstuvwxyz";
    EXPECT_EQ(run("B"), expected + "done\n");
}

TEST_F(Floor, FaultsAreReportedAndHaltTheChip) {
    EXPECT_THAT(crash("n"), HasSubstr("fault: cause 29 at 0x402"));
}

TEST_F(Floor, AnUnalignedLoadIsAFault) {
    EXPECT_THAT(crash("u"), HasSubstr("fault: cause 9 at 0x402"));
    EXPECT_THAT(board_.output(), HasSubstr(", address 0x3ffe8001, from 0x40"));
}

TEST_F(Floor, AStoreToFlashIsAFault) {
    EXPECT_THAT(crash("s"), HasSubstr("fault: cause 3 at 0x402"));
}

TEST_F(Floor, AnIllegalInstructionIsAFault) {
    EXPECT_THAT(crash("i"), HasSubstr("fault: cause 0 at 0x402"));
}

TEST_F(Floor, AFailedVerifySaysWhere) {
    EXPECT_THAT(crash("v"), HasSubstr("\r\n\r\nfailed: "));
    EXPECT_THAT(board_.output(), HasSubstr("tests/target/floor_program.cpp:"));
    EXPECT_THAT(board_.output(), HasSubstr(": kind == 0\r\nfault: break at 0x401"));
}

}  // namespace
}  // namespace kinglet::system_test
