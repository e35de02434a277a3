// The operators in the order in which opcodes.def lists them (ORDER BINARY, ORDER COMPARE): an opcode minus
// the first of its group is one of these.
#pragma once

#include "base/integers.hpp"

namespace kinglet::bytecode {

enum class BinaryOperator : u32 {  // ORDER BINARY
    Add,
    Subtract,
    Multiply,
    TrueDivide,
    FloorDivide,
    Modulo,
    Power,
    MatrixMultiply,
    LeftShift,
    RightShift,
    BitAnd,
    BitOr,
    BitXor,
    Divmod,  // no opcode: the builtin divmod
};
inline constexpr u32 kBinaryOperatorCount = 14;

enum class UnaryOperator : u32 { Negative, Positive, Invert, Not, Absolute };

enum class Comparison : u32 {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Is,
    IsNot,
    In,
    NotIn
};  // ORDER COMPARE

/// What a pattern of `case` asks about R[B], in field C of Match. What it needs lies behind R[B].
enum class MatchQuestion : u32 {
    Length,  ///< the length of a sequence, -1 if it is none
    Values,  ///< the values of a mapping for the keys in the tuple R[B+1]; None if it is none, or lacks one
    Rest,    ///< a dict of what a mapping has but the keys in the tuple R[B+1]
    Attributes,  ///< of an instance of R[B+1]: R[B+2] by position, then those the tuple R[B+3] names; or None
};

/// How many registers from R[B] on a question reads.
constexpr u32 match_operands(u32 question) {
    return question == static_cast<u32>(MatchQuestion::Length)       ? 1
           : question == static_cast<u32>(MatchQuestion::Attributes) ? 4
                                                                     : 2;
}

}  // namespace kinglet::bytecode
