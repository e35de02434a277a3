#include "base/calendar.hpp"

namespace kinglet {

namespace {

constexpr i64 kDaysOf400Years = 146097;
constexpr i64 kDaysTo1970 = 719468;  // from 0000-03-01, where the years below begin

i64 floor_divide(i64 number, i64 by) {
    return number / by - (number % by < 0 ? 1 : 0);
}

}  // namespace

// Years begin in March, so that a leap day is the last of its year and the lengths of the months before it
// follow one line: (153 m + 2) / 5.
i64 days_from_date(i64 year, i64 month, i64 day) {
    year += floor_divide(month - 3, 12);
    month = month - 3 - floor_divide(month - 3, 12) * 12;
    const i64 era = floor_divide(year, 400);
    const i64 year_of_era = year - era * 400;
    const i64 day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + (153 * month + 2) / 5 + day - 1;
    return era * kDaysOf400Years + day_of_era - kDaysTo1970;
}

CalendarTime calendar_from_seconds(i64 seconds) {
    const i64 days = floor_divide(seconds, 86400);
    const auto rest = static_cast<u32>(seconds - days * 86400);
    const i64 shifted = days + kDaysTo1970;
    const i64 era = floor_divide(shifted, kDaysOf400Years);
    const auto day_of_era = static_cast<u32>(shifted - era * kDaysOf400Years);
    const u32 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const u32 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const u32 month = (5 * day_of_year + 2) / 153;
    CalendarTime time{};
    time.day = day_of_year - (153 * month + 2) / 5 + 1;
    time.month = month < 10 ? month + 3 : month - 9;
    time.year = static_cast<i32>(year_of_era + era * 400 + (time.month <= 2 ? 1 : 0));
    time.hour = rest / 3600;
    time.minute = rest / 60 % 60;
    time.second = rest % 60;
    time.weekday = static_cast<u32>(((days + 3) % 7 + 7) % 7);  // 1970-01-01 was a Thursday
    time.day_of_year = static_cast<u32>(days - days_from_date(time.year, 1, 1) + 1);
    return time;
}

}  // namespace kinglet
