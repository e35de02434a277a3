// The names of the special methods that operators stand for, in the order of bytecode/operators.hpp.
#pragma once

#include "python/bytecode/operators.hpp"
#include "python/runtime/names.hpp"

namespace kinglet::runtime {

// clang-format off
inline constexpr const Str* kBinaryNames[] = {
    name<"__add__">, name<"__sub__">, name<"__mul__">, name<"__truediv__">, name<"__floordiv__">, name<"__mod__">,
    name<"__pow__">, name<"__matmul__">, name<"__lshift__">, name<"__rshift__">, name<"__and__">, name<"__or__">,
    name<"__xor__">, name<"__divmod__">};
inline constexpr const Str* kReflectedNames[] = {
    name<"__radd__">, name<"__rsub__">, name<"__rmul__">, name<"__rtruediv__">, name<"__rfloordiv__">, name<"__rmod__">,
    name<"__rpow__">, name<"__rmatmul__">, name<"__rlshift__">, name<"__rrshift__">, name<"__rand__">, name<"__ror__">,
    name<"__rxor__">, name<"__rdivmod__">};
inline constexpr const Str* kInplaceNames[] = {
    name<"__iadd__">, name<"__isub__">, name<"__imul__">, name<"__itruediv__">, name<"__ifloordiv__">, name<"__imod__">,
    name<"__ipow__">, name<"__imatmul__">, name<"__ilshift__">, name<"__irshift__">, name<"__iand__">, name<"__ior__">,
    name<"__ixor__">};
inline constexpr const Str* kUnaryNames[] = {
    name<"__neg__">, name<"__pos__">, name<"__invert__">, name<"__not__">, name<"__abs__">};
inline constexpr const Str* kComparisonNames[] = {
    name<"__eq__">, name<"__ne__">, name<"__lt__">, name<"__le__">, name<"__gt__">, name<"__ge__">};
// clang-format on
static_assert(std::size(kBinaryNames) == bytecode::kBinaryOperatorCount);
static_assert(std::size(kReflectedNames) == bytecode::kBinaryOperatorCount);
static_assert(std::size(kInplaceNames) == bytecode::kBinaryOperatorCount - 1);

/// a < b is b > a.
constexpr bytecode::Comparison swapped(bytecode::Comparison comparison) {
    using bytecode::Comparison;
    if (comparison < Comparison::Less || comparison > Comparison::GreaterEqual) return comparison;
    return static_cast<Comparison>(static_cast<u32>(comparison) ^ 6U);  // ORDER COMPARE: 2 and 4, 3 and 5
}

}  // namespace kinglet::runtime
