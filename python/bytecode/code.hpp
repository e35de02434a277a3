// The layout of compiled code: one block that can lie in RAM or in flash and is executed where it lies.
//
//   code object = object header, name, file name (values)      python/runtime/code.hpp
//               | CodeInfo                                      the words below
//               | constants      info.constant_count values     K[0..]: first the names of the parameters, in
//               register order | instructions   info.instruction_count words | handlers info.handler_count *
//               2 words   innermost first: the first that covers the instruction is taken | lines
//               info.line_words words
//
// At entry registers beyond the parameters hold undefined.
// Parameters occupy the first registers: positional ones, keyword-only ones, then the tuple of *args, then
// the dict of **kwargs. In a namespace body (class body, exec with locals) R[0] is the namespace instead.
//
// Handlers: word 0 = first instruction | end (exclusive) << 16, word 1 = instruction of the handler |
// register << 16. When an instruction in the range raises, the exception is put into the register and
// execution goes on at the handler.
//
// Lines: pairs of bytes, two pairs a word, low half first: low byte = words of code, high byte = signed
// change of the line AFTER them; the first line is info.first_line. A pair of zeroes pads.
#pragma once

#include "base/flash.hpp"
#include "base/integers.hpp"

namespace kinglet::bytecode {

/// Whether there are `except*` and ExceptionGroup: the frozen Python behind them is too large for the chip.
inline constexpr bool kHasExceptionGroups = sizeof(void*) > 4;

struct CodeInfo {
    u32 registers;         // how many the frame needs, 1..255
    FlashWord parameters;  // bits 7..0 positional (positional-only included), 15..8 positional-only, 23..16
                           // keyword-only
    FlashWord flags;       // CodeFlags; bits 15..8: named_field(), 31..16: number of free cells
    u32 first_line;
    u32 constant_count;
    u32 instruction_count;
    u32 handler_count;
    u32 line_words;
};
static_assert(sizeof(CodeInfo) == 32);

enum CodeFlags : u32 {
    kHasVarArgs = 1U << 0,      // *args
    kHasVarKeywords = 1U << 1,  // **kwargs
    kIsGenerator = 1U << 2,
    kIsCoroutine = 1U << 3,      // async def; with kIsGenerator: an async generator
    kIsNamespaceBody = 1U << 4,  // R[0] is the namespace; the result is the __class__ cell or None
    kIsNative = 1U << 5,         // @micropython.native was asked for
    kIsViper = 1U << 6,          // @micropython.viper was asked for
    kHasDocString = 1U << 7,     // the constant after the parameters' names is the doc string
};
inline constexpr u32 kFreeCountShift = 16;
/// Where the names of variables are kept, the last constants are those of the first registers and those of
/// the free cells.
inline constexpr u32 kNamedShift = 8;
inline constexpr u32 kMostNamed = 254;
/// The number of named registers and one; 0: names are not kept.
constexpr u32 named_field(u32 flags) {
    return (flags >> kNamedShift) & 0xFFU;
}

/// Parameters with a plain call: no keyword-only, no *args, no **kwargs, not a generator: the VM's fast path.
constexpr bool is_simple(const CodeInfo& info) {
    return (info.flags & (kHasVarArgs | kHasVarKeywords | kIsGenerator | kIsCoroutine)) == 0 &&
           (whole_word(info.parameters) >> 16) == 0;
}

constexpr u32 positional_count(u32 parameters) {
    return whole_word(parameters) & 0xFFU;
}
constexpr u32 positional_only_count(u32 parameters) {
    return (whole_word(parameters) >> 8) & 0xFFU;
}
constexpr u32 keyword_only_count(u32 parameters) {
    return (whole_word(parameters) >> 16) & 0xFFU;
}

}  // namespace kinglet::bytecode
