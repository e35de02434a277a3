// The desktop's filesystem, or a folder of it: an absolute path starts at `root`; a relative one at the
// folder of the process, as MicroPython's VfsPosix has it.
#pragma once

#include "device/fs/file_system.hpp"

namespace kinglet::fs {

class PosixFileSystem final : public FileSystem {
  public:
    /// `root`: an absolute path without a slash at the end, empty for all of it; it outlives the object.
    explicit PosixFileSystem(const char* root) : root_(root) {}

  private:
    usize do_file_bytes() const override;
    usize do_folder_bytes() const override;
    Errno do_open(const char* path, u32 flags, void* room, File*& file) override;
    Errno do_adopt(i32 number, void* room, File*& file) override;
    Errno do_open_folder(const char* path, void* room, Folder*& folder) override;
    Errno do_status(const char* path, Status& status) override;
    Errno do_volume(const char* path, Volume& volume) override;
    Errno do_make_folder(const char* path) override;
    Errno do_remove_folder(const char* path) override;
    Errno do_remove(const char* path) override;
    Errno do_rename(const char* from, const char* to) override;
    Errno do_set_current(const char* path) override;
    Errno do_current(std::span<char> path) override;
    Errno do_sync() override;

    const char* root_;
};

}  // namespace kinglet::fs
