// What a regular expression is compiled to: words for a backtracking machine (match.cpp).
//
// An instruction is one word, its Op in bits 7..0 and an operand above, and the words that its line below
// names. Offsets are counted from the instruction itself, so code can be moved as a whole. Programs lie in
// RAM, in a raw block that belongs to the pattern.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::stdlib::re {

using runtime::Value;

// clang-format off
enum class Op : u32 {
    // ---- one character of the text
    Character,        // operand: the character
    CharacterNoCase,  // operand: the character in lower case
    Any,              // anything but a newline
    AnyAtAll,
    Category,         // operand: Category
    Set,              // operand: items * 4 + SetFlags; for each item two words: first and last character,
                      //   or kCategoryItem and a Category
    // ---- no character
    Match,            // the end
    Assert,           // operand: Assertion
    Save,             // operand: the register that takes the position
    Jump,             // operand: offset
    Split,            // operand: mark; offset. Goes on, and there if that fails
    SplitFar,         // operand: mark; offset. Goes there, and on if that fails
    Run,              // operand: mark * 4 + Greed; least; most. Repeats the character instruction that follows
    EnterLoop,        // operand: loop. Its counter begins
    Loop,             // operand: mark * 2 + (1 if lazy); loop; least; most; offset of the end. Jumped back to
    Backreference,    // operand: group * 2 + (1: case does not count)
    Look,             // operand: LookKind; offset of the end; characters to step back
    LookEnd,
};
// clang-format on

enum SetFlags : u32 { kSetNegated = 1, kSetNoCase = 2 };
inline constexpr u32 kCategoryItem = ~0U;

/// The letter of the escape (d D s S w W), and whether only ASCII counts.
enum Category : u32 { kCategoryAscii = 0x100 };

/// The letter of the escape (A Z b B), ^ and $, and m and n for ^ and $ of every line.
using Assertion = char;

enum class Greed : u32 { Greedy, Lazy };
enum class LookKind : u32 { Ahead, NotAhead, Atomic };  // stepping back makes a look ahead one behind

inline constexpr u32 kUnlimited = ~0U;

enum Flags : u32 {
    kIgnoreCase = 2,
    kMultiLine = 8,
    kDotAll = 16,
    kUnicode = 32,
    kVerbose = 64,
    kAscii = 256,
};

struct Pattern {
    runtime::Object header;
    Value source;          // the text that was compiled: a str or bytes
    runtime::Dict* names;  // of the groups, to their numbers; nullptr: none has a name
    u32* program;          // raw block
    u32 flags;
    u32 groups;  // without the whole match
    u32 loops;   // counters that the program needs
    u32 marks;   // places where it chooses; 0: what a place leads to depends on more than the position

    u32 capture_registers() const { return 2 * (groups + 1); }
};

extern const runtime::Type pattern_type;
extern const runtime::Type match_type;

constexpr u32 instruction(Op op, u32 operand = 0) {
    return static_cast<u32>(op) | operand << 8;
}
constexpr Op op_of(u32 word) {
    return static_cast<Op>(word & 0xFF);
}
constexpr u32 operand_of(u32 word) {
    return word >> 8;
}
constexpr bool takes_character(Op op) {
    return op <= Op::Set;
}
/// The words of an instruction that takes a character.
constexpr u32 character_instruction_length(u32 word) {
    return op_of(word) == Op::Set ? 1 + operand_of(word) / 4 * 2 : 1;
}

/// The control character that a letter behind a backslash stands for; 0: none.
char escaped_character(u32 letter);

/// Compiles a str or bytes. ValueError: what is wrong, and where.
runtime::Completion compile(runtime::Thread&, Value source, u32 flags);

}  // namespace kinglet::stdlib::re
