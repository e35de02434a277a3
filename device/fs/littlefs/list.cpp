// Files that fill blocks: docs/spec/filesystem.md, "Lists of blocks". Block n of a list begins with pointers
// to the blocks n - 1, n - 2, n - 4 ... as long as these powers divide n; the file's bytes follow.
#include <bit>

#include "device/fs/littlefs/volume.hpp"

namespace kinglet::fs::littlefs {

namespace {

/// The number of the block that holds the byte at `position`; that becomes the place in the block.
u32 index_of(u32 block_bytes, u32& position) {
    // On the average a block has two pointers.
    const u32 payload = block_bytes - 8;
    u32 index = position / payload;
    if (index == 0) return 0;
    index = (position - 4 * (static_cast<u32>(std::popcount(index - 1)) + 2)) / payload;
    position -= payload * index + 4 * static_cast<u32>(std::popcount(index));
    return index;
}

}  // namespace

Errno Volume::find_in_list(const List& list, u32 position, u32& block, u32& offset) {
    u32 last = list.size - 1;
    u32 current = index_of(storage_.block_bytes(), last);
    offset = position;
    const u32 target = index_of(storage_.block_bytes(), offset);
    block = list.head;
    while (current > target) {
        // The longest way that neither goes too far nor is missing in this block.
        const u32 most = static_cast<u32>(std::bit_width(current - target)) - 1;
        const u32 pointers = static_cast<u32>(std::countr_zero(current));
        const u32 way = most < pointers ? most : pointers;
        TRY_ERRNO(storage_.read_word(block, 4 * way, block));
        current -= u32{1} << way;
    }
    return Errno::None;
}

Errno Volume::visit_list(const List& list, Visit visit) {
    if (list.size == 0 || list.head == kNoBlock) return Errno::None;
    u32 position = list.size - 1;
    u32 index = index_of(storage_.block_bytes(), position);
    if (index >= storage_.block_count()) return Errno::Corrupt;
    for (u32 block = list.head;; --index) {
        if (block >= storage_.block_count()) return Errno::Corrupt;
        visit(*this, block);
        if (index == 0) return Errno::None;
        TRY_ERRNO(storage_.read_word(block, 0, block));
    }
}

Errno Volume::extend_list(const List& list, ProgramStream& stream) {
    if (list.size != 0 && list.head >= storage_.block_count()) return Errno::Io;
    for (;;) {
        u32 block;
        TRY_ERRNO(allocate(block));
        Errno error = storage_.erase(block);
        stream.begin(block, 0);
        if (error == Errno::None && list.size != 0) {
            u32 used = list.size - 1;
            u32 index = index_of(storage_.block_bytes(), used);
            if (++used != storage_.block_bytes()) {
                error = storage_.copy(stream, list.head, 0, used);
            } else {
                const u32 pointers = static_cast<u32>(std::countr_zero(++index)) + 1;
                u32 pointer = list.head;
                for (u32 i = 0; i < pointers && error == Errno::None; ++i) {
                    error = storage_.write(stream, &pointer, 4);
                    if (error != Errno::None || i + 1 == pointers) continue;
                    error = storage_.read_word(pointer, 4 * i, pointer);
                    if (pointer >= storage_.block_count()) return Errno::Io;
                }
            }
        }
        if (error != Errno::Corrupt) return error;
    }
}

Errno Volume::replace_block(ProgramStream& stream) {
    for (;;) {
        const u32 bad = stream.block;
        u32 block;
        TRY_ERRNO(allocate(block));
        Errno error = storage_.erase(block);
        stream_.begin(block, 0);
        if (error == Errno::None) error = storage_.copy(stream_, bad, 0, stream.offset);
        if (error == Errno::None) error = storage_.flush(stream_);
        if (error == Errno::Corrupt) continue;
        TRY_ERRNO(error);
        stream.block = block;
        return Errno::None;
    }
}

}  // namespace kinglet::fs::littlefs
