// A tuple whose items have names as well: sys.implementation, os.uname(). Laid out as a tuple with one word
// more: the tuple of the names.
#pragma once

#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

extern const Type attribute_tuple_type;

/// `names` is a tuple of interned strs, one per value; it may lie in flash.
Completion attribute_tuple_create(Thread&, const Tuple& names, const Value* values);

}  // namespace kinglet::runtime
