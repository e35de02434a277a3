// Flash memory for tests of filesystems: erases to 0xFF, programs what is erased only, wears out where it is
// told to, and loses its power in the middle of an operation.
#pragma once

#include <set>
#include <vector>

#include "device/hal/block_device.hpp"

namespace kinglet::test {

/// What a program or erase has done when the power goes.
enum class Cut { Nothing, Half, Garbage };

class RamDevice final : public hal::BlockDevice {
  public:
    RamDevice(u32 block_bytes, u32 block_count, u32 unit = 1)
        : BlockDevice(block_bytes, block_count), bytes(usize{block_bytes} * block_count, 0xFF), unit_(unit) {}

    std::vector<u8> bytes;
    std::set<u32> bad_blocks;  // take no programs: what is written there is lost
    std::vector<u32> erases;   // by block
    u64 reads = 0;
    u64 operations = 0;    // programs and erases since the start
    u64 cut_at = ~u64{0};  // the power goes in this one
    Cut cut = Cut::Nothing;
    bool is_off = false;
    bool was_misused = false;  // a program of something that is not erased, or off a unit

  private:
    /// False once the power is gone; `cuts` true in the operation in which it goes.
    bool begin(bool& cuts) {
        cuts = operations++ == cut_at;
        if (is_off) return false;
        is_off = cuts;
        return true;
    }

    Errno do_read(u32 block, u32 offset, std::span<u8> into) override {
        ++reads;
        if (is_off || block >= block_count_ || offset + into.size() > block_bytes_) return Errno::Io;
        const u8* from = bytes.data() + usize{block} * block_bytes_ + offset;
        std::copy(from, from + into.size(), into.begin());
        return Errno::None;
    }

    Errno do_program(u32 block, u32 offset, std::span<const u8> given) override {
        bool cuts = false;
        if (!begin(cuts)) return Errno::Io;
        if (block >= block_count_ || offset + given.size() > block_bytes_) return Errno::Io;
        was_misused |= offset % unit_ != 0 || given.size() % unit_ != 0;
        if (bad_blocks.contains(block)) return Errno::None;
        u8* to = bytes.data() + usize{block} * block_bytes_ + offset;
        const usize done = !cuts ? given.size() : cut == Cut::Nothing ? 0 : (given.size() + 1) / 2;
        for (usize i = 0; i < given.size(); ++i) {
            was_misused |= to[i] != 0xFF;
            if (i < done) to[i] = given[i];
            if (i >= done && cuts && cut == Cut::Garbage) to[i] = static_cast<u8>(given[i] | (i * 37 + 11));
        }
        return cuts ? Errno::Io : Errno::None;
    }

    Errno do_erase(u32 block) override {
        bool cuts = false;
        if (!begin(cuts)) return Errno::Io;
        if (block >= block_count_) return Errno::Io;
        erases.resize(block_count_);
        ++erases[block];
        u8* from = bytes.data() + usize{block} * block_bytes_;
        const usize done = !cuts ? block_bytes_ : cut == Cut::Nothing ? 0 : block_bytes_ / 2;
        for (usize i = 0; i < block_bytes_; ++i) {
            if (i < done) from[i] = 0xFF;
            if (i >= done && cuts && cut == Cut::Garbage) from[i] = static_cast<u8>(from[i] | (i * 29 + 5));
        }
        return cuts ? Errno::Io : Errno::None;
    }

    Errno do_sync() override { return is_off ? Errno::Io : Errno::None; }

    u32 unit_;
};

}  // namespace kinglet::test
