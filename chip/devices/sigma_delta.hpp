// The sigma-delta modulator of GPIO: one for all pins that ask for it. A first-order modulator that adds its
// target at each of its ticks and puts out the carry: the mean of the output is target / 256, and target 8
// repeats every 32 ticks, which is where the Arduino core's formula for the frequency comes from. Its clock,
// an eighth of the peripheral bus clock divided by prescale + 1, rests on that formula alone (unverified).
// The vendor's sheet calls the target signed; programs use it as 0 to 255, and so is it taken here.
//
// It runs only while a pin listens.
#pragma once

#include "chip/core/timed_event.hpp"

namespace kinglet::chip {

class SigmaDelta {
  public:
    /// changed: called after each change of the output.
    using Changed = void (*)(void* owner);
    SigmaDelta(Clock& clock, EventQueue& events, void* owner, Changed changed)
        : owner_(owner),
          changed_(changed),
          tick_(
              TimedEvent::of<&SigmaDelta::on_tick>("gpio.sigma_delta", this, clock, events, TimeBase::Apb)) {}

    void reset();
    /// The register as it stands.
    void configure(u32 value);
    /// Whether any pin shows the output.
    void set_used(bool used);
    bool output() const { return output_; }

    template <class Archive>
    void snapshot(Archive& archive) {
        archive(value_, accumulator_, used_, output_, tick_);
    }

  private:
    u32 period() const;
    void update();
    void on_tick(u64 tick);

    void* owner_;
    Changed changed_;
    u32 value_ = 0;
    u32 accumulator_ = 0;
    bool used_ = false;
    bool output_ = false;
    TimedEvent tick_;
};

}  // namespace kinglet::chip
