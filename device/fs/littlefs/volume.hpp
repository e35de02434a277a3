// A littlefs on a block device: its tree of pairs, the blocks that are free, what has to be repaired. Owned
// by LittleFileSystem, which knows paths; files and folders that are open are its Places.
//
// Invariants: whatever is programmed or erased lies in blocks that nothing on the device refers to, or behind
// the end of a log, until one commit makes it hold; so each commit is all or nothing. Every walk is bounded
// by the number of blocks, so that a damaged image is an error and no endless loop.
#pragma once

#include "device/fs/littlefs/pair.hpp"

namespace kinglet::fs::littlefs {

/// A file's blocks: the last one, which leads to the others, and the bytes in all of them.
struct List {
    u32 head;
    u32 size;
};

/// An open file, with the blocks that nothing on the device refers to yet. Its kind is File.
struct OpenFile : Place {
    List list = {kNoBlock, 0};  // what it holds; head kNoBlock: no list
    List done = {kNoBlock, 0};  // the new list up to the block that is being filled
    u32 block = kNoBlock;       // that block; kNoBlock: none is
};

struct Setup {
    Storage::Units units;
    u32 lookahead_bytes = 32;
    u32 block_cycles = 100;          // a pair moves after so many erasures
    u64 (*nanoseconds)() = nullptr;  // since 1970, for the times of files; nullptr: none are kept
};

class Volume {
  public:
    /// Bytes of memory that a volume needs for its buffers.
    static usize buffer_bytes(const Setup& setup) {
        return 2 * setup.units.cache_bytes + (setup.lookahead_bytes + 3) / 4 * 4;
    }
    /// `buffers`: buffer_bytes(setup), aligned for words; it outlives the volume, as the device does.
    Volume(hal::BlockDevice& device, const Setup& setup, u8* buffers);

    /// Corrupt: there is no littlefs. One that is damaged but for its root can be read.
    Errno mount();
    /// Makes an empty one.
    Errno format();

    Storage& storage() { return storage_; }
    const Setup& setup() const { return setup_; }
    const PairAddress& root() const { return root_; }
    u32 longest_attribute() const { return longest_attribute_; }

    // ---- places

    void hold(Place& place);
    void release(Place& place);

    // ---- reading

    Errno fetch(const PairAddress& address, Pair& pair, NameSearch* search = nullptr);
    /// Of an entry, or the pair itself, the newest piece whose type is one of those that `mask` leaves equal
    /// to `type`; `found` false: none.
    Errno find_piece(const Pair& pair, u32 id, u32 mask, u32 type, Piece& piece, bool& found);
    /// The piece's bytes, zeros behind them.
    Errno read_piece(const Piece& piece, void* into, u32 count);
    bool is_moved_away(const Pair& pair, u32 id) const { return state_.has_move_from(pair.address, id); }
    /// Blocks in use; an error if the tree is damaged.
    Errno count_blocks(u32& count);

    // ---- changing

    /// Before anything is changed: mends what a power cut has left, and lets the allocator look at every
    /// block once.
    Errno begin_change();
    /// All of the changes or none; `from`: the entry that kMoveFrom takes the pieces of.
    Errno commit(const PairAddress& address, Changes changes, const Place* from = nullptr);
    /// A new folder's pair, whose thread goes on with `tail`; nothing refers to it yet.
    Errno create_pair(const PairAddress& tail, PairAddress& address);
    /// Takes an entry out of its pair, and an empty pair out of its folder.
    Errno remove_entry(const Place& entry);
    /// Takes a pair that no entry refers to any more out of the thread.
    Errno drop(const PairAddress& address);
    /// The pair whose tail this is; NotFound.
    Errno find_predecessor(const PairAddress& address, Pair& predecessor);
    /// Until end_orphans() a power cut may leave a pair in the thread that no folder has.
    void begin_orphans() { ++orphans_; }
    void end_orphans() { --orphans_; }
    /// The next commit says that this entry has moved away, the one after it that none has; nullptr: none.
    void set_moving(const Place* place) { moving_ = place; }

    Errno allocate(u32& block);
    /// What was allocated up to now is in use or was given up.
    void begin_allocation() { budget_ = storage_.block_count(); }

    // ---- lists of blocks (list.cpp)

    /// The block that holds the byte at `position`, and where in it.
    Errno find_in_list(const List& list, u32 position, u32& block, u32& offset);
    /// A stream into a new block that goes on where `list` ends.
    Errno extend_list(const List& list, ProgramStream& stream);
    /// Gives what is in the stream a new block, because its own is bad.
    Errno replace_block(ProgramStream& stream);

  private:
    using Visit = void (*)(Volume& volume, u32 block);
    friend class Thread;

    Errno scan(u32 block, u32 revision, Pair& pair, NameSearch* search);
    Errno read_state(const Pair& pair, State& state);

    Errno try_commit(const Place& target, Changes changes, const Place* from, bool& may_relocate);
    Errno append(Pair& pair, Changes changes, const State& delta);
    Errno compact(Pair& pair, Changes changes, const State& delta, bool expands);
    Errno split(Pair& pair, const Pair& from, Changes changes, u32& end);
    Errno write_pair(Pair& pair, const Pair& from, Changes changes, u32 begin, u32 end, const State& state);
    Errno write_new_pair(Pair& pair, const Pair& from, Changes changes, u32 begin, u32 end);
    Errno write_entry(class LogWriter& log, const Pair& from, Changes changes, u32 id, u32 new_id);
    Errno measure(const Pair& pair, Changes changes, u32 id, u32& bytes);
    State next_state() const;
    /// After so many revisions a pair moves. Odd, so that both of its blocks do.
    u32 cycles() const { return (setup_.block_cycles + 1) | 1; }
    Errno should_expand(bool& expands);
    void adjust_places(const Pair& old, const Pair& pair, Changes changes, bool expanded);

    Errno relocate(Pair pair);
    Errno change_references(const PairAddress& old, const PairAddress& address);
    Errno find_parent(const PairAddress& address, Place& entry, PairAddress& as_written);
    Errno change_tail(const Pair& pair, bool is_split, const PairAddress& tail);
    Errno repair();
    Errno repair_thread();
    Errno upgrade();

    Errno traverse(Visit visit, bool with_folders);
    Errno visit_list(const List& list, Visit visit);
    Errno fill_window();
    static void mark(Volume& volume, u32 block);
    static void count(Volume& volume, u32 block);

    Errno check_superblock(const Pair& pair, bool& is_superblock);

    Storage storage_;
    Setup setup_;
    ProgramStream stream_;  // of commits
    u32* lookahead_;

    PairAddress root_;
    State state_;    // as all pairs together have it
    State carried_;  // what a pair that is being dropped had of it; the commit that drops it takes it over
    u32 orphans_ = 0;
    const Place* moving_ = nullptr;
    bool is_relocating_ = false;
    bool is_damaged_ = false;
    bool is_old_ = false;  // version 2.0: without forward checks
    u32 longest_attribute_ = 0;
    Place* places_ = nullptr;
    Pair last_;  // the pair that was fetched or committed last

    u32 window_begin_ = 0, window_size_ = 0, window_next_ = 0;  // what lookahead_ covers
    u32 budget_ = 0;  // blocks that may still be looked at in this change
    u32 seed_ = 0;
    u32 visited_ = 0;
};

/// All pairs, in the order in which they are threaded.
class Thread {
  public:
    explicit Thread(Volume& volume) : volume_(volume), left_(volume.storage_.block_count()) {}
    /// `found` false: that was the last. Corrupt if they are more than there are blocks.
    Errno next(Pair& pair, bool& found);

  private:
    Volume& volume_;
    PairAddress next_ = kFirstPair;
    u32 left_;
};

}  // namespace kinglet::fs::littlefs
