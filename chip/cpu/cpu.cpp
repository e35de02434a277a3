#include "chip/cpu/cpu.hpp"

#include <algorithm>

namespace kinglet::chip {

Cpu::Cpu(Bus& bus, Clock& clock, EventQueue& events, InterruptController& interrupts)
    : bus_(bus),
      clock_(clock),
      events_(events),
      interrupts_(interrupts),
      cache_(bus),
      translator_(bus, cache_, state_, execute(nullptr, 0)),
      timer_event_(Event::of<&Cpu::on_timer>("cpu.ccompare0", this)) {
    reset();
}

void Cpu::reset() {
    const u64 retired = state_.retired;
    state_ = State{};
    state_.retired = retired;
    state_.pc = soc::kResetVector;
    state_.ps = soc::kPsReset;
    state_.vecbase = soc::kVecbaseReset;
    state_.ccount_offset = 0 - static_cast<u32>(clock_.now());
    std::fill_n(state_.fetch_attributes, soc::kRegionCount, soc::kRegionAttributeReset);
    std::fill_n(state_.data_attributes, soc::kRegionCount, soc::kRegionAttributeReset);
    schedule_timer();
    cache_.clear();
}

void Cpu::run(u64 limit) {
    stop_requested_ = false;
    while (!stop_requested_) {
        const u64 deadline = std::min(limit, events_.next_deadline());
        if (clock_.now() >= deadline) return;
        go(deadline);
    }
}

void Cpu::step(u64 limit) {
    const u64 deadline = std::min(limit, events_.next_deadline());
    if (clock_.now() >= deadline) return;
    go(state_.waiting ? deadline : clock_.now() + 1);
}

void Cpu::set_probe(CpuProbe* probe) {
    probe_ = probe;
    translator_.set_probe(probe);
    cache_.clear();
}

bool Cpu::peek_special(u32 number, u32& value) const {
    if (!(special_register_info(number).access & kSpecialRead)) return false;
    value = read_special(static_cast<SpecialRegister>(number));
    return true;
}

bool Cpu::poke_special(u32 number, u32 value) {
    if (!(special_register_info(number).access & kSpecialWrite)) return false;
    (void)write_special(static_cast<SpecialRegister>(number), value);
    changed_ = false;  // nothing is being executed that would have to leave
    return true;
}

void Cpu::stop_ccount() {
    ccount_stopped_at_ = clock_.now();
    events_.cancel(timer_event_);
}

void Cpu::start_ccount() {
    state_.ccount_offset -= static_cast<u32>(clock_.now() - ccount_stopped_at_);
    schedule_timer();
}

// One stretch in which nothing outside changes.
void Cpu::go(u64 deadline) {
    if (is_interrupt_open()) {
        state_.waiting = 0;
        take_interrupt();
    } else if (state_.waiting) {
        clock_.advance_to(deadline);
    } else if (counts_instructions()) {
        step_counting(deadline);
    } else {
        execute(this, deadline);
    }
}

// ICOUNT counts instructions below its level, and the one that would make it 0 raises a debug exception
// instead.
void Cpu::step_counting(u64 deadline) {
    const bool is_last = state_.icount == ~0u;
    const u32 count = is_last ? ~0u : state_.icount + 1;
    if (is_last && state_.interrupt_level() < soc::kIrqLevelDebug && translator_.can_fetch(state_.pc)) {
        raise_debug(soc::kDebugIcount);
        return;
    }
    const u64 retired = state_.retired;
    icount_written_ = false;
    execute(this, std::min(deadline, clock_.now() + 1));
    if (state_.retired != retired && !icount_written_) state_.icount = count;
}

// Predecoded code is made again; how it was cut into blocks changes nothing that a program can see.
void Cpu::snapshot(Archive& archive) {
    archive.section("cpu");
    archive(state_, ccount_stopped_at_);
    archive.event(events_, timer_event_);
    if (!archive.is_loading()) return;
    state_.sar &= soc::kSarMask;
    cache_.clear();
}

}  // namespace kinglet::chip
