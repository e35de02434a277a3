// The arithmetic helpers of the firmware (firmware/arith), run on the virtual chip and judged by the desktop.
// The long run, under QEMU as well, is fuzz/arith.cpp.
#include <cstdio>
#include <cstring>

#include "gtest/gtest.h"
#include "tests/support/arith_reference.hpp"
#include "tests/system/board.hpp"
#include "tests/system/elf_file.hpp"

namespace kinglet::system_test {
namespace {

class Arithmetic {
  public:
    Arithmetic() : board_({}), program_(KINGLET_FIRMWARE_DIR "/arith_test.elf") {
        board_.run(100);
        for (const ElfFile::Segment& segment : program_.segments()) {
            EXPECT_TRUE(
                board_.machine().bus().poke(segment.address, segment.bytes.data(), segment.bytes.size()));
        }
    }

    void run(arith::Batch& batch) {
        const u32 address = program_.symbol("batch");
        chip::Bus& bus = board_.machine().bus();
        ASSERT_TRUE(bus.poke(address, &batch, sizeof batch));
        chip::State& state = board_.machine().cpu().state();
        state.pc = program_.symbol("chip_entry");
        state.waiting = 0;
        ASSERT_EQ(board_.run(1000), chip::StopReason::Halted);
        ASSERT_FALSE(board_.machine().last_exception().has_value());
        ASSERT_TRUE(bus.peek(address, &batch, sizeof batch));
    }

  private:
    Board board_;
    ElfFile program_;
};

TEST(ArithmeticOnTheChip, AgreesWithTheDesktop) {
    Arithmetic chip;
    arith::Calls calls(20260101);
    u64 cycles[arith::kOperationCount] = {}, count[arith::kOperationCount] = {};
    constexpr int kBatches = 100;
    for (int i = 0; i < kBatches; ++i) {
        arith::Batch batch;
        batch.count = arith::kBatchSize;
        for (arith::Call& call : batch.calls) call = calls.next();
        ASSERT_NO_FATAL_FAILURE(chip.run(batch));
        for (const arith::Call& call : batch.calls) {
            ASSERT_TRUE(is_right(call)) << std::hex << arith::name_of(call.operation) << " of " << call.a[1]
                                        << "'" << call.a[0] << " and " << call.b[1] << "'" << call.b[0]
                                        << " gave " << call.result[1] << "'" << call.result[0];
            cycles[call.operation] += call.cycles;
            ++count[call.operation];
        }
    }
    for (u32 i = 0; i < arith::kOperationCount; ++i) {
        RecordProperty(arith::name_of(i), static_cast<int>(cycles[i] / count[i]));
    }
}

}  // namespace
}  // namespace kinglet::system_test
