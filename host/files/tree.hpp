// Whole files and folders of a filesystem, and their way from and to the desktop's. Paths in a filesystem are
// absolute, without a slash at the end; its root is "".
//
// What fails is told to a Report, and the rest goes on.
#pragma once

#include <string>
#include <vector>

#include "device/fs/file_system.hpp"

namespace kinglet::host {

/// Where failures go: to standard error, counted.
class Report {
  public:
    void fail(const std::string& path, const std::string& why);
    void fail(const std::string& path, Errno error);
    u32 failures() const { return failures_; }

  private:
    u32 failures_ = 0;
};

struct Item {
    std::string name;
    bool is_folder;
    u64 size;
    i64 modified;  // seconds since 1970; 0: not known
};

/// The path from the root, without '.', '..' and double slashes.
std::string clean_path(const std::string& path);
std::string last_name(const std::string& path);
std::string folder_of(const std::string& path);

/// False: nothing there.
bool is_there(fs::FileSystem& system, const std::string& path, bool& is_folder);

/// By name; what comes before an error is there.
Errno read_folder(fs::FileSystem& system, const std::string& path, std::vector<Item>& items);
Errno read_file(fs::FileSystem& system, const std::string& path, std::string& bytes);
Errno write_file(fs::FileSystem& system, const std::string& path, const std::string& bytes);
/// With all that lead to it; no failure if it is there.
Errno make_folders(fs::FileSystem& system, const std::string& path);
void remove_tree(fs::FileSystem& system, const std::string& path, Report& report);

/// A file, or a folder with what is in it, becomes the one at `path`. Left out are __pycache__ and .git.
/// `keeps_times`: files keep the time of their last change, else they have that of the volume.
void copy_in(fs::FileSystem& system, const std::string& from, const std::string& path, bool keeps_times,
             Report& report);
void copy_out(fs::FileSystem& system, const std::string& path, const std::string& to, Report& report);
void copy_within(fs::FileSystem& from, const std::string& path, fs::FileSystem& to, const std::string& other,
                 Report& report);

}  // namespace kinglet::host
