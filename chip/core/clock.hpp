// Virtual time: one count of CPU cycles since power-on, and what a cycle is worth.
//
// The count only grows. The CPU's speed may change (crystal doubled, PLL, the 160 MHz bit): the clock then
// notes time and cycle of the change, so nanoseconds() and apb_ticks() stay continuous, and tells its
// listeners, which re-time whatever they have scheduled. Nothing ticks: a device computes its counters from
// now. Contract with the CPU: before it calls anything outside its own state (bus slow path, events), now()
// is brought up to date with advance(); afterwards it reads now() again, because an access to a device costs
// wait cycles.
#pragma once

#include "base/integers.hpp"

namespace kinglet::chip {

/// Told after the speed of the CPU or of the peripheral bus has changed; now() is the cycle of the change.
class ClockListener {
  public:
    virtual void clock_changed() = 0;

  protected:
    virtual ~ClockListener() = default;

  private:
    friend class Clock;
    ClockListener* next_listener_ = nullptr;
};

class Clock {
  public:
    /// Cycle counts at which nothing is ever due.
    static constexpr u64 kNever = ~u64{0};

    u64 now() const { return now_; }
    void advance(u64 cycles) { now_ += cycles; }
    /// Jumps forward (WAITI, the start of a sleep); never back.
    void advance_to(u64 cycle) {
        if (cycle > now_) now_ = cycle;
    }

    u32 cpu_hz() const { return cpu_hz_; }
    u32 apb_hz() const { return apb_hz_; }

    /// cpu_hz is a whole multiple of apb_hz (1 or 2 on this chip).
    void set_speed(u32 cpu_hz, u32 apb_hz);
    /// Listeners are told in the order in which they came. They must outlive the clock's last set_speed().
    void add_listener(ClockListener& listener);

    /// CPU cycles in one tick of the peripheral bus.
    u32 cycles_per_apb() const { return cycles_per_apb_; }
    /// Ticks of the peripheral bus since power-on.
    u64 apb_ticks() const {
        return apb_stopped_ ? base_apb_ : base_apb_ + (now_ - base_cycle_) / cycles_per_apb_;
    }
    /// The first cycle at which apb_ticks() is at least the given count; kNever while the bus stands still.
    u64 cycle_of_apb(u64 ticks) const {
        if (apb_stopped_) return kNever;
        return ticks <= base_apb_ ? base_cycle_ : base_cycle_ + (ticks - base_apb_) * cycles_per_apb_;
    }

    /// Light sleep takes the clock of the peripheral bus away; the count of cycles goes on as a measure of
    /// time.
    void set_apb_stopped(bool stopped);

    /// Virtual time since power-on.
    u64 nanoseconds() const { return nanoseconds_at(now_); }
    /// The same, to the thousandth.
    u64 picoseconds() const;
    /// The time of a cycle that is not before the last change of speed.
    u64 nanoseconds_at(u64 cycle) const;
    /// The first cycle at or after which nanoseconds() is at least the given time, at the present speed.
    u64 cycle_of_nanoseconds(u64 nanoseconds) const;

    /// All but the listeners, who are told nothing.
    template <class Archive>
    void snapshot(Archive& archive) {
        archive(now_, base_cycle_, base_apb_, base_ns_, cpu_hz_, apb_hz_, cycles_per_apb_, apb_stopped_);
        const bool possible = apb_hz_ && cycles_per_apb_ && cpu_hz_ / apb_hz_ == cycles_per_apb_;
        if (possible && base_cycle_ <= now_) return;
        archive.fail();
        cpu_hz_ = apb_hz_ = 52'000'000;
        cycles_per_apb_ = 1;
        base_cycle_ = now_;
    }

  private:
    void rebase();
    void tell_listeners();

    u64 now_ = 0;
    u64 base_cycle_ = 0;  // of the last change of speed, with the other counts at that moment
    u64 base_apb_ = 0;
    u64 base_ns_ = 0;
    u32 cpu_hz_ = 52'000'000;
    u32 apb_hz_ = 52'000'000;
    u32 cycles_per_apb_ = 1;
    bool apb_stopped_ = false;
    ClockListener* listeners_ = nullptr;
};

}  // namespace kinglet::chip
