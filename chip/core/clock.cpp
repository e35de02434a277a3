#include "chip/core/clock.hpp"

namespace kinglet::chip {

namespace {

constexpr u64 kNanosecondsPerSecond = 1'000'000'000;

}  // namespace

void Clock::set_speed(u32 cpu_hz, u32 apb_hz) {
    if (cpu_hz == cpu_hz_ && apb_hz == apb_hz_) return;
    rebase();
    cpu_hz_ = cpu_hz;
    apb_hz_ = apb_hz;
    cycles_per_apb_ = cpu_hz / apb_hz;
    tell_listeners();
}

void Clock::set_apb_stopped(bool stopped) {
    if (stopped == apb_stopped_) return;
    rebase();
    apb_stopped_ = stopped;
    tell_listeners();
}

void Clock::rebase() {
    base_ns_ = nanoseconds();
    base_apb_ = apb_ticks();
    base_cycle_ = now_;
}

void Clock::tell_listeners() {
    for (ClockListener* listener = listeners_; listener; listener = listener->next_listener_)
        listener->clock_changed();
}

void Clock::add_listener(ClockListener& listener) {
    ClockListener** end = &listeners_;
    while (*end) end = &(*end)->next_listener_;
    *end = &listener;
}

// Whole seconds apart from the rest: the product stays within 64 bits for as long as the cycle count itself
// does.
u64 Clock::nanoseconds_at(u64 cycle) const {
    const u64 cycles = cycle - base_cycle_;
    return base_ns_ + cycles / cpu_hz_ * kNanosecondsPerSecond +
           cycles % cpu_hz_ * kNanosecondsPerSecond / cpu_hz_;
}

u64 Clock::picoseconds() const {
    constexpr u64 kPicosecondsPerSecond = 1'000'000'000'000;
    const unsigned __int128 span = static_cast<unsigned __int128>(now_ - base_cycle_) * kPicosecondsPerSecond;
    return base_ns_ * 1000 + static_cast<u64>(span / cpu_hz_);
}

u64 Clock::cycle_of_nanoseconds(u64 nanoseconds) const {
    if (nanoseconds <= base_ns_) return base_cycle_;
    const u64 span = nanoseconds - base_ns_;
    const u64 rest = span % kNanosecondsPerSecond * cpu_hz_;
    return base_cycle_ + span / kNanosecondsPerSecond * cpu_hz_ +
           (rest + kNanosecondsPerSecond - 1) / kNanosecondsPerSecond;
}

}  // namespace kinglet::chip
