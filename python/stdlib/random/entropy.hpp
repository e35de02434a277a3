// Random bits that nobody can foretell: seeds. Defined once per program, like SysPlatform.
#pragma once

#include "base/integers.hpp"

namespace kinglet::stdlib {

/// 32 bits from the chip's noise (on the virtual chip from --seed, so that a run can be repeated).
u32 entropy();

}  // namespace kinglet::stdlib
