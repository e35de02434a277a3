#include "host/serial/auto_reset.hpp"

namespace kinglet::host {

void AutoReset::set(ControlLines lines, u64 now) {
    if (circuit_ == ResetCircuit::Dtr) {
        if (lines.dtr && !lines_.dtr) held_until_ = now + kPulseNs;
        lines_ = lines;
        return;
    }
    const bool was_low = !pins(now).reset;
    const bool was_held = held_until_ != kNever;
    const bool is_held = was_low && lines.dtr && lines.rts;
    if (!is_held)
        held_until_ = kNever;
    else if (!was_held)
        held_until_ = now + kHoldNs;
    lines_ = lines;
}

AutoReset::Pins AutoReset::pins(u64 now) const {
    const bool is_held = held_until_ != kNever && now < held_until_;
    if (circuit_ == ResetCircuit::None) return {};
    if (circuit_ == ResetCircuit::Dtr) return {.reset = !is_held, .gpio0 = !lines_.dtr};
    return {.reset = !(lines_.rts && !lines_.dtr) && !is_held, .gpio0 = !(lines_.dtr && !lines_.rts)};
}

}  // namespace kinglet::host
