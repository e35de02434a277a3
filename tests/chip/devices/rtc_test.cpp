#include "chip/devices/rtc.hpp"

#include "chip/devices/pads.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace rtc = soc::rtc;

constexpr u32 kBase = soc::kRtcBase;

struct RtcTest : Bench {
    Pads pads;
    RecordingResetSink resets;
    Rtc device{pads[16], clock, resets, log};
    RtcMemory memory;

    RtcTest() {
        bus.map_device(kBase, 0x100, device);
        bus.map_device(soc::kRtcMemoryBase, soc::kRtcMemorySize, memory);
        device.reset(ResetCause::PowerOn);
    }
};

TEST_F(RtcTest, ShowsTheCauseOfTheReset) {
    for (ResetCause cause : {ResetCause::PowerOn, ResetCause::External, ResetCause::Software,
                             ResetCause::Watchdog, ResetCause::DeepSleep, ResetCause::Sdio}) {
        device.reset(cause);
        EXPECT_EQ(rtc::STATE1_RESET_CAUSE.get(read(kBase + rtc::STATE1)), static_cast<u32>(cause));
        write(kBase + rtc::STATE1, 0);
        EXPECT_EQ(rtc::STATE1_RESET_CAUSE.get(read(kBase + rtc::STATE1)), static_cast<u32>(cause));
    }
}

TEST_F(RtcTest, Bit31ResetsTheChip) {
    write(kBase + rtc::CTL, 0x123);
    EXPECT_TRUE(resets.causes.empty());
    write(kBase + rtc::CTL, rtc::CTL_SW_RESET.mask());
    EXPECT_EQ(resets.causes, (std::vector<ResetCause>{ResetCause::Software}));
}

TEST_F(RtcTest, ScratchWordsSurviveAllButPowerOn) {
    for (u32 i = 0; i < 4; ++i) write(kBase + rtc::STORE0 + 4 * i, 0x1000 + i);
    device.reset(ResetCause::Watchdog);
    device.reset(ResetCause::DeepSleep);
    for (u32 i = 0; i < 4; ++i) EXPECT_EQ(read(kBase + rtc::STORE0 + 4 * i), 0x1000 + i);
    device.reset(ResetCause::PowerOn);
    EXPECT_EQ(read(kBase + rtc::STORE0), 0u);
}

TEST_F(RtcTest, TheCounterRunsAtTheOscillatorsRateWhateverTheCpuDoes) {
    const u32 start = read(kBase + rtc::COUNTER);
    run_ns(1'000'000'000);
    EXPECT_NEAR(double(read(kBase + rtc::COUNTER) - start), rtc::kOscillatorHz, 1);
    clock.set_speed(160'000'000, 80'000'000);
    run_ns(1'000'000'000);
    EXPECT_NEAR(double(read(kBase + rtc::COUNTER) - start), 2 * rtc::kOscillatorHz, 1);
}

TEST_F(RtcTest, Gpio16IsHighOutOfResetAndThenWhatSoftwareMakesIt) {
    EXPECT_TRUE(pads[16].level());
    write(kBase + rtc::PAD_XPD_DCDC_CONF, rtc::kPadFunctionGpio16);
    EXPECT_FALSE(pads[16].is_driven());
    write(kBase + rtc::GPIO_ENABLE, 1);
    EXPECT_FALSE(pads[16].level());
    write(kBase + rtc::GPIO_OUT, 1);
    EXPECT_TRUE(pads[16].level());
    write(kBase + rtc::GPIO_ENABLE, 0);
    WireDriver board(pads[16]);
    board.set(Strength::BoardPull, true);
    EXPECT_EQ(read(kBase + rtc::GPIO_IN), 1u);
    board.set(Strength::BoardPull, false);
    EXPECT_EQ(read(kBase + rtc::GPIO_IN), 0u);
}

TEST_F(RtcTest, MemoryTakesWordsOnly) {
    write(soc::kRtcMemoryBase + 0x3FC, 0xA5A5A5A5);
    EXPECT_EQ(read(soc::kRtcMemoryBase + 0x3FC), 0xA5A5A5A5u);
    u32 value = 0;
    EXPECT_EQ(bus.load8(soc::kRtcMemoryBase, value), Cause::LoadStoreError);
    EXPECT_EQ(bus.store16(soc::kRtcMemoryBase, 1), Cause::LoadStoreError);
    EXPECT_EQ(bus.fetch32(soc::kRtcMemoryBase, value), Cause::InstructionFetchError);
}

TEST_F(RtcTest, MemoryHoldsRepeatableNoiseAfterPowerOn) {
    Random first{7}, second{7};
    memory.scramble(first);
    const u32 word = read(soc::kRtcMemoryBase);
    EXPECT_NE(word, read(soc::kRtcMemoryBase + 4));
    memory.scramble(second);
    EXPECT_EQ(read(soc::kRtcMemoryBase), word);
}

TEST_F(RtcTest, ARequestToSleepIsLogged) {
    write(kBase + rtc::SLP_CTL, rtc::SLP_CTL_SLEEP.mask());
    EXPECT_TRUE(sink.has("sleep is not modelled"));
    EXPECT_EQ(rtc::SLP_CTL_SLEEP.get(read(kBase + rtc::SLP_CTL)), 0u);
}

}  // namespace
}  // namespace kinglet::chip
