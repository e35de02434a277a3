// An open file of a FAT volume. It has no buffer: what is written goes into the volume's window. The file's
// slot follows at flush() and close(), so that a power cut before leaves the file as long as it was.
//
// A file may be open several times; all see what one writes. Once it is removed they fail with BadFile.
#pragma once

#include "device/fs/fat/folder.hpp"
#include "device/fs/fat/times.hpp"

namespace kinglet::fs::fat {

class FatFile;

/// The volume, and what is open on it.
struct Opened {
    Volume& volume;
    i64 (*seconds)();  // since 1970; nullptr: there is no clock
    FatFile* files = nullptr;

    /// Now, as slots have it.
    u32 time() const { return time_from_seconds(seconds == nullptr ? 0 : seconds()); }
};

class FatFile final : public File {
  public:
    FatFile(Opened& opened, const Item& item, u32 flags);

    /// The item as those see it who have it open.
    static void update(const Opened& opened, Item& item);
    /// The item has changed, has moved to another slot, or is gone: for all that have it open.
    static void change(Opened& opened, const SlotPlace& place, u32 cluster, u32 size);
    static void move(Opened& opened, const SlotPlace& from, const SlotPlace& to);
    static void forget(Opened& opened, const SlotPlace& place) { move(opened, place, SlotPlace()); }

  private:
    Errno do_read(std::span<u8> into, usize& count) override;
    Errno do_write(std::span<const u8> bytes, usize& count) override;
    Errno do_seek(i64 offset, Origin origin, i64& position) override;
    Errno do_flush() override;
    Errno do_close() override;

    bool is_gone() const { return place_ == SlotPlace(); }
    /// The sector of the position, in a cluster that is added if it `may_grow`.
    Errno find_sector(bool may_grow, u32& sector);
    Errno write_part(const u8* bytes, u32& count);
    Errno fill_gap();
    Errno write_slot();

    Opened& opened_;
    FatFile* next_;
    SlotPlace place_;
    u32 flags_;
    u32 first_cluster_;
    u32 size_;
    u32 position_ = 0;
    u32 cluster_ = 0;  // the one that was reached last; 0: none
    u32 order_ = 0;    // and its place in the chain
    bool is_changed_ = false;
};

}  // namespace kinglet::fs::fat
