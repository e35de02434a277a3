// Mutations of program text for the fuzzers: on bytes (change, remove, repeat, insert, cut off) and on tokens
// (insert keywords, operators and what else means something). Deterministic for a seed.
#pragma once

#include <string>
#include <string_view>

#include "base/integers.hpp"

namespace kinglet::syntax {

class Random {
  public:
    explicit Random(u64 seed) : state_(seed * 2862933555777941757ULL + 3037000493ULL) {}
    /// The choices are these bytes, one each; behind the last, those of a seed.
    explicit Random(std::string_view choices) : Random(u64{1}) { choices_ = choices; }

    u32 below(usize limit) {
        if (!choices_.empty()) {
            const u32 choice = static_cast<u8>(choices_.front()) % static_cast<u32>(limit);
            choices_.remove_prefix(1);
            return choice;
        }
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<u32>((state_ >> 33) % limit);
    }

  private:
    u64 state_;
    std::string_view choices_;
};

/// The text with one to six mutations.
std::string mutated(std::string text, Random& random);

/// A piece that begins with a top-level statement: anything else ends with the first token.
std::string random_piece(const std::string& text, Random& random);

std::string read_file(const char* name);

}  // namespace kinglet::syntax
