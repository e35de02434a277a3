// NOR flash for tests of the code store: programs only clear bits, and the power goes in the middle of an
// operation.
#pragma once

#include <vector>

#include "python/runtime/store/medium.hpp"
#include "tests/support/fs/ram_device.hpp"

namespace kinglet::test {

class NorMedium final : public runtime::StoreMedium {
  public:
    /// `memory` has so many sectors; it outlives this.
    NorMedium(std::vector<u32>& memory, u32 image)
        : StoreMedium(static_cast<const u8*>(static_cast<const void*>(memory.data())),
                      static_cast<u32>(memory.size() / kSectorWords), image, ~image),
          memory_(memory) {}

    u64 programs = 0;
    u64 erases = 0;
    u64 operations() const { return programs + erases; }
    u64 cut_at = ~u64{0};  // the power goes in this operation
    Cut cut = Cut::Nothing;
    bool is_off = false;
    bool sets_bits = false;  // somebody programmed what is not erased, but for taking all bits away
    std::vector<u32> erases_of = std::vector<u32>(runtime::StoreMedium::sector_count());

  private:
    /// False once the power is gone; `cuts` true in the operation in which it goes.
    bool begin(bool& cuts) {
        cuts = operations() == cut_at;
        if (is_off) return false;
        is_off = cuts;
        return true;
    }

    bool do_program(u32 offset, const u32* words, u32 count) override {
        bool cuts = false;
        const bool on = begin(cuts);
        ++programs;
        if (!on) return false;
        u32* to = memory_.data() + offset / 4;
        const u32 done = !cuts ? count : cut == Cut::Nothing ? 0 : count / 2;
        for (u32 i = 0; i < count; ++i) {
            sets_bits |= to[i] != kErased && words[i] != 0;
            if (i < done) to[i] &= words[i];
            // In the middle of a word: some of the bits that were to go are still there.
            if (i == done && cuts && cut == Cut::Half) to[i] &= words[i] | 0xFFFF0000U;
            if (i >= done && cuts && cut == Cut::Garbage) to[i] &= words[i] | (i * 0x9E3779B1U + 0x5A5A0F0FU);
        }
        return !cuts;
    }

    bool do_erase(u32 sector) override {
        bool cuts = false;
        const bool on = begin(cuts);
        ++erases;
        if (!on) return false;
        ++erases_of[sector];
        u32* words = memory_.data() + sector * kSectorWords;
        const u32 done = !cuts ? kSectorWords : cut == Cut::Nothing ? 0 : kSectorWords / 2;
        for (u32 i = 0; i < kSectorWords; ++i) {
            if (i < done) words[i] = kErased;
            if (i >= done && cuts && cut == Cut::Garbage) words[i] |= i * 0x85EBCA6BU + 0x0FF0A5A5U;
        }
        return !cuts;
    }

    std::vector<u32>& memory_;
};

}  // namespace kinglet::test
