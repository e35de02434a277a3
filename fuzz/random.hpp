// The random numbers of the fuzzers that are programs of their own: xorshift64*, one state a program.
#pragma once

#include "base/integers.hpp"

namespace kinglet::fuzz {

/// A failure is found again by `--seed`, or by setting it. Never 0.
inline u64 random_state = 1;

inline u32 random_word() {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return static_cast<u32>(random_state * 0x2545F4914F6CDD1Du >> 32);
}

/// From 0 on, below the limit.
inline u32 below(u32 limit) {
    return random_word() % limit;
}

}  // namespace kinglet::fuzz
