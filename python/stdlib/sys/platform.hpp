// What the sys module says about the program that it is part of. Defined once per program.
#pragma once

#include "python/runtime/types/str.hpp"

namespace kinglet::stdlib {

struct SysPlatform {
    const runtime::Str* platform;  // sys.platform
    const runtime::Str* machine;   // sys.implementation._machine
    /// What sys has in this program only.
    const runtime::Attribute* extras = nullptr;
    u32 extra_count = 0;
};

extern const SysPlatform sys_platform;

}  // namespace kinglet::stdlib
