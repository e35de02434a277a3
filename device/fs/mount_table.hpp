// Which filesystem a path belongs to. The table is a list of mounts that others own (they carry the
// filesystem too); a mount on '/' stays last, so that it gets what no other takes. While nothing is current,
// the current folder is the root of them all, which exists whether something is mounted on '/' or not.
#pragma once

#include <string_view>

#include "base/integers.hpp"

namespace kinglet::fs {

struct Mount {
    /// '/' or '/name', without a slash at the end, in RAM; longer than 1 unless it is the root.
    std::string_view path;
    Mount* next = nullptr;

    bool is_root() const { return path.size() == 1; }
};

/// What a path leads to.
enum class Where : u32 {
    Nowhere,  // nothing is mounted there
    Root,     // the root of them all: the path is '/', or empty while nothing is current
    Mounted,
};

struct Place {
    Where where = Where::Nowhere;
    Mount* mount = nullptr;
    /// The path inside of the mounted filesystem: the end of the path that was looked up, or '/'.
    std::string_view rest;
};

class MountTable {
  public:
    /// `path` is in RAM.
    Place find(std::string_view path) const;
    /// False if the path is taken: only the root may have mounts below.
    bool is_free(std::string_view path) const;
    void add(Mount& mount);
    /// The mount with exactly this path; nullptr: none.
    Mount* find_exactly(std::string_view path) const;
    /// If it was the current one, the root is current.
    void remove(Mount& mount);

    Mount* first() const { return first_; }
    /// The mount on '/'; nullptr: none.
    Mount* root() const;
    /// nullptr: the root.
    Mount* current() const { return current_; }
    void set_current(Mount* mount) { current_ = mount; }

  private:
    Mount* first_ = nullptr;
    Mount* current_ = nullptr;
};

}  // namespace kinglet::fs
