#include "device/fs/path.hpp"

#include <cstring>

namespace kinglet::fs {

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

Errno CurrentFolder::enter(const char* path) {
    const char* name;
    u32 length;
    u32 total = 0;
    for (PathReader reader(text_, path); reader.next(name, length);) total += 1 + length;
    if (total >= sizeof text_) return Errno::NameTooLong;
    // Names move towards the beginning only, so they can be put together where they are read from.
    PathReader reader(text_, path);
    char* end = text_;
    while (reader.next(name, length)) {
        *end++ = '/';
        std::memmove(end, name, length);
        end += length;
    }
    *end = '\0';
    return Errno::None;
}

Errno CurrentFolder::copy(std::span<char> path) const {
    const char* text = text_[0] == '\0' ? "/" : text_;
    const usize size = text_[0] == '\0' ? 2 : std::strlen(text_) + 1;
    if (size > path.size()) return Errno::NameTooLong;
    std::memcpy(path.data(), text, size);
    return Errno::None;
}

}  // namespace kinglet::fs
