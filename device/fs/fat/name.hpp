// Names of files in FAT: UTF-16 on the disk, UTF-8 outside, and beside each name that is not a plain 8.3 one
// a short one made up from it. Names are the same whatever the case of their letters.
#pragma once

#include <span>

#include "base/errno.hpp"
#include "device/fs/fat/format.hpp"

namespace kinglet::fs::fat {

/// A name as it lies on the disk, put together from the slots that come before the file's own.
class LongName {
  public:
    /// A name from outside, without the dots and spaces at its end, which do not count. Invalid: empty, not
    /// UTF-8, or with a character that FAT does not have; NameTooLong.
    Errno set(const char* name, u32 length);
    /// Begins anew; then come the slots in the order of the folder. What does not fit together is forgotten.
    void clear() { length_ = expected_ = 0; }
    void add_slot(const u8* slot);
    /// The name of the file with this slot: the long one that came before if it belongs to it (true), or the
    /// short one.
    bool finish(const u8* slot);

    bool is_same(const LongName& other) const;

    u32 slot_count() const { return (length_ + slot::kUnits - 1) / slot::kUnits; }
    /// Fills slot `index` (from 1) of the long name of the file with the short name `short_name`.
    void fill_slot(u8* slot, u32 index, const u8* short_name) const;
    /// Zero-ended; `into` has room for kLongestText.
    void to_text(char* into) const;

    /// The name fits into a slot as it is.
    bool is_plain() const;
    /// The slot's name and case: 0 for a plain one; others are made up, and a number sets those apart that
    /// would be alike.
    void fill_short(u8* slot, u32 number) const;
    /// The number of the slot's name if it could be made up from the same as `made_up` (with number 0).
    static u32 number_of(const u8* made_up, const u8* slot);
    static constexpr u32 kMostNumber = 999999;

    static constexpr u32 kLongestText = 3 * kLongestName + 1;

    /// The name of the slot alone.
    void set_short(const u8* slot);

  private:
    u16 units_[kLongestName + slot::kUnits];
    u32 length_ = 0;
    u32 expected_ = 0;  // slots of the long name that are still to come, + 1; 0: none is under way
    u32 sum_ = 0;
};

}  // namespace kinglet::fs::fat
