// Paths within a filesystem: the names of one, and the folder that relative ones begin in. '.' and what '..'
// takes back are left out, by their text alone; '..' in the root is the root. Nothing here knows what exists.
#pragma once

#include <span>

#include "base/errno.hpp"

namespace kinglet::fs {

/// The names of a path, one after the other.
class PathReader {
  public:
    /// `current`: as CurrentFolder keeps it. Both zero-ended and in RAM.
    PathReader(const char* current, const char* path);

    /// The next name, which is not zero-ended; false: there is none.
    bool next(const char*& name, u32& length);

  private:
    char at(u32 index) const {
        return index < current_length_ ? current_[index] : path_[index - current_length_];
    }
    /// The part that begins behind slashes at `begin`.
    u32 end_of_part(u32& begin) const;

    const char* current_;
    const char* path_;
    u32 current_length_;
    u32 position_ = 0;
};

/// The folder in which relative paths begin: at first the root.
class CurrentFolder {
  public:
    PathReader names_of(const char* path) const { return {text_, path}; }
    /// From now on the folder that the path leads to; NameTooLong beyond 127 bytes.
    Errno enter(const char* path);
    /// Zero-ended; NameTooLong.
    Errno copy(std::span<char> path) const;

  private:
    char text_[128] = {};  // without a slash at its end
};

}  // namespace kinglet::fs
