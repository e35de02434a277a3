// The exception types as objects; raising is exception.hpp.
#pragma once

#include "python/runtime/call.hpp"
#include "python/runtime/exception.hpp"

namespace kinglet::runtime {

/// BaseException.__init__(self, *args): keeps the arguments.
Completion exception_init(Thread&, const Arguments& arguments);

/// 'ENOENT' for 2; nullptr for a number without a name. The text lies in flash.
const char* errno_name(SignedWord number);

}  // namespace kinglet::runtime
