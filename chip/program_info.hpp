// ProgramInfo: what people call the addresses of a program: functions, and lines of source. For reports,
// traces, profiles and debuggers.
#pragma once

#include <string>

#include "chip/line_table.hpp"
#include "chip/symbols.hpp"

namespace kinglet::chip {

struct ProgramInfo {
    SymbolTable symbols;
    LineTable lines;

    /// "0x40210345 (vm_run+0x45, vm.cpp:12)", as much of it as is known.
    std::string describe(u32 address) const;
};

}  // namespace kinglet::chip
