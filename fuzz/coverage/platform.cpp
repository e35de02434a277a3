// What the fuzzers' Python believes of the world: a clock that only waiting moves on, and no luck, so that an
// input does the same each time.
#include "python/stdlib/sys/platform.hpp"
#include "device/hal/clock.hpp"
#include "python/stdlib/random/entropy.hpp"

namespace kinglet {

constinit const stdlib::SysPlatform stdlib::sys_platform = {runtime::name<"linux">, runtime::name<"fuzz">};

u32 stdlib::entropy() {
    return 4;
}

namespace {

class StillClock final : public hal::Clock {
  private:
    u64 do_microseconds() const override { return ++microseconds_; }
    u32 do_cycles() const override { return static_cast<u32>(++microseconds_); }
    void do_sleep_until_event(u64 microseconds) override { microseconds_ += microseconds; }
    void do_delay(u32 microseconds) override { microseconds_ += microseconds; }

    mutable u64 microseconds_ = 0;
};

}  // namespace

hal::Clock& hal::system_clock() {
    static StillClock clock;
    return clock;
}

}  // namespace kinglet
