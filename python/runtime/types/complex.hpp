// complex: a pair of floats (singles on the chip, doubles on the desktop), always an object on the heap.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

struct Complex {
    Object header;
    Float real;
    Float imag;
};

extern const Type complex_type;

Completion complex_create(Thread&, Float real, Float imag);
/// left ** right of two real numbers, for a negative base and a fractional exponent.
Completion complex_power_of_floats(Thread&, Float base, Float exponent);

}  // namespace kinglet::runtime
