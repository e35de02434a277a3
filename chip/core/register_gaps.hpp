// What the registers of soc/esp8266/register_map.hpp do on silicon and do not do here. One row for a
// register, or for some bits of it; docs/fidelity.md has the same rows for people, and a test holds the two
// together.
//
// Such a register keeps what is written, as its facts say, and nothing follows from it. The first access to
// it (for some bits: the first write that changes them) is logged under its name, so a program that relies on
// it does not do so unseen.
#pragma once

#include <span>

#include "base/integers.hpp"

namespace kinglet::chip {

struct RegisterGap {
    const char* block;  // name in the memory map, or the start of it that two blocks share
    u32 offset;
    u32 bits;
    const char* reason;

    bool concerns(const char* block_name) const;
};

/// All of them, in the order of their blocks.
std::span<const RegisterGap> register_gaps();

}  // namespace kinglet::chip
