// CallStack: which functions are active, from what the processor does: calls, returns, traps. Fed with each
// instruction before it is executed.
//
// A frame belongs to the function that was called, wherever its code lies: the linker's successor shares
// tails between functions, so the address of an instruction does not always say whose it is. A jump to the
// beginning of another function is a call of it that returns to the caller's caller.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "base/integers.hpp"
#include "chip/core/bus.hpp"
#include "chip/cpu/cpu.hpp"
#include "chip/cpu/instruction.hpp"
#include "chip/cpu/probe.hpp"
#include "chip/symbols.hpp"

namespace kinglet::chip {

class CallStack {
  public:
    struct Frame {
        u32 function;     // where it begins
        u32 call_pc;      // of the call, or of what was interrupted
        u32 return_pc;    // 0: of the outermost one and of a trap
        u32 stack;        // a1 at the call
        bool is_trap;     // a vector; what it interrupted goes on below
        TrapKind trap{};  // if it is one
    };
    enum class Event : u8 { None, Call, TailCall, Return, Trap, Reset };

    CallStack(const Cpu& cpu, const Bus& bus, const SymbolTable& symbols);

    /// The instruction at state().pc is next; what the one before it has done to the stack. Frames that are
    /// gone are told to on_leave() first, the innermost one first.
    template <class OnLeave>
    Event step(OnLeave&& on_leave) {
        return step_to(cpu_.state().pc, on_leave);
    }
    /// A trap has been entered. What led to the instruction that it came before counts first, as a step.
    template <class OnLeave>
    Event trapped(TrapKind kind, u32 from, OnLeave&& on_leave) {
        const Event event = from == pc_ || frames_.empty() ? Event::None : step_to(from, on_leave);
        note_trap(kind, from);
        return event;
    }
    void returned() { has_returned_ = true; }

    /// The outermost first; never empty after the first step.
    std::span<const Frame> frames() const { return frames_; }
    /// What the latest step's instruction does.
    Handler handler() const { return handler_; }

  private:
    struct Move {
        Event event = Event::None;
        usize depth = 0;  // frames that stay
        Frame frame{};
    };

    template <class OnLeave>
    Event step_to(u32 pc, OnLeave& on_leave) {
        const Move move = next_move(pc);
        while (frames_.size() > move.depth) {
            on_leave(frames_.back());
            frames_.pop_back();
        }
        if (move.event == Event::Call || move.event == Event::TailCall || move.event == Event::Trap ||
            move.event == Event::Reset)
            frames_.push_back(move.frame);
        return move.event;
    }
    Move next_move(u32 pc);
    void note_trap(TrapKind kind, u32 from);
    Handler handler_at(u32 pc);
    bool is_start(u32 address) const;
    u32 function_of(u32 address) const;

    const Cpu& cpu_;
    const Bus& bus_;
    const SymbolTable& symbols_;
    std::vector<Frame> frames_;
    std::unordered_map<u32, Handler> handlers_;  // by instruction word
    mutable std::unordered_map<u32, bool> starts_;
    Handler handler_{};
    u32 pc_ = 0;
    u32 length_ = 0;
    bool has_returned_ = false;
    bool has_trapped_ = false;
    Frame trap_{};
};

}  // namespace kinglet::chip
