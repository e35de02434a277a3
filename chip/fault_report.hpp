// What to tell a person whose chip has stopped: which exception it was, at which instruction of which
// function and line, and what the registers held.
#pragma once

#include <string>

#include "chip/machine.hpp"
#include "chip/program_info.hpp"

namespace kinglet::chip {

/// Lines of text, each with its newline: the latest exception of the machine, the instruction that raised it,
/// what a0 says about the caller, and the registers as they were. "no exception since reset" when there was
/// none.
std::string describe_fault(Machine& machine, const ProgramInfo& program);

}  // namespace kinglet::chip
