// time: the time of day, waiting, and ticks: counters that wrap at 2**30, the same on every target.
#include "base/calendar.hpp"
#include "device/hal/clock.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/vm/slow.hpp"
#include "python/stdlib/module_table.hpp"
#include "python/stdlib/time/wall_clock.hpp"

namespace kinglet::stdlib {

using namespace runtime;

constinit WallClock wall_clock = {i64{kEpoch2000} * 1000000, kEpoch2000};

i64 wall_microseconds() {
    return static_cast<i64>(hal::system_clock().microseconds()) + wall_clock.offset_microseconds;
}

namespace {

constexpr u32 kTicksMask = (1U << 30) - 1;
constexpr u32 kTicksHalf = 1U << 29;

i64 seconds_now() {
    return wall_microseconds() / 1000000 - wall_clock.epoch_seconds;
}

// ---- waiting

/// Waits, and lets happen meanwhile what is pending (Ctrl-C, scheduled functions).
Raised wait(Thread& thread, u64 microseconds) {
    hal::Clock& clock = hal::system_clock();
    const u64 begin = clock.microseconds();
    for (;;) {
        if (thread.pending != 0) TRY(run_pending(thread));
        const u64 passed = clock.microseconds() - begin;
        if (passed >= microseconds) return kFine;
        clock.sleep_until_event(microseconds - passed);
    }
}

Completion time_sleep(Thread& thread, Value duration) {
    u64 microseconds = 0;
    if (is_int(duration)) {
        SignedWord seconds = 0;
        TRY(to_integer(thread, duration, seconds));
        if (seconds < 0) return raise(thread, value_error_type, "sleep length must be non-negative"_packed);
        microseconds = static_cast<u64>(seconds) * 1000000;
    } else {
        Float seconds = 0;
        TRY(to_float(thread, duration, seconds));
        if (!(seconds >= 0 && seconds < static_cast<Float>(1e12))) {
            return raise(thread, value_error_type, "sleep length must be non-negative"_packed);
        }
        microseconds = static_cast<u64>(seconds * 1000000);
    }
    TRY(wait(thread, microseconds));
    return kNone;
}

Completion time_sleep_ms(Thread& thread, Value duration) {
    SignedWord milliseconds = 0;
    TRY(to_integer(thread, duration, milliseconds));
    if (milliseconds > 0) TRY(wait(thread, static_cast<u64>(milliseconds) * 1000));
    return kNone;
}

Completion time_sleep_us(Thread& thread, Value duration) {
    constexpr SignedWord kShort = 1000;  // below it a sleeping processor would wake too late
    SignedWord microseconds = 0;
    TRY(to_integer(thread, duration, microseconds));
    if (microseconds > kShort) {
        TRY(wait(thread, static_cast<u64>(microseconds)));
    } else if (microseconds > 0) {
        hal::system_clock().delay(static_cast<u32>(microseconds));
    }
    return kNone;
}

// ---- ticks

Value ticks(u64 count) {
    return Value::from_int(static_cast<SignedWord>(count & kTicksMask));
}

Completion time_ticks_ms(Thread&) {
    return ticks(hal::system_clock().microseconds() / 1000);
}
Completion time_ticks_us(Thread&) {
    return ticks(hal::system_clock().microseconds());
}
Completion time_ticks_cpu(Thread&) {
    return ticks(hal::system_clock().cycles());
}

Completion time_ticks_add(Thread& thread, Value begin, Value delta) {
    SignedWord a = 0;
    SignedWord b = 0;
    TRY(to_integer(thread, begin, a));
    TRY(to_integer(thread, delta, b));
    if (b > static_cast<SignedWord>(kTicksHalf) - 1 || b <= -static_cast<SignedWord>(kTicksHalf)) {
        return raise(thread, overflow_error_type, "ticks interval overflow"_packed);
    }
    return ticks(static_cast<u64>(a + b));
}

Completion time_ticks_diff(Thread& thread, Value end, Value begin) {
    SignedWord a = 0;
    SignedWord b = 0;
    TRY(to_integer(thread, end, a));
    TRY(to_integer(thread, begin, b));
    const u32 ring = (static_cast<u32>(a) - static_cast<u32>(b) + kTicksHalf) & kTicksMask;
    return Value::from_int(static_cast<SignedWord>(ring) - static_cast<SignedWord>(kTicksHalf));
}

// ---- the time of day

/// Whole seconds where a float could not hold more.
Completion time_time(Thread& thread) {
    if (sizeof(Float) == 4) return int_create(thread, seconds_now());
    const i64 microseconds = wall_microseconds() - i64{wall_clock.epoch_seconds} * 1000000;
    return float_to_value(thread, static_cast<Float>(microseconds) / 1000000);
}

Completion time_time_ns(Thread& thread) {
    return int_create(thread, (wall_microseconds() - i64{wall_clock.epoch_seconds} * 1000000) * 1000);
}

/// (year, month, day, hour, minute, second, weekday, yearday).
Completion time_gmtime(Thread& thread, const Value* values, u32 count) {
    i64 seconds = seconds_now();
    if (count != 0 && !values[0].is_none()) {
        if (is_int(values[0])) {
            bool fits = false;
            seconds = int_to_i64(values[0], fits);
            constexpr i64 kFarthest = i64{1} << 40;
            if (!fits || seconds > kFarthest || seconds < -kFarthest) {
                return raise(thread, overflow_error_type, "timestamp out of range"_packed);
            }
        } else {
            Float number = 0;
            TRY(to_float(thread, values[0], number));
            if (!(number > static_cast<Float>(-1e12) && number < static_cast<Float>(1e12))) {
                return raise(thread, overflow_error_type, "timestamp out of range"_packed);
            }
            seconds = static_cast<i64>(number);
        }
    }
    const CalendarTime time = calendar_from_seconds(seconds + wall_clock.epoch_seconds);
    const u32 fields[] = {time.month,  time.day,     time.hour,       time.minute,
                          time.second, time.weekday, time.day_of_year};
    Value items[8] = {Value::from_int(time.year)};
    for (u32 i = 0; i < std::size(fields); ++i)
        items[i + 1] = Value::from_int(static_cast<SignedWord>(fields[i]));
    return reinterpret_cast<const Object*>(tuple_create(thread, items, 8));
}

Completion time_mktime(Thread& thread, Value fields) {
    const Value list = TRY(list_from(thread, fields));
    const List& items = *list.as<List>();
    if (items.count < 8 || items.count > 9) {
        return raise_format(thread, type_error_type,
                            "mktime needs a tuple of length 8 or 9 (%u given)"_packed, items.count);
    }
    SignedWord in[6];
    for (u32 i = 0; i < 6; ++i) TRY(to_integer(thread, items.items[i], in[i]));
    const i64 days = days_from_date(in[0], in[1], in[2]);
    return int_create(thread,
                      days * 86400 + i64{in[3]} * 3600 + i64{in[4]} * 60 + in[5] - wall_clock.epoch_seconds);
}

constinit const NativeFunction gmtime_function = native(name<"gmtime">, time_gmtime, 0, 1);
constinit const NativeFunction localtime_function = native(name<"localtime">, time_gmtime, 0, 1);
constinit const NativeFunction mktime_function = native(name<"mktime">, time_mktime);
constinit const NativeFunction sleep_function = native(name<"sleep">, time_sleep);
constinit const NativeFunction sleep_ms_function = native(name<"sleep_ms">, time_sleep_ms);
constinit const NativeFunction sleep_us_function = native(name<"sleep_us">, time_sleep_us);
constinit const NativeFunction ticks_add_function = native(name<"ticks_add">, time_ticks_add);
constinit const NativeFunction ticks_cpu_function = native(name<"ticks_cpu">, time_ticks_cpu);
constinit const NativeFunction ticks_diff_function = native(name<"ticks_diff">, time_ticks_diff);
constinit const NativeFunction ticks_ms_function = native(name<"ticks_ms">, time_ticks_ms);
constinit const NativeFunction ticks_us_function = native(name<"ticks_us">, time_ticks_us);
constinit const NativeFunction time_function = native(name<"time">, time_time);
constinit const NativeFunction time_ns_function = native(name<"time_ns">, time_time_ns);

constinit const Attribute attributes[] = {
    {name<"gmtime">, &gmtime_function.header},         {name<"localtime">, &localtime_function.header},
    {name<"mktime">, &mktime_function.header},         {name<"sleep">, &sleep_function.header},
    {name<"sleep_ms">, &sleep_ms_function.header},     {name<"sleep_us">, &sleep_us_function.header},
    {name<"ticks_add">, &ticks_add_function.header},   {name<"ticks_cpu">, &ticks_cpu_function.header},
    {name<"ticks_diff">, &ticks_diff_function.header}, {name<"ticks_ms">, &ticks_ms_function.header},
    {name<"ticks_us">, &ticks_us_function.header},     {name<"time">, &time_function.header},
    {name<"time_ns">, &time_ns_function.header},
};

}  // namespace

extern const BuiltinModule time_module;
constinit const BuiltinModule time_module = builtin_module(name<"time">, attributes);

}  // namespace kinglet::stdlib
