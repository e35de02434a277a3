#include "python/runtime/store/entry_writer.hpp"

#include <algorithm>

namespace kinglet::runtime {

using namespace store;

namespace {

constexpr u32 kSectorBytes = StoreMedium::kSectorBytes;

}  // namespace

const void* EntryWriter::place(usize bytes) {
    if (!store_.open() || bytes > kMostSectors * kSectorBytes) return nullptr;
    // On into the next sector, if it is free; else anywhere.
    while (first_ != 0 && position_ + bytes > end_) {
        const u32 next = end_ / kSectorBytes;
        if (next >= store_.medium_.sector_count() || store_.taken_.has(next)) break;
        if (!store_.take(next)) return nullptr;
        own_.add(next);
        store_.cursor_ = next;
        end_ += kSectorBytes;
    }
    if (first_ == 0 || position_ + bytes > end_) {
        const u32 head = first_ == 0 ? sizeof(Entry) : 0;
        const u32 count = static_cast<u32>((head + bytes + kSectorBytes - 1) / kSectorBytes);
        u32 first = 0;
        if (!flush() || !store_.take_run(count, first)) return nullptr;
        for (u32 i = 0; i < count; ++i) own_.add(first + i);
        if (first_ == 0) first_ = first;
        position_ = first * kSectorBytes + head;
        end_ = (first + count) * kSectorBytes;
    }
    return store_.medium_.at(position_);
}

bool EntryWriter::put(const void* words, usize bytes) {
    const u32* from = static_cast<const u32*>(words);
    for (usize i = 0; i < bytes / 4; ++i) {
        page_[waiting_++] = flash_word(from + i);
        position_ += 4;
        if (position_ % sizeof(page_) == 0 && !flush()) return false;
    }
    return true;
}

bool EntryWriter::flush() {
    const u32 count = waiting_;
    waiting_ = 0;
    return count == 0 || store_.program(position_ - count * 4, page_, count);
}

bool EntryWriter::finish(const SourceKey& key, const Code& code, bool runs_now) {
    if (first_ == 0 || !flush()) return false;
    const u32 names = store_.name_words();
    u32 names_sum = 0;
    for (u32 done = 0; done < names;) {
        const u32 count = names - done < StoreMedium::kSectorWords ? names - done : StoreMedium::kSectorWords;
        const u32 sector = store_.name_sector(done / StoreMedium::kSectorWords);
        names_sum = add_words(names_sum, store_.medium_.at(sector * kSectorBytes), count);
        done += count;
    }
    auto& entry = *reinterpret_cast<Entry*>(page_);
    entry = {};
    entry.magic = kEntryMagic;
    entry.epoch = store_.epoch_;
    entry.sequence = store_.sequence_ + 1;
    entry.key = key;
    entry.code = store_.medium_.offset_of(&code);
    entry.names = names;
    entry.names_sum = names_sum;
    entry.sum = store_.sum_of(own_.words, first_);
    std::copy(std::begin(own_.words), std::end(own_.words), entry.sectors);
    entry.head_sum = entry.expected_head_sum();
    constexpr u32 kBody = 4;
    constexpr u32 kBodyWords = (__builtin_offsetof(Entry, uses) - kBody) / 4;
    const u32 offset = first_ * kSectorBytes;
    if (!store_.program(offset + kBody, page_ + 1, kBodyWords) || !store_.program(offset, page_, 1))
        return false;
    store_.sequence_ = entry.sequence;
    (runs_now ? store_.in_use_ : store_.not_now_).add(first_);
    return true;
}

}  // namespace kinglet::runtime
