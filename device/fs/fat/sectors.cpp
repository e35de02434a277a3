#include "device/fs/fat/sectors.hpp"

#include <cstring>

namespace kinglet::fs::fat {

void Sectors::set_copies(u32 begin, u32 end, u32 distance, u32 copies) {
    copied_begin_ = begin;
    copied_end_ = end;
    distance_ = distance;
    copies_ = copies;
}

Errno Sectors::load(u32 sector) {
    if (sector == held_) return Errno::None;
    TRY_ERRNO(flush());
    held_ = kNone;
    TRY_ERRNO(read(sector, window_));
    held_ = sector;
    return Errno::None;
}

Errno Sectors::claim(u32 sector) {
    if (sector != held_) TRY_ERRNO(flush());
    if (sector >= count()) return Errno::Io;
    std::memset(window_, 0, bytes());
    held_ = sector;
    is_changed_ = true;
    return Errno::None;
}

Errno Sectors::write(u32 sector) {
    if (sector >= count()) return Errno::Io;
    TRY_ERRNO(device_.erase(begin_ + sector));
    return device_.program(begin_ + sector, 0, {window_, bytes()});
}

Errno Sectors::flush() {
    if (!is_changed_) return Errno::None;
    is_changed_ = false;
    Errno error = write(held_);
    const u32 copies = held_ >= copied_begin_ && held_ < copied_end_ ? copies_ : 0;
    for (u32 i = 1; i <= copies && error == Errno::None; ++i) error = write(held_ + i * distance_);
    if (error != Errno::None) held_ = kNone;
    return error;
}

Errno Sectors::read(u32 sector, u8* into) {
    if (sector >= count()) return Errno::Io;
    if (sector == held_) {
        std::memcpy(into, window_, bytes());
        return Errno::None;
    }
    return device_.read(begin_ + sector, 0, {into, bytes()});
}

Errno Sectors::sync() {
    TRY_ERRNO(flush());
    return device_.sync();
}

}  // namespace kinglet::fs::fat
