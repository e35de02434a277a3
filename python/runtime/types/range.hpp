// range: three words, so a range over ints that do not fit in a machine word is an OverflowError. The VM
// takes the fields of a range that a `for` loops over directly (PrepareRange), without an iterator object.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

struct Range {
    Object header;
    SignedWord start;
    SignedWord stop;
    SignedWord step;  // never 0
};

extern const Type range_type;

/// How many items lie between start and stop.
Word range_length(SignedWord start, SignedWord stop, SignedWord step);
/// A new range; `step` is not 0.
Completion range_create(Thread&, SignedWord start, SignedWord stop, SignedWord step);

}  // namespace kinglet::runtime
