// The names of a path, one after the other: '.' and what '..' takes back are left out, by their text alone. A
// relative path goes on where the current folder ends.
#pragma once

#include "base/integers.hpp"

namespace kinglet::fs::littlefs {

class PathReader {
  public:
    /// `current`: as PathReader gives it, without a slash at its end. Both zero-ended and in RAM.
    PathReader(const char* current, const char* path);

    /// The next name; false: there is none.
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

}  // namespace kinglet::fs::littlefs
