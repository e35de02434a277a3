#include "chip/devices/gpio.hpp"

#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace gpio = soc::gpio;
namespace io_mux = soc::io_mux;
using soc::Irq;

constexpr u32 kBase = soc::kGpioBase;
constexpr u32 kCrystal = 26'000'000;

struct GpioTest : Bench {
    Pads pads;
    IoMux mux{log};
    PadSignals signals;
    Gpio device{{pads, mux, signals, interrupts.line(Irq::Gpio), kCrystal}, clock, events, log};

    GpioTest() {
        bus.map_device(kBase, 0x100, device);
        bus.map_device(soc::kIoMuxBase, 0x100, mux);
        mux.reset();
        device.reset();
    }
    void select(u32 pad, u32 function, bool pullup = false) {
        write(soc::kIoMuxBase + io_mux::kPads[pad].offset,
              io_mux::function_bits(function) | io_mux::PULLUP.of(pullup));
    }
    void select_gpio(u32 pad, bool pullup = false) { select(pad, io_mux::kPads[pad].gpio_function, pullup); }
    u32 in() { return read(kBase + gpio::IN) & gpio::kPinMask; }
};

TEST_F(GpioTest, EveryPadDrivesItsLatchWhenItIsAnEnabledGpio) {
    for (u32 pad = 0; pad < gpio::kPinCount; ++pad) {
        SCOPED_TRACE(pad);
        select_gpio(pad);
        write(kBase + gpio::OUT_W1TS, 1u << pad);
        EXPECT_FALSE(pads[pad].is_driven());
        write(kBase + gpio::ENABLE_W1TS, 1u << pad);
        EXPECT_TRUE(pads[pad].level());
        EXPECT_EQ(in() & (1u << pad), 1u << pad);
        write(kBase + gpio::OUT_W1TC, 1u << pad);
        EXPECT_FALSE(pads[pad].level());
        write(kBase + gpio::OUT_W1TS, 1u << pad);
        write(kBase + gpio::ENABLE_W1TC, 1u << pad);
        EXPECT_FALSE(pads[pad].is_driven());
    }
}

TEST_F(GpioTest, AnotherFunctionTakesThePadAway) {
    select_gpio(12);
    write(kBase + gpio::ENABLE, 1u << 12);
    write(kBase + gpio::OUT, 1u << 12);
    EXPECT_TRUE(pads[12].level());
    select(12, 2);
    EXPECT_FALSE(pads[12].is_driven());
}

TEST_F(GpioTest, WholeWritesReplaceAndBitWritesOnlyTouchTheirBits) {
    write(kBase + gpio::OUT, 0xFFFF00F0);
    write(kBase + gpio::OUT_W1TS, 0x000F000F);
    EXPECT_EQ(read(kBase + gpio::OUT), 0xFFFF00FFu);
    write(kBase + gpio::OUT_W1TC, 0xFFFFFFF0);
    EXPECT_EQ(read(kBase + gpio::OUT), 0xFFFF000Fu);
    EXPECT_EQ(read(kBase + gpio::OUT_W1TS), 0u);
    write(kBase + gpio::ENABLE, 0xFFFFFFFF);
    EXPECT_EQ(read(kBase + gpio::ENABLE), 0x3FFFFFu);
}

TEST_F(GpioTest, OpenDrainOnlyPullsDown) {
    select_gpio(4);
    write(kBase + gpio::PIN(4), gpio::PIN_PAD_DRIVER.mask());
    write(kBase + gpio::ENABLE, 1u << 4);
    write(kBase + gpio::OUT, 0);
    WireDriver board(pads[4]);
    board.set(Strength::BoardPull, true);
    EXPECT_EQ(in() & 0x10, 0u);
    write(kBase + gpio::OUT, 1u << 4);
    EXPECT_EQ(in() & 0x10, 0x10u);
    EXPECT_FALSE(pads[4].is_contended());
    board.set(Strength::Push, false);
    EXPECT_EQ(in() & 0x10, 0u);
    EXPECT_FALSE(pads[4].is_contended());
}

TEST_F(GpioTest, SigmaDeltaHasItsTargetAsItsMean) {
    select_gpio(4);
    write(kBase + gpio::ENABLE, 1u << 4);
    write(kBase + gpio::PIN(4), gpio::PIN_SOURCE.mask());
    write(kBase + gpio::OUT, 1u << 4);
    EXPECT_FALSE(pads[4].level());  // the latch no longer counts
    for (const auto& [target, prescale] :
         {std::pair{8u, 0u}, {64u, 0u}, {100u, 3u}, {255u, 255u}, {0u, 0u}}) {
        write(kBase + gpio::SIGMA_DELTA, gpio::SIGMA_DELTA_ENABLE.mask() |
                                             gpio::SIGMA_DELTA_PRESCALE.of(prescale) |
                                             gpio::SIGMA_DELTA_TARGET.of(target));
        const u32 tick = 8 * (prescale + 1);
        u32 high = 0, rises = 0;
        bool last = pads[4].level();
        for (u32 i = 0; i < 2560; ++i) {
            run(tick);
            high += pads[4].level();
            rises += pads[4].level() && !last;
            last = pads[4].level();
        }
        EXPECT_NEAR(high, target * 10, 2) << target;
        if (target == 8) {
            EXPECT_NEAR(rises, 2560 / 32, 1);  // the Arduino core's formula
        }
    }
    write(kBase + gpio::SIGMA_DELTA, gpio::SIGMA_DELTA_TARGET.of(255));
    run(100);
    EXPECT_FALSE(pads[4].level());
    EXPECT_EQ(events.next_deadline(), Clock::kNever);  // and nothing runs any longer
}

TEST_F(GpioTest, APadOfAPeripheralShowsItsSignal) {
    select(14, 2);
    EXPECT_FALSE(pads[14].is_driven());
    signals.set(Signal::HspiClk, true);
    EXPECT_TRUE(pads[14].level());
    signals.set(Signal::HspiClk, false);
    EXPECT_TRUE(pads[14].is_driven());
    EXPECT_FALSE(pads[14].level());
    select_gpio(14);
    EXPECT_FALSE(pads[14].is_driven());
    select(14, 2);
    signals.release(Signal::HspiClk);
    EXPECT_FALSE(pads[14].is_driven());
    // U0TXD has two pads.
    select(2, 4);
    signals.set(Signal::U0Txd, false);
    EXPECT_FALSE(pads[1].level());
    EXPECT_FALSE(pads[2].level());
    signals.set(Signal::U0Txd, true);
    EXPECT_TRUE(pads[1].level());
    EXPECT_TRUE(pads[2].level());
}

struct RecordingWakeListener final : WakeListener {
    u32 calls = 0;
    void pin_asks_to_wake() override { ++calls; }
};

TEST_F(GpioTest, APinWakesByItsLevelIfItMay) {
    RecordingWakeListener wake;
    device.set_wake_listener(&wake);
    WireDriver board(pads[4]);
    write(kBase + gpio::PIN(4), gpio::PIN_WAKEUP_ENABLE.mask() | gpio::PIN_INT_TYPE.of(gpio::kIntTypeHigh));
    EXPECT_FALSE(device.wants_to_wake());
    board.set(Strength::Push, true);
    EXPECT_TRUE(device.wants_to_wake());
    EXPECT_EQ(wake.calls, 1u);
    board.set(Strength::Push, false);
    EXPECT_EQ(wake.calls, 1u);
    for (const u32 type : {gpio::kIntTypeRising, gpio::kIntTypeFalling, gpio::kIntTypeBoth}) {
        write(kBase + gpio::PIN(4), gpio::PIN_WAKEUP_ENABLE.mask() | gpio::PIN_INT_TYPE.of(type));
        board.set(Strength::Push, true);
        board.set(Strength::Push, false);
    }
    EXPECT_EQ(wake.calls, 1u);
    write(kBase + gpio::PIN(4), gpio::PIN_INT_TYPE.of(gpio::kIntTypeLow));
    EXPECT_FALSE(device.wants_to_wake());
    device.set_wake_listener(nullptr);
}

TEST_F(GpioTest, ThePadsPullUpYieldsToTheBoard) {
    select_gpio(5, true);
    EXPECT_EQ(in() & 0x20, 0x20u);
    WireDriver board(pads[5]);
    board.set(Strength::BoardPull, false);
    EXPECT_EQ(in() & 0x20, 0u);
    board.release();
    select_gpio(5, false);
    EXPECT_EQ(in() & 0x20, 0u);
}

TEST_F(GpioTest, PadsAfterReset) {
    // Pull-ups of 0, 1 (as transmit pin), 2, 3, 12-15.
    EXPECT_EQ(in(), 0xF00Fu);
    EXPECT_EQ(pads[1].is_driven(), true);
}

struct TypeCase {
    u32 type;
    bool on_rise, on_fall;
};

TEST_F(GpioTest, EdgesLatchUntilAcknowledged) {
    const TypeCase cases[] = {{gpio::kIntTypeOff, false, false},
                              {gpio::kIntTypeRising, true, false},
                              {gpio::kIntTypeFalling, false, true},
                              {gpio::kIntTypeBoth, true, true}};
    WireDriver board(pads[4]);
    for (const TypeCase& test : cases) {
        SCOPED_TRACE(test.type);
        write(kBase + gpio::PIN(4), gpio::PIN_INT_TYPE.of(test.type));
        board.set(Strength::Push, true);
        EXPECT_EQ(is_pending(Irq::Gpio), test.on_rise);
        EXPECT_EQ(read(kBase + gpio::STATUS), test.on_rise ? 0x10u : 0u);
        write(kBase + gpio::STATUS_W1TC, 0x10);
        EXPECT_FALSE(is_pending(Irq::Gpio));
        board.set(Strength::Push, false);
        EXPECT_EQ(is_pending(Irq::Gpio), test.on_fall);
        write(kBase + gpio::STATUS_W1TC, 0x10);
        EXPECT_FALSE(is_pending(Irq::Gpio));
    }
}

TEST_F(GpioTest, ALevelInterruptComesBackWhileTheLevelLasts) {
    WireDriver board(pads[4]);
    board.set(Strength::Push, true);
    write(kBase + gpio::PIN(4), gpio::PIN_INT_TYPE.of(gpio::kIntTypeLow));
    EXPECT_FALSE(is_pending(Irq::Gpio));
    board.set(Strength::Push, false);
    EXPECT_TRUE(is_pending(Irq::Gpio));
    write(kBase + gpio::STATUS_W1TC, 0x10);
    EXPECT_TRUE(is_pending(Irq::Gpio));
    board.set(Strength::Push, true);
    write(kBase + gpio::STATUS_W1TC, 0x10);
    EXPECT_FALSE(is_pending(Irq::Gpio));
    write(kBase + gpio::PIN(4), gpio::PIN_INT_TYPE.of(gpio::kIntTypeHigh));
    EXPECT_TRUE(is_pending(Irq::Gpio));
}

TEST_F(GpioTest, SoftwareMayRaiseAnInterrupt) {
    write(kBase + gpio::STATUS_W1TS, 0x8000);
    EXPECT_TRUE(is_pending(Irq::Gpio));
    EXPECT_EQ(read(kBase + gpio::STATUS), 0x8000u);
    write(kBase + gpio::STATUS, 0);
    EXPECT_FALSE(is_pending(Irq::Gpio));
}

TEST_F(GpioTest, ItsOwnOutputCausesAnEdgeToo) {
    select_gpio(14);
    write(kBase + gpio::ENABLE, 1u << 14);
    write(kBase + gpio::PIN(14), gpio::PIN_INT_TYPE.of(gpio::kIntTypeRising));
    write(kBase + gpio::STATUS_W1TC, 0xFFFF);
    write(kBase + gpio::OUT_W1TS, 1u << 14);
    EXPECT_TRUE(is_pending(Irq::Gpio));
}

TEST_F(GpioTest, StrapsStayAsLatched) {
    struct {
        u32 pad;
        u32 bit;
    } const straps[] = {{2, 16}, {0, 17}, {15, 18}, {7, 29}, {9, 30}, {10, 31}};
    for (const auto& strap : straps) {
        WireDriver high(pads[strap.pad]);
        WireDriver low(pads[strap.pad]);
        high.set(Strength::Push, true);
        device.latch_straps();
        EXPECT_TRUE(read(kBase + gpio::IN) >> strap.bit & 1) << strap.pad;
        high.set(Strength::Push, false);
        EXPECT_TRUE(read(kBase + gpio::IN) >> strap.bit & 1) << strap.pad;
        device.latch_straps();
        EXPECT_FALSE(read(kBase + gpio::IN) >> strap.bit & 1) << strap.pad;
    }
}

TEST_F(GpioTest, CalibrationCountsTheCrystalOverRtcPeriods) {
    write(kBase + gpio::RTC_CALIB_SYNC, gpio::RTC_PERIOD_NUM.of(100));
    write(kBase + gpio::RTC_CALIB_SYNC, gpio::RTC_PERIOD_NUM.of(100) | gpio::RTC_CALIB_START.mask());
    const u32 value = read(kBase + gpio::RTC_CALIB_VALUE);
    EXPECT_TRUE(gpio::RTC_CALIB_RDY.get(value));
    EXPECT_EQ(gpio::RTC_CALIB_CYCLES.get(value), 100ull * kCrystal / soc::rtc::kOscillatorHz);
}

TEST_F(GpioTest, FunctionCodesRoundTrip) {
    for (u32 function = 0; function < 5; ++function) {
        EXPECT_EQ(io_mux::function_of(io_mux::function_bits(function)), function);
        select(4, function);
        EXPECT_EQ(mux.function(4), function);
    }
}

}  // namespace
}  // namespace kinglet::chip
