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
/// circle, or there is no memory for it.
void exception_set_context(Thread&, Exception&, Value handled);
/// Forgets the entries.
void traceback_clear(Exception&);

/// Prints the entries, innermost last, with the line above them; nothing if there are none.
void traceback_print(const Exception&, Printer&);
/// The entries as a tuple of (file, line, function or None), outermost first.
Completion traceback_as_tuple(Thread&, const Exception&);

/// The innermost calls that are running, in the same form, for a report on a program that hangs or is broken:
/// nothing is taken for what it should be unless `is_memory` knows its address and it looks like it.
void traceback_print_running(const Thread&, Printer&, bool (*is_memory)(const void*));

}  // namespace kinglet::runtime
