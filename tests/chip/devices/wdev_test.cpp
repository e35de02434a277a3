#include "chip/devices/wdev.hpp"

#include "soc/esp8266/regs/wdev.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace wdev = soc::wdev;

constexpr u32 kBase = soc::kWdevBase;

struct WdevTest : Bench {
    Wdev device{interrupts, clock, log, 42};
    WdevTest() { bus.map_device(kBase, 0x10000, device, soc::kAccessData); }
};

TEST_F(WdevTest, TellsTheUartsApart) {
    EXPECT_EQ(read(kBase + wdev::UART_INT_STATUS), 0u);
    interrupts.line(soc::Irq::Uart, 0).set(true);
    EXPECT_EQ(read(kBase + wdev::UART_INT_STATUS), wdev::UART0_INT.mask());
    interrupts.line(soc::Irq::Uart, 2).set(true);
    EXPECT_EQ(read(kBase + wdev::UART_INT_STATUS), wdev::UART0_INT.mask() | wdev::UART1_INT.mask());
}

TEST_F(WdevTest, CountsMicroseconds) {
    run_ns(1'234'567'000);
    EXPECT_NEAR(double(read(kBase + wdev::TIME_US)), 1'234'567, 1);
}

TEST_F(WdevTest, RandomNumbersAreNewAtEachReadAndTheSameForTheSameSeed) {
    Wdev twin(interrupts, clock, log, 42);
    Wdev other(interrupts, clock, log, 43);
    u32 same = 0;
    u32 previous = 0;
    for (int i = 0; i < 100; ++i) {
        const u32 value = read(kBase + wdev::RANDOM);
        EXPECT_NE(value, previous);
        EXPECT_EQ(twin.read32(wdev::RANDOM), value);
        same += other.read32(wdev::RANDOM) == value;
        previous = value;
    }
    EXPECT_EQ(same, 0u);
}

// As the SDK copies the station's address.
TEST_F(WdevTest, KeepsBytes) {
    write(kBase + 0x140C, 0xFFFFFFFF);
    EXPECT_EQ(bus.store8(kBase + 0x140D, 0x34), Cause::None);
    EXPECT_EQ(bus.store16(kBase + 0x140E, 0x1FE), Cause::None);
    EXPECT_EQ(read(kBase + 0x140C), 0x01FE34FFu);
    u32 value = 0;
    EXPECT_EQ(bus.load8(kBase + 0x140E, value), Cause::None);
    EXPECT_EQ(value, 0xFEu);
    device.reset();
    EXPECT_EQ(read(kBase + 0x140C), 0u);
}

TEST_F(WdevTest, WhatNothingModelsIsLoggedOnce) {
    write(kBase + wdev::SLEEP_MARK, 0x3333);
    write(kBase + wdev::SLEEP_MARK, 0x3333);
    EXPECT_EQ(read(kBase + 0xFFFC), 0u);
    EXPECT_EQ(sink.lines.size(), 2u);
    EXPECT_TRUE(sink.has("SLEEP_MARK"));
}

}  // namespace
}  // namespace kinglet::chip
