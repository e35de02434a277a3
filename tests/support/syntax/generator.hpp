// Random programs that are valid Python 3.11: every production of the grammar is taken now and then.
#pragma once

#include <string>
#include <string_view>

#include "base/integers.hpp"

namespace kinglet::syntax {

/// Some statements; the same seed gives the same text.
std::string random_program(u64 seed);
/// The same, each choice taken from a byte: what a fuzzer changes in the bytes, it changes in the program.
std::string chosen_program(std::string_view choices);

}  // namespace kinglet::syntax
