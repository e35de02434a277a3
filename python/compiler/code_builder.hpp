// The code object under construction: instructions, constants, handlers, lines, and jumps that wait for their
// target. It also follows which registers of variables are certainly bound: every jump carries the set to its
// label, where the sets meet, so that CheckBound is needed only where a variable may be unbound. After a jump
// or a return, until the next label, nothing is emitted: the code is dead.
#pragma once

#include "python/bytecode/opcodes.hpp"
#include "python/compiler/buffer.hpp"

namespace kinglet::compiler {

using bytecode::Opcode;
using Reg = u32;

/// An instruction of a group that opcodes.def lists in a row.
constexpr Opcode plus(Opcode first, u32 offset) {
    return static_cast<Opcode>(static_cast<u32>(first) + offset);
}

/// A place in the code. Jumps to it that come before it are chained through their offset fields.
struct Label {
    i32 position = -1;
    i32 chain = -1;
    u64 bound = ~u64{0};  // what is bound on every way that leads here
    bool is_reached = false;

    bool is_placed() const { return position >= 0; }
};

/// A range of instructions that a handler covers. Its entries are chained until the handler's place is known:
/// a range has holes where the way out of a `with` lies.
struct Protected {
    u32 start = 0;
    u32 chain = kNoEntry;
    bool is_used = false;  // not every block has a handler
    static constexpr u32 kNoEntry = 0xFFFF;
};

class CodeBuilder {
  public:
    explicit CodeBuilder(Session& session)
        : session_(session),
          instructions_(session),
          constants_(session),
          handlers_(session),
          lines_(session) {}

    // -- instructions
    void abc(Opcode op, Reg a, u32 b = 0, u32 c = 0) { emit(bytecode::encode_abc(op, a, b, c)); }
    void abx(Opcode op, Reg a, u32 bx) { emit(bytecode::encode_abx(op, a, bx)); }
    /// The word of an instruction that takes one.
    void word(u32 value) { emit(value); }
    void load_word(Reg a, i32 word) { abx(Opcode::LoadWord, a, static_cast<u32>(word)); }
    /// The source line of what follows.
    void set_line(u32 line) { line_ = line; }
    u32 line() const { return line_; }
    u32 position() const { return instructions_.size(); }

    // -- jumps
    void jump(Label& label);
    /// A test or loop instruction with its jump.
    void test(Opcode op, Reg a, u32 b, u32 c, Label& label) {
        abc(op, a, b, c);
        jump_of_test(label);
    }
    /// A loop whose condition stands at its end: goes there first; the body is here.
    void begin_loop(Label& body, Label& condition);
    /// The label is here.
    void place(Label& label);
    bool is_reachable() const { return is_reachable_; }
    /// Nothing comes after the instruction just emitted.
    void end_path() {
        is_reachable_ = false;
        bound_ = ~u64{0};
    }

    // -- which variables are bound
    u64 bound() const { return bound_; }
    void set_bound(u64 bits) { bound_ = bits; }
    bool is_bound(u8 bit) const { return bit < 64 && (bound_ >> bit & 1U) != 0; }
    void mark_bound(u8 bit) {
        if (bit < 64) bound_ |= u64{1} << bit;
    }

    // -- constants
    /// The index of the constant, which is added if it is new.
    u32 constant(Handle handle);
    /// The tuple with these items among the constants, or kOutOfMemory.
    Handle equal_tuple(std::span<const Handle> items) const;
    void add_constant(Handle handle) { constants_.push(handle); }

    // -- handlers
    void open(Protected& range) { range.start = position(); }
    /// From open() to here the range is covered.
    void close(Protected& range);
    /// The handler of the range is here: `bound` is what was bound when the range began. Nothing if the range
    /// holds no instruction.
    void place_handler(Protected& range, Reg exception, u64 bound_at_start);

    /// Fills in the counts and gives the code to the sink. `info` has registers, parameters, flags and first
    /// line set.
    Handle finish(Handle name, Handle file, bytecode::CodeInfo info);

  private:
    struct Handler {
        u16 start, end, target, reg;
    };
    void emit(u32 word);
    void jump_of_test(Label& label);
    void emit_jump(Label& label);
    void note_line();
    void add_line_pair(u32 words, i32 change);
    void thread_jumps();

    Session& session_;
    Buffer<u32> instructions_;
    Buffer<Handle> constants_;
    Buffer<Handler> handlers_;
    Buffer<u32> lines_;
    u64 bound_ = 0;
    u32 line_ = 0;
    u32 noted_line_ = 0;
    u32 noted_position_ = 0;
    u32 first_line_ = 0;
    bool is_reachable_ = true;
    bool line_pair_pending_ = false;
};

}  // namespace kinglet::compiler
