#include "chip/devices/watchdog.hpp"

#include "soc/esp8266/regs/wdt.hpp"

namespace kinglet::chip {

namespace wdt = soc::wdt;

namespace {

constexpr RegisterHandler<Watchdog> kHandlers[] = {
    {wdt::CTL, nullptr, &Watchdog::write_ctl},        {wdt::COUNT, &Watchdog::read_count, nullptr},
    {wdt::STAGE, &Watchdog::read_stage, nullptr},     {wdt::RST, nullptr, &Watchdog::write_feed},
    {wdt::RST_STAGE, nullptr, &Watchdog::write_feed},
};

}  // namespace

Watchdog::Watchdog(Clock& clock, EventQueue& events, IrqLine irq, ResetSink& reset_sink, Log& log)
    : RegisterBlock("wdt", wdt::kRegisters, kHandlers, log, wdt::kAliasSize),
      clock_(clock),
      irq_(irq),
      reset_sink_(reset_sink),
      expiry_(TimedEvent::of<&Watchdog::on_expiry>("wdt", this, clock, events, TimeBase::Apb)) {}

void Watchdog::reset() {
    reset_registers();
    expiry_.cancel();
    clock_on_ = true;
    stage_ = 0;
    paused_at_ = 0;
}

u64 Watchdog::stage_length() const {
    return wdt::timeout_clocks(wdt::OP_EXPONENT.get(reg(stage_ ? wdt::OP_ND : wdt::OP)));
}

void Watchdog::restart(u32 stage) {
    stage_ = stage;
    stage_start_ = clock_.apb_ticks();
    paused_at_ = 0;
    if (clock_on_ && wdt::CTL_ENABLE.get(reg(wdt::CTL))) expiry_.schedule(stage_start_ + stage_length());
}

void Watchdog::pause() {
    if (!expiry_.is_scheduled()) return;
    paused_at_ = clock_.apb_ticks() - stage_start_;
    expiry_.cancel();
}

void Watchdog::set_clock_on(bool on) {
    if (on == clock_on_) return;
    clock_on_ = on;
    if (!on) return pause();
    if (!wdt::CTL_ENABLE.get(reg(wdt::CTL))) return;
    stage_start_ = clock_.apb_ticks() - paused_at_;
    expiry_.schedule(stage_start_ + stage_length());
}

void Watchdog::write_ctl(u32 offset, u32 value) {
    const bool was_enabled = wdt::CTL_ENABLE.get(reg(offset));
    const bool enabled = wdt::CTL_ENABLE.get(value);
    write_stored(offset, value);
    if (enabled == was_enabled) return;
    if (enabled)
        restart(0);
    else
        pause();
}

// With one stage only, its expiry is taken to reset the chip: the two ways in which the ROM sets it up
// suggest so.
void Watchdog::on_expiry(u64) {
    const u32 ctl = reg(wdt::CTL);
    const bool last = stage_ == 1 || wdt::CTL_STAGE1_DISABLE.get(ctl);
    if (!last) {
        irq_.pulse();
        return restart(1);
    }
    if (wdt::CTL_STAGE1_NO_RESET.get(ctl)) return restart(0);
    log().write(LogLevel::Info, name(), "expired: reset");
    reset_sink_.request_reset(ResetCause::Watchdog);
}

u32 Watchdog::read_count(u32) {
    return static_cast<u32>(expiry_.is_scheduled() ? clock_.apb_ticks() - stage_start_ : paused_at_);
}

u32 Watchdog::read_stage(u32) {
    return stage_;
}

void Watchdog::write_feed(u32 offset, u32 value) {
    if ((value & 0xFF) != wdt::kFeed) return;
    if (offset == wdt::RST || stage_) restart(0);
}

void Watchdog::snapshot(Archive& archive) {
    snapshot_registers(archive);
    archive(expiry_, clock_on_, stage_start_, paused_at_);
    archive.bounded(stage_, 2);
}

}  // namespace kinglet::chip
