#include "parts/wave_meter.hpp"

#include <algorithm>

#include "parts/part.hpp"

namespace kinglet::parts {

namespace {

constexpr u64 kWindowNs = 10'000'000;
constexpr u64 kSteadyNs = 100'000'000;
constexpr u64 kLongestPeriodNs = 5'000'000'000;

}  // namespace

WaveMeter::WaveMeter(void* owner, Handler handler, chip::Clock& clock, chip::EventQueue& events)
    : owner_(owner),
      handler_(handler),
      quiet_(chip::TimedEvent::of<&WaveMeter::on_quiet>("parts.wave", this, clock, events,
                                                        chip::TimeBase::Nanoseconds)) {}

void WaveMeter::set_level(bool high) {
    if (high == level_) return;
    const u64 now = quiet_.now();
    level_ = high;
    if (!high) high_ns_ += now - last_edge_;
    last_edge_ = now;
    if (high) rising(now);
    if (!quiet_.is_scheduled() || quiet_.deadline() > now + kSteadyNs) quiet_.schedule(now + kSteadyNs);
}

void WaveMeter::rising(u64 now) {
    ++cycles_;
    if (has_window_ && now - window_ < kWindowNs) return;
    if (has_window_) {
        // The eye follows a slow wave: its brightness is that of the level.
        const u64 span = now - window_;
        publish(span / cycles_, span > kSteadyNs ? duty_ppm_ : static_cast<u32>(high_ns_ * 1'000'000 / span));
    }
    has_window_ = true;
    window_ = now;
    cycles_ = high_ns_ = 0;
}

/// At some time after an edge: later edges only put the next look off.
void WaveMeter::on_quiet(u64) {
    const u64 now = quiet_.now();
    const u64 silence = now - last_edge_;
    if (silence < kSteadyNs) return quiet_.schedule(last_edge_ + kSteadyNs);
    const u64 over = period_ns_ ? std::max(kSteadyNs, 2 * period_ns_) : kLongestPeriodNs;
    const bool is_over = silence >= over;
    if (is_over) has_window_ = false;
    publish(is_over ? 0 : period_ns_, level_ ? 1'000'000 : 0);
    if (!is_over) quiet_.schedule(last_edge_ + over);
}

void WaveMeter::publish(u64 period_ns, u32 duty_ppm) {
    if (period_ns == period_ns_ && duty_ppm == duty_ppm_) return;
    period_ns_ = period_ns;
    duty_ppm_ = duty_ppm;
    handler_(owner_);
}

void WaveMeter::restart() {
    has_window_ = false;
    period_ns_ = 0;
    duty_ppm_ = level_ ? 1'000'000 : 0;
}

void WaveMeter::snapshot(chip::Archive& archive) {
    archive(quiet_, level_, has_window_, high_ns_, duty_ppm_);
    for (u64* number : {&window_, &cycles_, &last_edge_, &period_ns_}) archive.bounded(*number, kLastTime);
}

}  // namespace kinglet::parts
