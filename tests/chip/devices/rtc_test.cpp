#include "chip/devices/rtc.hpp"

#include "chip/devices/pads.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace rtc = soc::rtc;

constexpr u32 kBase = soc::kRtcBase;

struct RecordingSleepSink final : SleepSink {
    bool is_light = false;
    bool is_deep = false;
    bool pin_wants = false;
    void enter_light_sleep() override { is_light = true; }
    void leave_light_sleep() override { is_light = false; }
    void enter_deep_sleep() override { is_deep = true; }
    bool pin_wants_to_wake() const override { return pin_wants; }
};

struct RtcTest : Bench {
    Pads pads;
    RecordingResetSink resets;
    RecordingSleepSink sleeps;
    Rtc device{pads[16], clock, events, interrupts.line(soc::Irq::Rtc), resets, sleeps, log};
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

TEST_F(RtcTest, LightSleepEndsWhenTheCounterReachesItsValue) {
    write(kBase + rtc::STATE2, rtc::kWakeTimer);
    write(kBase + rtc::INT_ENA, rtc::INT_WOKE.mask());
    const u32 wake_at = read(kBase + rtc::COUNTER) + 1578;  // 10 ms
    write(kBase + rtc::SLP_VAL, wake_at);
    write(kBase + rtc::SLP_CTL, rtc::SLP_CTL_SLEEP.mask());
    EXPECT_EQ(rtc::SLP_CTL_SLEEP.get(read(kBase + rtc::SLP_CTL)), 0u);
    EXPECT_TRUE(sleeps.is_light);
    EXPECT_FALSE(sleeps.is_deep);
    run_ns(9'900'000);
    EXPECT_TRUE(sleeps.is_light);
    EXPECT_EQ(read(kBase + rtc::INT_ST), 0u);
    run_to(events.next_deadline());
    EXPECT_FALSE(sleeps.is_light);
    EXPECT_EQ(read(kBase + rtc::COUNTER), wake_at);
    EXPECT_EQ(read(kBase + rtc::INT_ST), rtc::INT_WOKE.mask());
    EXPECT_TRUE(is_pending(soc::Irq::Rtc));
    EXPECT_EQ(rtc::STATE2_WAKE_CAUSE.get(read(kBase + rtc::STATE2)), rtc::kWakeTimer);
    write(kBase + rtc::INT_CLR, rtc::INT_WOKE.mask());
    EXPECT_FALSE(is_pending(soc::Irq::Rtc));
}

TEST_F(RtcTest, APinEndsLightSleepWhenItMay) {
    for (const u32 bit : {1u << 2, 1u << 4}) {
        write(kBase + rtc::STATE2, bit);
        write(kBase + rtc::SLP_CTL, rtc::SLP_CTL_SLEEP.mask());
        EXPECT_TRUE(sleeps.is_light);
        EXPECT_FALSE(device.is_alarm_set());
        device.pin_asks_to_wake();
        EXPECT_FALSE(sleeps.is_light);
    }
    write(kBase + rtc::STATE2, 0);
    write(kBase + rtc::SLP_CTL, rtc::SLP_CTL_SLEEP.mask());
    device.pin_asks_to_wake();
    EXPECT_TRUE(sleeps.is_light);
}

TEST_F(RtcTest, SleepIsRejectedWhileAPinWantsToWake) {
    sleeps.pin_wants = true;
    write(kBase + rtc::STATE2, 1 << 2);
    write(kBase + rtc::SLP_CTL, rtc::SLP_CTL_SLEEP.mask());
    EXPECT_FALSE(sleeps.is_light);
    EXPECT_EQ(read(kBase + rtc::INT_ST), rtc::INT_REJECTED.mask());
}

TEST_F(RtcTest, DeepSleepPullsGpio16DownForAMomentAndStartsByItselfIfThatResetsNothing) {
    write(kBase + rtc::PAD_XPD_DCDC_CONF, rtc::kPadFunctionDeepSleep);
    write(kBase + rtc::STATE2, rtc::kWakeTimer);
    write(kBase + rtc::SLP_VAL, read(kBase + rtc::COUNTER) + 1578);
    write(kBase + rtc::SLP_CTL, rtc::SLP_CTL_SLEEP.mask());
    EXPECT_TRUE(sleeps.is_deep);
    EXPECT_TRUE(pads[16].level());
    run_ns(10'005'000);
    EXPECT_FALSE(pads[16].level());
    EXPECT_TRUE(resets.causes.empty());
    run_ns(20'000);
    EXPECT_EQ(resets.causes, (std::vector<ResetCause>{ResetCause::DeepSleep}));
}

TEST_F(RtcTest, DeepSleepWithoutTheTimerLastsUntilAReset) {
    write(kBase + rtc::PAD_XPD_DCDC_CONF, rtc::kPadFunctionDeepSleep);
    write(kBase + rtc::STATE2, 0);
    write(kBase + rtc::SLP_CTL, rtc::SLP_CTL_SLEEP.mask());
    EXPECT_TRUE(sleeps.is_deep);
    EXPECT_FALSE(device.is_alarm_set());
    run_ns(100'000'000'000);
    EXPECT_TRUE(resets.causes.empty());
}

}  // namespace
}  // namespace kinglet::chip
