// machine: the chip. What belongs to it as a whole is here; memory by address, and each kind of peripheral,
// lies in the subfolder and has a line in the table at the end.
#include "device/hal/boot_record.hpp"
#include "device/hal/chip.hpp"
#include "device/hal/clock.hpp"
#include "device/modules/machine/memory.hpp"
#include "device/modules/machine/rtc.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/vm/slow.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::modules {

using namespace runtime;

namespace {

using hal::Chip;

Completion machine_reset(Thread&) {
    Chip::reset();
}

/// soft_reset([status]): the same as sys.exit() at the prompt.
Completion machine_soft_reset(Thread& thread, const Value* values, u32 count) {
    if (count == 0) return raise(thread, system_exit_type);
    return raise(thread, system_exit_type, values[0]);
}

Completion machine_reset_cause(Thread&) {
    return Value::from_int(static_cast<SignedWord>(hal::BootRecord::cause()));
}

/// What the last fault since power-on said; None: there was none.
Completion machine_last_fault(Thread& thread) {
    const u32 length = hal::BootRecord::text_length();
    if (length == 0) return kNone;
    Str* text = str_allocate(thread, length);
    if (text == nullptr) return Value();
    for (u32 i = 0; i < length; ++i) text->data()[i] = static_cast<char>(hal::BootRecord::text_byte(i));
    str_finish(*text);
    return Value(&text->header);
}

Completion machine_unique_id(Thread& thread) {
    u8 number[4];
    for (u32 i = 0; i < sizeof number; ++i) number[i] = static_cast<u8>(Chip::number() >> 8 * i);
    return or_raised(bytes_create(thread, number, sizeof number));
}

/// freq(): in Hz; freq(hertz) sets it.
Completion machine_freq(Thread& thread, const Value* values, u32 count) {
    if (count == 0) return int_create_unsigned(thread, Chip::frequency());
    SignedWord hertz = 0;
    TRY(to_integer(thread, values[0], hertz));
    if (hertz < 0 || !Chip::set_frequency(static_cast<u32>(hertz))) {
        return raise(thread, value_error_type, "frequency can only be either 80Mhz or 160MHz"_packed);
    }
    return kNone;
}

/// Sleeps until something happens, and for a millisecond at the most; then runs what is pending.
Completion machine_idle(Thread& thread) {
    constexpr u64 kMicroseconds = 1000;
    hal::system_clock().sleep_until_event(kMicroseconds);
    if (thread.pending != 0) TRY(run_pending(thread));
    return kNone;
}

Completion machine_disable_irq(Thread&) {
    return Value::from_int(static_cast<SignedWord>(Chip::disable_interrupts()));
}

Completion machine_enable_irq(Thread& thread, Value state) {
    SignedWord number = 0;
    TRY(to_integer(thread, state, number));
    Chip::restore_interrupts(static_cast<u32>(number));
    return kNone;
}

constexpr SignedWord number_of(hal::ResetCause cause) {
    return static_cast<SignedWord>(cause);
}

constinit const NativeFunction reset_function = native(name<"reset">, machine_reset);
constinit const NativeFunction soft_reset_function = native(name<"soft_reset">, machine_soft_reset, 0, 1);
constinit const NativeFunction reset_cause_function = native(name<"reset_cause">, machine_reset_cause);
constinit const NativeFunction last_fault_function = native(name<"last_fault">, machine_last_fault);
constinit const NativeFunction unique_id_function = native(name<"unique_id">, machine_unique_id);
constinit const NativeFunction freq_function = native(name<"freq">, machine_freq, 0, 1);
constinit const NativeFunction idle_function = native(name<"idle">, machine_idle);
constinit const NativeFunction disable_irq_function = native(name<"disable_irq">, machine_disable_irq);
constinit const NativeFunction enable_irq_function = native(name<"enable_irq">, machine_enable_irq);

constinit const Attribute attributes[] = {
    {name<"reset">, &reset_function.header},
    {name<"soft_reset">, &soft_reset_function.header},
    {name<"reset_cause">, &reset_cause_function.header},
    {name<"PWRON_RESET">, Value::from_int(number_of(hal::ResetCause::PowerOn))},
    {name<"WDT_RESET">, Value::from_int(number_of(hal::ResetCause::Watchdog))},
    {name<"SOFT_RESET">, Value::from_int(number_of(hal::ResetCause::Software))},
    {name<"DEEPSLEEP_RESET">, Value::from_int(number_of(hal::ResetCause::DeepSleep))},
    {name<"HARD_RESET">, Value::from_int(number_of(hal::ResetCause::Pin))},
    {name<"last_fault">, &last_fault_function.header},
    {name<"unique_id">, &unique_id_function.header},
    {name<"freq">, &freq_function.header},
    {name<"idle">, &idle_function.header},
    {name<"disable_irq">, &disable_irq_function.header},
    {name<"enable_irq">, &enable_irq_function.header},
    {name<"mem8">, &memory8.header},
    {name<"mem16">, &memory16.header},
    {name<"mem32">, &memory32.header},
    {name<"RTC">, &rtc_type.header},
};

}  // namespace

extern const BuiltinModule machine_module;
constinit const BuiltinModule machine_module = stdlib::builtin_module(name<"machine">, attributes);

}  // namespace kinglet::modules
