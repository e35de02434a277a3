#include "chip/devices/analog.hpp"

#include "soc/esp8266/regs/analog.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace analog = soc::analog;

constexpr u32 kHost4 = soc::kAnalogBase + 4 * analog::kPllHost;

struct AnalogTest : Bench {
    ClockTree clocks{clock, 26'000'000, log};
    Analog device{clocks, clock, events, log};

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

/// What a driver does for one shot: the sum of its samples.
struct AdcTest : AnalogTest {
    static constexpr u32 kCfg = soc::kAnalogBase + analog::SAR_CFG;

    void switch_on() {
        set(analog::kSarBlock, analog::kSarControl, analog::kSarOn);
        write(soc::kAnalogBase + analog::SAR_CFG1, analog::SAR_TOUT_ENABLE.mask());
    }
    u32 shot(u32 samples = 8, u32 divider = 8) {
        const u32 cfg = analog::SAR_SAMPLES.of(samples - 1) | analog::SAR_DIVIDER.of(divider);
        write(kCfg, cfg);
        write(kCfg, cfg | analog::SAR_START.mask());
        started_ns = clock.nanoseconds();
        EXPECT_NE(analog::SAR_STATE.get(read(kCfg)), 0u);
        run_to(events.next_deadline());
        took_ns = clock.nanoseconds() - started_ns;
        EXPECT_EQ(analog::SAR_STATE.get(read(kCfg)), 0u);
        u32 sum = 0;
        for (u32 i = 0; i < samples; ++i)
            sum += analog::sar_corrected(~read(soc::kAnalogBase + analog::SAR_DATA0 + 4 * i));
        return sum;
    }
    u64 started_ns = 0, took_ns = 0;
};

TEST_F(AdcTest, AVoltageGivesItsShareOfTheRange) {
    switch_on();
    for (u32 millivolts : {0u, 1u, 100u, 250u, 500u, 777u, 999u, 1000u}) {
        device.set_tout_microvolts(millivolts * 1000);
        const u32 ten_bits = (shot() / 8 + 1) >> 1;
        EXPECT_NEAR(ten_bits, millivolts * 1024 / 1000.0, 1.5) << millivolts;
    }
    device.set_tout_microvolts(3'300'000);
    EXPECT_EQ((shot() / 8 + 1) >> 1, 1024u);
}

TEST_F(AdcTest, EveryResultOfTheRangeIsMet) {
    switch_on();
    u32 last = 0;
    for (u32 step = 0; step <= 1024; ++step) {
        device.set_tout_microvolts(step * 1'000'000 / 1024);
        const u32 result = shot(1);
        EXPECT_GE(result, last);
        EXPECT_LE(result - last, 4u);
        last = result;
    }
}

TEST_F(AdcTest, AShotTakesItsSamplesTime) {
    switch_on();
    shot(8, 8);
    EXPECT_NEAR(double(took_ns), 21'333, 200);  // 46 875 in a second
    shot(1, 8);
    EXPECT_NEAR(double(took_ns), 2'667, 200);
    shot(8, 23);
    EXPECT_NEAR(double(took_ns), 61'333, 200);
}

TEST_F(AdcTest, OnlyARiseOfTheBitStartsOne) {
    switch_on();
    write(kCfg, analog::SAR_START.mask() | analog::SAR_DIVIDER.of(8));
    run_ns(100'000);
    write(kCfg, analog::SAR_START.mask() | analog::SAR_DIVIDER.of(8));
    EXPECT_EQ(analog::SAR_STATE.get(read(kCfg)), 0u);
}

TEST_F(AdcTest, AConverterThatIsOffReadsNothingAndSaysWhy) {
    device.set_tout_microvolts(500'000);
    EXPECT_EQ(shot(), 0u);
    EXPECT_TRUE(sink.has("a conversion while the converter is off"));
    set(analog::kSarBlock, analog::kSarControl, analog::kSarOn);
    EXPECT_EQ(shot(), 0u);
    EXPECT_TRUE(sink.has("does not connect TOUT"));
}

TEST_F(AnalogTest, TheAudioClockIsABitOfThePll) {
    EXPECT_FALSE(device.is_audio_clock_on());
    set(analog::kPllBlock, analog::kPllAudio, analog::kPllAudioOn);
    EXPECT_TRUE(device.is_audio_clock_on());
}

// The vendor's library waits for both.
TEST_F(AnalogTest, TheRadiosPartsAreReady) {
    EXPECT_EQ(get(analog::kRadioPllBlock, analog::kRadioPllStatus), analog::kRadioPllReady);
    set(analog::kRadioPllBlock, analog::kRadioPllStatus, 1);
    EXPECT_EQ(get(analog::kRadioPllBlock, analog::kRadioPllStatus), analog::kRadioPllReady | 1);
    write(soc::kAnalogBase + analog::RADIO_OFFSET, 0xC0000003);
    EXPECT_EQ(read(soc::kAnalogBase + analog::RADIO_OFFSET), analog::RADIO_OFFSET_READY.mask() | 3);
}

TEST_F(AnalogTest, AllHostsReachTheSameBlocks) {
    for (u32 host = 0; host < analog::kHostCount; ++host) {
        const u32 address = soc::kAnalogBase + analog::I2C_HOST0 + 4 * host;
        write(address, analog::I2C_BLOCK.of(98) | analog::I2C_REGISTER.of(6) | analog::I2C_DATA.of(host + 1) |
                           analog::I2C_WRITE.mask());
        EXPECT_EQ(get(98, 6), host + 1);
    }
}

}  // namespace
}  // namespace kinglet::chip
