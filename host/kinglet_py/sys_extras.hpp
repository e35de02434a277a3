// What sys has on the desktop only: atexit, exc_info.
#pragma once

#include "python/stdlib/sys/platform.hpp"

namespace kinglet::host {

inline constexpr u32 kSysExtraCount = 2;
extern const runtime::Attribute sys_extras[kSysExtraCount];

}  // namespace kinglet::host
