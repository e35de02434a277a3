#include "device/fs/fat/times.hpp"

#include "base/calendar.hpp"

namespace kinglet::fs::fat {

namespace {
constexpr u32 kFirstYear = 1980, kYears = 128;
constexpr u32 kEarliest = 0x00210000;  // 1980-01-01
constexpr u32 kLatest = 0xFF9FBF7D;
}  // namespace

u32 time_from_seconds(i64 seconds) {
    const CalendarTime time = calendar_from_seconds(seconds);
    if (time.year < static_cast<i32>(kFirstYear)) return kEarliest;
    const u32 year = static_cast<u32>(time.year) - kFirstYear;
    if (year >= kYears) return kLatest;
    return year << 25 | time.month << 21 | time.day << 16 | time.hour << 11 | time.minute << 5 |
           time.second / 2;
}

i64 seconds_from_time(u32 time) {
    const u32 day = time >> 16 & 31, month = time >> 21 & 15;
    if (day == 0 || month == 0) return 0;
    return days_from_date(kFirstYear + (time >> 25), month, day) * 86400 + (time >> 11 & 31) * 3600 +
           (time >> 5 & 63) * 60 + (time & 31) * 2;
}

}  // namespace kinglet::fs::fat
