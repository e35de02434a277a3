// Floats as hexadecimal text, which says every bit of them: float.hex() and float.fromhex(), on the
// desktop.
#pragma once

#include "python/runtime/call.hpp"

namespace kinglet::runtime {

/// '0x1.8000000000000p+1': thirteen digits, as CPython prints a double.
Completion float_hex(Thread&, Value self);
/// The class's float that a text of this form stands for, correctly rounded; ValueError, OverflowError.
Completion float_fromhex(Thread&, Value type, Value text);

}  // namespace kinglet::runtime
