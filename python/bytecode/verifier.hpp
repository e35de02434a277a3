// Verifier: proves that code keeps to the contract of opcodes.def and code.hpp before anything runs it. Tests
// verify all that the compiler makes; a loader of foreign code would have to.
#pragma once

#include <span>

#include "python/bytecode/code.hpp"

namespace kinglet::bytecode {

struct CodeView {
    CodeInfo info;
    std::span<const u32> instructions;
    std::span<const u32> handlers;
    std::span<const u32> lines;
};

struct Defect {
    const char* text = nullptr;  ///< null: the code is sound
    u32 position = 0;            ///< word of the instruction, or index of the handler

    explicit operator bool() const { return text != nullptr; }
};

/// Looks for: unknown opcodes; registers, constants and free cells out of range; jumps that leave the code or
/// land inside an instruction; a test without its jump; a path that runs off the end; handlers that are
/// empty, out of range or not innermost first; a line table longer than the code. Reads the code only; may
/// run on code of any bytes.
Defect verify(const CodeView& code);

/// Looks for registers that are read although on some way there nothing has written them. A variable that may
/// be unbound must have its CheckBound first. Needs sound code, and `work` of kFlowWords for each instruction
/// word.
Defect verify_flow(const CodeView& code, std::span<u32> work);
inline constexpr u32 kFlowWords = 8;

}  // namespace kinglet::bytecode
