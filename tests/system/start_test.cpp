// How the board starts when something went wrong before, or a person wants it to leave the application alone:
// docs/boot.md, "When something is wrong".
#include "chip/devices/pads.hpp"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/system/board.hpp"

namespace kinglet::system_test {
namespace {

using chip::ResetCause;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPrompt = "\r\n>>> ";

class Start : public testing::Test {
  protected:
    Start() : board_(built_image()) { EXPECT_TRUE(board_.run_until_text(kPrompt, 2000)) << board_.output(); }

    /// What the board says until the text comes.
    std::string until(std::string_view text, u64 milliseconds = 2000) {
        const usize begin = board_.output().size();
        EXPECT_TRUE(board_.run_until_text(text, milliseconds)) << text << " after\n" << board_.output();
        return board_.output().substr(begin);
    }
    std::string answer(const std::string& line) {
        board_.send(line + "\r");
        return until(kPrompt);
    }
    void write_file(const std::string& name, const std::string& text) {
        answer("f = open('" + name + "', 'w'); f.write('" + text + "'); f.close()");
    }
    std::string after_reset(ResetCause cause = ResetCause::External) {
        board_.machine().reset(cause);
        return until(kPrompt, 60000);
    }

    Board board_;
};

TEST_F(Start, RunsTheFiles) {
    write_file("boot.py", "print(1234)");
    write_file("main.py", "print(5678)");
    EXPECT_THAT(after_reset(), HasSubstr("1234\r\n5678\r\nKinglet"));
    EXPECT_THAT(answer("import machine; machine.reset_cause(), machine.last_fault()"),
                HasSubstr("(6, None)"));
}

TEST_F(Start, CtrlCInTheFirstMomentsSkipsThem) {
    write_file("boot.py", "print(1234)");
    write_file("main.py", "print(5678)");
    // While the ROM listens at 74880 baud, and while the firmware starts.
    for (const u64 milliseconds : {5, 20, 40, 57, 61}) {
        board_.machine().reset(ResetCause::External);
        board_.run(milliseconds);
        const u8 key = 3;
        board_.machine().uart0().receive({&key, 1}, {115200, {}});
        const std::string text = until(kPrompt);
        EXPECT_THAT(text, HasSubstr("Safe mode: Ctrl-C. boot.py and main.py were skipped")) << milliseconds;
        EXPECT_THAT(text, Not(HasSubstr("1234"))) << milliseconds;
        EXPECT_THAT(answer("6 * 7"), HasSubstr("\r\n42\r\n")) << milliseconds;
    }
    EXPECT_THAT(after_reset(), HasSubstr("1234\r\n5678\r\nKinglet"));
}

TEST_F(Start, TheButtonSkipsThem) {
    write_file("main.py", "print(5678)");
    chip::WireDriver button(board_.machine().pads()[0]);
    board_.machine().reset(ResetCause::External);
    board_.run(10);
    button.set(chip::Strength::Push, false);
    EXPECT_THAT(until(kPrompt),
                HasSubstr("Safe mode: the button at GPIO0. boot.py and main.py were skipped"));
    button.release();
    EXPECT_THAT(after_reset(), HasSubstr("5678\r\nKinglet"));
}

TEST_F(Start, ASoftResetRunsTheFilesAgain) {
    write_file("main.py", "print(5678)");
    board_.machine().reset(ResetCause::External);
    board_.run(59);
    board_.send("\x03");
    EXPECT_THAT(until(kPrompt), HasSubstr("Safe mode"));
    board_.send("\x04");
    EXPECT_THAT(until(kPrompt), HasSubstr("\r\nMPY: soft reboot\r\n5678\r\nKinglet"));
}

constexpr const char* kFault =
    "\\ndef poke(at):\\n  machine.mem32[at]=0\\ndef work():\\n  poke(0)\\nwork()\\n";

TEST_F(Start, AFaultIsToldAtTheNextStartAndKept) {
    write_file("main.py", std::string("import machine\\nprint(machine.last_fault() is None)") + kFault);
    board_.machine().reset(ResetCause::External);
    const std::string report = until("\r\nstack:");
    EXPECT_THAT(report, HasSubstr("True\r\n\r\n\r\nfault: cause 29 at 0x40"));
    const std::string told =
        "Traceback (most recent call last):\r\n"
        "  File \"main.py\", line 7, in <module>\r\n"
        "  File \"main.py\", line 6, in work\r\n"
        "  File \"main.py\", line 4, in poke\r\n";
    EXPECT_THAT(report, HasSubstr(told));
    const std::string next = until("False\r\n");
    EXPECT_THAT(next, HasSubstr("The last run ended in fault: cause 29 at 0x40"));
    EXPECT_THAT(next, HasSubstr(", address 0x00000000, from 0x40"));
    EXPECT_THAT(next, HasSubstr(told));
    // The third time is the last.
    const std::string last = until(kPrompt);
    EXPECT_THAT(last, HasSubstr("Safe mode: three starts in a row ended within ten seconds. boot.py and "
                                "main.py were skipped; a reset runs them.\r\nKinglet"));
    EXPECT_THAT(last, HasSubstr(told));
    EXPECT_EQ(board_.machine().last_reset(), ResetCause::Software);
    EXPECT_THAT(answer("import machine; machine.reset_cause()"), HasSubstr("\r\n2\r\n"));
    EXPECT_THAT(answer("print(machine.last_fault())"), HasSubstr(told));
    // The record survives resets, and is told once.
    write_file("main.py", "");
    EXPECT_THAT(after_reset(), Not(HasSubstr("fault")));
    EXPECT_THAT(answer("import machine; machine.reset_cause(), machine.last_fault()"),
                HasSubstr("(6, 'fault:"));
    EXPECT_THAT(after_reset(ResetCause::PowerOn), Not(HasSubstr("fault")));
    EXPECT_THAT(answer("import machine; machine.reset_cause(), machine.last_fault()"),
                HasSubstr("(0, None)"));
}

TEST_F(Start, ResetsBeforeTheApplicationIsUpAreAFailureToo) {
    write_file("main.py", "import time\\nprint(5678)\\ntime.sleep(100)");
    const auto reset_after = [&](u64 milliseconds) {
        board_.machine().reset(ResetCause::External);
        const std::string text = until("5678\r\n");
        board_.run(milliseconds);
        return text;
    };
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 3; ++i) EXPECT_THAT(reset_after(1000), Not(HasSubstr("Safe mode")));
        EXPECT_THAT(after_reset(), HasSubstr("Safe mode: three starts in a row"));
    }
    // Not in a row: once it came up.
    for (int i = 0; i < 2; ++i) reset_after(1000);
    reset_after(13000);
    for (int i = 0; i < 3; ++i) EXPECT_THAT(reset_after(5000), Not(HasSubstr("Safe mode")));
    // Without power nothing is counted.
    board_.machine().reset(ResetCause::PowerOn);
    until("5678\r\n");
}

TEST_F(Start, AnApplicationThatEndsIsNoFailure) {
    write_file("main.py", "1/0");
    for (int i = 0; i < 5; ++i) EXPECT_THAT(after_reset(), HasSubstr("ZeroDivisionError"));
}

TEST_F(Start, MachineResetCounts) {
    write_file("main.py", "import machine\\nprint(machine.reset_cause())\\nmachine.reset()");
    board_.machine().reset(ResetCause::External);
    const std::string text = until(kPrompt);
    EXPECT_THAT(text, HasSubstr("\n6\r\n"));
    EXPECT_THAT(text, HasSubstr("\n4\r\n"));
    EXPECT_THAT(text, HasSubstr("Safe mode: three starts in a row"));
}

TEST_F(Start, TheWatchdogEndsAHangWithInterruptsOff) {
    answer("import machine");
    board_.send("\x05machine.disable_irq()\nwhile 1: pass\n\x04");
    EXPECT_THAT(until(kPrompt, 8000), HasSubstr("The last run ended in watchdog: interrupts were off\r\n"));
    EXPECT_EQ(board_.machine().last_reset(), ResetCause::Watchdog);
    EXPECT_THAT(answer("import machine; machine.reset_cause() == machine.WDT_RESET"), HasSubstr("True"));
}

TEST_F(Start, TheWatchdogLeavesAloneWhatWorksOrWaits) {
    board_.send("import time; time.sleep(5); print(sum(range(500000)) > 0)\r");
    EXPECT_THAT(until("True\r\n>>> ", 90000), Not(HasSubstr("ets")));
    board_.run(8000);  // at the prompt
    EXPECT_THAT(answer("6 * 7"), HasSubstr("\r\n42\r\n"));
    EXPECT_EQ(board_.machine().stats().resets, 0u);
}

TEST_F(Start, AStackWhereNoMemoryIsIsAFault) {
    // No program gets there, so it is done as a debugger does it.
    board_.machine().cpu().state().a[1] = 0x100;
    board_.send("1\r");
    EXPECT_THAT(until(kPrompt, 8000), HasSubstr("The last run ended in fault: cause "));
}

}  // namespace
}  // namespace kinglet::system_test
