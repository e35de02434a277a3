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
        Piece piece;
        bool found;
        TRY_ERRNO(volume_.find_piece(pair, id, 0x700, type::kFile & 0x700, piece, found));
        const u32 type = piece.tag.type();
        if (!found || (type != type::kFile && type != type::kFolder)) continue;
        const u32 length = piece.tag.length() < kLongestName ? piece.tag.length() : kLongestName;
        TRY_ERRNO(volume_.read_piece(piece, name_, length));
        name_[length] = '\0';
        entry.name = name_;
        entry.kind = type == type::kFolder ? EntryKind::Folder : EntryKind::File;
        if (type == type::kFolder) return Errno::None;
        TRY_ERRNO(volume_.find_piece(pair, id, 0x700, type::kFolderStruct, piece, found));
        return found ? size_of_file(volume_, piece, entry.size) : Errno::None;
    }
    return Errno::None;
}

}  // namespace kinglet::fs
