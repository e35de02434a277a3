// Ramp: a voltage that moves from one value to another in a straight line, in steps that are finer than the
// converter's.
#pragma once

#include <algorithm>

#include "chip/core/archive.hpp"
#include "chip/core/timed_event.hpp"
#include "parts/part.hpp"

namespace kinglet::parts {

class Ramp {
  public:
    using Handler = void (*)(void* owner);

    /// `handler` is called after each step.
    Ramp(void* owner, Handler handler, u32 microvolts, chip::Clock& clock, chip::EventQueue& events)
        : owner_(owner),
          handler_(handler),
          from_(microvolts),
          to_(microvolts),
          now_(microvolts),
          step_(chip::TimedEvent::of<&Ramp::on_step>("parts.ramp", this, clock, events,
                                                     chip::TimeBase::Nanoseconds)) {}

    u32 microvolts() const { return now_; }
    void set(u32 microvolts) { move(microvolts, microvolts, 0); }
    void move(u32 from, u32 to, u64 duration_ns) {
        from_ = from;
        to_ = to;
        start_ = step_.now();
        duration_ = duration_ns;
        on_step(0);
    }

    void snapshot(chip::Archive& archive) {
        archive(from_, to_, now_, step_);
        archive.bounded(start_, kLastTime);
        archive.bounded(duration_, kLastTime);
        if (duration_ == 0 && step_.is_scheduled()) archive.fail();
    }

  private:
    static constexpr u64 kSteps = 4096;
    static constexpr u64 kShortestStepNs = 10'000;

    void on_step(u64) {
        const u64 passed = step_.now() - start_;
        if (passed >= duration_) {
            now_ = to_;
            step_.cancel();
        } else {
            const double part = static_cast<double>(passed) / static_cast<double>(duration_);
            now_ = static_cast<u32>(from_ + (static_cast<double>(to_) - from_) * part);
            const u64 step = duration_ / kSteps > kShortestStepNs ? duration_ / kSteps : kShortestStepNs;
            step_.schedule(std::min(step_.now() + step, start_ + duration_));
        }
        handler_(owner_);
    }

    void* owner_;
    Handler handler_;
    u32 from_;
    u32 to_;
    u32 now_;
    u64 start_ = 0;
    u64 duration_ = 0;
    chip::TimedEvent step_;
};

}  // namespace kinglet::parts
