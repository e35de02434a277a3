// What the program is to Python: what sys has on the desktop only, and the desktop's clock.
#include <sys/random.h>
#include <time.h>

#include "device/hal/clock.hpp"
#include "python/runtime/call.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/random/entropy.hpp"
#include "python/stdlib/sys/platform.hpp"

namespace kinglet {

namespace {

using namespace runtime;

/// atexit(function): what is called when the program ends; None: nothing. The one before is returned.
Completion sys_atexit(Thread& thread, Value function) {
    const Value before = thread.roots[kRootAtExit];
    thread.roots[kRootAtExit] = function;
    return before ? before : kNone;
}

/// exc_info(): class, exception and None (tracebacks are no objects here); None three times outside of an
/// except clause.
Completion sys_exc_info(Thread& thread) {
    const Value handled = thread.handled;
    const Value type = handled.is_none() ? kNone : Value(&type_of(handled).header);
    const Value items[] = {type, handled, kNone};
    const Tuple* tuple = tuple_create(thread, items, 3);
    return tuple == nullptr ? Value() : Value(&tuple->header);
}

constinit const NativeFunction atexit_function = native(name<"atexit">, sys_atexit);
constinit const NativeFunction exc_info_function = native(name<"exc_info">, sys_exc_info);

constinit const Attribute sys_extras[] = {
    {name<"atexit">, &atexit_function.header},
    {name<"exc_info">, &exc_info_function.header},
};

}  // namespace

constinit const stdlib::SysPlatform stdlib::sys_platform = {
    name<"linux">, name<"Kinglet on the desktop">,
    sys_extras,    sizeof sys_extras / sizeof *sys_extras,
    name<"glibc">, name<KINGLET_TEXT(__GLIBC__) "." KINGLET_TEXT(__GLIBC_MINOR__)>,
};

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
