// All names that the program knows, one after the other: for those who ask which of them something answers
// to.
#pragma once

#include "python/runtime/types/str.hpp"

namespace kinglet::runtime {

/// The name in flash behind `last` (nullptr: the first); nullptr at the end.
const Str* next_flash_name(const Str* last);

}  // namespace kinglet::runtime
