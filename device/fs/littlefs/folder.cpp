#include "device/fs/littlefs/folder.hpp"

#include "device/fs/littlefs/file.hpp"

namespace kinglet::fs {

using namespace littlefs;

LittleFolder::LittleFolder(littlefs::Volume& volume, const PairAddress& first)
    : volume_(volume), left_(volume.storage().block_count()) {
    place_.pair = first;
    place_.kind = Place::Kind::Position;
}

Errno LittleFolder::do_next(Entry& entry) {
    entry = {nullptr, EntryKind::Other, 0, 0};
    while (!place_.pair.is_null()) {
        Pair pair;
        TRY_ERRNO(volume_.fetch(place_.pair, pair));
        if (place_.id >= pair.count) {
            if (left_-- == 0) return Errno::Corrupt;
            place_.pair = pair.is_split ? pair.tail : PairAddress();
            place_.id = 0;
            continue;
        }
        const u32 id = place_.id++;
        if (volume_.is_moved_away(pair, id)) continue;
        // One walk for both: the log is long.
        EntryWalk walk(volume_.storage(), pair, id);
        Piece name, structure;
        bool found, has_structure = false;
        do {
            TRY_ERRNO(walk.next(name, found));
            if (!found || name.tag.family() != Family::Struct) continue;
            structure = name;
            has_structure = true;
        } while (found && name.tag.family() != Family::Name);
        const u32 type = name.tag.type();
        if (!found || (type != type::kFile && type != type::kFolder)) continue;
        const u32 length = name.tag.length() < kLongestName ? name.tag.length() : kLongestName;
        TRY_ERRNO(volume_.read_piece(name, name_, length));
        name_[length] = '\0';
        entry.name = name_;
        entry.kind = type == type::kFolder ? EntryKind::Folder : EntryKind::File;
        if (type == type::kFolder || !has_structure) return Errno::None;
        return size_of_file(volume_, structure, entry.size);
    }
    return Errno::None;
}

}  // namespace kinglet::fs
