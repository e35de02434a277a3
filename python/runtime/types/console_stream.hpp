// sys.stdin, sys.stdout and sys.stderr: constants over the console of the thread. Their `buffer` is the same
// stream as bytes.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

class Printer;

struct ConsoleStream {
    Object header;
    Value number;  // 0: input, 1: output, 2: errors, as the desktop counts its files
};

extern const ConsoleStream console_in, console_out, console_error;

/// The printer behind sys.stdout or sys.stderr; nullptr if the value is something else.
Printer* console_printer(Thread&, Value stream);

}  // namespace kinglet::runtime
