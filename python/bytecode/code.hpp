// The layout of compiled code: one block that can lie in RAM or in flash and is executed where it lies.
//
//   code object = object header, name, file name (values)      python/runtime/code.hpp
//               | CodeHead       two words
//               | constants      values, K[0..]: first the names of the parameters, in register order
//               | three words    of a wide code object only: CodeHead
//               | instructions   words
//               | handlers       two words each, innermost first: the first that covers the instruction is
//               taken | lines          words
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
// change of the line AFTER them. A pair of zeroes pads.
#pragma once

#include "base/flash.hpp"
#include "base/integers.hpp"

namespace kinglet::bytecode {

/// Whether there are `except*` and ExceptionGroup: the frozen Python behind them is too large for the chip.
inline constexpr bool kHasExceptionGroups = sizeof(void*) > 4;

/// What a code object says of itself, as compiler and tools see it; CodeHead is how it lies in memory.
struct CodeInfo {
    u32 registers;   // how many the frame needs, 1..255
    u32 parameters;  // bits 7..0 positional (positional-only included), 15..8 positional-only, 23..16
                     // keyword-only
    u32 flags;       // CodeFlags
    u32 free_count;  // cells of variables of the functions around
    u32 first_line;
    u32 constant_count;
    u32 instruction_count;
    u32 handler_count;
    u32 line_words;
};

/// At their places in CodeHead::call.
enum CodeFlags : u32 {
    kHasVarArgs = 1U << 8,      // *args
    kHasVarKeywords = 1U << 9,  // **kwargs
    kIsGenerator = 1U << 10,
    kIsCoroutine = 1U << 11,      // async def; with kIsGenerator: an async generator
    kHasKeywordOnly = 1U << 12,   // set by pack()
    kIsNamespaceBody = 1U << 24,  // R[0] is the namespace; the result is the __class__ cell or None
    kIsNative = 1U << 25,         // @micropython.native was asked for
    kIsViper = 1U << 26,          // @micropython.viper was asked for
    kHasDocString = 1U << 27,     // the constant after the parameters' names is the doc string
    kHasLocalNames = 1U << 28,    // for locals(): the last constants are the names of the first registers, of
                                  // the free cells, and how many registers these are
};
/// More variables than this have no names for locals().
inline constexpr u32 kMostNamed = 254;

constexpr u32 positional_count(u32 parameters) {
    return parameters & 0xFFU;
}
constexpr u32 positional_only_count(u32 parameters) {
    return parameters >> 8 & 0xFFU;
}
constexpr u32 keyword_only_count(u32 parameters) {
    return parameters >> 16 & 0xFFU;
}

/// Two words that say all of a small code object without handlers, free cells and unusual parameters. The
/// others are wide: three words behind the constants say what has no place here.
///   narrow: sizes = 0 | first line, 12 bits | line words, 4 | instructions, 8 | constants, 7
///   wide:   sizes = 1 | line words, 15 bits | constants, 16
///           then    handlers, 16 bits | instructions, 16;   free cells, 16 | keyword-only parameters, 8 |
///                   positional-only ones, 8;   first line
struct CodeHead {
    FlashWord call;  // flags 31..24 | registers 23..16 | what a plain call cannot do 15..8 | positional
                     // parameters 7..0
    FlashWord sizes;
};
inline constexpr u32 kWide = 1U << 31;
inline constexpr u32 kWideWords = 3;
inline constexpr u32 kMostConstants = 0xFFFF;
inline constexpr u32 kMostLineWords = 0x7FFF;

/// How a call sees the code: with `count` positional arguments this is `count` if it needs no more than a
/// frame.
constexpr u32 plain_call(u32 call_word) {
    return call_word & 0xFFFFU;
}
constexpr u32 register_count(u32 call_word) {
    return call_word >> 16 & 0xFFU;
}
constexpr u32 narrow_constants(u32 sizes) {
    return sizes & 0x7FU;
}
constexpr u32 narrow_instructions(u32 sizes) {
    return sizes >> 7 & 0xFFU;
}
constexpr u32 narrow_line_words(u32 sizes) {
    return sizes >> 15 & 0xFU;
}
constexpr u32 narrow_first_line(u32 sizes) {
    return sizes >> 19;
}
constexpr u32 wide_constants(u32 sizes) {
    return sizes & 0xFFFFU;
}
constexpr u32 wide_line_words(u32 sizes) {
    return sizes >> 16 & 0x7FFFU;
}

/// The words that hold `info`.
struct PackedInfo {
    CodeHead head;
    u32 wide[kWideWords];
    bool is_wide;
};
PackedInfo pack(const CodeInfo& info);

}  // namespace kinglet::bytecode
