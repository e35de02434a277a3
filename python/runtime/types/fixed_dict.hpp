// A dict that cannot be changed: errno.errorcode of the desktop, as MicroPython has it.
#pragma once

#include "python/runtime/types/dict.hpp"

namespace kinglet::runtime {

extern const Type fixed_dict_type;

/// From here on nobody changes this dict.
inline void dict_fix(Dict& dict) {
    dict.header.shape = &fixed_dict_type.root;
}

}  // namespace kinglet::runtime
