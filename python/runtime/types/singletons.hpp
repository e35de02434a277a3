// The types of None, NotImplemented and Ellipsis, which are words (bytecode/words.hpp) and not objects.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

extern const Type none_type, not_implemented_type, ellipsis_type;

}  // namespace kinglet::runtime
