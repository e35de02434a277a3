// What the sys module says about the program that it is part of. Defined once per program.
#pragma once

#include "python/runtime/types/str.hpp"

namespace kinglet::stdlib {

struct SysPlatform {
    const runtime::Str* platform;  // sys.platform
    const runtime::Str* machine;   // sys.implementation._machine
};

extern const SysPlatform sys_platform;

}  // namespace kinglet::stdlib
