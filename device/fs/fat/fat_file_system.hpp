// FAT12, FAT16 and FAT32, as SD cards have it (docs/spec/fat.md). Whoever makes one gives it the device,
// which has sectors of 512 to 4096 bytes, and memory for a sector; mount() comes before anything else.
//
// FAT has no protection against power cuts. The order of writing keeps what is lost to clusters that nobody
// owns: files have their old or their new length, and what a slot leads to is written before the slot.
#pragma once

#include "device/fs/fat/file.hpp"
#include "device/fs/path.hpp"

namespace kinglet::fs {

class FatFileSystem final : public FileSystem {
  public:
    /// `sector`: memory of block_bytes of the device, aligned for a word. `seconds`: since 1970; nullptr:
    /// there is no clock, and files have no time.
    FatFileSystem(hal::BlockDevice& device, u8* sector, i64 (*seconds)());

    /// NoDevice: there is no FAT volume.
    Errno mount() { return volume_.mount(); }
    /// Makes an empty volume. Invalid: the device is too small, or its blocks are no sectors.
    Errno format();

  private:
    struct Found;

    usize do_file_bytes() const override { return sizeof(fat::FatFile); }
    usize do_folder_bytes() const override { return sizeof(fat::FatFolder); }
    Errno do_open(const char* path, u32 flags, void* room, File*& file) override;
    Errno do_open_folder(const char* path, void* room, Folder*& folder) override;
    Errno do_status(const char* path, Status& status) override;
    Errno do_volume(const char* path, fs::Volume& volume) override;
    Errno do_make_folder(const char* path) override;
    Errno do_remove_folder(const char* path) override;
    Errno do_remove(const char* path) override;
    Errno do_rename(const char* from, const char* to) override;
    Errno do_set_current(const char* path) override;
    Errno do_current(std::span<char> path) override { return current_.copy(path); }
    Errno do_sync() override { return volume_.sync(); }

    /// `not_inside`: the path may not lead through this folder (Invalid); 0: through any.
    Errno find(const char* path, Found& found, u32 not_inside = 0);
    Errno find_folder(const char* path, u32& folder);
    Errno add(const Found& where, u8* slot, fat::Item& item);
    Errno truncate(const fat::Item& item);
    Errno remove_item(const Found& found);
    Errno replace(const Found& from, const Found& to);

    fat::Volume volume_;
    fat::Opened opened_;
    fat::LongName wanted_;
    fat::LongName read_;
    CurrentFolder current_;
};

}  // namespace kinglet::fs
