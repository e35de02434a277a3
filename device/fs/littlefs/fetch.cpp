// Reading pairs: docs/spec/filesystem.md, "The log".
#include <cstring>

#include "device/fs/littlefs/volume.hpp"

namespace kinglet::fs::littlefs {

namespace {

/// What a log says up to some point of it; it counts once the commit is whole.
struct Progress {
    u32 count = 0;
    bool is_split = false;
    PairAddress tail;
    u32 found_id = NameSearch::kNowhere;
    u32 found_type = 0;
    bool is_found = false;
    u32 check_bytes = 0, check = 0;  // the forward check; of no bytes: there is none
};

/// The order of names in a folder: byte by byte; of two that begin the same the longer comes first.
Errno compare_name(Storage& storage, u32 block, u32 offset, u32 length, const NameSearch& search,
                   int& order) {
    const u32 common = length < search.length ? length : search.length;
    TRY_ERRNO(storage.compare(block, offset, search.name, common, order));
    if (order == 0 && length != search.length) order = length > search.length ? -1 : 1;
    return Errno::None;
}

Errno note_name(Storage& storage, u32 block, u32 offset, Tag tag, const NameSearch& search,
                Progress& progress) {
    int order = 0;
    TRY_ERRNO(compare_name(storage, block, offset, tag.length(), search, order));
    if (order == 0) {
        progress.found_id = tag.id();
        progress.found_type = tag.type();
        progress.is_found = true;
    } else if (order > 0 && !progress.is_found && tag.id() <= progress.found_id) {
        progress.found_id = tag.id();
    }
    return Errno::None;
}

void note_splice(Tag tag, Progress& progress) {
    const bool is_delete = tag.type() == type::kDelete;
    progress.count += is_delete ? u32(-1) : 1;
    if (progress.found_id == NameSearch::kNowhere || tag.id() > progress.found_id) return;
    if (!is_delete) {
        ++progress.found_id;
    } else if (tag.id() != progress.found_id) {
        --progress.found_id;
    } else {
        progress.is_found = false;  // the next entry, which is greater, takes its id
    }
}

constexpr u32 kMostEntries = kNoId;

}  // namespace

Errno Volume::scan(u32 block, u32 revision, Pair& pair, NameSearch* search) {
    const u32 block_bytes = storage_.block_bytes();
    Progress progress, whole;
    Tag last;
    u32 check = crc(kCrcStart, &revision, 4);
    u32 offset = 4;
    bool may_be_erased = false;
    pair.end = 0;
    while (offset + 4 <= block_bytes) {
        u32 stored;
        TRY_ERRNO(storage_.read_word(block, offset, stored));
        const Tag tag(swap_bytes(stored) ^ last.bits);
        if (!tag.is_valid()) {
            may_be_erased = offset == pair.end;
            break;
        }
        const u32 behind = offset + tag.bytes();
        if (behind > block_bytes) break;
        check = crc(check, &stored, 4);
        last = tag;
        if (tag.is_end_of_commit()) {
            u32 expected = 0;
            if (tag.bytes() < 8) break;
            TRY_ERRNO(storage_.read_word(block, offset + 4, expected));
            if (expected != check) break;
            // The lowest bit of the chunk says which validity the next tag must not have by chance.
            last.bits ^= (tag.chunk() & 1) << 31;
            whole = progress;
            pair.end = behind;
            pair.last_tag = last;
            seed_ ^= check;
            check = kCrcStart;
            progress.check_bytes = 0;
            offset = behind;
            continue;
        }
        TRY_ERRNO(storage_.read_crc(block, offset + 4, behind - offset - 4, check));
        switch (tag.family()) {
            case Family::Name:
                if (tag.id() >= progress.count) progress.count = tag.id() + 1;
                if (search != nullptr && (tag.chunk() & 0x80) == 0) {
                    TRY_ERRNO(note_name(storage_, block, offset + 4, tag, *search, progress));
                }
                break;
            case Family::Splice: note_splice(tag, progress); break;
            case Family::Tail:
                progress.is_split = (tag.chunk() & 1) != 0;
                if (tag.length() == 8) TRY_ERRNO(storage_.read(block, offset + 4, &progress.tail, 8));
                break;
            case Family::Crc:
                if (tag.length() == 8) TRY_ERRNO(storage_.read(block, offset + 4, &progress.check_bytes, 8));
                break;
            default: break;
        }
        if (progress.count > kMostEntries) break;
        offset = behind;
    }
    pair.revision = revision;
    pair.count = whole.count;
    pair.is_split = whole.is_split && !whole.tail.is_null();
    pair.tail = whole.tail;
    pair.is_erased = false;
    if (may_be_erased && pair.end % storage_.units().program_bytes == 0 && whole.check_bytes != 0 &&
        whole.check_bytes <= block_bytes - pair.end) {
        u32 found = kCrcStart;
        TRY_ERRNO(storage_.read_crc(block, pair.end, whole.check_bytes, found));
        pair.is_erased = found == whole.check && whole.check_bytes >= storage_.units().program_bytes;
    }
    if (search != nullptr) {
        search->id = whole.found_id;
        search->is_found = whole.is_found && !state_.has_move_from(pair.address, whole.found_id);
        search->type = whole.found_type;
    }
    return Errno::None;
}

Errno Volume::fetch(const PairAddress& address, Pair& pair, NameSearch* search) {
    if (search == nullptr && last_.address.is_exactly(address) && !address.is_null()) {
        pair = last_;
        return Errno::None;
    }
    u32 revisions[2];
    const PairAddress at = address;
    for (u32 i = 0; i < 2; ++i) TRY_ERRNO(storage_.read_word(at.blocks[i], 0, revisions[i]));
    u32 newer = static_cast<i32>(revisions[1] - revisions[0]) > 0 ? 1 : 0;
    for (u32 attempt = 0; attempt < 2; ++attempt, newer ^= 1) {
        pair.address = {{at.blocks[newer], at.blocks[newer ^ 1]}};
        TRY_ERRNO(scan(at.blocks[newer], revisions[newer], pair, search));
        if (pair.end == 0) continue;
        last_ = pair;
        return Errno::None;
    }
    return Errno::Corrupt;
}

Errno Volume::find_piece(const Pair& pair, u32 id, u32 mask, u32 type, Piece& piece, bool& found) {
    EntryWalk walk(storage_, pair, id);
    do TRY_ERRNO(walk.next(piece, found));
    while (found && (piece.tag.type() & mask) != type);
    return Errno::None;
}

Errno Volume::read_piece(const Piece& piece, void* into, u32 count) {
    const u32 present = piece.tag.length() < count ? piece.tag.length() : count;
    std::memset(into, 0, count);
    return storage_.read(piece.block, piece.offset, into, present);
}

Errno Volume::read_state(const Pair& pair, State& state) {
    Piece piece;
    bool found;
    TRY_ERRNO(find_piece(pair, kNoId, 0x7FF, type::kMoveState, piece, found));
    state = {};
    return found ? read_piece(piece, &state, sizeof state) : Errno::None;
}

Errno Thread::next(Pair& pair, bool& found) {
    found = !next_.is_null();
    if (!found) return Errno::None;
    if (left_-- == 0) return Errno::Corrupt;
    TRY_ERRNO(volume_.fetch(next_, pair));
    next_ = pair.tail;
    return Errno::None;
}

}  // namespace kinglet::fs::littlefs
