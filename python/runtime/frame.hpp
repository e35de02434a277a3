// The record of a running function. Who makes and ends frames: vm/stack.hpp, and for generators
// vm/generators.cpp.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

struct Function;

/// What happens with the value that a frame returns: bits 31..8 of Frame::kind; bits 7..0 are the register of
/// the caller that takes it.
enum ReturnKind : u32 {
    kReturnStore = 0,                 // to that register
    kReturnLeave = 1U << 8,           // to C++: the run() that entered the frame ends
    kReturnConstruct = 2U << 8,       // __init__: must be None; the register gets Frame::saved
    kReturnForIter = 3U << 8,         // a generator's frame, resumed by ForIter
    kReturnYieldFrom = 4U << 8,       // a generator's frame, resumed by YieldFrom
    kReturnGeneratorLeave = 5U << 8,  // a generator's frame, resumed from C++
    kReturnOperator = 6U << 8,        // an operator method: as kReturnStore, but for NotImplemented
    kReturnKindMask = 0xFFU << 8,
    kReturnNewSegment = 1U << 16,  // the frame began a new stack segment
};

/// The record of a running frame. Frames lie at the high end of a stack segment and grow down, registers at
/// the low end and grow up: the registers of a callee begin at its arguments, among the registers of the
/// caller. A generator's frame lies in the generator.
struct Frame {
    Frame* caller;  // the frame below, across C++ calls too
    Value* registers;
    Function* function;  // its code, globals and free cells
    const u32* pc;       // saved before anything that calls or raises: behind the instruction that runs
    u32 kind;            // ReturnKind and register
    Value saved;         // kReturnConstruct: the new object; generators: themselves; else rubbish
};

}  // namespace kinglet::runtime
