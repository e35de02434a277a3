#include "device/fs/littlefs/path.hpp"

#include <cstring>

namespace kinglet::fs::littlefs {

PathReader::PathReader(const char* current, const char* path)
    : current_(current),
      path_(path),
      current_length_(path[0] == '/' ? 0 : static_cast<u32>(std::strlen(current))) {}

u32 PathReader::end_of_part(u32& begin) const {
    while (at(begin) == '/') ++begin;
    u32 end = begin;
    // A name does not go on from the current folder into the path.
    while (at(end) != '\0' && at(end) != '/' && (end == begin || end != current_length_)) ++end;
    return end;
}

bool PathReader::next(const char*& name, u32& length) {
    for (;;) {
        u32 begin = position_;
        const u32 end = end_of_part(begin);
        position_ = end;
        length = end - begin;
        if (length == 0) return false;
        const auto dots = [this](u32 first, u32 count) {
            return count <= 2 && at(first) == '.' && (count == 1 || at(first + 1) == '.');
        };
        if (dots(begin, length)) continue;  // '..' in the root is the root
        name = begin < current_length_ ? current_ + begin : path_ + (begin - current_length_);
        // Is it taken back further on?
        u32 depth = 1;
        for (u32 from = end; depth != 0;) {
            const u32 to = end_of_part(from);
            if (to == from) return true;
            if (!dots(from, to - from)) {
                ++depth;
            } else if (to - from == 2) {
                --depth;
            }
            from = to;
            if (depth == 0) position_ = to;
        }
    }
}

}  // namespace kinglet::fs::littlefs
