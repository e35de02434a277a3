// A code object: what bytecode/code.hpp lays out, with its header. Lies in RAM (compiled on the board) or in
// flash (frozen).
#pragma once

#include "python/bytecode/code.hpp"
#include "python/runtime/object.hpp"

namespace kinglet::runtime {

struct Code {
    Object header;
    Value name;  // interned str
    Value file;  // interned str
    bytecode::CodeInfo info;
    // followed by constants, instructions, handlers, lines

    const Value* constants() const { return reinterpret_cast<const Value*>(this + 1); }
    const u32* instructions() const {
        return reinterpret_cast<const u32*>(constants() + info.constant_count);
    }
    const FlashWord* handlers() const {
        return reinterpret_cast<const FlashWord*>(instructions() + info.instruction_count);
    }
    const FlashWord* lines() const { return handlers() + info.handler_count * 2; }
    u32 free_count() const { return info.flags >> bytecode::kFreeCountShift; }
    /// For bytecode::positional_count() and its like.
    u32 parameters() const { return info.parameters; }
    /// The line of the instruction at `pc`.
    u32 line_of(const u32* pc) const;
};
static_assert(sizeof(Code) % sizeof(Word) == 0);

extern const Type code_type;

}  // namespace kinglet::runtime
