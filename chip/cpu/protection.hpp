// Region protection: what the attributes of the eight 512 MiB regions allow. Xtensa ISA, "Region Protection
// Option".
#pragma once

#include "base/integers.hpp"
#include "chip/cpu/state.hpp"

namespace kinglet::chip {

inline bool may_fetch(const State& state, u32 address) {
    const u32 attribute = state.fetch_attributes[address >> soc::kRegionBits];
    return attribute >= 1 && attribute <= 5;
}

inline bool may_access(const State& state, u32 address) {
    const u32 attribute = state.data_attributes[address >> soc::kRegionBits];
    return attribute <= 2 || attribute == 4 || attribute == 5 || attribute == 14;
}

/// Whether some region but the first, where nothing is mapped, is closed to data.
inline bool has_closed_data(const State& state) {
    for (u32 region = 1; region < soc::kRegionCount; ++region)
        if (!may_access(state, region << soc::kRegionBits)) return true;
    return false;
}

}  // namespace kinglet::chip
