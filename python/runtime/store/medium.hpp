// The flash that the code store lies in: sectors that are erased and programmed through functions, and seen
// in memory at a fixed address. On the chip a part of the flash window; on the desktop memory that stands for
// one.
#pragma once

#include "base/integers.hpp"

namespace kinglet::runtime {

class StoreMedium {
  public:
    static constexpr u32 kSectorBytes = 4096;
    static constexpr u32 kSectorWords = kSectorBytes / 4;
    static constexpr u32 kErased = 0xFFFFFFFF;

    const u8* base() const { return base_; }
    /// What lies there, as words or structs of words.
    template <typename T = u32>
    const T* at(u32 offset) const {
        return static_cast<const T*>(static_cast<const void*>(base_ + offset));
    }
    u32 offset_of(const void* address) const {
        return static_cast<u32>(static_cast<const u8*>(address) - base_);
    }
    u32 sector_count() const { return sector_count_; }
    /// The program that looks at it: what is stored points into that program's constants.
    const u32* image() const { return image_; }

    /// `words` lie in RAM; the offset is that of a word. False: the flash did not do it.
    bool program(u32 offset, const u32* words, u32 count) { return do_program(offset, words, count); }
    bool erase(u32 sector) { return do_erase(sector); }

  protected:
    StoreMedium(const u8* base, u32 sector_count, u32 image_low, u32 image_high)
        : base_(base), sector_count_(sector_count), image_{image_low, image_high} {}
    ~StoreMedium() = default;

  private:
    virtual bool do_program(u32 offset, const u32* words, u32 count) = 0;
    virtual bool do_erase(u32 sector) = 0;

    const u8* base_;
    u32 sector_count_;
    u32 image_[2];
};

}  // namespace kinglet::runtime
