// Tracebacks: where an exception has been on its way out, an entry per frame. Kept small: recording never
// fails, it stops when memory is out.
#pragma once

#include "python/runtime/exception.hpp"

namespace kinglet::runtime {

struct Code;

/// The exception passed through `code` at `line`. May allocate; never raises.
void traceback_add(Thread&, Exception&, const Code& code, u32 line);
/// The same for a place that is no running code: a syntax error.
void traceback_add_place(Thread&, Exception&, Str& file, u32 line);
/// False for an exception that has not passed through any frame yet: it has just been raised.
bool traceback_started(const Exception&);
/// Sets __context__, the exception that was handled when this one was raised, unless that would close a
/// circle.
void exception_set_context(Exception&, Value handled);

/// Prints the entries, innermost last, with the line above them; nothing if there are none.
void traceback_print(const Exception&, Printer&);
/// The entries as a tuple of (file, line, function or None), outermost first.
Completion traceback_as_tuple(Thread&, const Exception&);

}  // namespace kinglet::runtime
