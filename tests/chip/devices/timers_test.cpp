#include "chip/devices/timers.hpp"

#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/timers.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace timers = soc::timers;
using soc::Irq;

constexpr u32 kBase = soc::kTimersBase;
constexpr u32 kEnable = timers::CTRL_ENABLE.mask();
constexpr u32 kAutoload = timers::CTRL_AUTOLOAD.mask();

struct TimersTest : Bench {
    Timers device{
        clock, events, interrupts.line(Irq::Frc1), interrupts.line(Irq::Nmi, 1), interrupts.line(Irq::Frc2),
        log};

    TimersTest() {
        bus.map_device(kBase, 0x100, device);
        interrupts.set_gates(soc::dport::EDGE_FRC1.mask() | soc::dport::EDGE_FRC2.mask());
    }
    /// A register's value at this very cycle, without the wait of a load.
    u32 now(u32 offset) { return device.read32(offset); }
};

TEST_F(TimersTest, Frc1CountsDownInPrescaledTicks) {
    struct {
        u32 code;
        u32 ticks;
    } const cases[] = {{0, 1}, {1, 16}, {2, 256}, {3, 256}};
    for (const auto& test : cases) {
        write(kBase + timers::FRC1_CTRL, kEnable | timers::CTRL_PRESCALE.of(test.code));
        write(kBase + timers::FRC1_LOAD, 1000);
        EXPECT_EQ(now(timers::FRC1_COUNT), 1000u);
        run(10 * test.ticks);
        EXPECT_EQ(now(timers::FRC1_COUNT), 990u) << test.code;
    }
}

TEST_F(TimersTest, Frc1OneShotInterruptsOnceAndRunsOn) {
    write(kBase + timers::FRC1_CTRL, kEnable);
    write(kBase + timers::FRC1_LOAD, 1000);
    run(999);
    EXPECT_FALSE(is_pending(Irq::Frc1));
    run(1);
    EXPECT_TRUE(is_pending(Irq::Frc1));
    EXPECT_EQ(now(timers::FRC1_COUNT), 0u);
    run(1);
    EXPECT_EQ(now(timers::FRC1_COUNT), timers::kFrc1Mask);
    interrupts.clear(soc::irq_bit(Irq::Frc1));
    run(timers::kFrc1Mask - 10);
    EXPECT_FALSE(is_pending(Irq::Frc1));
    run(10);
    EXPECT_TRUE(is_pending(Irq::Frc1));
}

TEST_F(TimersTest, Frc1AutoloadKeepsItsPeriodExactly) {
    write(kBase + timers::FRC1_CTRL, kEnable | kAutoload);
    write(kBase + timers::FRC1_LOAD, 700);
    const u64 start = clock.now();
    for (u64 n = 1; n <= 5; ++n) {
        EXPECT_EQ(events.next_deadline(), start + n * 700);
        run_to(events.next_deadline());
        EXPECT_TRUE(is_pending(Irq::Frc1));
        interrupts.clear(soc::irq_bit(Irq::Frc1));
        EXPECT_EQ(now(timers::FRC1_COUNT), 700u);
    }
    EXPECT_EQ(read(kBase + timers::FRC1_INT), 700u);
}

TEST_F(TimersTest, ALevelInterruptStaysUntilItIsCleared) {
    write(kBase + timers::FRC1_CTRL, kEnable | timers::CTRL_INT_TYPE.mask());
    write(kBase + timers::FRC1_LOAD, 10);
    run(20);
    EXPECT_TRUE(timers::CTRL_INT_STATUS.get(read(kBase + timers::FRC1_CTRL)));
    write(kBase + timers::FRC1_INT, 0);
    EXPECT_TRUE(timers::CTRL_INT_STATUS.get(read(kBase + timers::FRC1_CTRL)));
    write(kBase + timers::FRC1_INT, 1);
    EXPECT_FALSE(timers::CTRL_INT_STATUS.get(read(kBase + timers::FRC1_CTRL)));
}

TEST_F(TimersTest, AStoppedTimerKeepsItsCount) {
    write(kBase + timers::FRC1_CTRL, kEnable);
    write(kBase + timers::FRC1_LOAD, 1000);
    run(100);
    write(kBase + timers::FRC1_CTRL, 0);
    const u32 stopped = now(timers::FRC1_COUNT);
    run(5000);
    EXPECT_EQ(now(timers::FRC1_COUNT), stopped);
    EXPECT_FALSE(is_pending(Irq::Frc1));
    write(kBase + timers::FRC1_CTRL, kEnable);
    run(stopped);
    EXPECT_TRUE(is_pending(Irq::Frc1));
}

TEST_F(TimersTest, AClosedGateKeepsTheInterruptOut) {
    interrupts.set_gates(0);
    write(kBase + timers::FRC1_CTRL, kEnable);
    write(kBase + timers::FRC1_LOAD, 10);
    run(20);
    EXPECT_FALSE(is_pending(Irq::Frc1));
}

TEST_F(TimersTest, Frc1ReachesTheNmiWhenItIsChosen) {
    interrupts.set_nmi_sources(soc::dport::NMI_FRC1.mask());
    write(kBase + timers::FRC1_CTRL, kEnable);
    write(kBase + timers::FRC1_LOAD, 10);
    run(20);
    EXPECT_TRUE(is_pending(Irq::Nmi));
}

TEST_F(TimersTest, Frc2CountsUpAndComparesForEver) {
    write(kBase + timers::FRC2_CTRL, kEnable);
    write(kBase + timers::FRC2_LOAD, 0xFFFFFFF0);
    const u64 start = clock.now();
    write(kBase + timers::FRC2_ALARM, 0x10);
    run_to(start + 0x1F);
    EXPECT_EQ(now(timers::FRC2_COUNT), 0xFu);
    EXPECT_FALSE(is_pending(Irq::Frc2));
    run(1);
    EXPECT_TRUE(is_pending(Irq::Frc2));
    interrupts.clear(soc::irq_bit(Irq::Frc2));
    run(1000);
    EXPECT_EQ(now(timers::FRC2_COUNT), 0x10u + 1000);
    EXPECT_FALSE(is_pending(Irq::Frc2));
    EXPECT_EQ(events.next_deadline(), start + 0x20 + (u64{1} << 32));
}

TEST_F(TimersTest, MovingTheAlarmMovesTheInterrupt) {
    write(kBase + timers::FRC2_CTRL, kEnable | timers::CTRL_PRESCALE.of(2));
    write(kBase + timers::FRC2_LOAD, 0);
    write(kBase + timers::FRC2_ALARM, 1000);
    run(256 * 50 + 128);
    write(kBase + timers::FRC2_ALARM, 60);
    run(256 * 9);
    EXPECT_FALSE(is_pending(Irq::Frc2));
    run(256);
    EXPECT_TRUE(is_pending(Irq::Frc2));
    EXPECT_EQ(now(timers::FRC2_COUNT), 60u);
}

TEST_F(TimersTest, The160MegahertzBitDoesNotTouchThem) {
    clock.set_speed(80'000'000, 80'000'000);
    write(kBase + timers::FRC2_CTRL, kEnable);
    write(kBase + timers::FRC2_LOAD, 0);
    run(1000);
    clock.set_speed(160'000'000, 80'000'000);
    run(2000);
    EXPECT_EQ(now(timers::FRC2_COUNT), 2000u);
}

TEST_F(TimersTest, ResetStopsBoth) {
    write(kBase + timers::FRC1_CTRL, kEnable);
    write(kBase + timers::FRC2_CTRL, kEnable);
    device.reset();
    EXPECT_EQ(events.next_deadline(), Clock::kNever);
    EXPECT_EQ(read(kBase + timers::FRC1_COUNT), 0x7FFFFFu);
    EXPECT_EQ(read(kBase + timers::FRC2_COUNT), 1u);
}

TEST_F(TimersTest, Frc2HasALevelInterruptAsWell) {
    write(kBase + timers::FRC2_CTRL, kEnable | timers::CTRL_INT_TYPE.mask());
    write(kBase + timers::FRC2_LOAD, 0);
    write(kBase + timers::FRC2_ALARM, 100);
    run(200);
    EXPECT_TRUE(timers::CTRL_INT_STATUS.get(read(kBase + timers::FRC2_CTRL)));
    write(kBase + timers::FRC2_INT, 1);
    EXPECT_FALSE(timers::CTRL_INT_STATUS.get(read(kBase + timers::FRC2_CTRL)));
}

}  // namespace
}  // namespace kinglet::chip
