// The firmware, saved in the middle of a program, restored into another machine and continued: the same
// output and, at the end, the same state to the last bit.
#include <gtest/gtest.h>

#include "tests/system/board.hpp"

namespace kinglet::system_test {
namespace {

constexpr std::string_view kProgram =
    "n = 0\r"
    "while n < 3000: n += len(str(n * n * 1.5)) and 1\r\r"
    "print('done', n)\r";

TEST(Snapshot, OfTheFirmwareAtWorkContinuesAsIfNothingHadHappened) {
    const auto start = [] {
        auto board = std::make_unique<Board>(built_image());
        EXPECT_TRUE(board->run_until_text(">>> ", 2000)) << board->output();
        board->send(kProgram);
        return board;
    };
    const auto straight = start();
    const u64 began = straight->machine().clock().now();
    const u64 end = began + 60'000'000;
    straight->machine().run_until(end);
    EXPECT_NE(straight->output().find("done 3000"), std::string::npos) << straight->output();
    const std::vector<u8> expected = straight->machine().save();

    for (const u64 after : {1'234'567u, 17'000'001u, 41'000'003u}) {
        SCOPED_TRACE(after);
        const auto first = start();
        ASSERT_EQ(first->machine().clock().now(), began);
        first->machine().run_until(began + after);
        const std::vector<u8> snapshot = first->machine().save();
        Board second(built_image());
        std::string error;
        ASSERT_TRUE(second.machine().restore(snapshot, error)) << error;
        second.machine().run_until(end);
        EXPECT_EQ(first->output() + second.output(), straight->output());
        EXPECT_TRUE(second.machine().save() == expected);
    }
}

}  // namespace
}  // namespace kinglet::system_test
