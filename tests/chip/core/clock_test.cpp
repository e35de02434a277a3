#include "chip/core/clock.hpp"

#include <gtest/gtest.h>

#include "chip/core/events.hpp"
#include "chip/core/timed_event.hpp"

namespace kinglet::chip {
namespace {

TEST(Clock, CountsStayContinuousWhenTheSpeedChanges) {
    Clock clock;
    clock.set_speed(52'000'000, 52'000'000);
    clock.advance(52'000);
    EXPECT_EQ(clock.nanoseconds(), 1'000'000u);
    EXPECT_EQ(clock.apb_ticks(), 52'000u);
    clock.set_speed(160'000'000, 80'000'000);
    EXPECT_EQ(clock.nanoseconds(), 1'000'000u);
    clock.advance(160'000);
    EXPECT_EQ(clock.nanoseconds(), 2'000'000u);
    EXPECT_EQ(clock.apb_ticks(), 52'000u + 80'000u);
    EXPECT_EQ(clock.cycles_per_apb(), 2u);
}

TEST(Clock, AskingForACycleIsTheInverseOfAskingForTheTime) {
    Clock clock;
    clock.advance(12'345);
    clock.set_speed(160'000'000, 80'000'000);
    clock.advance(777);
    for (u64 ns : {clock.nanoseconds() + 1, clock.nanoseconds() + 1'000'003, u64{86'400'000'000'123}}) {
        const u64 cycle = clock.cycle_of_nanoseconds(ns);
        EXPECT_GE(clock.nanoseconds_at(cycle), ns);
        EXPECT_LT(clock.nanoseconds_at(cycle - 1), ns);
    }
    const u64 tick = clock.apb_ticks() + 5;
    clock.advance_to(clock.cycle_of_apb(tick) - 1);
    EXPECT_EQ(clock.apb_ticks(), tick - 1);
    clock.advance(1);
    EXPECT_EQ(clock.apb_ticks(), tick);
}

TEST(Clock, NeverGoesBack) {
    Clock clock;
    clock.advance(100);
    clock.advance_to(50);
    EXPECT_EQ(clock.now(), 100u);
}

TEST(Clock, HoldsForYears) {
    Clock clock;
    clock.set_speed(160'000'000, 80'000'000);
    constexpr u64 kTenYears = 10ull * 365 * 86'400;
    clock.advance(kTenYears * 160'000'000);
    EXPECT_EQ(clock.nanoseconds(), kTenYears * 1'000'000'000);
}

struct Recorder {
    std::vector<u64> at;
    Clock* clock;
    void fire(u64 deadline) {
        at.push_back(deadline);
        at.push_back(clock->now());
    }
};

TEST(TimedEvent, KeepsItsOwnTimeWhenTheCpuChangesSpeed) {
    Clock clock;
    EventQueue events(clock);
    Recorder recorder{{}, &clock};
    TimedEvent apb = TimedEvent::of<&Recorder::fire>("apb", &recorder, clock, events, TimeBase::Apb);
    TimedEvent real = TimedEvent::of<&Recorder::fire>("ns", &recorder, clock, events, TimeBase::Nanoseconds);
    apb.schedule(1000);                        // 1000 cycles at 52 MHz
    real.schedule(100'000);                    // 5200 cycles
    clock.advance(520);                        // a whole number of nanoseconds
    clock.set_speed(104'000'000, 52'000'000);  // from now on two CPU cycles per tick
    EXPECT_EQ(events.next_deadline(), 520u + (1000 - 520) * 2);
    clock.advance_to(events.next_deadline());
    events.dispatch();
    EXPECT_EQ(events.next_deadline(), 520u + (5200 - 520) * 2);
    clock.advance_to(events.next_deadline());
    events.dispatch();
    EXPECT_EQ(recorder.at, (std::vector<u64>{1000, 1480, 100'000, 9880}));
}

}  // namespace
}  // namespace kinglet::chip
