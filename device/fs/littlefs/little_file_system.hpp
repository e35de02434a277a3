// The flash filesystem: littlefs 2.1 on a block device, as docs/spec/filesystem.md has it. Whoever makes one
// gives it the device and memory for its buffers; mount() comes before anything else.
//
// Invariants: at every moment a power cut leaves each file with its old or its new content. What was written
// to a file holds when flush() or close() returns; after an error in writing the file keeps what it had.
#pragma once

#include "device/fs/file_system.hpp"
#include "device/fs/littlefs/volume.hpp"
#include "device/fs/path.hpp"

namespace kinglet::fs {

class LittleFileSystem final : public FileSystem {
  public:
    using Setup = littlefs::Setup;

    static usize buffer_bytes(const Setup& setup) { return littlefs::Volume::buffer_bytes(setup); }
    /// False: units that the device's blocks are no multiple of, or memory that makes no sense.
    static bool is_possible(const hal::BlockDevice& device, const Setup& setup);

    LittleFileSystem(hal::BlockDevice& device, const Setup& setup, u8* buffers)
        : volume_(device, setup, buffers) {}

    /// Corrupt: the device holds none. One that is damaged but for its root can still be read.
    Errno mount() { return volume_.mount(); }
    /// Makes an empty one on the device.
    Errno format() { return volume_.format(); }

    /// Attributes of files and folders: up to 1022 bytes each, by a number of 8 bits. `size` is how long the
    /// attribute is, of which as much was read as there was room for; NotFound.
    Errno attribute(const char* path, u32 number, std::span<u8> into, u32& size);
    Errno set_attribute(const char* path, u32 number, std::span<const u8> bytes);
    Errno remove_attribute(const char* path, u32 number);

  private:
    /// Where a path leads: an entry, or the place where one would be.
    struct Found : littlefs::Place {
        u32 type = 0;                // littlefs::type::kFile or kFolder
        bool exists = false;         // false: `id` is where an entry of this name belongs
        bool is_root = false;        // has no entry
        const char* name = nullptr;  // the last of the path
        u32 length = 0;
        littlefs::PairAddress inside;  // of a folder: its first pair
    };

    usize do_file_bytes() const override;
    usize do_folder_bytes() const override;
    Errno do_open(const char* path, u32 flags, void* room, File*& file) override;
    Errno do_open_folder(const char* path, void* room, Folder*& folder) override;
    Errno do_status(const char* path, Status& status) override;
    Errno do_volume(const char* path, fs::Volume& volume) override;
    Errno do_make_folder(const char* path) override;
    Errno do_remove_folder(const char* path) override { return remove_path(path, littlefs::type::kFolder); }
    Errno do_remove(const char* path) override { return remove_path(path, littlefs::type::kFile); }
    Errno do_rename(const char* from, const char* to) override;
    Errno do_set_current(const char* path) override;
    Errno do_current(std::span<char> path) override { return current_.copy(path); }

    /// `not_inside`: the path may not lead through this folder (Invalid).
    Errno find(const char* path, Found& found, const littlefs::PairAddress* not_inside = nullptr);
    Errno find_entry(const char* path, Found& found);
    Errno look_in(const littlefs::PairAddress& folder, Found& found);
    Errno create_file(Found& found);
    Errno check_empty(const littlefs::PairAddress& folder);
    Errno remove_path(const char* path, u32 type);
    Errno find_attributes(const char* path, Found& found);
    Errno change_attribute(const char* path, u32 number, u32 length, const void* bytes);

    littlefs::Volume volume_;
    CurrentFolder current_;
};

}  // namespace kinglet::fs
