#include "device/fs/fat/fat_file_system.hpp"

#include <cstring>
#include <new>

namespace kinglet::fs {

using namespace fat;

/// Where a path leads: an item, or the folder in which one of the name would be.
struct FatFileSystem::Found {
    bool exists = true;
    bool is_root = true;
    u32 folder = 0;  // that the item is in
    u32 inside = 0;  // the item's own, if it is a folder
    Item item;
};

FatFileSystem::FatFileSystem(hal::BlockDevice& device, u8* sector, i64 (*seconds)())
    : volume_(device, sector), opened_{volume_, seconds} {}

Errno FatFileSystem::format() {
    constexpr u32 kNoClock = 0x4B696E67;
    return volume_.format(opened_.seconds == nullptr ? kNoClock : static_cast<u32>(opened_.seconds()));
}

/// `wanted_` is then the last name of the path.
Errno FatFileSystem::find(const char* path, Found& found, u32 not_inside) {
    PathReader reader = current_.names_of(path);
    found.inside = volume_.root();
    const char* name;
    u32 length;
    while (reader.next(name, length)) {
        if (!found.exists) return Errno::NotFound;
        if (!found.is_root && !found.item.is_folder()) return Errno::NotFolder;
        if (not_inside != 0 && found.inside == not_inside) return Errno::Invalid;
        TRY_ERRNO(wanted_.set(name, length));
        found.is_root = false;
        found.folder = found.inside;
        Slots slots(volume_, found.folder);
        TRY_ERRNO(slots.find(wanted_, read_, found.item, found.exists));
        if (!found.exists || !found.item.is_folder()) continue;
        found.inside = found.item.cluster;
        if (!volume_.is_cluster(found.inside)) return Errno::Corrupt;
    }
    return Errno::None;
}

Errno FatFileSystem::find_folder(const char* path, u32& folder) {
    Found found;
    TRY_ERRNO(find(path, found));
    if (!found.exists) return Errno::NotFound;
    if (!found.is_root && !found.item.is_folder()) return Errno::NotFolder;
    folder = found.inside;
    return Errno::None;
}

/// A new item named `wanted_`; the slot has all but name and times.
Errno FatFileSystem::add(const Found& where, u8* slot, Item& item) {
    const u32 now = opened_.time();
    set_word(slot + slot::kCreated, now);
    set_word(slot + slot::kModified, now);
    set_half(slot + slot::kAccessed, now >> 16);
    Slots slots(volume_, where.folder);
    return slots.add(wanted_, slot, item);
}

Errno FatFileSystem::truncate(const Item& item) {
    Sectors& sectors = volume_.sectors();
    TRY_ERRNO(sectors.load(item.place.sector));
    u8* slot = sectors.window() + item.place.offset;
    set_cluster(slot, 0);
    set_word(slot + slot::kSize, 0);
    set_word(slot + slot::kModified, opened_.time());
    sectors.change();
    TRY_ERRNO(sectors.flush());
    FatFile::change(opened_, item.place, 0, 0);
    return volume_.release(item.cluster);
}

Errno FatFileSystem::do_open(const char* path, u32 flags, void* room, File*& file) {
    Found found;
    TRY_ERRNO(find(path, found));
    if (found.is_root || (found.exists && found.item.is_folder())) return Errno::IsFolder;
    if (!found.exists) {
        if ((flags & kCreate) == 0) return Errno::NotFound;
        u8 slot[slot::kBytes] = {};
        slot[slot::kAttributes] = slot::kArchive;
        TRY_ERRNO(add(found, slot, found.item));
    } else if ((flags & kExclusive) != 0) {
        return Errno::Exists;
    }
    FatFile::update(opened_, found.item);
    if ((flags & kWrite) != 0 && (found.item.attributes & slot::kReadOnly) != 0) return Errno::Denied;
    const u64 most = u64{volume_.cluster_count()} * volume_.cluster_bytes();
    if ((flags & kTruncate) != 0) {
        if (found.exists) TRY_ERRNO(truncate(found.item));
        found.item.cluster = found.item.size = 0;
    } else if (found.item.size > most) {
        return Errno::Corrupt;
    }
    file = ::new (room) FatFile(opened_, found.item, flags);
    return Errno::None;
}

Errno FatFileSystem::do_open_folder(const char* path, void* room, Folder*& folder) {
    u32 inside;
    TRY_ERRNO(find_folder(path, inside));
    folder = ::new (room) FatFolder(volume_, inside, read_);
    return Errno::None;
}

Errno FatFileSystem::do_status(const char* path, Status& status) {
    Found found;
    TRY_ERRNO(find(path, found));
    if (!found.exists) return Errno::NotFound;
    status = {};
    status.mode = found.is_root || found.item.is_folder() ? kModeFolder : kModeFile;
    if (found.is_root) return Errno::None;
    if (!found.item.is_folder()) status.size = found.item.size;
    status.accessed = status.modified = status.changed = seconds_from_time(found.item.modified);
    return Errno::None;
}

Errno FatFileSystem::do_volume(const char*, fs::Volume& volume) {
    u32 free;
    TRY_ERRNO(volume_.count_free(free));
    volume = {};
    volume.block_bytes = volume.fragment_bytes = volume_.cluster_bytes();
    volume.blocks = volume_.cluster_count();
    volume.free_blocks = volume.available_blocks = free;
    volume.name_max = kLongestName;
    return Errno::None;
}

Errno FatFileSystem::do_make_folder(const char* path) {
    Found found;
    TRY_ERRNO(find(path, found));
    if (found.exists) return Errno::Exists;
    Sectors& sectors = volume_.sectors();
    u32 cluster;
    TRY_ERRNO(volume_.allocate(0, cluster));
    const u32 first = volume_.first_sector(cluster);
    Errno error = Errno::None;
    for (u32 i = volume_.cluster_sectors(); i-- > 0 && error == Errno::None;) {
        error = sectors.claim(first + i);
    }
    u8 slot[slot::kBytes] = {};
    slot[slot::kAttributes] = slot::kFolder;
    if (error == Errno::None) {
        // The window shows the first sector: '.' and '..', of which the root is always 0.
        const u32 now = opened_.time();
        const u32 parent = found.folder == volume_.root() ? 0 : found.folder;
        for (u32 i = 0; i < 2; ++i) {
            u8* dots = sectors.window() + i * slot::kBytes;
            std::memset(dots, ' ', slot::kNameBytes);
            dots[0] = dots[i] = '.';
            dots[slot::kAttributes] = slot::kFolder;
            set_word(dots + slot::kCreated, now);
            set_word(dots + slot::kModified, now);
            set_cluster(dots, i == 0 ? cluster : parent);
        }
        set_cluster(slot, cluster);
        error = add(found, slot, found.item);
    }
    if (error == Errno::None) return volume_.sync();
    const Errno given_back = volume_.release(cluster);
    return error != Errno::None ? error : given_back;
}

Errno FatFileSystem::remove_item(const Found& found) {
    Slots slots(volume_, found.folder);
    Item item = found.item;
    FatFile::update(opened_, item);
    FatFile::forget(opened_, item.place);
    TRY_ERRNO(slots.remove(item));
    TRY_ERRNO(volume_.release(item.cluster));
    return volume_.sync();
}

Errno FatFileSystem::do_remove(const char* path) {
    Found found;
    TRY_ERRNO(find(path, found));
    if (!found.exists) return Errno::NotFound;
    if (found.is_root || found.item.is_folder()) return Errno::IsFolder;
    if ((found.item.attributes & slot::kReadOnly) != 0) return Errno::Denied;
    return remove_item(found);
}

Errno FatFileSystem::do_remove_folder(const char* path) {
    Found found;
    TRY_ERRNO(find(path, found));
    if (!found.exists) return Errno::NotFound;
    if (found.is_root) return Errno::Invalid;
    if (!found.item.is_folder()) return Errno::NotFolder;
    Item item;
    bool is_full;
    Slots inside(volume_, found.inside);
    TRY_ERRNO(inside.next(0, item, read_, is_full));
    if (is_full) return Errno::Denied;  // what MicroPython says
    return remove_item(found);
}

/// The item's new slot is written first, the old one goes then: a cut between leaves both.
Errno FatFileSystem::do_rename(const char* from_path, const char* to_path) {
    Found from, to;
    TRY_ERRNO(find(from_path, from));
    if (!from.exists) return Errno::NotFound;
    if (from.is_root) return Errno::Invalid;
    TRY_ERRNO(find(to_path, to, from.item.is_folder() ? from.inside : 0));
    if (to.is_root) return Errno::Exists;
    const bool is_same = to.exists && to.item.place == from.item.place;
    if (to.exists && !is_same) {
        if (to.item.is_folder() || from.item.is_folder()) return Errno::Exists;
        return replace(from, to);
    }
    Sectors& sectors = volume_.sectors();
    TRY_ERRNO(sectors.load(from.item.place.sector));
    u8 slot[slot::kBytes];
    std::memcpy(slot, sectors.window() + from.item.place.offset, sizeof slot);
    Slots target(volume_, to.folder);
    TRY_ERRNO(target.add(wanted_, slot, to.item));
    FatFile::move(opened_, from.item.place, to.item.place);
    if (from.item.is_folder() && from.folder != to.folder) {
        u8* dots;
        Slots inside(volume_, from.inside);
        TRY_ERRNO(inside.at(1, dots));
        if (dots != nullptr && dots[0] == '.' && dots[1] == '.') {
            set_cluster(dots, to.folder == volume_.root() ? 0 : to.folder);
            sectors.change();
        }
    }
    Slots source(volume_, from.folder);
    TRY_ERRNO(source.remove(from.item));
    return volume_.sync();
}

/// The other file's slot becomes this one's in one write, under its own name.
Errno FatFileSystem::replace(const Found& from, const Found& to) {
    if ((to.item.attributes & slot::kReadOnly) != 0) return Errno::Denied;
    Sectors& sectors = volume_.sectors();
    u8 slot[slot::kBytes];
    TRY_ERRNO(sectors.load(from.item.place.sector));
    std::memcpy(slot, sectors.window() + from.item.place.offset, sizeof slot);
    TRY_ERRNO(sectors.load(to.item.place.sector));
    u8* old = sectors.window() + to.item.place.offset;
    slot[slot::kCase] = old[slot::kCase];
    std::memcpy(slot, old, slot::kNameBytes);
    std::memcpy(old, slot, sizeof slot);
    sectors.change();
    TRY_ERRNO(sectors.flush());
    Item replaced = to.item;
    FatFile::update(opened_, replaced);
    FatFile::forget(opened_, replaced.place);
    FatFile::move(opened_, from.item.place, to.item.place);
    Slots source(volume_, from.folder);
    TRY_ERRNO(source.remove(from.item));
    TRY_ERRNO(volume_.release(replaced.cluster));
    return volume_.sync();
}

Errno FatFileSystem::do_set_current(const char* path) {
    u32 inside;
    const Errno error = find_folder(path, inside);
    if (error == Errno::NotFolder) return Errno::NotFound;  // what MicroPython says
    TRY_ERRNO(error);
    return current_.enter(path);
}

}  // namespace kinglet::fs
