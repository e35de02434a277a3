// Flash answers word loads only. A byte load from it works all the same, because the firmware emulates it, at
// a hundred times the cost: so each one is a defect, and this runs every test program to find them.
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

TEST(FlashAccess, NoTestProgramReadsFlashByBytes) {
    Board board(built_image(), {}, 4 << 20);
    Exceptions exceptions;
    board.machine().set_cpu_observer(&exceptions);
    ASSERT_TRUE(board.run_until_text(">>> ", 1000));
    board.send("\x01");
    ASSERT_TRUE(board.run_until_text("exit\r\n>", 1000));
    int programs = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator("tests/python")) {
        if (file.path().extension() != ".py" || file.path().filename() == "run.py") continue;
        std::ifstream stream(file.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        for (usize at = 0; at < text.size(); at += 256) {
            board.send(text.substr(at, 256));
            board.run(30);
        }
        board.send("\x04");
        // A program that ends by SystemExit resets the board's Python; its prompt comes back without the
        // mark.
        if (!board.run_until_text("\x04>", 20000)) {
            ASSERT_TRUE(board.output().ends_with("exit\r\n>")) << file.path();
        }
        for (const auto& [pc, count] : exceptions.places()) {
            ADD_FAILURE() << file.path() << ": " << count << " at " << std::hex << pc
                          << " (the last of address " << exceptions.last_address()
                          << "); addr2line -e build/firmware/kinglet.elf names the function";
        }
        exceptions.places().clear();
        ++programs;
    }
    EXPECT_GT(programs, 100);
}

}  // namespace
}  // namespace kinglet::system_test
