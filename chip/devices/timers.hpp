// FRC1 and FRC2. Neither ticks: a counter is its value at some tick of the peripheral clock, and the present
// one is computed.
#pragma once

#include "chip/core/irq.hpp"
#include "chip/core/registers.hpp"
#include "chip/core/timed_event.hpp"

namespace kinglet::chip {

class Timers final : public RegisterBlock<Timers> {
  public:
    /// frc1_nmi: the same timer's way to the NMI, open when DPORT says so.
    Timers(Clock& clock, EventQueue& events, IrqLine frc1_irq, IrqLine frc1_nmi, IrqLine frc2_irq, Log& log);

    void snapshot(Archive& archive);
    void reset();

    void write_frc1_load(u32 offset, u32 value);
    u32 read_frc1_count(u32 offset);
    void write_ctrl(u32 offset, u32 value);
    u32 read_frc1_int(u32 offset);
    void write_int(u32 offset, u32 value);
    void write_frc2_load(u32 offset, u32 value);
    u32 read_frc2_count(u32 offset);
    void write_frc2_alarm(u32 offset, u32 value);

  private:
    /// A counter's value at a tick; while it is disabled the value alone counts.
    struct Base {
        u32 value = 0;
        u64 tick = 0;

        template <class Archive>
        void snapshot(Archive& archive) {
            archive(value, tick);
        }
    };

    bool is_enabled(u32 ctrl_offset) const;
    u32 shift(u32 ctrl_offset) const;
    u32 frc1_now() const;
    u32 frc2_now() const;
    void schedule_frc1();
    void schedule_frc2();
    void on_frc1_zero(u64 tick);
    void on_frc2_alarm(u64 tick);
    void raise(u32 ctrl_offset, IrqLine& line);

    Clock& clock_;
    IrqLine frc1_irq_;
    IrqLine frc1_nmi_;
    IrqLine frc2_irq_;
    Base frc1_;
    Base frc2_;
    TimedEvent frc1_zero_;
    TimedEvent frc2_alarm_;
};

}  // namespace kinglet::chip
