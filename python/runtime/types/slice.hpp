// slice: start, stop and step as they were given, each possibly None.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

struct Slice {
    Object header;
    Value start;
    Value stop;
    Value step;
};

extern const Type slice_type;

/// What a slice means for a sequence of a given length: `count` items at start, start + step, ...
struct SliceRange {
    SignedWord start;  // 0..length; with a negative step -1..length-1
    SignedWord stop;
    SignedWord step;  // never 0
    usize count;
};

Completion slice_create(Thread&, Value start, Value stop, Value step);
/// The same for a subscript: see Heap::allocate_brief.
Completion slice_create_brief(Thread&, Value start, Value stop, Value step);
/// The two halves of slice_indices: the bounds as words, and those clipped to a length.
Raised slice_bounds(Thread&, const Slice&, SliceRange& result);
void slice_clip(usize length, SliceRange& result);
/// Clips the slice to a length as the language says; ValueError for a step of 0, TypeError for bounds that
/// are no ints. `length` is the sequence's own variable, as __index__ may change it; for a bit field
/// the halves do.
template <typename Length>
Raised slice_indices(Thread& thread, const Slice& slice, const Length& length, SliceRange& result) {
    if (slice_bounds(thread, slice, result).is_raised()) return kRaised;
    slice_clip(length, result);
    return kFine;
}

}  // namespace kinglet::runtime
