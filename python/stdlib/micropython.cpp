// micropython: what concerns this implementation and no other Python.
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/micropython/memory_report.hpp"
#include "python/stdlib/micropython/types.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

/// const(x), and the decorators: the compiler knows what they mean.
Completion same(Thread&, Value value) {
    return value;
}

Completion micropython_opt_level(Thread& thread, const Value* values, u32 count) {
    if (count == 0) return Value::from_int(static_cast<SignedWord>(thread.optimisation));
    SignedWord level = 0;
    TRY(to_integer(thread, values[0], level));
    thread.optimisation = static_cast<u32>(level);
    return kNone;
}

Completion micropython_stack_use(Thread& thread) {
    return int_create_unsigned(thread, stack_used(thread));
}

/// Bytes of all allocations since the start.
Completion micropython_mem_total(Thread& thread) {
    return int_create_unsigned(thread, thread.heap.allocated_in_all());
}
Completion micropython_mem_current(Thread& thread) {
    return int_create_unsigned(thread, thread.heap.figures().used);
}
/// The most that was in use, as far as collections and questions have seen it.
Completion micropython_mem_peak(Thread& thread) {
    return int_create_unsigned(thread, thread.heap.figures().peak);
}

Completion micropython_heap_lock(Thread& thread) {
    thread.heap.keep_reserve();
    thread.heap.lock();
    return kNone;
}

Completion micropython_heap_unlock(Thread& thread) {
    thread.heap.unlock();
    return Value::from_int(static_cast<SignedWord>(thread.heap.lock_depth()));
}

Completion micropython_heap_locked(Thread& thread) {
    return Value::from_int(static_cast<SignedWord>(thread.heap.lock_depth()));
}

Completion micropython_kbd_intr(Thread& thread, Value character) {
    SignedWord code = 0;
    TRY(to_integer(thread, character, code));
    if (thread.watch_interrupt != nullptr) thread.watch_interrupt(static_cast<i32>(code));
    return kNone;
}

/// MemoryError is a constant here and needs no buffer; the call is taken for the sake of programs that make
/// it.
Completion micropython_alloc_emergency_exception_buf(Thread& thread, Value size) {
    SignedWord bytes = 0;
    TRY(to_integer(thread, size, bytes));
    return kNone;
}

constinit const NativeFunction kbd_intr_function = native(name<"kbd_intr">, micropython_kbd_intr);

/// schedule(kbd_intr, None) is MicroPython's way to ask for a KeyboardInterrupt; it takes no place in the
/// queue.
Completion micropython_schedule(Thread& thread, Value function, Value argument) {
    ScheduledCalls& calls = thread.scheduled;
    if (function == Value(&kbd_intr_function.header)) {
        if (calls.is_running)
            calls.interrupts = true;
        else
            thread.pending = thread.pending | kPendingInterrupt;
        return kNone;
    }
    if (calls.count == ScheduledCalls::kMost)
        return raise(thread, runtime_error_type, "schedule queue full"_packed);
    const u32 at = (calls.first + calls.count) % ScheduledCalls::kMost;
    calls.functions[at] = function;
    calls.arguments[at] = argument;
    ++calls.count;
    thread.pending = thread.pending | kPendingSchedule;
    return kNone;
}

constinit const NativeFunction const_function = native(name<"const">, same);
constinit const NativeFunction opt_level_function = native(name<"opt_level">, micropython_opt_level, 0, 1);
constinit const NativeFunction stack_use_function = native(name<"stack_use">, micropython_stack_use);
constinit const NativeFunction mem_info_function = native(name<"mem_info">, micropython_mem_info, 0, 1);
constinit const NativeFunction mem_total_function = native(name<"mem_total">, micropython_mem_total);
constinit const NativeFunction mem_current_function = native(name<"mem_current">, micropython_mem_current);
constinit const NativeFunction mem_peak_function = native(name<"mem_peak">, micropython_mem_peak);
constinit const NativeFunction qstr_info_function = native(name<"qstr_info">, micropython_qstr_info, 0, 1);
constinit const NativeFunction heap_lock_function = native(name<"heap_lock">, micropython_heap_lock);
constinit const NativeFunction heap_unlock_function = native(name<"heap_unlock">, micropython_heap_unlock);
constinit const NativeFunction heap_locked_function = native(name<"heap_locked">, micropython_heap_locked);
constinit const NativeFunction schedule_function = native(name<"schedule">, micropython_schedule);
constinit const NativeFunction emergency_function =
    native(name<"alloc_emergency_exception_buf">, micropython_alloc_emergency_exception_buf);

constinit const Attribute attributes[] = {
    {name<"const">, &const_function.header},
    {name<"bytecode">, &const_function.header},
    {name<"native">, &const_function.header},
    {name<"viper">, &const_function.header},
    {name<"RingIO">, &ring_io_type.type.header},
    {name<"opt_level">, &opt_level_function.header},
    {name<"stack_use">, &stack_use_function.header},
    {name<"mem_info">, &mem_info_function.header},
    {name<"mem_total">, &mem_total_function.header},
    {name<"mem_current">, &mem_current_function.header},
    {name<"mem_peak">, &mem_peak_function.header},
    {name<"qstr_info">, &qstr_info_function.header},
    {name<"heap_lock">, &heap_lock_function.header},
    {name<"heap_unlock">, &heap_unlock_function.header},
    {name<"heap_locked">, &heap_locked_function.header},
    {name<"kbd_intr">, &kbd_intr_function.header},
    {name<"schedule">, &schedule_function.header},
    {name<"alloc_emergency_exception_buf">, &emergency_function.header},
};

}  // namespace

extern const BuiltinModule micropython_module;
constinit const BuiltinModule micropython_module = builtin_module(name<"micropython">, attributes);

}  // namespace kinglet::stdlib
