// The time of day: what has to be added to the time since the reset. Set by the program's start, by
// machine.RTC, by ntptime.
#pragma once

#include "base/integers.hpp"

namespace kinglet::stdlib {

struct WallClock {
    i64 offset_microseconds;  // from the time since the reset to the time since 1970-01-01
    i32 epoch_seconds;        // where time.time() counts from, as seconds since 1970-01-01
};

inline constexpr i32 kEpoch2000 = 946684800;

extern WallClock wall_clock;

/// Microseconds since 1970-01-01.
i64 wall_microseconds();

}  // namespace kinglet::stdlib
