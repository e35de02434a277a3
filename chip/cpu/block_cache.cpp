#include "chip/cpu/block_cache.hpp"

#include <cstring>
#include <utility>

namespace kinglet::chip {

namespace {

constexpr usize kMaxBlockBytes =
    sizeof(Block) + BlockCache::kMaxSlots * (sizeof(Slot) + sizeof(Site)) + alignof(Block);

}  // namespace

BlockCache::BlockCache(Bus& bus) : bus_(bus), arena_(new u8[kArenaSize]) {
    set_entry_bits(kFewestEntryBits);
    bus_.set_code_listener(this);
}

BlockCache::~BlockCache() {
    bus_.set_code_listener(nullptr);
}

Block* BlockCache::begin_block() {
    if (used_ + kMaxBlockBytes > kArenaSize || blocks_ == kMaxBlocks) clear();
    return reinterpret_cast<Block*>(arena_.get() + used_);
}

Block* BlockCache::add(Block* block, const Site* sites) {
    Site* own_sites = reinterpret_cast<Site*>(block->code + block->slots);
    std::memcpy(own_sites, sites, block->slots * sizeof(Site));
    block->sites = own_sites;
    const usize bytes = sizeof(Block) + block->slots * (sizeof(Slot) + sizeof(Site));
    used_ += (bytes + alignof(Block) - 1) & ~(alignof(Block) - 1);
    ++blocks_;

    if (blocks_ > entry_mask_ / 2) set_entry_bits(32 - hash_shift_ + 1);
    enter(key_of(block->pc), block);
    return block;
}

void BlockCache::enter(u64 key, Block* block) {
    u32 i = hash(block->pc);
    while (is_current(entries_[i])) i = (i + 1) & entry_mask_;
    entries_[i] = {key, block};
}

/// A table of another size, with what is current in the present one.
void BlockCache::set_entry_bits(u32 bits) {
    const u32 old_count = entries_ ? entry_mask_ + 1 : 0;
    const std::unique_ptr<Entry[]> old = std::exchange(entries_, std::make_unique<Entry[]>(usize{1} << bits));
    entry_mask_ = (1u << bits) - 1;
    hash_shift_ = 32 - bits;
    for (u32 i = 0; i < old_count; ++i)
        if (is_current(old[i])) enter(old[i].key, old[i].block);
}

void BlockCache::cover(u32 address, u32 size) {
    for (u64 place = address & ~3u; place < u64{address} + size; place += 4) {
        const u32 word = static_cast<u32>(place);
        const u32 number = word >> Bus::kPageBits;
        auto [page, is_new] = covered_.try_emplace(number);
        if (is_new) bus_.watch_code(word);
        const u32 index = (word & Bus::kPageMask) / 4;
        page->second.words[index / 32] |= 1u << (index % 32);
    }
}

void BlockCache::clear() {
    ++generation_;
    used_ = 0;
    blocks_ = 0;
    for (const auto& [number, page] : covered_) bus_.unwatch_code(number << Bus::kPageBits);
    covered_.clear();
}

void BlockCache::code_changed(u32 address, u32 size) {
    const auto page = covered_.find(address >> Bus::kPageBits);
    if (page == covered_.end()) return;
    const u32 first = (address & Bus::kPageMask) / 4;
    const u32 last = ((address + size - 1) & Bus::kPageMask) / 4;
    for (u32 index = first; index <= last; ++index) {
        if (page->second.words[index / 32] & 1u << (index % 32)) {
            clear();
            return;
        }
    }
}

}  // namespace kinglet::chip
