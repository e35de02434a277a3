// What is due when. An Event is a named member of the device that it calls; scheduling links it into the
// queue and allocates nothing. Order is total: the earlier cycle first, then the smaller priority number,
// then who was scheduled first. The CPU runs to next_deadline() (and looks at it again after each access to a
// device, which may have moved it), then the machine calls dispatch().
#pragma once

#include "base/integers.hpp"
#include "chip/core/clock.hpp"

namespace kinglet::chip {

class EventQueue;

class Event {
  public:
    /// deadline is the cycle that was asked for; the clock may be a few cycles past it.
    using Handler = void (*)(void* owner, u64 deadline);

    Event(const char* name, void* owner, Handler handler, u8 priority = kDefaultPriority)
        : name_(name), owner_(owner), handler_(handler), priority_(priority) {}
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    ~Event();

    /// An event that calls a member function `void Owner::method(u64 deadline)`:
    /// `Event timeout_ = Event::of<&Uart::on_timeout>("uart0.timeout", this);`
    template <auto kMethod, class Owner>
    static Event of(const char* name, Owner* owner, u8 priority = kDefaultPriority) {
        return Event(
            name, owner, [](void* self, u64 deadline) { (static_cast<Owner*>(self)->*kMethod)(deadline); },
            priority);
    }

    static constexpr u8 kDefaultPriority = 100;

    const char* name() const { return name_; }
    u64 sequence() const { return sequence_; }
    bool is_scheduled() const { return queue_ != nullptr; }
    /// Clock::kNever when not scheduled.
    u64 deadline() const { return queue_ ? deadline_ : Clock::kNever; }

  private:
    friend class EventQueue;

    const char* name_;
    void* owner_;
    Handler handler_;
    EventQueue* queue_ = nullptr;
    Event* previous_ = nullptr;
    Event* next_ = nullptr;
    u64 deadline_ = 0;
    u64 sequence_ = 0;  // who was scheduled first
    u8 priority_;
};

class EventQueue {
  public:
    explicit EventQueue(Clock& clock) : clock_(clock) {}
    EventQueue(const EventQueue&) = delete;
    EventQueue& operator=(const EventQueue&) = delete;
    ~EventQueue();

    /// Schedules, or moves an event that is scheduled already. A cycle in the past is due at the next
    /// dispatch.
    void schedule(Event& event, u64 cycle);
    void schedule_in(Event& event, u64 cycles) { schedule(event, clock_.now() + cycles); }
    void cancel(Event& event);
    /// Puts an event where a snapshot had it.
    void restore(Event& event, u64 cycle, u64 sequence);
    /// What gives the next event its place among equals.
    u64& sequence() { return sequence_; }

    /// The cycle of the first event; Clock::kNever when there is none.
    u64 next_deadline() const { return next_deadline_; }
    /// Calls everything that is due at clock.now(), including what the handlers themselves schedule for that
    /// time.
    void dispatch();

    /// The scheduled events in order, for the debugger: first(), then next(event).
    const Event* first() const { return first_; }
    static const Event* next(const Event& event) { return event.next_; }

  private:
    void insert(Event& event, u64 cycle, u64 sequence);

    Clock& clock_;
    u64 sequence_ = 0;
    Event* first_ = nullptr;
    u64 next_deadline_ = Clock::kNever;
};

}  // namespace kinglet::chip
