#include "chip/gdb/execution.hpp"

#include <algorithm>

namespace kinglet::chip::gdb {

void Execution::add_breakpoint(u32 address) {
    if (breakpoints_.insert(address).second) machine_.cpu().forget_code();
}

void Execution::remove_breakpoint(u32 address) {
    if (breakpoints_.erase(address)) machine_.cpu().forget_code();
}

bool Execution::add_watchpoint(const Watchpoint& watchpoint) {
    if (watchpoint.length == 0 || watchpoint.length - 1 > ~u32{0} - watchpoint.address) return false;
    if (std::find(watchpoints_.begin(), watchpoints_.end(), watchpoint) != watchpoints_.end()) return true;
    if (watchpoints_.size() == kMostWatchpoints) return false;
    watchpoints_.push_back(watchpoint);
    machine_.cpu().forget_code();
    return true;
}

void Execution::remove_watchpoint(const Watchpoint& watchpoint) {
    if (std::erase(watchpoints_, watchpoint)) machine_.cpu().forget_code();
}

void Execution::clear() {
    breakpoints_.clear();
    watchpoints_.clear();
    is_stepping_ = false;
    machine_.cpu().forget_code();
    let_go();
    passes_ = false;
}

void Execution::set_stepping(bool on) {
    if (is_stepping_ != on) machine_.cpu().forget_code();
    is_stepping_ = on;
}

void Execution::let_go() {
    stop_ = {};
    passes_ = true;
    passed_pc_ = machine_.cpu().state().pc;
    has_trapped_ = is_away_ = false;
}

void Execution::resume() {
    set_stepping(false);
    let_go();
}

void Execution::step(u32 start, u32 end) {
    set_stepping(true);
    let_go();
    range_start_ = start;
    range_end_ = end;
    stepped_from_ = machine_.cpu().retired();
}

bool Execution::stop_here(Stop::Reason reason) {
    stop_.reason = reason;
    machine_.request_stop();
    return true;
}

/// Whether the instruction that was to be stepped has been executed, or has raised an exception.
bool Execution::has_stepped() {
    const State& state = machine_.cpu().state();
    if (is_away_) {
        if (state.pc != away_pc_ || state.a[1] != away_stack_) return false;
        // What the handler did is not counted.
        is_away_ = false;
        stepped_from_ += machine_.cpu().retired() - away_retired_;
    }
    if (has_trapped_) return true;
    return machine_.cpu().retired() != stepped_from_ && !(state.pc >= range_start_ && state.pc < range_end_);
}

bool Execution::before_instruction() {
    const u32 pc = machine_.cpu().state().pc;
    const bool is_passed = passes_ && pc == passed_pc_;
    if (is_passed) passes_ = false;
    if (is_stepping_ && has_stepped()) return stop_here(Stop::Reason::Step);
    if (!is_passed && breakpoints_.contains(pc)) return stop_here(Stop::Reason::Breakpoint);
    return false;
}

void Execution::accessed(const DataAccess& access) {
    for (const Watchpoint& watchpoint : watchpoints_) {
        const bool is_wanted =
            watchpoint.kind == WatchKind::Access || (watchpoint.kind == WatchKind::Write) == access.is_store;
        const bool overlaps = access.address - watchpoint.address < watchpoint.length ||
                              watchpoint.address - access.address < access.size;
        if (!is_wanted || !overlaps || stop_.reason == Stop::Reason::Watchpoint) continue;
        stop_ = {Stop::Reason::Watchpoint, watchpoint, std::max(access.address, watchpoint.address)};
        machine_.request_stop();
    }
}

void Execution::trapped(TrapKind kind, soc::Cause, u32 from) {
    if (!is_stepping_ || is_away_) return;
    if (kind == TrapKind::Exception || kind == TrapKind::Debug) {
        has_trapped_ = true;
        return;
    }
    is_away_ = true;
    away_pc_ = from;
    away_stack_ = machine_.cpu().state().a[1];
    away_retired_ = machine_.cpu().retired();
}

}  // namespace kinglet::chip::gdb
