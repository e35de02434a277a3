#include <gtest/gtest.h>

#include "tests/support/parts/loose_bench.hpp"

namespace kinglet::parts {
namespace {

enum : u32 { kOn, kBrightness, kFrequency, kBlinks };

struct Led : testing::Test {
    LooseBench bench;
    void place(const char* text) {
        ASSERT_EQ(bench.add(text), "");
        bench.bench.start();
    }
    double value(u32 property) { return bench.value("led", property).number; }
    void wave(u32 count, u64 high_ns, u64 low_ns) {
        for (u32 i = 0; i < count; ++i) {
            bench.push(2, true);
            bench.run_ns(high_ns);
            bench.push(2, false);
            bench.run_ns(low_ns);
        }
    }
};

TEST_F(Led, GlowsWhenThePinIsDriven) {
    place("led GPIO2");
    EXPECT_EQ(value(kOn), 0);
    bench.push(2, true);
    EXPECT_EQ(value(kOn), 1);
    bench.push(2, false);
    EXPECT_EQ(value(kOn), 0);
    EXPECT_EQ(value(kBlinks), 1);
}

TEST_F(Led, ActiveLowHoldsAFloatingPinHigh) {
    place("led GPIO2 active=low");
    EXPECT_TRUE(bench.level(2));
    EXPECT_EQ(value(kOn), 0);
    bench.push(2, false);
    EXPECT_EQ(value(kOn), 1);
    bench.release(2);
    EXPECT_EQ(value(kOn), 0);
    EXPECT_TRUE(bench.level(2));
}

TEST_F(Led, APullUpIsTooWeakForIt) {
    place("led GPIO2; resistor GPIO2 to=up");
    EXPECT_TRUE(bench.level(2));
    EXPECT_EQ(value(kOn), 0);
    bench.push(2, true);  // no change of the level
    EXPECT_EQ(value(kOn), 1);
}

TEST_F(Led, HasTheBrightnessOfItsDutyCycle) {
    place("led GPIO2");
    wave(60, 250'000, 750'000);
    EXPECT_NEAR(value(kBrightness), 0.25, 1e-4);
    EXPECT_NEAR(value(kFrequency), 1000, 1);
    wave(60, 900'000, 100'000);
    EXPECT_NEAR(value(kBrightness), 0.9, 1e-4);
    bench.push(2, true);
    bench.run_ms(250);
    EXPECT_EQ(value(kBrightness), 1);
    EXPECT_EQ(value(kFrequency), 0);
}

TEST_F(Led, BlinksSlowly) {
    place("led GPIO2");
    wave(3, 250'000'000, 250'000'000);
    EXPECT_NEAR(value(kFrequency), 2, 1e-3);
    EXPECT_EQ(value(kBlinks), 3);
    EXPECT_EQ(value(kBrightness), 0);
    bench.run_ms(1100);
    EXPECT_EQ(value(kFrequency), 0);
}

TEST(Buzzer, HasTheFrequencyOfItsPin) {
    LooseBench bench;
    ASSERT_EQ(
        bench.add("buzzer GPIO4\nexpect buzzer.frequency ~ 440 Hz\nexpect not buzzer.on at end\nexpect "
                  "buzzer.on by 30 ms\n"
                  "expect buzzer.duty == 50 % +- 1 % between 50 ms and 80 ms\nexpect buzzer.frequency ~ 880"),
        "");
    bench.bench.start();
    for (u32 i = 0; i < 80; ++i) {
        bench.push(4, i % 2 == 0);
        bench.run_ns(1'136'364);
    }
    bench.run_ms(200);
    EXPECT_EQ(bench.finish(),
              (std::vector<std::string>{"w:6: expect buzzer.frequency ~ 880: at the end it was 0 Hz"}));
}

TEST(Resistor, IsWeakerThanADriver) {
    LooseBench bench;
    ASSERT_EQ(bench.add("resistor GPIO4 to=down\nresistor up GPIO5"), "");
    EXPECT_FALSE(bench.level(4));
    EXPECT_TRUE(bench.level(5));
    bench.push(5, false);
    EXPECT_FALSE(bench.level(5));
}

}  // namespace
}  // namespace kinglet::parts
