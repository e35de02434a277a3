// Every test program once on the virtual chip, not for what it prints (tests/python/run.py sees to that) but
// for what it does to the chip.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "gtest/gtest.h"
#include "tests/system/board.hpp"

namespace kinglet::system_test {
namespace {

class Exceptions final : public chip::CpuObserver {
  public:
    void exception_taken(chip::Cause, u32 pc, u32 address) override {
        ++places_[pc], last_address_ = address;
    }
    void debug_exception_taken(u32, u32 pc) override { ++places_[pc]; }

    std::map<u32, u64>& places() { return places_; }
    u32 last_address() const { return last_address_; }

  private:
    std::map<u32, u64> places_;
    u32 last_address_ = 0;
};

/// The C stack below the present one, painted, to see later how deep it was used.
class PaintedStack {
  public:
    explicit PaintedStack(Board& board) : board_(board) {
        const u32 top = board.machine().cpu().state().a[1] - 256;
        for (u32 address = kBottom; address < top; address += 4) {
            board.machine().bus().poke(address, &kPaint, sizeof kPaint);
        }
    }

    u32 unused() {
        u32 address = kBottom;
        while (board_.word(address) == kPaint) address += 4;
        return address - kBottom;
    }

  private:
    static constexpr u32 kBottom = 0x3FFFE000, kPaint = 0xC0FFEE11;
    Board& board_;
};

class Programs : public testing::Test {
  protected:
    Programs() : board_(built_image(), {}, 4 << 20) {
        board_.machine().set_cpu_observer(&exceptions_);
        EXPECT_TRUE(board_.run_until_text(">>> ", 1000));
        board_.send("\x01");
        EXPECT_TRUE(board_.run_until_text("exit\r\n>", 1000));
    }

    void run(const std::filesystem::path& path) {
        std::ifstream stream(path, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        for (usize at = 0; at < text.size(); at += 256) {
            board_.send(text.substr(at, 256));
            board_.run(30);
        }
        board_.send("\x04");
        if (board_.run_until_text("\x04>", 20000)) return;
        // A program that ends by SystemExit resets the board's Python; its prompt comes back without the
        // mark. Another waits for input.
        if (board_.output().ends_with("exit\r\n>")) return;
        board_.send("\x03");
        ASSERT_TRUE(board_.run_until_text("\x04>", 1000)) << path;
    }

    Board board_;
    Exceptions exceptions_;
    std::filesystem::path deepest_;
};

// Flash answers word loads only. A byte load from it works all the same, because the firmware emulates it, at
// a hundred times the cost: so each one is a defect. And all programs together show how much of the C stack
// is ever used.
TEST_F(Programs, ReadFlashByWordsAndLeaveTheCStackRoom) {
    PaintedStack stack(board_);
    int programs = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator("tests/python")) {
        if (file.path().extension() != ".py" || file.path().filename() == "run.py") continue;
        const u32 unused_before = stack.unused();
        ASSERT_NO_FATAL_FAILURE(run(file.path()));
        for (const auto& [pc, count] : exceptions_.places()) {
            ADD_FAILURE() << file.path() << ": " << count << " at " << std::hex << pc
                          << " (the last of address " << exceptions_.last_address()
                          << "); addr2line -fe build/firmware/kinglet.elf names the function";
        }
        exceptions_.places().clear();
        const u32 unused = stack.unused();
        if (unused < unused_before) deepest_ = file.path();
        ++programs;
    }
    EXPECT_GT(programs, 100);
    RecordProperty("unused_stack", static_cast<int>(stack.unused()));
    RecordProperty("deepest_program", deepest_.string());
    EXPECT_GT(stack.unused(), 512u) << deepest_;
}

}  // namespace
}  // namespace kinglet::system_test
