// The key of a module in the code store, made of its source as it is read.
#pragma once

#include <string_view>

#include "base/flash.hpp"
#include "python/runtime/store/format.hpp"

namespace kinglet::runtime {

/// Three sums that depend on each other: 96 bits. Not made against somebody who looks for two sources of one
/// key: who can write source can run it.
class SourceKeyMaker {
  public:
    /// What else the code depends on.
    SourceKeyMaker(std::string_view path, u32 optimisation)
        : key_{{optimisation, 0x243F6A88, 0x85A308D3}, 0} {
        for (const char& byte : path) {
            const u32 word = flash_byte(&byte);
            mix(&word, 1);
        }
    }

    /// The next bytes, which begin at a word; only the last of all may be another number than a multiple of
    /// four.
    void add(const u8* bytes, usize count) {
        key_.length += static_cast<u32>(count);
        mix(static_cast<const u32*>(static_cast<const void*>(bytes)), count / 4);
        if (count % 4 == 0) return;
        u32 last = 0;
        std::memcpy(&last, bytes + count / 4 * 4, count % 4);
        mix(&last, 1);
    }

    u32 length() const { return key_.length; }
    /// The key of what was added.
    store::SourceKey finish() const {
        SourceKeyMaker copy = *this;
        const u32 end[] = {key_.length, 0};
        copy.mix(end, 2);
        return copy.key_;
    }

  private:
    void mix(const u32* words, usize count);

    store::SourceKey key_;
};

}  // namespace kinglet::runtime
