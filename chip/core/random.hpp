// Repeatable noise: the random-number register, the contents of memory after power-on. Not for anything
// secret.
#pragma once

#include "base/integers.hpp"

namespace kinglet::chip {

/// SplitMix64: every seed gives a full-period sequence, and the whole state is one word.
struct Random {
    u64 state;

    u64 next() {
        u64 z = state += 0x9E3779B97F4A7C15u;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
};

}  // namespace kinglet::chip
