#include "chip/devices/sigma_delta.hpp"

#include "soc/esp8266/regs/gpio.hpp"

namespace kinglet::chip {

namespace gpio = soc::gpio;

namespace {

constexpr u32 kClockDivider = 8;
constexpr u32 kOne = 256;  // the accumulator overflows here

}  // namespace

void SigmaDelta::reset() {
    value_ = accumulator_ = 0;
    used_ = output_ = false;
    tick_.cancel();
}

void SigmaDelta::configure(u32 value) {
    value_ = value;
    update();
}

void SigmaDelta::set_used(bool used) {
    if (used == used_) return;
    used_ = used;
    update();
}

u32 SigmaDelta::period() const {
    return kClockDivider * (gpio::SIGMA_DELTA_PRESCALE.get(value_) + 1);
}

// A new target or prescaler counts from the next tick on. Switched off, the output is low.
void SigmaDelta::update() {
    const bool runs = used_ && gpio::SIGMA_DELTA_ENABLE.get(value_) && gpio::SIGMA_DELTA_TARGET.get(value_);
    if (runs) {
        if (!tick_.is_scheduled()) tick_.schedule_in(period());
        return;
    }
    tick_.cancel();
    accumulator_ = 0;
    if (!output_) return;
    output_ = false;
    changed_(owner_);
}

void SigmaDelta::on_tick(u64 tick) {
    accumulator_ += gpio::SIGMA_DELTA_TARGET.get(value_);
    const bool carry = accumulator_ >= kOne;
    accumulator_ %= kOne;
    tick_.schedule(tick + period());
    if (carry == output_) return;
    output_ = carry;
    changed_(owner_);
}

}  // namespace kinglet::chip
