// Mounting and making a filesystem: docs/spec/filesystem.md, "The superblock".
#include "base/flash.hpp"
#include "device/fs/littlefs/volume.hpp"

namespace kinglet::fs::littlefs {

Volume::Volume(hal::BlockDevice& device, const Setup& setup, u8* buffers)
    : storage_(device, setup.units, buffers + setup.lookahead_bytes / 4 * 4),
      setup_(setup),
      stream_{buffers + setup.lookahead_bytes / 4 * 4 + setup.units.cache_bytes},
      lookahead_(static_cast<u32*>(static_cast<void*>(buffers))) {
    storage_.set_block_count(device.block_count());
}

void Volume::hold(Place& place) {
    place.next = places_;
    places_ = &place;
}

void Volume::release(Place& place) {
    Place** link = &places_;
    while (*link != nullptr && *link != &place) link = &(*link)->next;
    if (*link != nullptr) *link = place.next;
}

Errno Volume::check_superblock(const Pair& pair, bool& is_superblock) {
    Piece piece;
    TRY_ERRNO(find_piece(pair, 0, 0x7FF, type::kSuperblock, piece, is_superblock));
    if (!is_superblock) return Errno::None;
    int order = 1;
    if (piece.tag.length() == 8) TRY_ERRNO(storage_.compare(piece.block, piece.offset, kMagic, 8, order));
    if (order != 0) return Errno::Corrupt;
    TRY_ERRNO(find_piece(pair, 0, 0x7FF, type::kInlineStruct, piece, is_superblock));
    Superblock block{};
    if (is_superblock) TRY_ERRNO(read_piece(piece, &block, sizeof block));
    if (block.version >> 16 != kVersion >> 16 || (block.version & 0xFFFF) > (kVersion & 0xFFFF) ||
        block.block_bytes != storage_.block_bytes() || block.block_count > storage_.block_count() ||
        block.block_count < 2 || block.longest_name > kLongestName || block.largest_file > kLargestFile ||
        block.longest_attribute > kLongestPiece) {
        return Errno::Invalid;
    }
    is_old_ = block.version != kVersion;
    longest_attribute_ = block.longest_attribute;
    storage_.set_block_count(block.block_count);
    root_ = pair.address;
    return Errno::None;
}

Errno Volume::mount() {
    Thread thread(*this);
    for (;;) {
        Pair pair;
        State state;
        bool found = false, is_superblock = false;
        Errno error = thread.next(pair, found);
        if (error == Errno::None && found) error = check_superblock(pair, is_superblock);
        if (error == Errno::None && found) error = read_state(pair, state);
        if (error == Errno::None && root_.is_null()) error = found ? Errno::Corrupt : Errno::Io;
        if (error != Errno::None && root_.is_null()) return error;
        is_damaged_ = error != Errno::None;
        if (is_damaged_ || !found) break;
        state_ = state_ ^ state;
    }
    window_begin_ = seed_ % storage_.block_count();
    return Errno::None;
}

Errno Volume::format() {
    const Superblock block = {kVersion,     storage_.block_bytes(), storage_.block_count(),
                              kLongestName, kLargestFile,           kLongestPiece};
    char magic[8];  // in RAM, as everything that is checked
    flash_copy(magic, kMagic, sizeof magic);
    const Change changes[] = {{Tag(type::kCreate, 0, 0)},
                              {Tag(type::kSuperblock, 0, sizeof magic), magic},
                              {Tag(type::kInlineStruct, 0, sizeof block), &block}};
    if (storage_.block_count() < 2) return Errno::Invalid;
    // Block 1 first, with a higher revision than what is in block 0: it holds as soon as it is whole. A cut
    // before leaves what was there in block 0.
    Pair pair;
    pair.address = kFirstPair;
    TRY_ERRNO(storage_.read_word(0, 0, pair.revision));
    for (u32 i = 0; i < 2; ++i) {
        const Pair nothing;
        TRY_ERRNO(write_pair(pair, nothing, {changes, 3}, 0, 1, State()));
    }
    return storage_.sync();
}

/// Version 2.1 is written: older ones do not know the forward checks.
Errno Volume::upgrade() {
    Pair pair;
    TRY_ERRNO(fetch(root_, pair));
    Piece piece;
    bool found;
    TRY_ERRNO(find_piece(pair, 0, 0x7FF, type::kInlineStruct, piece, found));
    Superblock block{};
    if (found) TRY_ERRNO(read_piece(piece, &block, sizeof block));
    block.version = kVersion;
    const Change change = {Tag(type::kInlineStruct, 0, sizeof block), &block};
    TRY_ERRNO(commit(root_, {&change, 1}));
    is_old_ = false;
    return Errno::None;
}

}  // namespace kinglet::fs::littlefs
