#include "device/modules/machine/rtc.hpp"

#include "base/calendar.hpp"
#include "device/hal/clock.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/time/wall_clock.hpp"

namespace kinglet::modules {

using namespace runtime;

namespace {

constexpr u32 kFields = 8;  // year, month, day, weekday (0: Monday), hour, minute, second, millisecond
constexpr i64 kSecond = 1'000'000;
constexpr i64 kDay = 24 * 60 * 60;

struct Rtc {
    Object header;
};

constinit const Rtc rtc = {{&rtc_type.root}};

/// RTC([0]).
Completion rtc_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, type.name, 0, 1));
    return &rtc.header;
}

Completion read(Thread& thread) {
    const i64 microseconds = stdlib::wall_microseconds();
    const CalendarTime now = calendar_from_seconds(microseconds / kSecond);
    const u32 fields[kFields] = {static_cast<u32>(now.year),
                                 now.month,
                                 now.day,
                                 now.weekday,
                                 now.hour,
                                 now.minute,
                                 now.second,
                                 static_cast<u32>(microseconds % kSecond / 1000)};
    Value items[kFields];
    for (u32 i = 0; i < kFields; ++i) items[i] = Value::from_int(static_cast<SignedWord>(fields[i]));
    return or_raised(tuple_create(thread, items, kFields));
}

/// datetime(): the time; datetime(fields) sets it. The weekday follows from the date, whatever is given.
Completion rtc_datetime(Thread& thread, const Value* values, u32 count) {
    if (count == 1) return read(thread);
    const Value list = TRY(list_from(thread, values[1]));
    const List& items = *list.as<List>();
    if (items.count != kFields)
        return raise_format(thread, value_error_type, "requested length %u but object has length %u"_packed,
                            kFields, items.count);
    SignedWord in[kFields];
    for (u32 i = 0; i < kFields; ++i) TRY(to_integer(thread, items.items[i], in[i]));
    const i64 seconds =
        days_from_date(in[0], in[1], in[2]) * kDay + i64{in[4]} * 3600 + i64{in[5]} * 60 + in[6];
    const i64 since_reset = static_cast<i64>(hal::system_clock().microseconds());
    // mpremote sets every board's clock with microseconds in the last field.
    const i64 fraction = in[7] < 1000 ? i64{in[7]} * 1000 : i64{in[7]};
    stdlib::wall_clock.offset_microseconds = seconds * kSecond + fraction - since_reset;
    return kNone;
}

constinit const NativeFunction datetime_method = native(name<"datetime">, rtc_datetime, 1, 2, &rtc_type);
constinit const Attribute rtc_attributes[] = {{name<"datetime">, &datetime_method.header}};
constinit const Slots rtc_slots = {.construct = rtc_construct};

}  // namespace

constinit const Type rtc_type = builtin_type(rtc_type, name<"RTC">, rtc_slots, sizeof(Rtc), rtc_attributes);

}  // namespace kinglet::modules
