// Makes blocks: reads instructions through the bus, decodes them, and lays them out for the interpreter.
//
// A block depends on the code, and on LITBASE, the breakpoint registers and the protection attributes as they
// are when it is made: the CPU clears the cache when it writes one of those. Literals in memory that no store
// reaches become constants; that memory is watched like code.
#pragma once

#include "base/integers.hpp"
#include "chip/core/bus.hpp"
#include "chip/cpu/block.hpp"
#include "chip/cpu/block_cache.hpp"
#include "chip/cpu/instruction.hpp"
#include "chip/cpu/probe.hpp"
#include "chip/cpu/state.hpp"

namespace kinglet::chip {

/// Places in the interpreter beside the handlers of xtensa.inst.
enum class Extra : u8 {
    End,               // the block leads on to its last Exit
    FetchFault,        // the instruction cannot be fetched; imm is the Cause
    InstructionBreak,  // the next slot's instruction has a breakpoint
    CheckedLoad,       // a load or store that must look at data breakpoints and attributes
    CheckedStore,
    Probe,  // the probe wants to see the next slot's instruction
    Count,
};

inline constexpr u32 kHandlerCount = 0
#define HANDLER(name, flow) +1
#include "chip/cpu/xtensa.inst"
    ;
inline constexpr u32 kPlaceCount = kHandlerCount + static_cast<u32>(Extra::Count);

class Translator {
  public:
    /// `places` are the interpreter's code addresses: handlers, then extras.
    Translator(Bus& bus, BlockCache& cache, const State& state, const void* const* places)
        : bus_(bus), cache_(cache), state_(state), places_(places) {}

    /// Makes the block at this address and puts it into the cache, which may be cleared for it.
    Block* translate(u32 pc);
    /// A block of its own, not in the cache, that ends with the instruction that starts before `cycles` have
    /// passed. Valid until the next call.
    Block* translate_limited(u32 pc, u32 cycles);
    /// Whether the instruction at this address can be fetched now: memory may have been mapped meanwhile.
    bool can_fetch(u32 pc) const;
    void set_probe(const CpuProbe* probe) { probe_ = probe; }

  private:
    struct Fetched {
        Instruction instruction;
        soc::Cause cause;
    };

    void fill(Block& block, u32 pc, u32 max_cycles);
    void append(Block& block, const Instruction& instruction, u32 pc);
    void append_end(Block& block, u32 pc);
    void finish(Block& block);
    Fetched fetch(u32 pc) const;
    bool has_breakpoint(u32 pc) const;
    bool has_watched_accesses() const;
    bool is_constant(u32 address, u32& value) const;
    const void* place(Handler handler) const { return places_[static_cast<u32>(handler)]; }
    const void* place(Extra extra) const { return places_[kHandlerCount + static_cast<u32>(extra)]; }

    static constexpr u32 kMaxInstructions = 64;

    Bus& bus_;
    BlockCache& cache_;
    const State& state_;
    const void* const* places_;
    const CpuProbe* probe_ = nullptr;
    Site sites_[BlockCache::kMaxSlots];
    alignas(Block) u8 limited_[sizeof(Block) + BlockCache::kMaxSlots * sizeof(Slot)];
};

}  // namespace kinglet::chip
