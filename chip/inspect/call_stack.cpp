#include "chip/inspect/call_stack.hpp"

#include "chip/cpu/decoder.hpp"

namespace kinglet::chip {

namespace {

/// A stack of the chip has no room for more; what looks deeper has lost its returns.
constexpr usize kDeepest = 1024;

}  // namespace

CallStack::CallStack(const Cpu& cpu, const Bus& bus, const SymbolTable& symbols)
    : cpu_(cpu), bus_(bus), symbols_(symbols) {}

Handler CallStack::handler_at(u32 pc) {
    u8 bytes[3] = {};
    (void)bus_.peek(pc, bytes, 2);
    length_ = instruction_length(bytes[0]);
    if (length_ == 3) (void)bus_.peek(pc + 2, bytes + 2, 1);
    const u32 word = u32{bytes[0]} | u32{bytes[1]} << 8 | u32{bytes[2]} << 16;
    const auto [entry, is_new] = handlers_.try_emplace(word);
    if (is_new) entry->second = info(decode(word).opcode).handler;
    return entry->second;
}

bool CallStack::is_start(u32 address) const {
    const auto [entry, is_new] = starts_.try_emplace(address);
    if (is_new) {
        const auto place = symbols_.place(address);
        entry->second = place && place->start == address && place->size;
    }
    return entry->second;
}

u32 CallStack::function_of(u32 address) const {
    const auto place = symbols_.place(address);
    return place ? place->start : address;
}

void CallStack::note_trap(TrapKind kind, u32 from) {
    has_trapped_ = true;
    trap_ = {cpu_.state().pc, from, 0, cpu_.state().a[1], true, kind};
}

CallStack::Move CallStack::next_move(u32 pc) {
    const State& state = cpu_.state();
    const Handler before = handler_;
    const u32 before_pc = pc_;
    const bool runs_on = pc == before_pc + length_;
    handler_ = handler_at(pc);
    pc_ = pc;
    Move move{Event::None, frames_.size(), {}};
    const bool has_returned = has_returned_;
    has_returned_ = false;
    if (frames_.empty() || pc == soc::kResetVector) {
        has_trapped_ = false;
        return {Event::Reset, 0, {function_of(pc), pc, 0, state.a[1], false}};
    }
    if (has_returned) {
        usize depth = frames_.size();
        while (depth > 1 && !frames_[depth - 1].is_trap) --depth;
        if (depth > 1) move = {Event::Return, depth - 1, {}};
    }
    if (has_trapped_) {
        has_trapped_ = false;
        return {Event::Trap, move.depth, trap_};
    }
    if (has_returned) return move;
    if (before == Handler::Call0 || before == Handler::Callx0) {
        if (frames_.size() >= kDeepest) return move;
        return {Event::Call, frames_.size(), {function_of(pc), before_pc, state.a[0], state.a[1], false}};
    }
    if (before == Handler::Ret || before == Handler::Jx) {
        for (usize depth = frames_.size(); depth > 1 && !frames_[depth - 1].is_trap; --depth) {
            const Frame& frame = frames_[depth - 1];
            if (frame.return_pc != pc || frame.stack != state.a[1]) continue;
            // Functions that were jumped to have the same place to return to.
            while (depth > 1 && frames_[depth - 2].return_pc == pc && frames_[depth - 2].stack == state.a[1])
                --depth;
            return {Event::Return, depth - 1, {}};
        }
    }
    const Frame& innermost = frames_.back();
    if (!runs_on && pc != innermost.function && is_start(pc) && frames_.size() < kDeepest) {
        Frame frame = innermost;
        frame.function = pc;
        frame.call_pc = before_pc;
        if (innermost.is_trap) return {Event::TailCall, frames_.size(), {pc, before_pc, 0, 0, false}};
        return {Event::TailCall, frames_.size() - 1, frame};
    }
    return move;
}

}  // namespace kinglet::chip
