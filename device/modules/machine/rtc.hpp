// machine.RTC: the time of day as a calendar shows it. There is one, and the clock behind it is time's
// (python/stdlib/time/wall_clock.hpp).
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::modules {

extern const runtime::Type rtc_type;

}  // namespace kinglet::modules
