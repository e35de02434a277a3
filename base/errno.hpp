// Errno: why the environment refused (a file, a flash, a network). The numbers are those of Python's errno
// module, so OSError can carry them as they are. Functions that fail return one; what else they give comes
// back through an out-parameter.
#pragma once

#include "base/integers.hpp"

namespace kinglet {

enum class [[nodiscard]] Errno : u8{
    None = 0,       NotPermitted = 1, NotFound = 2,  Io = 5,        BadFile = 9,
    TryAgain = 11,  NoMemory = 12,    Denied = 13,   Exists = 17,   NoDevice = 19,
    NotFolder = 20, IsFolder = 21,    Invalid = 22,  TooLarge = 27, NoSpace = 28,
    ReadOnly = 30,  NameTooLong = 36, NotEmpty = 39, Corrupt = 84,  NotSupported = 95,
};

/// Returns from the enclosing function what the expression gives, unless that is None.
#define TRY_ERRNO(expression)                                        \
    do {                                                             \
        const ::kinglet::Errno try_errno_ = (expression);            \
        if (try_errno_ != ::kinglet::Errno::None) return try_errno_; \
    } while (false)

}  // namespace kinglet
