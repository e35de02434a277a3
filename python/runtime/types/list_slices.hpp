// Reading, replacing and deleting slices of a list.
#pragma once

#include "python/runtime/types/list.hpp"
#include "python/runtime/types/slice.hpp"

namespace kinglet::runtime {

Completion list_get_slice(Thread&, const List&, const Slice&);
/// list[slice] = iterable; with a step other than 1 the sizes must match (ValueError).
Raised list_set_slice(Thread&, List&, const Slice&, Value iterable);
Raised list_delete_slice(Thread&, List&, const Slice&);

}  // namespace kinglet::runtime
