// sys.stdin, sys.stdout and sys.stderr: constants over the console of the thread.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

enum class ConsoleKind : u32 { In, Out, Error };

struct ConsoleStream {
    Object header;
    ConsoleKind kind;
};

extern const Type console_stream_type;
extern const ConsoleStream console_in, console_out, console_error;

/// The printer behind sys.stdout or sys.stderr; nullptr if the value is something else.
Printer* console_printer(Thread&, Value stream);

}  // namespace kinglet::runtime
