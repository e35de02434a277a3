// The slots of a folder, and the files and folders that they stand for. An item's slot holds its short name,
// attributes, times, size and first cluster; slots before it hold its long name.
#pragma once

#include "device/fs/fat/name.hpp"
#include "device/fs/fat/volume.hpp"
#include "device/fs/file_system.hpp"

namespace kinglet::fs::fat {

/// Where a slot lies on the volume.
struct SlotPlace {
    u32 sector = 0;
    u32 offset = 0;

    bool operator==(const SlotPlace&) const = default;
};

/// A file or folder.
struct Item {
    u32 first = 0;  // in its folder: the first of its slots
    u32 index = 0;  // and the last, its own
    SlotPlace place;
    u32 attributes = 0;
    u32 cluster = 0;  // where what it holds begins; 0: nothing
    u32 size = 0;
    u32 modified = 0;  // date, and the time of day below

    bool is_folder() const { return (attributes & slot::kFolder) != 0; }
};

/// Walks through the slots of a folder, or to any of them.
class Slots {
  public:
    /// `folder`: its first cluster; Volume::root().
    Slots(Volume& volume, u32 folder) : volume_(volume), folder_(folder), cluster_(folder) {}

    /// The window shows the slot at `index`; nullptr: the folder ends before it.
    Errno at(u32 index, u8*& slot);
    /// Where the slot lies that at() showed last.
    const SlotPlace& place() const { return place_; }
    /// One more cluster, all zero. NoSpace.
    Errno grow();
    /// The item that begins at `index` or behind it, and its name; `found` false: there is none. The next one
    /// begins at item.index + 1.
    Errno next(u32 index, Item& item, LongName& name, bool& found);
    /// The item of this name; `made_up` is room for the names that are read.
    Errno find(const LongName& name, LongName& read, Item& item, bool& found);
    /// Writes an item of this name behind the others or into a gap; `slot` has all but the name.
    Errno add(const LongName& name, const u8* slot, Item& item);
    /// The slots of the item are free again.
    Errno remove(const Item& item);

  private:
    Errno choose_place(const LongName& name, u8* slot, u32 count, u32& first);

    Volume& volume_;
    u32 folder_;
    u32 cluster_;    // the one that was reached last, and
    u32 order_ = 0;  // its place in the chain
    SlotPlace place_;
};

/// What the slot that the window shows says.
void read_item(const u8* slot, Item& item);
/// Its cluster; a number that is none stays.
void set_cluster(u8* slot, u32 cluster);

/// A folder that is being listed.
class FatFolder final : public Folder {
  public:
    FatFolder(Volume& volume, u32 folder, LongName& name) : slots_(volume, folder), name_(name) {}

  private:
    Errno do_next(Entry& entry) override;
    void do_close() override {}

    Slots slots_;
    LongName& name_;
    u32 next_ = 0;
    char text_[LongName::kLongestText];
};

}  // namespace kinglet::fs::fat
