#include "chip/devices/analog.hpp"

#include "soc/esp8266/regs/analog.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace analog = soc::analog;

constexpr u32 kHost4 = soc::kAnalogBase + 4 * analog::kPllHost;

struct AnalogTest : Bench {
    ClockTree clocks{clock, 26'000'000, log};
    Analog device{clocks, log};

    AnalogTest() { bus.map_device(soc::kAnalogBase, 0x100, device); }

    void set(u32 block, u32 number, u32 value) {
        write(kHost4, analog::I2C_BLOCK.of(block) | analog::I2C_REGISTER.of(number) |
                          analog::I2C_DATA.of(value) | analog::I2C_WRITE.mask());
        EXPECT_FALSE(analog::I2C_BUSY.get(read(kHost4)));
    }
    u32 get(u32 block, u32 number) {
        write(kHost4, analog::I2C_BLOCK.of(block) | analog::I2C_REGISTER.of(number));
        EXPECT_FALSE(analog::I2C_BUSY.get(read(kHost4)));
        return analog::I2C_DATA.get(read(kHost4));
    }
};

TEST_F(AnalogTest, EveryBlockKeepsItsRegisters) {
    set(108, 2, 0x5A);
    set(98, 2, 0xA5);
    EXPECT_EQ(get(108, 2), 0x5Au);
    EXPECT_EQ(get(98, 2), 0xA5u);
    EXPECT_EQ(get(98, 3), 0u);
    // The same registers through another host.
    write(soc::kAnalogBase + 8, analog::I2C_BLOCK.of(108) | analog::I2C_REGISTER.of(2));
    EXPECT_EQ(analog::I2C_DATA.get(read(soc::kAnalogBase + 8)), 0x5Au);
}

TEST_F(AnalogTest, TheRecipeFor80Megahertz) {
    EXPECT_EQ(clock.apb_hz(), 52'000'000u);
    set(analog::kPllBlock, 1, 0x88);
    set(analog::kPllBlock, 2, 0x91);
    EXPECT_EQ(clock.cpu_hz(), 80'000'000u);
    EXPECT_EQ(clock.apb_hz(), 80'000'000u);
}

TEST_F(AnalogTest, A40MegahertzCrystalStartsAt80) {
    Clock fast;
    ClockTree tree(fast, 40'000'000, log);
    EXPECT_EQ(fast.cpu_hz(), 80'000'000u);
}

TEST_F(AnalogTest, OtherDividers) {
    set(analog::kPllBlock, 1, 0x88);
    struct {
        u32 code;
        double megahertz;
    } const cases[] = {{0x11, 115.6}, {0xA1, 173.3}, {0xF1, 65}};
    for (const auto& test : cases) {
        set(analog::kPllBlock, 2, test.code);
        EXPECT_NEAR(clock.apb_hz() / 1e6, test.megahertz, 0.1) << std::hex << test.code;
    }
    set(analog::kPllBlock, 2, 0x01);
    EXPECT_NEAR(clock.apb_hz() / 1e6, 65, 0.1);  // unknown: left as it was
    EXPECT_TRUE(sink.has("no known speed"));
}

TEST_F(AnalogTest, TheClockSurvivesAWatchdogResetButNotTheResetPin) {
    set(analog::kPllBlock, 1, 0x88);
    device.reset(ResetCause::Watchdog);
    EXPECT_EQ(clock.apb_hz(), 80'000'000u);
    EXPECT_EQ(get(analog::kPllBlock, 1), 0x88u);
    device.reset(ResetCause::External);
    EXPECT_EQ(clock.apb_hz(), 52'000'000u);
    EXPECT_EQ(get(analog::kPllBlock, 1), 0x08u);
}

TEST_F(AnalogTest, TheConverterSaysThatItIsNotThere) {
    write(soc::kAnalogBase + analog::SAR_CFG, analog::SAR_START.mask());
    EXPECT_TRUE(sink.has("the ADC is not modelled"));
    EXPECT_EQ(analog::SAR_STATE.get(read(soc::kAnalogBase + analog::SAR_CFG)), 0u);
}

}  // namespace
}  // namespace kinglet::chip
