// The names of \N{...}: the common ones only (the whole list would be larger than the rest of Python). To add
// one: unicode_names.def.
#pragma once

#include "base/integers.hpp"

namespace kinglet::syntax {

/// Takes a name byte by byte (so that nobody has to keep it) and finds its character.
class CharacterNameHash {
  public:
    constexpr void add(u8 byte) {
        if (byte >= 'a' && byte <= 'z') byte = static_cast<u8>(byte - 'a' + 'A');
        before_ = hash_;
        last_ = byte;
        hash_ = (hash_ ^ byte) * 16777619U;
    }
    constexpr u32 value() const { return hash_; }
    /// The code point, or 0 if the name is not in the list.
    u32 find() const;

  private:
    u32 hash_ = 2166136261U;  // FNV-1a
    u32 before_ = 0;          // the hash without the last byte
    u32 last_ = 0;
};

}  // namespace kinglet::syntax
