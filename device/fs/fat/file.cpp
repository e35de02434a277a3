#include "device/fs/fat/file.hpp"

#include <cstring>

#include "base/flash.hpp"

namespace kinglet::fs::fat {

FatFile::FatFile(Opened& opened, const Item& item, u32 flags)
    : opened_(opened),
      next_(opened.files),
      place_(item.place),
      flags_(flags),
      first_cluster_(item.cluster),
      size_(item.size) {
    opened.files = this;
}

void FatFile::update(const Opened& opened, Item& item) {
    for (const FatFile* file = opened.files; file != nullptr; file = file->next_) {
        if (file->place_ != item.place) continue;
        item.cluster = file->first_cluster_;
        item.size = file->size_;
    }
}

void FatFile::change(Opened& opened, const SlotPlace& place, u32 cluster, u32 size) {
    for (FatFile* file = opened.files; file != nullptr; file = file->next_) {
        if (file->place_ != place) continue;
        if (cluster != file->first_cluster_) file->cluster_ = 0;
        file->first_cluster_ = cluster;
        file->size_ = size;
    }
}

void FatFile::move(Opened& opened, const SlotPlace& from, const SlotPlace& to) {
    for (FatFile* file = opened.files; file != nullptr; file = file->next_) {
        if (file->place_ == from) file->place_ = to;
    }
}

Errno FatFile::find_sector(bool may_grow, u32& sector) {
    Volume& volume = opened_.volume;
    const u32 order = position_ / volume.cluster_bytes();
    if (cluster_ == 0 || order < order_) {
        cluster_ = first_cluster_;
        order_ = 0;
    }
    if (cluster_ == 0) {
        if (!may_grow) return Errno::Corrupt;
        TRY_ERRNO(volume.allocate(0, cluster_));
        is_changed_ = true;
        change(opened_, place_, cluster_, size_);
        cluster_ = first_cluster_;
    }
    for (; order_ < order; ++order_) {
        u32 next;
        TRY_ERRNO(volume.next(cluster_, next));
        if (next == 0 && !may_grow) return Errno::Corrupt;
        if (next == 0) TRY_ERRNO(volume.allocate(cluster_, next));
        cluster_ = next;
    }
    if (!volume.is_cluster(cluster_)) return Errno::Corrupt;
    sector = volume.first_sector(cluster_) + position_ % volume.cluster_bytes() / volume.sector_bytes();
    return Errno::None;
}

Errno FatFile::do_read(std::span<u8> into, usize& count) {
    count = 0;
    if (is_gone() || (flags_ & kRead) == 0) return Errno::BadFile;
    Sectors& sectors = opened_.volume.sectors();
    const u32 bytes = sectors.bytes();
    while (count < into.size() && position_ < size_) {
        u32 sector;
        TRY_ERRNO(find_sector(false, sector));
        const u32 offset = position_ % bytes;
        u32 part = bytes - offset;
        if (part > size_ - position_) part = size_ - position_;
        if (part > into.size() - count) part = static_cast<u32>(into.size() - count);
        if (part == bytes) {
            TRY_ERRNO(sectors.read(sector, into.data() + count));
        } else {
            TRY_ERRNO(sectors.load(sector));
            std::memcpy(into.data() + count, sectors.window() + offset, part);
        }
        position_ += part;
        count += part;
    }
    return Errno::None;
}

/// Up to the end of a sector.
Errno FatFile::write_part(const u8* bytes, u32& count) {
    Sectors& sectors = opened_.volume.sectors();
    const u32 offset = position_ % sectors.bytes();
    if (count > sectors.bytes() - offset) count = sectors.bytes() - offset;
    u32 sector;
    TRY_ERRNO(find_sector(true, sector));
    const bool is_new = offset == 0 && (count == sectors.bytes() || position_ >= size_);
    TRY_ERRNO(is_new ? sectors.claim(sector) : sectors.load(sector));
    if (bytes != nullptr) {
        flash_copy(sectors.window() + offset, bytes, count);
    } else {
        std::memset(sectors.window() + offset, 0, count);
    }
    sectors.change();
    position_ += count;
    if (position_ > size_) change(opened_, place_, first_cluster_, position_);
    is_changed_ = true;
    return Errno::None;
}

/// Zeros between the end and the position.
Errno FatFile::fill_gap() {
    const u32 position = position_;
    Errno error = Errno::None;
    for (position_ = size_; position_ < position && error == Errno::None;) {
        u32 count = position - position_;
        error = write_part(nullptr, count);
    }
    if (error != Errno::None) position_ = position;
    return error;
}

Errno FatFile::do_write(std::span<const u8> bytes, usize& count) {
    count = 0;
    if (is_gone() || (flags_ & kWrite) == 0) return Errno::BadFile;
    if (bytes.empty()) return Errno::None;
    if ((flags_ & kAppend) != 0) position_ = size_;
    if (position_ > size_) TRY_ERRNO(fill_gap());
    while (count < bytes.size()) {
        const u32 room = kLargestFile - position_;
        if (room == 0) return count != 0 ? Errno::None : Errno::TooLarge;
        u32 part = room;
        if (part > bytes.size() - count) part = static_cast<u32>(bytes.size() - count);
        const Errno error = write_part(bytes.data() + count, part);
        // What could be written was; the next call says why no more.
        if (error == Errno::NoSpace && count != 0) return Errno::None;
        TRY_ERRNO(error);
        count += part;
    }
    return Errno::None;
}

Errno FatFile::do_seek(i64 offset, Origin origin, i64& position) {
    if (is_gone()) return Errno::BadFile;
    const i64 from = origin == Origin::Start ? 0 : origin == Origin::Current ? position_ : i64{size_};
    const i64 to = from + offset;
    if (to < 0 || to > i64{kLargestFile}) return Errno::Invalid;
    position_ = static_cast<u32>(to);
    position = to;
    return Errno::None;
}

Errno FatFile::write_slot() {
    Sectors& sectors = opened_.volume.sectors();
    TRY_ERRNO(sectors.load(place_.sector));
    u8* slot = sectors.window() + place_.offset;
    const u32 now = opened_.time();
    set_cluster(slot, first_cluster_);
    set_word(slot + slot::kSize, size_);
    set_word(slot + slot::kModified, now);
    set_half(slot + slot::kAccessed, now >> 16);
    slot[slot::kAttributes] |= slot::kArchive;
    sectors.change();
    return Errno::None;
}

Errno FatFile::do_flush() {
    if (is_gone()) return Errno::BadFile;
    if ((flags_ & kWrite) == 0) return Errno::None;
    if (is_changed_) {
        is_changed_ = false;
        // What the slot says is there before it says so.
        TRY_ERRNO(opened_.volume.sectors().flush());
        TRY_ERRNO(write_slot());
    }
    return opened_.volume.sync();
}

Errno FatFile::do_close() {
    FatFile** link = &opened_.files;
    while (*link != this) link = &(*link)->next_;
    const Errno error = is_gone() ? Errno::None : do_flush();
    *link = next_;
    return error;
}

}  // namespace kinglet::fs::fat
