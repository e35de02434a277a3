#include "python/runtime/store/code_store.hpp"

#include "python/runtime/code.hpp"

namespace kinglet::runtime {

using namespace store;

namespace {

constexpr u32 kSectorBytes = StoreMedium::kSectorBytes;
constexpr u32 kSectorWords = StoreMedium::kSectorWords;
constexpr u32 kEntryWords = sizeof(Entry) / 4;

bool same_key(const SourceKey& a, const SourceKey& b) {
    return a.length == b.length && a.hash[0] == b.hash[0] && a.hash[1] == b.hash[1] && a.hash[2] == b.hash[2];
}

}  // namespace

void CodeStore::attach() {
    const Head& head = this->head();
    const u32 form = kVersion << 24 | sizeof(Word) << 16 | medium_.sector_count();
    is_valid_ = medium_.sector_count() >= kLeastSectors && head.magic == kHeadMagic && head.form == form &&
                head.image[0] == medium_.image()[0] && head.image[1] == medium_.image()[1] &&
                head.sum == head.expected_sum();
    is_enabled_ = true;
    is_closed_ = is_open_ = is_busy_ = false;
    epoch_ = is_valid_ ? head.epoch : 0;
    in_use_ = not_now_ = names_ = {};
    names_known_ = names_sum_ = 0;
    if (is_valid_) find_name_sectors();
}

void CodeStore::forget_all() {
    constexpr u32 kGone = 0;
    if (is_valid_) (void)program(0, &kGone, 1);
    is_closed_ = true;
}

StoreFigures CodeStore::figures() const {
    StoreFigures figures{0, 0, medium_.sector_count(), 0};
    if (!is_valid_) return figures;
    SectorSet taken = names_;
    for (u32 sector = first_sector(); sector < medium_.sector_count(); ++sector) {
        const Entry* entry = entry_at(sector);
        if (entry == nullptr) continue;
        ++figures.entries;
        taken.add(entry->sectors);
    }
    figures.sectors = first_sector();
    for (const u32 word : taken.words) figures.sectors += static_cast<u32>(std::popcount(word));
    figures.name_bytes = name_words() * 4;
    return figures;
}

/// Programs, and looks whether it is there.
bool CodeStore::program(u32 offset, const u32* words, u32 count) {
    if (!medium_.program(offset, words, count)) return false;
    const u32* written = medium_.at(offset);
    for (u32 i = 0; i < count; ++i) {
        if (written[i] != words[i]) return false;
    }
    return true;
}

const Entry* CodeStore::entry_at(u32 sector) const {
    const auto* entry = medium_.at<Entry>(sector * kSectorBytes);
    if (entry->magic != kEntryMagic || entry->epoch != epoch_) return nullptr;
    return entry->head_sum == entry->expected_head_sum() ? entry : nullptr;
}

void CodeStore::drop(u32 sector) {
    constexpr u32 kGone = 0;
    (void)medium_.program(sector * kSectorBytes, &kGone, 1);
}

/// Over the sectors of the entry that begins in `first`, without its own words.
u32 CodeStore::sum_of(const u32* sectors, u32 first) const {
    u32 sum = kVersion;
    for (u32 sector = first_sector(); sector < medium_.sector_count(); ++sector) {
        if ((sectors[sector / 32] >> sector % 32 & 1U) == 0) continue;
        const u32 skipped = sector == first ? kEntryWords : 0;
        sum = add_words(sum, medium_.at(sector * kSectorBytes) + skipped, kSectorWords - skipped);
    }
    return sum;
}

bool CodeStore::is_sound(const Entry& entry) {
    if (sum_of(entry.sectors, medium_.offset_of(&entry) / kSectorBytes) != entry.sum) return false;
    if (names_are_sound(entry.names, entry.names_sum)) return true;
    forget_all();  // other entries refer to them too
    return false;
}

CodeStore::Found CodeStore::find(const SourceKey& key, const Code*& code) {
    if (!is_valid_ || !is_enabled()) return Found::Nothing;
    const Entry* found = nullptr;
    u32 greatest = 0;
    for (u32 sector = first_sector(); sector < medium_.sector_count(); ++sector) {
        const Entry* entry = entry_at(sector);
        if (entry == nullptr) continue;
        if (entry->sequence > greatest) greatest = entry->sequence;
        if (same_key(entry->key, key)) found = entry;
    }
    if (found == nullptr) return Found::Nothing;
    const u32 sector = medium_.offset_of(found) / kSectorBytes;
    if (not_now_.has(sector)) return Found::NotNow;
    if (!in_use_.has(sector)) {
        if (!is_sound(*found)) {
            drop(sector);
            return Found::Nothing;
        }
        mark_use(*found, greatest);
        in_use_.add(sector);
    }
    code = medium_.at<Code>(found->code);
    return Found::Code;
}

}  // namespace kinglet::runtime
