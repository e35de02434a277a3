// Dates and seconds, both ways: the proleptic Gregorian calendar, UTC.
#pragma once

#include "base/integers.hpp"

namespace kinglet {

struct CalendarTime {
    i32 year;
    u32 month;  // 1..12
    u32 day;    // 1..31
    u32 hour;
    u32 minute;
    u32 second;
    u32 weekday;      // 0: Monday
    u32 day_of_year;  // 1..366
};

/// Days from 1970-01-01 to a date; `month` and `day` may lie outside of their ranges.
i64 days_from_date(i64 year, i64 month, i64 day);
/// The date of a number of seconds since 1970-01-01.
CalendarTime calendar_from_seconds(i64 seconds);

}  // namespace kinglet
