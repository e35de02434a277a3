// What the program is to Python: sys.platform, and the desktop's clock.
#include <sys/random.h>
#include <time.h>

#include "device/hal/clock.hpp"
#include "host/kinglet_py/sys_extras.hpp"
#include "python/runtime/names.hpp"
#include "python/stdlib/random/entropy.hpp"
#include "python/stdlib/sys/platform.hpp"

namespace kinglet {

constinit const stdlib::SysPlatform stdlib::sys_platform = {
    runtime::name<"linux">, runtime::name<"Kinglet on the desktop">, host::sys_extras, host::kSysExtraCount};

namespace {

u64 nanoseconds() {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<u64>(now.tv_sec) * 1'000'000'000 + static_cast<u64>(now.tv_nsec);
}

void sleep_for(u64 microseconds) {
    const timespec span = {static_cast<time_t>(microseconds / 1'000'000),
                           static_cast<long>(microseconds % 1'000'000) * 1000};
    nanosleep(&span, nullptr);  // a signal ends it early, so that Ctrl-C does
}

class HostClock final : public hal::Clock {
  public:
    HostClock() : start_(nanoseconds()) {}

  private:
    u64 do_microseconds() const override { return (nanoseconds() - start_) / 1000; }
    u32 do_cycles() const override { return static_cast<u32>(nanoseconds() - start_); }
    void do_sleep_until_event(u64 microseconds) override {
        sleep_for(microseconds < 1'000'000 ? microseconds : 1'000'000);
    }
    void do_delay(u32 microseconds) override { sleep_for(microseconds); }

    u64 start_;
};

}  // namespace

u32 stdlib::entropy() {
    u32 bits = 0;
    if (getrandom(&bits, sizeof bits, 0) != sizeof bits) bits = static_cast<u32>(nanoseconds());
    return bits;
}

hal::Clock& hal::system_clock() {
    static HostClock clock;
    return clock;
}

}  // namespace kinglet
