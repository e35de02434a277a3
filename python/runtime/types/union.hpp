// The union of classes: int | None. There is none on the chip, where nothing refers to this.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

extern const Type union_type;

/// left | right of classes, unions and None; a slot of both types.
Completion class_union(Thread&, bytecode::BinaryOperator, Value left, Value right);

}  // namespace kinglet::runtime
