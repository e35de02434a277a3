// How a statement places a part: KIND [NAME] PIN ... [PIN=PIN ...] [PARAMETER=VALUE ...]
#pragma once

#include "parts/part.hpp"
#include "parts/pins.hpp"

namespace kinglet::parts {

/// Reads what stands behind the kind into `placement`, which has the kind's name as its own. False with
/// `error` set. With `any_pin` pins need not be brought out.
[[nodiscard]] bool read_placement(Cursor& cursor, const PinNames& pins, bool any_pin, Placement& placement,
                                  std::string& error);

}  // namespace kinglet::parts
