#include "device/fs/littlefs/pair.hpp"

namespace kinglet::fs::littlefs {

Errno EntryWalk::step(Piece& piece, bool& found) {
    found = true;
    if (!is_moved_ && left_ != 0) {
        const Change& change = changes_.first[--left_];
        piece = {change.tag, change.data, kNoBlock, 0};
        return Errno::None;
    }
    found = offset_ >= sizeof(Pair::revision) + tag_.bytes();
    if (!found) return Errno::None;
    offset_ -= tag_.bytes();
    u32 stored;
    TRY_ERRNO(storage_.read_word(block_, offset_, stored));
    piece = {tag_, nullptr, block_, offset_ + 4};
    tag_ = Tag((swap_bytes(stored) ^ tag_.bits) & Tag::kBits);
    return Errno::None;
}

void EntryWalk::end() {
    is_over_ = !is_moved_;
    if (!is_moved_) return;
    is_moved_ = false;
    id_ = outer_id_;
    enter(pair_);
}

bool EntryWalk::accept(const Piece& piece) {
    const Tag tag = piece.tag;
    if (id_ == kNoId) return tag.id() == kNoId;
    if (tag.family() == Family::Splice) {
        if (tag.id() > id_) return false;
        if (tag.type() == type::kDelete) {
            ++id_;
        } else if (tag.id() == id_) {
            end();
        } else {
            --id_;
        }
        return false;
    }
    if (tag.id() != id_) return false;
    switch (tag.family()) {
        case Family::Internal:
            if (piece.block != kNoBlock) return false;
            is_moved_ = true;
            outer_id_ = id_;
            id_ = changes_.source->id;
            enter(changes_.source->pair);
            return false;
        case Family::Name:
            is_over_ = !is_moved_;
            if (is_moved_) end();
            return is_over_;
        case Family::Struct: {
            const bool is_newest = !has_struct_;
            has_struct_ = true;
            return is_newest;
        }
        case Family::Attribute: {
            u32& seen = attributes_[tag.chunk() / 32];
            const u32 bit = u32{1} << tag.chunk() % 32;
            const bool is_newest = (seen & bit) == 0;
            seen |= bit;
            return is_newest && !tag.is_deleted();
        }
        default: return false;
    }
}

Errno EntryWalk::next(Piece& piece, bool& found) {
    found = false;
    while (!is_over_) {
        TRY_ERRNO(step(piece, found));
        if (!found) {
            end();
        } else if (accept(piece)) {
            piece.tag = piece.tag.with_id(wanted_);
            return Errno::None;
        }
    }
    found = false;
    return Errno::None;
}

}  // namespace kinglet::fs::littlefs
