// Moving pairs to other blocks and taking them out of the thread, and what a power cut may leave of that:
// docs/spec/filesystem.md, "The thread".
#include "device/fs/littlefs/volume.hpp"

namespace kinglet::fs::littlefs {

Errno Volume::find_predecessor(const PairAddress& address, Pair& predecessor) {
    Thread thread(*this);
    for (bool found;;) {
        TRY_ERRNO(thread.next(predecessor, found));
        if (!found) return Errno::NotFound;
        if (predecessor.tail.is_same(address)) return Errno::None;
    }
}

/// The entry of the folder that begins with this pair, and the address that it has; NotFound.
Errno Volume::find_parent(const PairAddress& address, Place& entry, PairAddress& as_written) {
    Thread thread(*this);
    for (;;) {
        Pair pair;
        bool found;
        TRY_ERRNO(thread.next(pair, found));
        if (!found) return Errno::NotFound;
        entry.pair = pair.address;
        for (entry.id = 0; entry.id < pair.count; ++entry.id) {
            Piece piece;
            TRY_ERRNO(find_piece(pair, entry.id, 0x7FF, type::kFolderStruct, piece, found));
            if (!found) continue;
            TRY_ERRNO(read_piece(piece, &as_written, sizeof as_written));
            if (as_written.is_same(address)) return Errno::None;
        }
    }
}

Errno Volume::change_tail(const Pair& pair, bool is_split, const PairAddress& tail) {
    const Change change = {Tag(is_split ? type::kHardTail : type::kSoftTail, kNoId, sizeof tail), &tail};
    return commit(pair.address, {&change, 1});
}

/// Copies a pair, as it is, so that one of its blocks is another; then the folder's entry refers to it, last
/// the thread. Between the two the thread has the old copy, which says the same. What goes wrong before the
/// entry is changed leaves everything as it was; after that it is never NoSpace or Corrupt.
Errno Volume::relocate(Pair pair) {
    const Pair old = pair;
    State state;
    TRY_ERRNO(read_state(old, state));
    Errno error;
    do {
        pair = old;
        TRY_ERRNO(allocate(pair.address.blocks[1]));
        error = write_pair(pair, old, {}, 0, old.count, state);
    } while (error == Errno::Corrupt);
    TRY_ERRNO(error);
    is_relocating_ = true;
    error = change_references(old.address, pair.address);
    is_relocating_ = false;
    return error;
}

Errno Volume::change_references(const PairAddress& old, const PairAddress& address) {
    Place entry;
    PairAddress as_written;
    Errno error = find_parent(old, entry, as_written);
    if (error == Errno::None) {
        const Change change = {Tag(type::kFolderStruct, entry.id, sizeof address), &address};
        begin_orphans();
        error = commit(entry.pair, {&change, 1});
        end_orphans();
        TRY_ERRNO(error);
    } else if (error != Errno::NotFound) {
        return error;
    }
    Pair predecessor;
    error = find_predecessor(old, predecessor);
    for (Place* place = places_; place != nullptr; place = place->next) {
        if (place->pair.is_same(old)) place->pair = address;
    }
    if (root_.is_same(old)) root_ = address;
    if (error == Errno::None) error = change_tail(predecessor, predecessor.is_split, address);
    return error == Errno::None ? error : Errno::Io;
}

Errno Volume::create_pair(const PairAddress& tail, PairAddress& address) {
    Pair pair;
    pair.tail = tail;
    TRY_ERRNO(write_new_pair(pair, Pair(), {}, 0, 0));
    address = pair.address;
    return Errno::None;
}

Errno Volume::drop(const PairAddress& address) {
    Pair pair, predecessor;
    TRY_ERRNO(fetch(address, pair));
    TRY_ERRNO(find_predecessor(address, predecessor));
    TRY_ERRNO(read_state(pair, carried_));
    const Errno error = change_tail(predecessor, predecessor.is_split && pair.is_split, pair.tail);
    carried_ = {};
    TRY_ERRNO(error);
    for (Place* place = places_; place != nullptr; place = place->next) {
        if (!place->pair.is_same(pair.address)) continue;
        const bool goes_on = place->kind == Place::Kind::Position && predecessor.is_split && pair.is_split;
        place->pair = goes_on ? pair.tail : PairAddress();
        place->id = 0;
    }
    return Errno::None;
}

Errno Volume::remove_entry(const Place& entry) {
    Pair pair, predecessor;
    TRY_ERRNO(fetch(entry.pair, pair));
    if (pair.count == 1) {
        const Errno error = find_predecessor(pair.address, predecessor);
        if (error == Errno::None && predecessor.is_split) return drop(pair.address);
        if (error != Errno::NotFound) TRY_ERRNO(error);
    }
    const Change change = {Tag(type::kDelete, entry.id, 0)};
    return commit(pair.address, {&change, 1});
}

Errno Volume::begin_change() {
    if (is_damaged_) return Errno::Io;
    begin_allocation();
    moving_ = nullptr;
    orphans_ = 0;
    if (state_.has_orphans() || state_.has_move()) TRY_ERRNO(repair());
    return is_old_ ? upgrade() : Errno::None;
}

Errno Volume::repair() {
    orphans_ = state_.has_orphans() ? 1 : 0;
    if (state_.has_move()) {
        Place entry;
        entry.pair = state_.pair;
        entry.id = Tag(state_.tag).id();
        Pair pair;
        TRY_ERRNO(fetch(entry.pair, pair));
        if (entry.id < pair.count) TRY_ERRNO(remove_entry(entry));
    }
    if (orphans_ != 0) TRY_ERRNO(repair_thread());
    orphans_ = 0;
    return commit(root_, {});
}

Errno Volume::repair_thread() {
    Place at;
    at.pair = kFirstPair;
    hold(at);
    Errno error = Errno::None;
    for (u32 left = storage_.block_count(); error == Errno::None; --left) {
        Pair pair;
        error = left == 0 ? Errno::Corrupt : fetch(at.pair, pair);
        if (error != Errno::None || pair.tail.is_null()) break;
        if (!pair.is_split) {
            Place entry;
            PairAddress as_written;
            error = find_parent(pair.tail, entry, as_written);
            if (error == Errno::NotFound) {
                error = drop(pair.tail);
                continue;
            }
            if (error == Errno::None && !as_written.is_exactly(pair.tail)) {
                error = change_tail(pair, false, as_written);
                continue;
            }
        }
        at.pair = pair.tail;
    }
    release(at);
    return error;
}

}  // namespace kinglet::fs::littlefs
