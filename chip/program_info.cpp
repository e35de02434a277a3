#include "chip/program_info.hpp"

#include <cstdio>

namespace kinglet::chip {

std::string ProgramInfo::describe(u32 address) const {
    char number[16];
    std::snprintf(number, sizeof number, "0x%08x", address);
    const std::string name = symbols.describe(address);
    const std::string line = lines.describe(address);
    if (name.empty() && line.empty()) return number;
    const char* const comma = name.empty() || line.empty() ? "" : ", ";
    return std::string(number) + " (" + name + comma + line + ")";
}

}  // namespace kinglet::chip
