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
    bytecode::CodeHead head;
    // followed by constants, what a wide one has more, instructions, handlers, lines

    u32 call_word() const { return head.call; }
    u32 registers() const { return bytecode::register_count(head.call); }
    bool has(u32 flags) const { return (head.call & flags) != 0; }
    /// A call does not run it but makes a generator, a coroutine or an async generator.
    bool is_suspended() const { return has(bytecode::kIsGenerator | bytecode::kIsCoroutine); }
    u32 positional_count() const { return bytecode::positional_count(head.call); }

    const Value* constants() const { return reinterpret_cast<const Value*>(this + 1); }
    ALWAYS_INLINE const u32* instructions() const {
        const u32 sizes = head.sizes;
        if (LIKELY((sizes & bytecode::kWide) == 0))
            return reinterpret_cast<const u32*>(constants() + bytecode::narrow_constants(sizes));
        return reinterpret_cast<const u32*>(constants() + bytecode::wide_constants(sizes)) +
               bytecode::kWideWords;
    }
    /// The words of a wide code object; nullptr for a narrow one.
    const FlashWord* wide() const {
        const u32 sizes = head.sizes;
        if ((sizes & bytecode::kWide) == 0) return nullptr;
        return reinterpret_cast<const FlashWord*>(constants() + bytecode::wide_constants(sizes));
    }
    u32 constant_count() const {
        const u32 sizes = head.sizes;
        return (sizes & bytecode::kWide) != 0 ? bytecode::wide_constants(sizes)
                                              : bytecode::narrow_constants(sizes);
    }
    u32 handler_count() const { return wide() == nullptr ? 0 : wide()[0] >> 16; }
    u32 free_count() const { return wide() == nullptr ? 0 : wide()[1] >> 16; }
    u32 positional_only_count() const { return wide() == nullptr ? 0 : wide()[1] & 0xFFU; }
    u32 keyword_only_count() const { return has(bytecode::kHasKeywordOnly) ? wide()[1] >> 8 & 0xFFU : 0; }
    u32 instruction_count() const {
        return wide() == nullptr ? bytecode::narrow_instructions(head.sizes) : wide()[0] & 0xFFFFU;
    }
    u32 line_words() const {
        return wide() == nullptr ? bytecode::narrow_line_words(head.sizes)
                                 : bytecode::wide_line_words(head.sizes);
    }
    u32 first_line() const {
        return wide() == nullptr ? bytecode::narrow_first_line(head.sizes) : static_cast<u32>(wide()[2]);
    }
    const FlashWord* handlers() const {
        return reinterpret_cast<const FlashWord*>(instructions() + instruction_count());
    }
    const FlashWord* lines() const { return handlers() + handler_count() * 2; }
    /// The line of the instruction at `pc`.
    u32 line_of(const u32* pc) const;
};
static_assert(sizeof(Code) % sizeof(Word) == 0);

extern const Type code_type;

}  // namespace kinglet::runtime
