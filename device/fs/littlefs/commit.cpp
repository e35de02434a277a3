// Changing a pair: behind the log while there is room, else both blocks change their roles and what holds is
// written anew, in several pairs if it has become too much. docs/spec/filesystem.md, "Commits".
#include "device/fs/littlefs/log_writer.hpp"
#include "device/fs/littlefs/volume.hpp"

namespace kinglet::fs::littlefs {

namespace {

// Behind the entries of a compacted pair: revision, tail, state, checks.
constexpr u32 kReserved = 4 + 12 + 16 + 20;

/// What `changes` make of the pair but for its log.
void apply(Changes changes, Pair& pair) {
    for (u32 i = 0; i < changes.count; ++i) {
        const Change& change = changes.first[i];
        switch (change.tag.family()) {
            case Family::Splice: pair.count += change.tag.type() == type::kDelete ? u32(-1) : 1; break;
            case Family::Tail:
                pair.is_split = change.tag.type() == type::kHardTail;
                pair.tail = *static_cast<const PairAddress*>(change.data);
                break;
            default: break;
        }
    }
}

}  // namespace

State Volume::next_state() const {
    State next = state_;
    if (!is_relocating_) {
        next = {};
        if (moving_ != nullptr) {
            next.tag = Tag(type::kDelete, moving_->id, 0).bits;
            next.pair = moving_->pair;
        }
    }
    next.tag = (next.tag & ~State::kOrphans) | (orphans_ != 0 ? State::kOrphans : 0);
    return next;
}

Errno Volume::append(Pair& pair, Changes changes, const State& delta) {
    LogWriter log(storage_, stream_);
    log.go_on(pair);
    for (u32 i = 0; i < changes.count; ++i) {
        const Change& change = changes.first[i];
        if (change.tag.type() != type::kMoveFrom) {
            TRY_ERRNO(log.put(change.tag, change.data));
            continue;
        }
        EntryWalk walk(storage_, changes.source->pair, changes.source->id);
        for (;;) {
            Piece piece;
            bool found;
            TRY_ERRNO(walk.next(piece, found));
            if (!found || piece.tag.family() == Family::Name) break;
            piece.tag = piece.tag.with_id(change.tag.id());
            TRY_ERRNO(log.put(piece));
        }
    }
    if (!delta.is_zero()) {
        State state;
        TRY_ERRNO(read_state(pair, state));
        state = state ^ delta;
        TRY_ERRNO(log.put(Tag(type::kMoveState, kNoId, sizeof state), &state));
    }
    TRY_ERRNO(log.finish());
    pair.end = log.end();
    pair.last_tag = log.last_tag();
    pair.is_erased = pair.end < storage_.block_bytes();
    apply(changes, pair);
    return Errno::None;
}

Errno Volume::measure(const Pair& pair, Changes changes, u32 id, u32& bytes) {
    EntryWalk walk(storage_, pair, id, changes);
    Piece piece;
    bool found;
    bytes = 0;
    for (;;) {
        TRY_ERRNO(walk.next(piece, found));
        if (!found) return Errno::None;
        bytes += piece.tag.bytes();
    }
}

/// The name has to come first, and is the last that a walk finds.
Errno Volume::write_entry(LogWriter& log, const Pair& from, Changes changes, u32 id, u32 new_id) {
    for (const bool names : {true, false}) {
        EntryWalk walk(storage_, from, id, changes);
        for (;;) {
            Piece piece;
            bool found;
            TRY_ERRNO(walk.next(piece, found));
            if (!found) break;
            piece.tag = piece.tag.with_id(new_id);
            if ((piece.tag.family() == Family::Name) == names) TRY_ERRNO(log.put(piece));
        }
    }
    return Errno::None;
}

/// Entries begin to end of `from` with `changes`, into the second block of `pair`, which becomes the first.
Errno Volume::write_pair(Pair& pair, const Pair& from, Changes changes, u32 begin, u32 end,
                         const State& state) {
    LogWriter log(storage_, stream_);
    const u32 block = pair.address.blocks[1];
    TRY_ERRNO(log.begin(block, pair.revision + 1));
    for (u32 id = begin; id < end; ++id) TRY_ERRNO(write_entry(log, from, changes, id, id - begin));
    if (!pair.tail.is_null()) {
        const u32 tail = pair.is_split ? type::kHardTail : type::kSoftTail;
        TRY_ERRNO(log.put(Tag(tail, kNoId, sizeof pair.tail), &pair.tail));
    }
    if (!state.is_zero()) TRY_ERRNO(log.put(Tag(type::kMoveState, kNoId, sizeof state), &state));
    TRY_ERRNO(log.finish());
    pair.address = {{block, pair.address.blocks[0]}};
    ++pair.revision;
    pair.end = log.end();
    pair.last_tag = log.last_tag();
    pair.count = end - begin;
    pair.is_erased = pair.end < storage_.block_bytes();
    return Errno::None;
}

/// The same into two new blocks; `pair` says only how the thread goes on.
Errno Volume::write_new_pair(Pair& pair, const Pair& from, Changes changes, u32 begin, u32 end) {
    for (;;) {
        for (u32& block : pair.address.blocks) TRY_ERRNO(allocate(block));
        // The other block's revision counts, as if it held something; it is not yet worn.
        TRY_ERRNO(storage_.read_word(pair.address.blocks[0], 0, pair.revision));
        pair.revision += cycles() - pair.revision % cycles();
        const Errno error = write_pair(pair, from, changes, begin, end, State());
        if (error != Errno::Corrupt) return error;
    }
}

/// Takes entries off the end of 0 to `end` until what is left fills no more than half of the block: else the
/// next change would have to compact again.
Errno Volume::split(Pair& pair, const Pair& from, Changes changes, u32& end) {
    const u32 block_bytes = storage_.block_bytes();
    const u32 half = block_bytes / 2 < block_bytes - kReserved ? block_bytes / 2 : block_bytes - kReserved;
    while (end > 1) {
        u32 total = 0, bytes;
        for (u32 id = 0; id < end; ++id) {
            TRY_ERRNO(measure(from, changes, id, bytes));
            total += bytes;
        }
        if (total <= half) break;
        const u32 share = (total + 1) / 2 < half ? (total + 1) / 2 : half;
        u32 begin = end;
        for (u32 taken = 0; begin > 1; --begin) {
            TRY_ERRNO(measure(from, changes, begin - 1, bytes));
            taken += bytes;
            if (taken > share && begin != end) break;
        }
        Pair rest;
        rest.tail = pair.tail;
        rest.is_split = pair.is_split;
        const Errno error = write_new_pair(rest, from, changes, begin, end);
        if (error == Errno::NoSpace && end == pair.count) break;  // it may fit all the same
        TRY_ERRNO(error);
        pair.tail = rest.address;
        pair.is_split = true;
        end = begin;
    }
    return Errno::None;
}

Errno Volume::compact(Pair& pair, Changes changes, const State& delta, bool expands) {
    const Pair from = pair;
    State state;
    TRY_ERRNO(read_state(from, state));
    apply(changes, pair);
    u32 end = pair.count;
    TRY_ERRNO(split(pair, from, changes, end));
    if (expands) {
        Pair root;
        root.tail = pair.tail;
        root.is_split = pair.is_split;
        TRY_ERRNO(write_new_pair(root, from, changes, 0, end));
        pair.tail = root.address;
        pair.is_split = true;
        end = 1;
    }
    return write_pair(pair, from, changes, 0, end, state ^ delta);
}

/// The first pair cannot move. When it has been erased often, all but the superblock goes into a new one; not
/// in a filesystem that is nearly full, for the blocks never come back.
Errno Volume::should_expand(bool& expands) {
    u32 used;
    TRY_ERRNO(count_blocks(used));
    expands = storage_.block_count() - used > storage_.block_count() / 8;
    return Errno::None;
}

Errno Volume::commit(const PairAddress& address, Changes changes, const Place* from) {
    Place target;
    target.pair = address;
    hold(target);
    bool tries_relocation = !is_relocating_;
    Errno error;
    do error = try_commit(target, changes, from, tries_relocation);
    while (error == Errno::TryAgain);
    release(target);
    return error == Errno::Corrupt ? Errno::Io : error;
}

/// TryAgain after the pair has moved, which it may once.
Errno Volume::try_commit(const Place& target, Changes changes, const Place* from, bool& may_relocate) {
    Source source;
    if (from != nullptr) {
        TRY_ERRNO(fetch(from->pair, source.pair));
        source.id = from->id;
        changes.source = &source;
    }
    Pair pair;
    TRY_ERRNO(fetch(target.pair, pair));
    const Pair old = pair;
    const State next = next_state();
    const State delta = state_ ^ next ^ (is_relocating_ ? State() : carried_);
    Errno error = Errno::NoSpace;
    bool expands = false;
    if (pair.is_erased) {
        last_ = {};
        error = append(pair, changes, delta);
        if (error != Errno::None && error != Errno::NoSpace && error != Errno::Corrupt) return error;
    }
    if (error != Errno::None) {
        pair = old;
        const bool is_worn = may_relocate && (pair.revision + 1) % cycles() == 0;
        const bool can_move = !pair.address.is_exactly(kFirstPair);
        if (is_worn && can_move) {
            may_relocate = false;
            error = relocate(old);
            if (error == Errno::None) return Errno::TryAgain;
            if (error != Errno::NoSpace) return error;
        }
        if (is_worn && !can_move) TRY_ERRNO(should_expand(expands));
        last_ = {};
        error = compact(pair, changes, delta, expands);
        if (error == Errno::Corrupt && may_relocate && can_move) {
            may_relocate = false;
            TRY_ERRNO(relocate(old));
            return Errno::TryAgain;
        }
        TRY_ERRNO(error);
    }
    TRY_ERRNO(storage_.sync());
    last_ = pair;
    state_ = next;
    if (!is_relocating_) carried_ = {};
    adjust_places(old, pair, changes, expands);
    return Errno::None;
}

/// What is held moves with its entry.
void Volume::adjust_places(const Pair& old, const Pair& pair, Changes changes, bool expanded) {
    for (Place* place = places_; place != nullptr; place = place->next) {
        if (!place->pair.is_same(old.address)) continue;
        const bool is_entry = place->kind != Place::Kind::Position;
        place->pair = pair.address;
        for (u32 i = 0; i < changes.count && !place->pair.is_null(); ++i) {
            const Tag tag = changes.first[i].tag;
            if (tag.family() != Family::Splice || tag.id() > place->id) continue;
            if (tag.type() == type::kCreate) {
                if (is_entry || tag.id() < place->id) ++place->id;
            } else if (tag.id() < place->id) {
                --place->id;
            } else if (is_entry) {
                place->pair = {};
            }
        }
        Pair at = pair;
        if (expanded) {
            place->pair = pair.tail;
            if (fetch(pair.tail, at) != Errno::None) place->pair = {};
        }
        while (!place->pair.is_null() && place->id >= at.count && at.is_split) {
            place->id -= at.count;
            place->pair = at.tail;
            if (fetch(at.tail, at) != Errno::None) place->pair = {};
        }
    }
    if (root_.is_same(old.address)) root_ = expanded ? pair.tail : pair.address;
}

}  // namespace kinglet::fs::littlefs
