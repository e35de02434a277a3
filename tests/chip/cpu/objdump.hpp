// The oracle for decoder and disassembler: binutils' objdump for the same core.
#pragma once

#include <string>
#include <vector>

#include "base/integers.hpp"

namespace kinglet::chip::test {

struct Listed {
    u32 address;
    std::string text;  // single spaces, without symbols and comments
};

/// What objdump shows for each of these instruction words (all of `length` bytes), each listed at the address
/// it gets here. Empty when objdump could not be run.
std::vector<Listed> run_objdump(const std::vector<u32>& words, u32 length);

}  // namespace kinglet::chip::test
