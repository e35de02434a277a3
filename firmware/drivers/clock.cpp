// Time from FRC2: 5 ticks a microsecond from the peripheral clock, which stays at 80 MHz whatever the
// processor runs at. Its alarm ends sleeps, and comes at least once in each half of the counter's range, so
// that the 32 bits can be extended.
#include "device/hal/clock.hpp"

#include "base/attributes.hpp"
#include "device/hal/chip.hpp"
#include "firmware/boot/interrupts.hpp"
#include "firmware/drivers/clock.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/timers.hpp"

namespace kinglet::firmware {
namespace {

namespace timers = soc::timers;

constexpr u32 kTicksPerMicrosecond = 5;
constexpr u32 kLongestSleep = 0x40000000;  // ticks: a quarter of the range, 214 s
constexpr u32 kRebaseAfter = 0x40000000;
constexpr u32 kShortestSleep = 64;  // ticks; the way in and out takes about as long

// The count of microseconds at a certain tick, moved forward now and then so that the difference stays within
// 32 bits.
u64 base_microseconds;
u32 base_tick;
u32 events_seen;

ALWAYS_INLINE u32 ticks() {
    return soc::read_register(soc::kTimersBase + timers::FRC2_COUNT);
}

ALWAYS_INLINE void set_alarm(u32 tick) {
    soc::write_register(soc::kTimersBase + timers::FRC2_ALARM, tick);
}

/// Brings the base up to the present. Interrupts are masked.
ALWAYS_INLINE void advance_base() {
    const u32 whole = (ticks() - base_tick) / kTicksPerMicrosecond;
    base_tick += whole * kTicksPerMicrosecond;
    base_microseconds += whole;
}

/// There is always an alarm ahead, so that the base never falls behind by more than the counter can tell.
IRAM void alarm() {
    advance_base();
    set_alarm(ticks() + kLongestSleep);
}

class Frc2Clock final : public hal::Clock {
  private:
    u64 do_microseconds() const override {
        const InterruptLock lock;
        const u32 passed = ticks() - base_tick;
        if (passed < kRebaseAfter) return base_microseconds + passed / kTicksPerMicrosecond;
        advance_base();
        return base_microseconds;
    }

    u32 do_cycles() const override { return cycle_count(); }

    void do_sleep_until_event(u64 microseconds) override {
        const u32 start = ticks();
        u32 length = kLongestSleep;
        if (microseconds < kLongestSleep / kTicksPerMicrosecond) {
            length = static_cast<u32>(microseconds) * kTicksPerMicrosecond;
        }
        if (length < kShortestSleep) {
            while (ticks() - start < length && interrupt_count() == events_seen) {
            }
        } else {
            sleep(start + length);
        }
        events_seen = interrupt_count();
    }

    void do_delay(u32 microseconds) override {
        const u32 cycles_per_microsecond = hal::Chip::frequency() / 1'000'000;
        while (microseconds > 1'000'000) {
            do_delay(1'000'000);
            microseconds -= 1'000'000;
        }
        const u32 start = cycle_count();
        const u32 cycles = microseconds * cycles_per_microsecond;
        while (cycle_count() - start < cycles) {
        }
    }

    /// Nothing may happen unseen between the look and the sleep: WAITI lowers the interrupt level and sleeps
    /// in one step.
    static void sleep(u32 until) {
        const InterruptLock lock;
        if (interrupt_count() != events_seen) return;
        set_alarm(until);
        if (static_cast<i32>(until - ticks()) > static_cast<i32>(kShortestSleep / 2)) {
            asm volatile("waiti 0" : : : "memory");
        } else {
            set_alarm(ticks() + kLongestSleep);  // it may have been missed
        }
    }
};

constinit Frc2Clock clock;

}  // namespace

void start_clock() {
    soc::write_register(soc::kTimersBase + timers::FRC2_LOAD, 0);
    set_alarm(kLongestSleep);
    soc::write_register(soc::kTimersBase + timers::FRC2_CTRL,
                        timers::CTRL_ENABLE.mask() | timers::CTRL_PRESCALE.of(1));
    soc::set_bits(soc::kDportBase + soc::dport::EDGE_INT_ENABLE, soc::dport::EDGE_FRC2.mask());
    attach_interrupt(soc::Irq::Frc2, alarm);
}

}  // namespace kinglet::firmware

namespace kinglet::hal {

Clock& system_clock() {
    return firmware::clock;
}

}  // namespace kinglet::hal
