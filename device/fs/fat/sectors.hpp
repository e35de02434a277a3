// The sectors of a FAT volume: a window of one, in memory that the owner gives, through which everything is
// written and all but whole sectors of files are read. A sector of the first table is written to its copies
// too. A sector that could not be written is lost: the error says so, once.
#pragma once

#include "device/hal/block_device.hpp"

namespace kinglet::fs::fat {

class Sectors {
  public:
    Sectors(hal::BlockDevice& device, u8* window) : device_(device), window_(window) {}

    u32 bytes() const { return device_.block_bytes(); }
    /// Of the device, from the volume's first on.
    u32 count() const { return device_.block_count() - begin_; }
    void set_begin(u32 sector) { begin_ = sector, held_ = kNone; }
    /// The sectors before `end` are in `copies` further places, `distance` apart.
    void set_copies(u32 begin, u32 end, u32 distance, u32 copies);

    /// The window shows this sector.
    Errno load(u32 sector);
    /// The window stands for this sector, all zero, to be written.
    Errno claim(u32 sector);
    u8* window() { return window_; }
    /// What the window shows was changed.
    void change() { is_changed_ = true; }
    Errno flush();

    /// A whole sector, past the window.
    Errno read(u32 sector, u8* into);
    Errno sync();

  private:
    static constexpr u32 kNone = 0xFFFFFFFF;

    Errno write(u32 sector);

    hal::BlockDevice& device_;
    u8* window_;
    u32 begin_ = 0;
    u32 held_ = kNone;
    u32 copied_begin_ = 0;
    u32 copied_end_ = 0;
    u32 distance_ = 0;
    u32 copies_ = 0;
    bool is_changed_ = false;
};

}  // namespace kinglet::fs::fat
