// Attributes of files and folders; those of the root belong to the superblock's entry.
#include "device/fs/littlefs/little_file_system.hpp"

namespace kinglet::fs {

using namespace littlefs;

Errno LittleFileSystem::find_attributes(const char* path, Found& found) {
    TRY_ERRNO(find_entry(path, found));
    if (found.is_root) {
        found.pair = volume_.root();
        found.id = 0;
    }
    return Errno::None;
}

Errno LittleFileSystem::attribute(const char* path, u32 number, std::span<u8> into, u32& size) {
    Found found;
    Pair pair;
    Piece piece;
    bool has_piece;
    TRY_ERRNO(find_attributes(path, found));
    TRY_ERRNO(volume_.fetch(found.pair, pair));
    TRY_ERRNO(
        volume_.find_piece(pair, found.id, 0x7FF, type::kAttribute + (number & 0xFF), piece, has_piece));
    if (!has_piece) return Errno::NotFound;
    size = piece.tag.length();
    return volume_.read_piece(piece, into.data(), static_cast<u32>(into.size()));
}

Errno LittleFileSystem::change_attribute(const char* path, u32 number, u32 length, const void* bytes) {
    Found found;
    TRY_ERRNO(volume_.begin_change());
    TRY_ERRNO(find_attributes(path, found));
    const Change change = {Tag(type::kAttribute + (number & 0xFF), found.id, length), bytes};
    return volume_.commit(found.pair, {&change, 1});
}

Errno LittleFileSystem::set_attribute(const char* path, u32 number, std::span<const u8> bytes) {
    if (bytes.size() > volume_.longest_attribute()) return Errno::NoSpace;
    return change_attribute(path, number, static_cast<u32>(bytes.size()), bytes.data());
}

Errno LittleFileSystem::remove_attribute(const char* path, u32 number) {
    return change_attribute(path, number, kDeleted, nullptr);
}

}  // namespace kinglet::fs
