// A clock that only waiting moves.
#pragma once

#include <functional>

#include "device/hal/clock.hpp"

namespace kinglet {

class FakeClock final : public hal::Clock {
  public:
    u64 now = 1'000'000;
    u64 longest_sleep = ~u64{0};            // an event wakes the processor after this long at the latest
    std::function<void()> on_wake = [] {};  // what the event does

  private:
    u64 do_microseconds() const override { return now; }
    u32 do_cycles() const override { return static_cast<u32>(now * 80); }
    void do_sleep_until_event(u64 microseconds) override {
        now += microseconds < longest_sleep ? microseconds : longest_sleep;
        on_wake();
    }
    void do_delay(u32 microseconds) override { now += microseconds; }
};

extern FakeClock fake_clock;

}  // namespace kinglet
