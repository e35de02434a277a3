// What the sys module says about the program that it is part of. Defined once per program.
#pragma once

#include "python/runtime/names.hpp"

namespace kinglet::stdlib {

struct SysPlatform {
    const runtime::Str* platform;  // sys.platform
    const runtime::Str* machine;   // sys.implementation._machine
    /// What sys has in this program only.
    const runtime::Attribute* extras = nullptr;
    u32 extra_count = 0;
    /// platform.libc_ver().
    const runtime::Str* library = runtime::name<"picolibc">;
    const runtime::Str* library_version = runtime::name<"">;
};

extern const SysPlatform sys_platform;

}  // namespace kinglet::stdlib
