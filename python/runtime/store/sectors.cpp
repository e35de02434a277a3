// Which sectors of the store are whose, and which entries give way.
#include "python/runtime/store/code_store.hpp"

namespace kinglet::runtime {

using namespace store;

namespace {

constexpr u32 kSectorBytes = StoreMedium::kSectorBytes;

}  // namespace

bool CodeStore::open() {
    if (is_closed_ || !is_enabled()) return false;
    if (is_open_) return true;
    if (!is_valid_ && !begin_anew()) {
        is_closed_ = true;
        return false;
    }
    scan();
    return is_open_ = true;
}

/// An empty store. No entry that lies around has its epoch.
bool CodeStore::begin_anew() {
    constexpr u32 kGone = 0;
    u32 epoch = 0;
    for (u32 sector = 1; sector < medium_.sector_count(); ++sector) {
        const auto* entry = medium_.at<Entry>(sector * kSectorBytes);
        if (entry->magic == kEntryMagic && entry->epoch > epoch) epoch = entry->epoch;
    }
    Head made{};
    made.form = kVersion << 24 | sizeof(Word) << 16 | medium_.sector_count();
    made.image[0] = medium_.image()[0];
    made.image[1] = medium_.image()[1];
    made.epoch = epoch + 1;
    made.sum = made.expected_sum();
    made.magic = kHeadMagic;
    // A sector that is half erased must not look like a store.
    if (head().magic == kHeadMagic && !medium_.program(0, &kGone, 1)) return false;
    for (u32 sector = 0; sector < first_sector(); ++sector) {
        if (!take(sector)) return false;
    }
    if (!program(4, &made.form, 5) || !program(0, &made.magic, 1)) return false;
    is_valid_ = true;
    epoch_ = made.epoch;
    names_ = {};
    name_place_ = names_known_ = names_sum_ = 0;
    return true;
}

/// The store is full of names: worth an effort only if it holds what nobody uses.
bool CodeStore::begin_anew_if_useful() {
    for (u32 sector = first_sector(); sector < medium_.sector_count(); ++sector) {
        if (entry_at(sector) != nullptr && !in_use_.has(sector) && !not_now_.has(sector)) {
            forget_all();
            break;
        }
    }
    is_closed_ = true;
    return false;
}

void CodeStore::scan() {
    taken_ = names_;
    sequence_ = 0;
    cursor_ = first_sector();
    for (u32 sector = 0; sector < medium_.sector_count(); ++sector) {
        if (sector < first_sector()) taken_.add(sector);
        const Entry* entry = sector < first_sector() ? nullptr : entry_at(sector);
        if (entry == nullptr) continue;
        taken_.add(entry->sectors);
        if (entry->sequence < sequence_) continue;
        sequence_ = entry->sequence;
        cursor_ = sector;
    }
}

/// Erases a sector, if it needs it.
bool CodeStore::take(u32 sector) {
    taken_.add(sector);
    const u32* words = medium_.at(sector * kSectorBytes);
    for (u32 i = 0; i < StoreMedium::kSectorWords; ++i) {
        if (words[i] != kErased) return medium_.erase(sector);
    }
    return true;
}

/// So many adjoining sectors, from the cursor on, around the end.
bool CodeStore::take_run(u32 count, u32& first) {
    const u32 begin = first_sector(), end = medium_.sector_count();
    do {
        u32 run = 0;
        for (u32 i = 0, sector = cursor_; i < end - begin + count; ++i) {
            run = taken_.has(sector) ? 0 : run + 1;
            if (run == count) {
                first = sector + 1 - count;
                for (u32 each = first; each <= sector; ++each) {
                    if (!take(each)) return false;
                }
                cursor_ = sector;
                return true;
            }
            if (++sector == end) {
                sector = begin;
                run = 0;
            }
        }
    } while (give_way());
    return false;
}

/// The greatest sequence number at a time when the entry was used; a mark that a power cut left half written
/// is none.
u32 CodeStore::last_use(const Entry& entry, u32 greatest) const {
    u32 last = entry.sequence;
    for (const u32& use : entry.uses) {
        if (use <= greatest && use > last) last = use;
    }
    return last;
}

/// Marks an entry as used, if others were stored since it was last: where nothing is new nothing is written.
void CodeStore::mark_use(const Entry& entry, u32 greatest) {
    const u32 grain = medium_.sector_count() / 8;
    if (greatest - last_use(entry, greatest) < grain) return;
    for (const u32& use : entry.uses) {
        if (use != kErased) continue;
        (void)medium_.program(medium_.offset_of(&use), &greatest, 1);
        return;
    }
}

/// Drops the entry that was used longest ago; false: all are in use.
bool CodeStore::give_way() {
    u32 victim = 0, oldest = kErased;
    for (u32 sector = first_sector(); sector < medium_.sector_count(); ++sector) {
        const Entry* entry = entry_at(sector);
        if (entry == nullptr || in_use_.has(sector) || not_now_.has(sector)) continue;
        const u32 last = last_use(*entry, sequence_);
        if (last >= oldest) continue;
        oldest = last;
        victim = sector;
    }
    if (victim == 0) return false;
    taken_.remove(entry_at(victim)->sectors);
    drop(victim);
    return true;
}

}  // namespace kinglet::runtime
