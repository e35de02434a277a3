// Tracebacks: where an exception has been on its way out, an entry per frame. Kept small: recording never fails, it stops when memory is out.
#pragma once

#include "python/runtime/exception.hpp"

namespace kinglet::runtime {

struct Code;

/// The exception passed through `code` at `line`. May allocate; never raises.
void traceback_add(Thread&, Exception&, const Code& code, u32 line);
/// False for an exception that has not passed through any frame yet: it has just been raised.
bool traceback_started(const Exception&);
/// Sets __context__, the exception that was handled when this one was raised, unless that would close a circle.
void exception_set_context(Exception&, Value handled);

}  // namespace kinglet::runtime
