// An event on a clock other than the CPU's: ticks of the peripheral bus, or real time. It keeps its deadline
// in its own unit and moves itself in the event queue when the chip changes speed, so a device need not know
// that speeds can change.
#pragma once

#include "base/integers.hpp"
#include "chip/core/clock.hpp"
#include "chip/core/events.hpp"

namespace kinglet::chip {

enum class TimeBase : u8 { Apb, Nanoseconds };

class TimedEvent final : private ClockListener {
  public:
    using Handler = Event::Handler;  // its second argument is the deadline in this event's unit

    TimedEvent(const char* name, void* owner, Handler handler, Clock& clock, EventQueue& queue, TimeBase base)
        : clock_(clock),
          queue_(queue),
          owner_(owner),
          handler_(handler),
          base_(base),
          event_(name, this, &fire) {
        clock.add_listener(*this);
    }

    /// Calls `void Owner::method(u64 deadline)`.
    template <auto kMethod, class Owner>
    static TimedEvent of(const char* name, Owner* owner, Clock& clock, EventQueue& queue, TimeBase base) {
        return TimedEvent(
            name, owner, [](void* self, u64 deadline) { (static_cast<Owner*>(self)->*kMethod)(deadline); },
            clock, queue, base);
    }

    /// Now, in this event's unit.
    u64 now() const { return base_ == TimeBase::Apb ? clock_.apb_ticks() : clock_.nanoseconds(); }
    void schedule(u64 deadline) {
        deadline_ = deadline;
        queue_.schedule(event_, cycle_of(deadline));
    }
    void schedule_in(u64 span) { schedule(now() + span); }
    void cancel() { queue_.cancel(event_); }
    bool is_scheduled() const { return event_.is_scheduled(); }
    u64 deadline() const { return deadline_; }

    template <class Archive>
    void snapshot(Archive& archive) {
        archive(deadline_);
        archive.event(queue_, event_);
    }

  private:
    u64 cycle_of(u64 deadline) const {
        return base_ == TimeBase::Apb ? clock_.cycle_of_apb(deadline) : clock_.cycle_of_nanoseconds(deadline);
    }
    void clock_changed() override {
        if (event_.is_scheduled()) queue_.schedule(event_, cycle_of(deadline_));
    }
    static void fire(void* self, u64) {
        TimedEvent& timed = *static_cast<TimedEvent*>(self);
        timed.handler_(timed.owner_, timed.deadline_);
    }

    Clock& clock_;
    EventQueue& queue_;
    void* owner_;
    Handler handler_;
    TimeBase base_;
    u64 deadline_ = 0;
    Event event_;
};

}  // namespace kinglet::chip
