// A metadata pair as it is read: where its log ends, what it holds, and walks through the history of one of
// its entries. See docs/spec/filesystem.md, "The log".
#pragma once

#include "device/fs/littlefs/format.hpp"
#include "device/fs/littlefs/storage.hpp"

namespace kinglet::fs::littlefs {

/// A pair as of its last commit. Copies go stale when something is committed to it.
struct Pair {
    PairAddress address;  // the block in use comes first
    u32 revision = 0;
    u32 end = 0;  // of the last commit
    Tag last_tag;
    u32 count = 0;           // entries
    bool is_erased = false;  // what follows the end can be programmed
    bool is_split = false;   // the folder goes on in the tail
    PairAddress tail;
};

/// A name that fetching a pair looks for.
struct NameSearch {
    static constexpr u32 kNowhere = ~u32{0};

    const char* name;
    u32 length;
    u32 id = kNowhere;  // the entry's, or the first one behind its place
    bool is_found = false;
    u32 type = 0;
};

/// Something that is to be committed: a tag, and in memory what it carries.
struct Change {
    Tag tag;
    const void* data = nullptr;
};

/// The entry that kMoveFrom takes the pieces of.
struct Source {
    Pair pair;
    u32 id = 0;
};

struct Changes {
    const Change* first = nullptr;
    u32 count = 0;
    const Source* source = nullptr;
};

/// One thing that holds for an entry: name, structure or an attribute.
struct Piece {
    Tag tag;
    const void* data;  // if it is one of the changes
    u32 block;         // kNoBlock then
    u32 offset;
};

/// An entry, or a position among entries, that somebody holds while pairs change around it; the volume keeps
/// it true. The pair is null once the entry is gone.
struct Place {
    enum class Kind : u32 { Position, Entry, File };

    PairAddress pair;
    u32 id = 0;
    Kind kind = Kind::Entry;
    Place* next = nullptr;
};

/// The pieces that hold for an entry, newest first, its name last: of the log as `pair` has it, with
/// `changes` behind it. With kNoId: tails and states.
class EntryWalk {
  public:
    EntryWalk(Storage& storage, const Pair& pair, u32 id, Changes changes = {})
        : storage_(storage), pair_(pair), changes_(changes), left_(changes.count), wanted_(id), id_(id) {
        enter(pair);
    }

    /// `found` false: there are no more.
    Errno next(Piece& piece, bool& found);

  private:
    void enter(const Pair& pair) {
        block_ = pair.address.blocks[0];
        offset_ = pair.end;
        tag_ = Tag(pair.last_tag.bits & Tag::kBits);
    }
    /// The next older tag, wherever it is.
    Errno step(Piece& piece, bool& found);
    /// True for one that holds; follows the shifts of the others.
    bool accept(const Piece& piece);
    /// The entry was made here.
    void end();

    Storage& storage_;
    const Pair& pair_;
    Changes changes_;
    u32 left_;    // changes that were not looked at
    u32 wanted_;  // the id that pieces are given
    u32 id_;      // the id at this point of the history
    u32 block_, offset_;
    Tag tag_;
    u32 outer_id_ = 0;  // while the pieces of another entry are taken
    bool is_moved_ = false;
    bool is_over_ = false;
    bool has_struct_ = false;
    u32 attributes_[8] = {};  // those that were seen, as bits
};

}  // namespace kinglet::fs::littlefs
