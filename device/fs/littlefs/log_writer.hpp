// Writes one commit into a pair's log: entries, then the checks. docs/spec/filesystem.md, "Commits".
#pragma once

#include "device/fs/littlefs/pair.hpp"

namespace kinglet::fs::littlefs {

class LogWriter {
  public:
    LogWriter(Storage& storage, ProgramStream& stream) : storage_(storage), stream_(stream) {}

    /// A log of its own, in a block that is erased for it.
    Errno begin(u32 block, u32 revision);
    /// Behind the end of a log whose next unit is erased.
    void go_on(const Pair& pair);

    /// NoSpace: the block is full.
    Errno put(const Piece& piece);
    Errno put(Tag tag, const void* data) { return put(Piece{tag, data, kNoBlock, 0}); }
    /// Ends the commit. It holds when this returns None.
    Errno finish();

    u32 end() const { return stream_.position(); }
    Tag last_tag() const { return last_; }

  private:
    Errno put_tag(Tag tag);
    Errno put_forward_check(u32 at, u8& leading);
    Errno write(const void* bytes, u32 count);

    Storage& storage_;
    ProgramStream& stream_;
    u32 check_ = kCrcStart;
    Tag last_;
};

}  // namespace kinglet::fs::littlefs
