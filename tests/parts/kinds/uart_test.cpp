#include <gtest/gtest.h>

#include "tests/support/parts/loose_bench.hpp"

namespace kinglet::parts {
namespace {

enum : u32 { kText, kBytes, kErrors, kSent };

/// Two of them: what the one sends, the other receives.
struct Uarts : testing::Test {
    LooseBench bench;
    void place(const std::string& one, const std::string& other) {
        ASSERT_EQ(bench.add("uart one tx=GPIO4 rx=GPIO5 " + one + "\nuart other rx=GPIO4 tx=GPIO5 " + other +
                            "\none sends \"Kinglet\\n\" at 1 ms"),
                  "");
        bench.bench.start();
        bench.run_ms(60);
    }
    std::string text(const char* part) { return bench.value(part, kText).text; }
};

TEST_F(Uarts, UnderstandEachOther) {
    place("baud=9600", "baud=9600 echo=yes");
    EXPECT_EQ(text("other"), "Kinglet\n");
    EXPECT_EQ(text("one"), "Kinglet\n");
    EXPECT_EQ(bench.value("one", kSent).number, 8);
    EXPECT_TRUE(bench.complaints.empty());
}

TEST_F(Uarts, WithParityAndTwoStopBits) {
    place("baud=19200 bits=7 parity=even stop=2", "baud=19200 bits=7 parity=even stop=2");
    EXPECT_EQ(text("other"), "Kinglet\n");
    EXPECT_EQ(bench.value("other", kErrors).number, 0);
}

TEST_F(Uarts, TheWrongRateGarbles) {
    place("baud=9600", "baud=19200");
    EXPECT_NE(text("other"), "Kinglet\n");
    EXPECT_GT(bench.value("other", kBytes).number, 0);
    ASSERT_FALSE(bench.complaints.empty());
    EXPECT_EQ(bench.complaints[0],
              "other: a byte with a wrong parity or without a stop bit: is the rate right?");
}

TEST_F(Uarts, TheWrongParityIsAnError) {
    place("baud=9600 parity=even", "baud=9600 parity=odd");
    EXPECT_EQ(text("other"), "Kinglet\n");
    EXPECT_EQ(bench.value("other", kErrors).number, 8);
}

}  // namespace
}  // namespace kinglet::parts
