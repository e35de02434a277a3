// WaveMeter: what a square wave looks like to an eye or an ear: its frequency, and which part of the time it
// is high. Measured from rising edge to rising edge over 10 ms or one period, whichever is longer. A level
// that stays for 100 ms is steady; a wave is over when no edge has come for twice its period, and none has
// begun when a second one takes more than 5 s.
#pragma once

#include "chip/core/archive.hpp"
#include "chip/core/timed_event.hpp"

namespace kinglet::parts {

class WaveMeter {
  public:
    using Handler = void (*)(void* owner);

    /// `handler` is called when a figure has changed.
    WaveMeter(void* owner, Handler handler, chip::Clock& clock, chip::EventQueue& events);

    /// The wave has another level, or still this one.
    void set_level(bool high);
    bool level() const { return level_; }
    /// Of the latest measurement; 0 when there is no wave.
    double hertz() const { return period_ns_ ? 1e9 / static_cast<double>(period_ns_) : 0; }
    /// 0 to 1.
    double duty() const { return static_cast<double>(duty_ppm_) / 1e6; }
    /// Forgets what was measured, not the level.
    void restart();

    void snapshot(chip::Archive& archive);

  private:
    void rising(u64 now);
    void on_quiet(u64);
    void publish(u64 period_ns, u32 duty_ppm);

    void* owner_;
    Handler handler_;
    chip::TimedEvent quiet_;
    bool level_ = false;
    bool has_window_ = false;
    u64 window_ = 0;  // the rising edge at which the measurement began
    u64 cycles_ = 0;  // since then
    u64 high_ns_ = 0;
    u64 last_edge_ = 0;
    u64 period_ns_ = 0;
    u32 duty_ppm_ = 0;
};

}  // namespace kinglet::parts
