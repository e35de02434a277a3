// What to tell a person whose chip has stopped: which exception it was, at which instruction of which
// function.
#pragma once

#include <string>

#include "chip/machine.hpp"
#include "chip/symbols.hpp"

namespace kinglet::chip {

/// Lines of text, each with its newline: the latest exception of the machine, the instruction that raised it,
/// and what a0 says about the caller. "no exception since reset" when there was none.
std::string describe_fault(Machine& machine, const SymbolTable& symbols);

}  // namespace kinglet::chip
