#include <gtest/gtest.h>

#include "tests/support/parts/loose_bench.hpp"

namespace kinglet::parts {
namespace {

TEST(Button, BouncesAndThenStays) {
    LooseBench bench;
    ASSERT_EQ(bench.add("button GPIO0 pull=up bounce=5ms\nbutton pressed at 10 ms for 30 ms"), "");
    bench.bench.start();
    u32 edges = 0;
    bool level = bench.level(0);
    const auto watch = [&](u64 until_us) {
        for (u64 us = 0; us < until_us; ++us) {
            bench.run_ns(1000);
            if (bench.level(0) != level) ++edges;
            level = bench.level(0);
        }
    };
    watch(20'000);
    EXPECT_FALSE(level);
    EXPECT_GT(edges, 2u);
    EXPECT_EQ(edges % 2, 1u);
    const u32 before = edges;
    watch(15'000);
    EXPECT_EQ(edges, before) << "it rests";
    watch(20'000);
    EXPECT_TRUE(level);
}

TEST(Button, ComplainsOfAShortCircuit) {
    LooseBench bench;
    ASSERT_EQ(bench.add("button GPIO0\nbutton pressed at 1 ms"), "");
    bench.bench.start();
    bench.push(0, true);
    bench.run_ms(2);
    EXPECT_EQ(
        bench.complaints,
        (std::vector<std::string>{"button: it is pressed while the chip drives the pin the other way"}));
}

TEST(Button, CanBeActiveHigh) {
    LooseBench bench;
    ASSERT_EQ(
        bench.add("button b GPIO0 active=high pull=down\nb pressed at 1 ms\nb released at 2 ms\n"
                  "expect b.pressed at 1 ms +- 0 s\nexpect not b.pressed at end\nexpect b.presses == 1"),
        "");
    bench.bench.start();
    EXPECT_FALSE(bench.level(0));
    bench.run_ns(1'500'000);
    EXPECT_TRUE(bench.level(0));
    bench.run_ms(1);
    EXPECT_FALSE(bench.level(0));
    EXPECT_TRUE(bench.finish().empty());
}

TEST(Voltage, RisesInAStraightLine) {
    LooseBench bench;
    ASSERT_EQ(bench.add("voltage A0\nvoltage rises from 0 V to 1 V between 10 ms and 110 ms\nvoltage set "
                        "0.25 V at 200 ms"),
              "");
    bench.bench.start();
    bench.run_ms(10);
    EXPECT_EQ(bench.microvolts, 0u);
    bench.run_ms(50);
    EXPECT_NEAR(bench.microvolts, 500'000, 500);
    bench.run_ms(50);
    EXPECT_EQ(bench.microvolts, 1'000'000u);
    bench.run_ms(100);
    EXPECT_EQ(bench.microvolts, 250'000u);
    EXPECT_TRUE(bench.complaints.empty());
}

TEST(Potentiometer, DividesItsVoltage) {
    LooseBench bench;
    ASSERT_EQ(
        bench.add(
            "potentiometer knob A0 top=2V position=10 %\nknob turns from 0 % to 50 % between 0 s and 10 ms\n"
            "knob set 75 % at 20 ms\nexpect knob.position == 75 % at end"),
        "");
    EXPECT_EQ(bench.microvolts, 200'000u);
    bench.bench.start();
    bench.run_ms(15);
    EXPECT_EQ(bench.microvolts, 1'000'000u);
    bench.run_ms(15);
    EXPECT_EQ(bench.microvolts, 1'500'000u);
    EXPECT_EQ(bench.complaints,
              (std::vector<std::string>{"knob: 1.5 V at A0, which takes 1 V at most on this board"}));
    EXPECT_TRUE(bench.finish().empty());
}

}  // namespace
}  // namespace kinglet::parts
