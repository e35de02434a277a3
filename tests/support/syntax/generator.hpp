// Random programs that are valid Python 3.11: every production of the grammar is taken now and then.
#pragma once

#include <string>

#include "base/integers.hpp"

namespace kinglet::syntax {

/// Some statements; the same seed gives the same text.
std::string random_program(u64 seed);

}  // namespace kinglet::syntax
