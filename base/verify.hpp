// VERIFY(condition): stops with file and line when the program itself is wrong. Never for bad input and never
// for memory that ran out. The target supplies verify_failed (desktop: prints and aborts; chip: prints on the
// serial line and raises a fault that is reported).
#pragma once

#include "base/integers.hpp"

namespace kinglet {

/// Defined once per target. `file` and `condition` may lie in flash. Does not return.
[[noreturn]] void verify_failed(const char* condition, const char* file, u32 line);

}  // namespace kinglet

#define VERIFY(condition) \
    (__builtin_expect(!!(condition), 1) ? (void)0 : ::kinglet::verify_failed(#condition, __FILE__, __LINE__))

#ifdef KINGLET_DEBUG_VERIFY
#define DEBUG_VERIFY(condition) VERIFY(condition)
#else
#define DEBUG_VERIFY(condition) ((void)0)
#endif
