// Which blocks are in use: found out by walking through everything, a window of blocks at a time.
#include <cstring>

#include "device/fs/littlefs/volume.hpp"

namespace kinglet::fs::littlefs {

void Volume::mark(Volume& volume, u32 block) {
    const u32 count = volume.storage_.block_count();
    const u32 at = (block + count - volume.window_begin_) % count;
    if (at < volume.window_size_) volume.lookahead_[at / 32] |= u32{1} << at % 32;
}

void Volume::count(Volume& volume, u32) {
    ++volume.visited_;
}

Errno Volume::count_blocks(u32& count_of_blocks) {
    visited_ = 0;
    TRY_ERRNO(traverse(count, false));
    count_of_blocks = visited_;
    return Errno::None;
}

Errno Volume::traverse(Visit visit, bool with_folders) {
    Thread thread(*this);
    for (;;) {
        Pair pair;
        bool found;
        TRY_ERRNO(thread.next(pair, found));
        if (!found) break;
        visit(*this, pair.address.blocks[0]);
        visit(*this, pair.address.blocks[1]);
        for (u32 id = 0; id < pair.count; ++id) {
            Piece piece;
            u32 words[2];
            TRY_ERRNO(find_piece(pair, id, 0x700, type::kFolderStruct, piece, found));
            if (!found || piece.tag.type() == type::kInlineStruct) continue;
            TRY_ERRNO(read_piece(piece, words, sizeof words));
            if (piece.tag.type() == type::kListStruct) {
                TRY_ERRNO(visit_list({words[0], words[1]}, visit));
            } else if (with_folders) {
                // While a pair moves, the thread may not have its new block yet.
                visit(*this, words[0]);
                visit(*this, words[1]);
            }
        }
    }
    for (const Place* place = places_; place != nullptr; place = place->next) {
        if (place->kind != Place::Kind::File) continue;
        const auto& file = static_cast<const OpenFile&>(*place);
        TRY_ERRNO(visit_list(file.list, visit));
        TRY_ERRNO(visit_list(file.done, visit));
        if (file.block != kNoBlock) visit(*this, file.block);
    }
    return Errno::None;
}

/// The next window of blocks, with those marked that are in use.
Errno Volume::fill_window() {
    const u32 count_of_blocks = storage_.block_count();
    const u32 words = setup_.lookahead_bytes / 4;
    window_begin_ = (window_begin_ + window_size_) % count_of_blocks;
    window_size_ = words * 32 < budget_ ? words * 32 : budget_;
    window_next_ = 0;
    std::memset(lookahead_, 0, words * 4);
    const Errno error = traverse(mark, true);
    if (error != Errno::None) window_size_ = 0;
    return error;
}

Errno Volume::allocate(u32& block) {
    for (;;) {
        while (window_next_ < window_size_) {
            if (budget_ == 0) return Errno::NoSpace;
            const u32 at = window_next_++;
            --budget_;
            if ((lookahead_[at / 32] & u32{1} << at % 32) != 0) continue;
            block = (window_begin_ + at) % storage_.block_count();
            return Errno::None;
        }
        if (budget_ == 0) return Errno::NoSpace;
        TRY_ERRNO(fill_window());
    }
}

}  // namespace kinglet::fs::littlefs
