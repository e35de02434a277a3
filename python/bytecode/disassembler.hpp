// Code as text, for tests and for `-X emit=bytecode`. One instruction a line:
//
//   0003 TestLessInt r0 10 1 -> 7
//
// the position in words, the instruction, its operands in the order A, B, C, word (r: register, k: constant
// with its text), where it jumps.
#pragma once

#include <span>
#include <string_view>

#include "python/bytecode/code.hpp"

namespace kinglet::bytecode {

/// Where the text goes.
class Listing {
  public:
    virtual void text(std::string_view part) = 0;
    /// Writes what constant `index` is.
    virtual void constant(u32 index) = 0;

  protected:
    ~Listing() = default;
};

/// The instructions, and the handlers after them (`handler 2..5 -> 7 r3`).
void disassemble(std::span<const u32> instructions, std::span<const u32> handlers, Listing& listing);

/// The source line of the instruction at `position`.
u32 line_at(const CodeInfo& info, std::span<const u32> lines, u32 position);

}  // namespace kinglet::bytecode
