// The watchdog: two stages of 2^(16+n) peripheral clocks. The first expiry raises interrupt 8, the second
// resets the chip. Each stage's length is looked at when the stage starts. A gated clock (DPORT CLOCK_GATE)
// stops it where it is.
#pragma once

#include "chip/core/irq.hpp"
#include "chip/core/registers.hpp"
#include "chip/core/reset.hpp"
#include "chip/core/timed_event.hpp"

namespace kinglet::chip {

class Watchdog final : public RegisterBlock<Watchdog> {
  public:
    Watchdog(Clock& clock, EventQueue& events, IrqLine irq, ResetSink& reset_sink, Log& log);

    void snapshot(Archive& archive);
    void reset();
    /// DPORT CLOCK_GATE's bit for it.
    void set_clock_on(bool on);
    bool is_running() const { return expiry_.is_scheduled(); }

    void write_ctl(u32 offset, u32 value);
    u32 read_count(u32 offset);
    u32 read_stage(u32 offset);
    void write_feed(u32 offset, u32 value);

  private:
    u64 stage_length() const;
    void restart(u32 stage);
    void pause();
    void on_expiry(u64 tick);

    Clock& clock_;
    IrqLine irq_;
    ResetSink& reset_sink_;
    TimedEvent expiry_;
    bool clock_on_ = true;
    u32 stage_ = 0;
    u64 stage_start_ = 0;  // tick
    u64 paused_at_ = 0;    // clocks into the stage, while stopped
};

}  // namespace kinglet::chip
