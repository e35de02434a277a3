#include "device/fs/fat/folder.hpp"

#include <cstring>

namespace kinglet::fs::fat {

void read_item(const u8* slot, Item& item) {
    item.attributes = slot[slot::kAttributes];
    item.cluster = half_at(slot + slot::kClusterLow) | half_at(slot + slot::kClusterHigh) << 16;
    item.size = word_at(slot + slot::kSize);
    item.modified = word_at(slot + slot::kModified);
}

void set_cluster(u8* slot, u32 cluster) {
    set_half(slot + slot::kClusterLow, cluster);
    set_half(slot + slot::kClusterHigh, cluster >> 16);
}

Errno Slots::at(u32 index, u8*& slot) {
    slot = nullptr;
    const u32 in_sector = volume_.sector_bytes() / slot::kBytes;
    u32 sector;
    if (folder_ == 0) {
        if (index >= volume_.root_slots()) return Errno::None;
        sector = volume_.root_begin() + index / in_sector;
    } else {
        if (index >= kMostSlots) return Errno::None;
        const u32 in_cluster = in_sector * volume_.cluster_sectors();
        const u32 order = index / in_cluster;
        if (order < order_) cluster_ = folder_, order_ = 0;
        for (; order_ < order; ++order_) {
            u32 next;
            TRY_ERRNO(volume_.next(cluster_, next));
            if (next == 0) return Errno::None;
            cluster_ = next;
        }
        if (!volume_.is_cluster(cluster_)) return Errno::Corrupt;
        sector = volume_.first_sector(cluster_) + index % in_cluster / in_sector;
    }
    TRY_ERRNO(volume_.sectors().load(sector));
    place_ = {sector, index % in_sector * slot::kBytes};
    slot = volume_.sectors().window() + place_.offset;
    return Errno::None;
}

/// cluster_ is the last of the chain.
Errno Slots::grow() {
    if (folder_ == 0) return Errno::NoSpace;
    const u32 in_cluster = volume_.cluster_bytes() / slot::kBytes;
    if ((order_ + 2) * in_cluster > kMostSlots) return Errno::NoSpace;
    // It is empty before anything leads to it.
    u32 cluster;
    TRY_ERRNO(volume_.allocate(0, cluster));
    for (u32 i = 0; i < volume_.cluster_sectors(); ++i) {
        TRY_ERRNO(volume_.sectors().claim(volume_.first_sector(cluster) + i));
    }
    return volume_.append(cluster_, cluster);
}

Errno Slots::next(u32 index, Item& item, LongName& name, bool& found) {
    name.clear();
    item.first = index;
    for (;; ++index) {
        u8* slot;
        found = false;
        TRY_ERRNO(at(index, slot));
        if (slot == nullptr || slot[0] == slot::kEnd) return Errno::None;
        const u32 attributes = slot[slot::kAttributes] & 0x3F;
        if (slot[0] != slot::kFree && attributes == slot::kLongName) {
            if ((slot[0] & slot::kLast) != 0) item.first = index;
            name.add_slot(slot);
            continue;
        }
        found = slot[0] != slot::kFree && slot[0] != '.' && (attributes & slot::kLabel) == 0;
        if (!found) {
            name.clear();
            item.first = index + 1;
            continue;
        }
        if (!name.finish(slot)) item.first = index;
        item.index = index;
        item.place = place_;
        read_item(slot, item);
        if (!volume_.is_fat32()) item.cluster &= 0xFFFF;
        return Errno::None;
    }
}

Errno Slots::find(const LongName& name, LongName& read, Item& item, bool& found) {
    for (u32 index = 0;; index = item.index + 1) {
        TRY_ERRNO(next(index, item, read, found));
        if (!found || name.is_same(read)) return Errno::None;
        read.set_short(volume_.sectors().window() + item.place.offset);
        if (name.is_same(read)) return Errno::None;
    }
}

/// Finds `count` free slots in a row, and a short name that no other item has.
Errno Slots::choose_place(const LongName& name, u8* slot, u32 count, u32& first) {
    const bool is_plain = name.is_plain();
    name.fill_short(slot, 0);
    u32 number = 0, free = 0;
    bool is_found = false, is_end = false;
    for (u32 index = 0;; ++index) {
        u8* read;
        TRY_ERRNO(at(index, read));
        if (read == nullptr) {
            if (is_found) break;
            TRY_ERRNO(grow());
            TRY_ERRNO(at(index, read));
            if (read == nullptr) return Errno::Corrupt;
        }
        is_end |= read[0] == slot::kEnd;
        if (is_end || read[0] == slot::kFree) {
            if (!is_found && ++free == count) {
                is_found = true;
                first = index + 1 - count;
            }
            if (is_found && is_end) break;
        } else {
            free = 0;
            const u32 other = LongName::number_of(slot, read);
            if (other > number) number = other;
        }
    }
    if (is_plain) return Errno::None;
    if (number == LongName::kMostNumber) return Errno::NoSpace;
    name.fill_short(slot, number + 1);
    return Errno::None;
}

Errno Slots::add(const LongName& name, const u8* given, Item& item) {
    u8 own[slot::kBytes];
    std::memcpy(own, given, sizeof own);
    const u32 count = 1 + (name.is_plain() ? 0 : name.slot_count());
    TRY_ERRNO(choose_place(name, own, count, item.first));
    item.index = item.first + count - 1;
    // The item's own slot comes last: before it there is no item.
    for (u32 i = 0; i < count; ++i) {
        u8* slot;
        TRY_ERRNO(at(item.first + i, slot));
        if (slot == nullptr) return Errno::Corrupt;
        if (i + 1 == count) {
            std::memcpy(slot, own, sizeof own);
        } else {
            name.fill_slot(slot, count - 1 - i, own);
        }
        volume_.sectors().change();
    }
    item.place = place_;
    read_item(own, item);
    return volume_.sectors().flush();
}

Errno Slots::remove(const Item& item) {
    for (u32 index = item.index + 1; index-- > item.first;) {
        u8* slot;
        TRY_ERRNO(at(index, slot));
        if (slot == nullptr) return Errno::Corrupt;
        slot[0] = slot::kFree;
        volume_.sectors().change();
    }
    return volume_.sectors().flush();
}

Errno FatFolder::do_next(Entry& entry) {
    entry = {nullptr, EntryKind::Other, 0, 0};
    Item item;
    bool found;
    TRY_ERRNO(slots_.next(next_, item, name_, found));
    if (!found) return Errno::None;
    next_ = item.index + 1;
    name_.to_text(text_);
    entry.name = text_;
    entry.kind = item.is_folder() ? EntryKind::Folder : EntryKind::File;
    if (!item.is_folder()) entry.size = item.size;
    return Errno::None;
}

}  // namespace kinglet::fs::fat
