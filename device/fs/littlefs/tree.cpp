// Operations on paths: docs/spec/filesystem.md, "Folders".
#include <bit>
#include <cstring>

#include "device/fs/littlefs/file.hpp"
#include "device/fs/littlefs/folder.hpp"
#include "device/fs/littlefs/little_file_system.hpp"

namespace kinglet::fs {

using namespace littlefs;

namespace {

/// Keeps a Place true while changes are made.
class Held {
  public:
    Held(littlefs::Volume& volume, Place& place) : volume_(volume), place_(place) { volume.hold(place); }
    ~Held() { volume_.release(place_); }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;

  private:
    littlefs::Volume& volume_;
    Place& place_;
};

}  // namespace

bool LittleFileSystem::is_possible(const hal::BlockDevice& device, const Setup& setup) {
    constexpr u32 kSmallestBlock = 64;                                            // a superblock fits
    const u32 pointers = static_cast<u32>(std::bit_width(device.block_count()));  // of a list of all blocks
    const Storage::Units& units = setup.units;
    return units.read_bytes != 0 && units.program_bytes != 0 && units.cache_bytes != 0 &&
           units.cache_bytes % units.read_bytes == 0 && units.cache_bytes % units.program_bytes == 0 &&
           device.block_bytes() >= kSmallestBlock && device.block_bytes() > 4 * pointers + 8 &&
           device.block_bytes() % units.cache_bytes == 0 && setup.lookahead_bytes != 0 &&
           setup.lookahead_bytes % 4 == 0;
}

/// The entry `found.name` of a folder, or where it belongs.
Errno LittleFileSystem::look_in(const PairAddress& folder, Found& found) {
    PairAddress address = folder;
    found.exists = false;
    if (found.length > kLongestName) return Errno::NameTooLong;
    for (u32 left = volume_.storage().block_count(); left != 0; --left) {
        Pair pair;
        NameSearch search{found.name, found.length};
        TRY_ERRNO(volume_.fetch(address, pair, &search));
        found.pair = pair.address;
        found.id = search.id < pair.count ? search.id : pair.count;
        found.exists = search.is_found;
        found.type = search.type;
        if (search.id >= pair.count && pair.is_split) {
            address = pair.tail;
            continue;
        }
        if (!found.exists || found.type != type::kFolder) return Errno::None;
        Piece piece;
        bool has_struct;
        TRY_ERRNO(volume_.find_piece(pair, found.id, 0x7FF, type::kFolderStruct, piece, has_struct));
        if (!has_struct) return Errno::Corrupt;
        return volume_.read_piece(piece, &found.inside, sizeof found.inside);
    }
    return Errno::Corrupt;
}

Errno LittleFileSystem::find(const char* path, Found& found, const PairAddress* not_inside) {
    PathReader reader = current_.names_of(path);
    found.is_root = true;
    found.exists = true;
    found.type = type::kFolder;
    found.inside = volume_.root();
    const char* name;
    u32 length;
    while (reader.next(name, length)) {
        if (!found.exists) return Errno::NotFound;
        if (found.type != type::kFolder) return Errno::NotFolder;
        if (not_inside != nullptr && not_inside->is_same(found.inside)) return Errno::Invalid;
        found.name = name;
        found.length = length;
        found.is_root = false;
        TRY_ERRNO(look_in(found.inside, found));
    }
    return Errno::None;
}

Errno LittleFileSystem::find_entry(const char* path, Found& found) {
    TRY_ERRNO(find(path, found));
    return found.exists ? Errno::None : Errno::NotFound;
}

usize LittleFileSystem::do_file_bytes() const {
    return sizeof(LittleFile) + volume_.setup().units.cache_bytes;
}
usize LittleFileSystem::do_folder_bytes() const {
    return sizeof(LittleFolder);
}

Errno LittleFileSystem::create_file(Found& found) {
    u64 time = 0;
    if (volume_.setup().nanoseconds != nullptr) time = volume_.setup().nanoseconds();
    const Change changes[] = {{Tag(type::kCreate, found.id, 0)},
                              {Tag(type::kFile, found.id, found.length), found.name},
                              {Tag(type::kInlineStruct, found.id, 0)},
                              {Tag(type::kAttribute + kTimeAttribute, found.id, sizeof time), &time}};
    // The commit may move the pair, and split the entry off to another; its beginning stays what it is.
    Place begin;
    begin.pair = found.pair;
    begin.kind = Place::Kind::Position;
    const Held held(volume_, begin);
    TRY_ERRNO(volume_.commit(found.pair, {changes, time != 0 ? 4u : 3u}));
    return look_in(begin.pair, found);
}

Errno LittleFileSystem::do_open(const char* path, u32 flags, void* room, File*& file) {
    Found found;
    if ((flags & kWrite) != 0) TRY_ERRNO(volume_.begin_change());
    TRY_ERRNO(find(path, found));
    if (found.type == type::kFolder && found.exists) return Errno::IsFolder;
    if (!found.exists) {
        if ((flags & kCreate) == 0) return Errno::NotFound;
        TRY_ERRNO(create_file(found));
        flags &= ~u32{kTruncate};
    } else if ((flags & kExclusive) != 0) {
        return Errno::Exists;
    }
    auto* opened = ::new (room) LittleFile(volume_, found, flags);
    TRY_ERRNO(opened->load());
    volume_.hold(opened->place());
    file = opened;
    return Errno::None;
}

Errno LittleFileSystem::do_open_folder(const char* path, void* room, Folder*& folder) {
    Found found;
    TRY_ERRNO(find_entry(path, found));
    if (found.type != type::kFolder) return Errno::NotFolder;
    auto* opened = ::new (room) LittleFolder(volume_, found.inside);
    volume_.hold(opened->place());
    folder = opened;
    return Errno::None;
}

Errno LittleFileSystem::do_status(const char* path, Status& status) {
    Found found;
    TRY_ERRNO(find_entry(path, found));
    status = {};
    status.mode = found.type == type::kFolder ? kModeFolder : kModeFile;
    if (found.is_root) return Errno::None;
    Pair pair;
    Piece piece;
    bool has_piece;
    TRY_ERRNO(volume_.fetch(found.pair, pair));
    if (found.type != type::kFolder) {
        TRY_ERRNO(volume_.find_piece(pair, found.id, 0x700, type::kFolderStruct, piece, has_piece));
        if (has_piece) TRY_ERRNO(size_of_file(volume_, piece, status.size));
    }
    TRY_ERRNO(volume_.find_piece(pair, found.id, 0x7FF, type::kAttribute + kTimeAttribute, piece, has_piece));
    u64 time = 0;
    if (has_piece && piece.tag.length() == sizeof time)
        TRY_ERRNO(volume_.read_piece(piece, &time, sizeof time));
    status.accessed = status.modified = status.changed = static_cast<i64>(time / 1000000000);
    return Errno::None;
}

Errno LittleFileSystem::do_volume(const char*, fs::Volume& volume) {
    u32 used;
    TRY_ERRNO(volume_.count_blocks(used));
    const u32 count = volume_.storage().block_count();
    volume = {};
    volume.block_bytes = volume.fragment_bytes = volume_.storage().block_bytes();
    volume.blocks = count;
    volume.free_blocks = volume.available_blocks = used < count ? count - used : 0;
    volume.name_max = kLongestName;
    return Errno::None;
}

Errno LittleFileSystem::do_make_folder(const char* path) {
    TRY_ERRNO(volume_.begin_change());
    Found found;
    TRY_ERRNO(find(path, found));
    if (found.exists) return Errno::Exists;
    const Held held(volume_, found);
    // It is threaded behind the last pair of the folder that it is in.
    Pair last;
    TRY_ERRNO(volume_.fetch(found.pair, last));
    const bool is_last = !last.is_split;
    for (u32 left = volume_.storage().block_count(); last.is_split; --left) {
        if (left == 0) return Errno::Corrupt;
        TRY_ERRNO(volume_.fetch(PairAddress(last.tail), last));
    }
    PairAddress inside;
    TRY_ERRNO(volume_.create_pair(last.tail, inside));
    const Change tail = {Tag(type::kSoftTail, kNoId, sizeof inside), &inside};
    if (!is_last) {
        volume_.begin_orphans();
        const Errno error = volume_.commit(last.address, {&tail, 1});
        volume_.end_orphans();
        TRY_ERRNO(error);
    }
    const Change changes[] = {{Tag(type::kCreate, found.id, 0)},
                              {Tag(type::kFolder, found.id, found.length), found.name},
                              {Tag(type::kFolderStruct, found.id, sizeof inside), &inside},
                              tail};
    return volume_.commit(found.pair, {changes, is_last ? 4u : 3u});
}

Errno LittleFileSystem::check_empty(const PairAddress& folder) {
    Pair pair;
    TRY_ERRNO(volume_.fetch(folder, pair));
    return pair.count == 0 && !pair.is_split ? Errno::None : Errno::NotEmpty;
}

Errno LittleFileSystem::remove_path(const char* path, u32 type) {
    TRY_ERRNO(volume_.begin_change());
    Found found;
    TRY_ERRNO(find_entry(path, found));
    if (found.is_root) return Errno::Invalid;
    if (type == type::kFolder && found.type != type::kFolder) return Errno::NotFolder;
    if (found.type != type::kFolder) return volume_.remove_entry(found);
    TRY_ERRNO(check_empty(found.inside));
    Place inside;
    inside.pair = found.inside;
    const Held held(volume_, inside);
    volume_.begin_orphans();
    const Errno error = volume_.remove_entry(found);
    volume_.end_orphans();
    TRY_ERRNO(error);
    return volume_.drop(inside.pair);
}

/// What an entry has moves to the other place with one commit, which says that the old entry counts no more
/// if that lies in another pair; a second takes it away.
Errno LittleFileSystem::do_rename(const char* from_path, const char* to_path) {
    TRY_ERRNO(volume_.begin_change());
    Found from, to;
    TRY_ERRNO(find_entry(from_path, from));
    if (from.is_root) return Errno::Invalid;
    const bool is_folder = from.type == type::kFolder;
    TRY_ERRNO(find(to_path, to, is_folder ? &from.inside : nullptr));
    if (to.is_root) return Errno::Invalid;
    const bool is_same_pair = from.pair.is_same(to.pair);
    if (to.exists) {
        if (is_same_pair && from.id == to.id) return Errno::None;
        if (to.type == type::kFolder && !is_folder) return Errno::IsFolder;
        if (to.type != type::kFolder && is_folder) return Errno::NotFolder;
        if (is_folder) TRY_ERRNO(check_empty(to.inside));
    }
    Change changes[5];
    u32 count = 0;
    if (to.exists) changes[count++] = {Tag(type::kDelete, to.id, 0)};
    changes[count++] = {Tag(type::kCreate, to.id, 0)};
    changes[count++] = {Tag(from.type, to.id, to.length), to.name};
    changes[count++] = {Tag(type::kMoveFrom, to.id, 0)};
    if (is_same_pair) {
        u32 id = from.id;
        if (to.exists && to.id < id) --id;
        if (to.id <= id) ++id;
        changes[count++] = {Tag(type::kDelete, id, 0)};
    }
    const bool replaces_folder = to.exists && is_folder;
    Place replaced;
    replaced.pair = to.inside;
    const Held held_from(volume_, from), held_replaced(volume_, replaced);
    if (!is_same_pair) volume_.set_moving(&from);
    if (replaces_folder) volume_.begin_orphans();
    Errno error = volume_.commit(to.pair, {changes, count}, &from);
    volume_.set_moving(nullptr);
    if (error == Errno::None && !is_same_pair) error = volume_.remove_entry(from);
    if (replaces_folder) volume_.end_orphans();
    TRY_ERRNO(error);
    return replaces_folder ? volume_.drop(replaced.pair) : Errno::None;
}

Errno LittleFileSystem::do_set_current(const char* path) {
    Found found;
    TRY_ERRNO(find_entry(path, found));
    if (found.type != type::kFolder) return Errno::NotFolder;
    return current_.enter(path);
}

}  // namespace kinglet::fs
