// Dates as slots have them: years since 1980, months and days in the upper half; hours, minutes and every
// second second below. UTC.
#pragma once

#include "base/integers.hpp"

namespace kinglet::fs::fat {

/// 1980 to 2107; what lies outside becomes the nearest.
u32 time_from_seconds(i64 seconds);
/// Since 1970; 0: the slot has no date.
i64 seconds_from_time(u32 time);

}  // namespace kinglet::fs::fat
