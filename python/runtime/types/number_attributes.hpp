// What int, bool and float have because they are numbers among others: real, imag, numerator, denominator.
#pragma once

#include "python/runtime/call.hpp"

namespace kinglet::runtime {

/// Slots::get_attribute of int, bool and float.
Completion number_get_attribute(Thread&, Value self, Str& attribute, bool& found);

/// conjugate(): the number itself, as an int or float and nothing derived from them.
Completion number_conjugate(Thread&, Value self);

}  // namespace kinglet::runtime
