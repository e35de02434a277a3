#include "parts/analog_source.hpp"

namespace kinglet::parts {

AnalogSource::AnalogSource(const Placement& placement, double volts)
    : Part(placement),
      ramp_(
          this, [](void* self) { static_cast<AnalogSource*>(self)->on_step(); }, microvolts(volts), clock(),
          events()) {
    analog().set_microvolts(ramp_.microvolts());
}

void AnalogSource::on_step() {
    analog().set_microvolts(ramp_.microvolts());
    warn();
    changed();
}

/// Once each time it comes above.
void AnalogSource::warn() {
    const u32 most = analog().full_scale_microvolts();
    const bool above = ramp_.microvolts() > most;
    if (above && !is_above_)
        complain("the analog pin's range",
                 Value::of(volts(), Unit::Volts).describe() + " at A0, which takes " +
                     Value::of(most / 1e6, Unit::Volts).describe() + " at most on this board");
    is_above_ = above;
}

void AnalogSource::restart() {
    is_above_ = false;
    warn();
}

void AnalogSource::snapshot(chip::Archive& archive) {
    archive(ramp_, is_above_);
}

}  // namespace kinglet::parts
