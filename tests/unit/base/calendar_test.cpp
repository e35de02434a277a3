#include "base/calendar.hpp"

#include <gtest/gtest.h>
#include <time.h>

namespace kinglet {
namespace {

TEST(Calendar, KnownDays) {
    EXPECT_EQ(days_from_date(1970, 1, 1), 0);
    EXPECT_EQ(days_from_date(2000, 1, 1), 10957);
    EXPECT_EQ(days_from_date(1969, 12, 31), -1);
    EXPECT_EQ(days_from_date(2024, 2, 29) + 1, days_from_date(2024, 3, 1));
    EXPECT_EQ(days_from_date(2023, 14, 1), days_from_date(2024, 2, 1));
    EXPECT_EQ(days_from_date(2024, 0, 1), days_from_date(2023, 12, 1));
    EXPECT_EQ(days_from_date(2024, 1, 40), days_from_date(2024, 2, 9));
}

TEST(Calendar, AgreesWithTheCLibrary) {
    for (i64 seconds = -3'000'000'000; seconds < 8'000'000'000; seconds += 1'234'567) {
        const time_t moment = static_cast<time_t>(seconds);
        tm expected;
        ASSERT_NE(gmtime_r(&moment, &expected), nullptr);
        const CalendarTime got = calendar_from_seconds(seconds);
        ASSERT_EQ(got.year, expected.tm_year + 1900) << seconds;
        ASSERT_EQ(got.month, static_cast<u32>(expected.tm_mon + 1)) << seconds;
        ASSERT_EQ(got.day, static_cast<u32>(expected.tm_mday)) << seconds;
        ASSERT_EQ(got.hour * 3600 + got.minute * 60 + got.second,
                  static_cast<u32>(expected.tm_hour * 3600 + expected.tm_min * 60 + expected.tm_sec))
            << seconds;
        ASSERT_EQ(got.weekday, static_cast<u32>((expected.tm_wday + 6) % 7)) << seconds;
        ASSERT_EQ(got.day_of_year, static_cast<u32>(expected.tm_yday + 1)) << seconds;
    }
}

}  // namespace
}  // namespace kinglet
