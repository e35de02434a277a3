#include "chip/devices/watchdog.hpp"

#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/wdt.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace wdt = soc::wdt;
using soc::Irq;

constexpr u32 kBase = soc::kWatchdogBase;
constexpr u32 kTwoStages = 0x38;
constexpr u32 kOneStage = 0x3C;

struct WatchdogTest : Bench {
    RecordingResetSink resets;
    Watchdog device{clock, events, interrupts.line(Irq::Watchdog), resets, log};

    WatchdogTest() {
        bus.map_device(kBase, 0x100, device);
        interrupts.set_gates(soc::dport::EDGE_WDT.mask());
    }
    void enable(u32 ctl, u32 stage0, u32 stage1) {
        write(kBase + wdt::OP, stage0);
        write(kBase + wdt::OP_ND, stage1);
        write(kBase + wdt::CTL, ctl);
        write(kBase + wdt::CTL, ctl | wdt::CTL_ENABLE.mask());
    }
};

TEST_F(WatchdogTest, FirstInterruptsThenResets) {
    enable(kTwoStages, 1, 2);
    run((1u << 17) - 1);
    EXPECT_FALSE(is_pending(Irq::Watchdog));
    EXPECT_EQ(read(kBase + wdt::STAGE), 0u);
    run(2);
    EXPECT_TRUE(is_pending(Irq::Watchdog));
    EXPECT_EQ(read(kBase + wdt::STAGE), 1u);
    EXPECT_TRUE(resets.causes.empty());
    run(1u << 18);
    EXPECT_EQ(resets.causes, (std::vector<ResetCause>{ResetCause::Watchdog}));
}

TEST_F(WatchdogTest, FeedingStartsItAgain) {
    enable(kTwoStages, 0, 0);
    for (int i = 0; i < 10; ++i) {
        run(60'000);
        write(kBase + wdt::RST, wdt::kFeed);
    }
    EXPECT_FALSE(is_pending(Irq::Watchdog));
    write(kBase + wdt::RST, 0x72);  // not the word
    run(65'536);
    EXPECT_TRUE(is_pending(Irq::Watchdog));
    write(kBase + wdt::RST_STAGE, wdt::kFeed);
    EXPECT_EQ(read(kBase + wdt::STAGE), 0u);
    run(65'000);
    EXPECT_TRUE(resets.causes.empty());
}

TEST_F(WatchdogTest, WithOneStageTheFirstExpiryResets) {
    enable(kOneStage, 0, 0);
    run(65'537);
    EXPECT_FALSE(is_pending(Irq::Watchdog));
    EXPECT_EQ(resets.causes.size(), 1u);
}

TEST_F(WatchdogTest, MayBeToldNotToReset) {
    enable(kTwoStages | wdt::CTL_STAGE1_NO_RESET.mask(), 0, 0);
    run(3 * 65'536);
    EXPECT_TRUE(resets.causes.empty());
    EXPECT_TRUE(device.is_running());
}

TEST_F(WatchdogTest, DisabledOrWithoutClockItStops) {
    enable(kTwoStages, 0, 0);
    EXPECT_TRUE(device.is_running());
    run(1000);
    device.set_clock_on(false);
    const u32 count = read(kBase + wdt::COUNT);
    run(1'000'000);
    EXPECT_EQ(read(kBase + wdt::COUNT), count);
    EXPECT_FALSE(is_pending(Irq::Watchdog));
    device.set_clock_on(true);
    run(65'536 - count + 1);
    EXPECT_TRUE(is_pending(Irq::Watchdog));
    write(kBase + wdt::CTL, 0);
    EXPECT_FALSE(device.is_running());
    run(1'000'000);
    EXPECT_TRUE(resets.causes.empty());
}

TEST_F(WatchdogTest, RegistersRepeatEvery32Bytes) {
    write(kBase + 0x20 + wdt::OP, 0xB);
    EXPECT_EQ(read(kBase + 0xE0 + wdt::OP), 0xBu);
}

}  // namespace
}  // namespace kinglet::chip
