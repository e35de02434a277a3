// Where predecoded blocks live and are found by address. Memory is taken front to back and given back all at
// once: when it is full, when code that was predecoded has changed, or when a register that the predecoded
// form depends on was written. Whoever holds a Block* must look at generation() after anything that may have
// done so.
//
// It knows which words of memory were predecoded, so that a store beside code (data in the same page) costs
// little.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "base/integers.hpp"
#include "chip/core/bus.hpp"
#include "chip/cpu/block.hpp"

namespace kinglet::chip {

class BlockCache final : public CodeListener {
  public:
    explicit BlockCache(Bus& bus);
    ~BlockCache();
    BlockCache(const BlockCache&) = delete;
    BlockCache& operator=(const BlockCache&) = delete;

    static constexpr u32 kMaxSlots = 160;

    /// The block at this address, or null.
    Block* find(u32 pc) const {
        const u64 key = key_of(pc);
        for (u32 i = hash(pc);; i = (i + 1) & entry_mask_) {
            const Entry& entry = entries_[i];
            if (entry.key == key) return entry.block;
            if (!is_current(entry)) return nullptr;
        }
    }

    /// Room for a block of up to kMaxSlots slots; may clear(). Valid until the next call of anything else
    /// here.
    Block* begin_block();
    /// Keeps the block that begin_block() gave, with its sites, and makes it findable.
    Block* add(Block* block, const Site* sites);

    /// Notes that these bytes were predecoded.
    void cover(u32 address, u32 size);

    void clear();
    /// Changes with each clear().
    u64 generation() const { return generation_; }

    void code_changed(u32 address, u32 size) override;

  private:
    // An entry of another generation is an empty one, so clear() need not touch the table.
    struct Entry {
        u64 key;
        Block* block;
    };
    struct CoveredPage {
        u32 words[Bus::kPageSize / 4 / 32] = {};
    };

    // The table of blocks grows with their number: most boards are idle, and there may be a thousand of them.
    static constexpr u32 kFewestEntryBits = 11;
    static constexpr u32 kMostEntryBits = 16;
    static constexpr u32 kMaxBlocks = 1u << (kMostEntryBits - 1);
    static constexpr usize kArenaSize = 24u << 20;

    u64 key_of(u32 pc) const { return u64{pc} | generation_ << 32; }
    bool is_current(const Entry& entry) const { return entry.key >> 32 == (generation_ & 0xFFFFFFFF); }
    u32 hash(u32 pc) const { return (pc * 0x9E3779B1u) >> hash_shift_; }
    void set_entry_bits(u32 bits);
    void enter(u64 key, Block* block);

    Bus& bus_;
    std::unique_ptr<u8[]> arena_;
    usize used_ = 0;
    u32 blocks_ = 0;
    u64 generation_ = 1;  // 0 is that of a new table
    std::unique_ptr<Entry[]> entries_;
    u32 entry_mask_ = 0;
    u32 hash_shift_ = 0;
    std::unordered_map<u32, CoveredPage> covered_;
};

}  // namespace kinglet::chip
