#include "chip/devices/timers.hpp"

#include "soc/esp8266/regs/timers.hpp"

namespace kinglet::chip {

namespace timers = soc::timers;

namespace {

constexpr u64 kFrc2Period = u64{1} << 32;

constexpr RegisterHandler<Timers> kHandlers[] = {
    {timers::FRC1_LOAD, nullptr, &Timers::write_frc1_load},
    {timers::FRC1_COUNT, &Timers::read_frc1_count, nullptr},
    {timers::FRC1_CTRL, nullptr, &Timers::write_ctrl},
    {timers::FRC1_INT, &Timers::read_frc1_int, &Timers::write_int},
    {timers::FRC2_LOAD, nullptr, &Timers::write_frc2_load},
    {timers::FRC2_COUNT, &Timers::read_frc2_count, nullptr},
    {timers::FRC2_CTRL, nullptr, &Timers::write_ctrl},
    {timers::FRC2_INT, nullptr, &Timers::write_int},
    {timers::FRC2_ALARM, nullptr, &Timers::write_frc2_alarm},
};

}  // namespace

Timers::Timers(Clock& clock, EventQueue& events, IrqLine frc1_irq, IrqLine frc1_nmi, IrqLine frc2_irq,
               Log& log)
    : RegisterBlock("timers", timers::kRegisters, kHandlers, log, timers::kAliasSize),
      clock_(clock),
      frc1_irq_(frc1_irq),
      frc1_nmi_(frc1_nmi),
      frc2_irq_(frc2_irq),
      frc1_zero_(TimedEvent::of<&Timers::on_frc1_zero>("timers.frc1", this, clock, events, TimeBase::Apb)),
      frc2_alarm_(TimedEvent::of<&Timers::on_frc2_alarm>("timers.frc2", this, clock, events, TimeBase::Apb)) {
    reset();
}

void Timers::reset() {
    reset_registers();
    frc1_ = {reg(timers::FRC1_COUNT), clock_.apb_ticks()};
    frc2_ = {reg(timers::FRC2_COUNT), clock_.apb_ticks()};
    frc1_zero_.cancel();
    frc2_alarm_.cancel();
    frc1_irq_.set(false);
    frc1_nmi_.set(false);
    frc2_irq_.set(false);
}

bool Timers::is_enabled(u32 ctrl_offset) const {
    return timers::CTRL_ENABLE.get(reg(ctrl_offset));
}

u32 Timers::shift(u32 ctrl_offset) const {
    return timers::prescale_shift(reg(ctrl_offset));
}

// FRC1 counts down and, without auto-reload, goes on from its largest value.

u32 Timers::frc1_now() const {
    if (!is_enabled(timers::FRC1_CTRL)) return frc1_.value;
    const u64 steps = (clock_.apb_ticks() - frc1_.tick) >> shift(timers::FRC1_CTRL);
    return static_cast<u32>(frc1_.value - steps) & timers::kFrc1Mask;
}

void Timers::schedule_frc1() {
    if (!is_enabled(timers::FRC1_CTRL)) return frc1_zero_.cancel();
    const u64 steps = frc1_.value ? frc1_.value : timers::kFrc1Mask + 1;
    frc1_zero_.schedule(frc1_.tick + (steps << shift(timers::FRC1_CTRL)));
}

void Timers::on_frc1_zero(u64 tick) {
    const bool reload = timers::CTRL_AUTOLOAD.get(reg(timers::FRC1_CTRL));
    frc1_ = {reload ? reg(timers::FRC1_LOAD) : 0, tick};
    schedule_frc1();
    raise(timers::FRC1_CTRL, frc1_irq_);
    frc1_nmi_.pulse();
}

void Timers::write_frc1_load(u32 offset, u32 value) {
    write_stored(offset, value);
    frc1_ = {reg(offset), clock_.apb_ticks()};
    schedule_frc1();
}

u32 Timers::read_frc1_count(u32) {
    return frc1_now();
}

u32 Timers::read_frc1_int(u32) {
    return reg(timers::FRC1_LOAD);
}

// FRC2 counts up through all 32 bits; the alarm only compares. What its auto-reload bit does is not known,
// and it does nothing.

u32 Timers::frc2_now() const {
    if (!is_enabled(timers::FRC2_CTRL)) return frc2_.value;
    return static_cast<u32>(frc2_.value + ((clock_.apb_ticks() - frc2_.tick) >> shift(timers::FRC2_CTRL)));
}

void Timers::schedule_frc2() {
    if (!is_enabled(timers::FRC2_CTRL)) return frc2_alarm_.cancel();
    const u64 shift_count = shift(timers::FRC2_CTRL);
    const u64 steps_done = (clock_.apb_ticks() - frc2_.tick) >> shift_count;
    const u32 ahead = reg(timers::FRC2_ALARM) - frc2_now();
    const u64 steps = steps_done + (ahead ? ahead : kFrc2Period);
    frc2_alarm_.schedule(frc2_.tick + (steps << shift_count));
}

void Timers::on_frc2_alarm(u64 tick) {
    frc2_ = {reg(timers::FRC2_ALARM), tick};
    schedule_frc2();
    raise(timers::FRC2_CTRL, frc2_irq_);
}

void Timers::write_frc2_load(u32 offset, u32 value) {
    write_stored(offset, value);
    frc2_ = {value, clock_.apb_ticks()};
    schedule_frc2();
}

u32 Timers::read_frc2_count(u32) {
    return frc2_now();
}

void Timers::write_frc2_alarm(u32 offset, u32 value) {
    write_stored(offset, value);
    schedule_frc2();
}

// Both.

void Timers::write_ctrl(u32 offset, u32 value) {
    const u64 tick = clock_.apb_ticks();
    if (offset == timers::FRC1_CTRL) {
        frc1_ = {frc1_now(), tick};
        write_stored(offset, value);
        schedule_frc1();
    } else {
        frc2_ = {frc2_now(), tick};
        write_stored(offset, value);
        schedule_frc2();
    }
}

void Timers::raise(u32 ctrl_offset, IrqLine& line) {
    if (!timers::CTRL_INT_TYPE.get(reg(ctrl_offset))) return line.pulse();
    reg(ctrl_offset) |= timers::CTRL_INT_STATUS.mask();
    line.set(true);
}

void Timers::write_int(u32 offset, u32 value) {
    if (!(value & 1)) return;
    const bool first = offset == timers::FRC1_INT;
    reg(first ? timers::FRC1_CTRL : timers::FRC2_CTRL) &= ~timers::CTRL_INT_STATUS.mask();
    (first ? frc1_irq_ : frc2_irq_).set(false);
}

void Timers::snapshot(Archive& archive) {
    snapshot_registers(archive);
    archive(frc1_, frc2_, frc1_zero_, frc2_alarm_);
}

}  // namespace kinglet::chip
