// Predecoded code: a Block is a run of instructions from one entry address to the next jump that always
// happens, as the interpreter executes it. Conditional branches do not end a block; they leave it.
//
// A block is a sequence of 16-byte slots: an Op for each instruction; after the Op of a branch or a direct
// jump an Exit that says where it goes; and at the end, unless a jump ends the block, an Op and an Exit that
// lead on. Blocks are made by the Translator, owned by the BlockCache, and thrown away all together.
#pragma once

#include "base/integers.hpp"

namespace kinglet::chip {

struct Block;

struct Op {
    const void* code;  // where the interpreter does it
    u8 a;              // the register operands, in the order of the assembly text
    u8 b;
    u8 c;
    u8 handler;  // Handler
    u32 imm;     // the immediate or address; a second register-sized one takes the place of c
};

/// Leaving a block for a known address.
struct Exit {
    Block* block;  // at target; null until somebody went there
    u32 target;
    i16 cycles;  // to give back: charged for what follows in the block, less what taking the branch costs
    i16 instructions;
};

union Slot {
    Op op;
    Exit exit;
};
static_assert(sizeof(Slot) == 16);

/// What the fast path does not need to know about an instruction, per slot.
struct Site {
    u16 offset;        // of the instruction from the block's address
    u16 cycles;        // charged for it and all that follow
    u16 instructions;  // likewise
    u8 length;         // bytes; 0 in slots that are no instruction
    u8 own_cycles;
};

struct Block {
    u32 pc;
    u32 cycles;  // of all its instructions, no branch taken
    u32 instructions;
    u32 slots;
    const Site* sites;
    Slot code[];  // NOLINT: as long as the block

    const Site& site(const Op* op) const { return sites[reinterpret_cast<const Slot*>(op) - code]; }
};

}  // namespace kinglet::chip
