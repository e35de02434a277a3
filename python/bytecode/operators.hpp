// The operators in the order in which opcodes.def lists them (ORDER BINARY, ORDER COMPARE): an opcode minus
// the first of its group is one of these.
#pragma once

#include "base/integers.hpp"

namespace kinglet::bytecode {

enum class BinaryOperator : u8 {  // ORDER BINARY
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

enum class UnaryOperator : u8 { Negative, Positive, Invert, Not, Absolute };

enum class Comparison : u8 {
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

}  // namespace kinglet::bytecode
