#include "python/runtime/finalizers.hpp"

#include <cstring>

#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::runtime {

namespace {

/// Generators and streams, which have a method close.
bool is_builtin(Value value) {
    return (type_of(value).flags & kIsHeapType) == 0;
}

/// False for a generator that has not begun or has ended.
bool has_something_to_say(Value value) {
    if (!is_builtin(value) || (type_of(value).flags & kIsStreamType) != 0) return true;
    const u32 state = value.as<Generator>()->state;
    return state == kGeneratorSuspended || state == kGeneratorDelegating;
}

Completion finalize(Thread& thread, Value value) {
    if (!is_builtin(value)) {
        bool found;
        return call_class_method(thread, value, *name<"__del__">, nullptr, 0, found);
    }
    if (!has_something_to_say(value)) return kNone;
    const Value close = TRY(get_attribute(thread, value, name_ref<"close">));
    return call(thread, close);
}

/// Takes out the first entry, which waits.
Value take_first(FinalizerTable& table) {
    const Value first = table.entries[0];
    --table.count;
    --table.waiting;
    std::memmove(table.entries, table.entries + 1, table.count * sizeof(Value));
    return first;
}

}  // namespace

Raised finalizer_register(Thread& thread, Object& object) {
    FinalizerTable& table = thread.finalizers;
    const usize capacity =
        table.entries == nullptr ? 0 : thread.heap.raw_capacity(table.entries) / sizeof(Value);
    if (table.count == capacity) {
        constexpr usize kFirst = 4;
        const usize bytes = (capacity < kFirst ? kFirst : capacity + capacity / 2) * sizeof(Value);
        void* block = thread.heap.reallocate_raw(table.entries, bytes, RawKind::Values);
        if (block == nullptr) return raise_memory_error(thread, bytes);
        table.entries = static_cast<Value*>(block);
    }
    table.entries[table.count++] = Value(&object);
    return kFine;
}

bool finalizers_find_dead(Thread& thread) {
    FinalizerTable& table = thread.finalizers;
    u32 kept = table.waiting;
    for (u32 i = table.waiting; i < table.count; ++i) {
        const Value value = table.entries[i];
        const bool is_alive = thread.heap.is_alive(value.as_object());
        if (!is_alive && !has_something_to_say(value)) continue;
        table.entries[kept] = value;
        // Those that begin to wait come in front of those that live on.
        if (!is_alive) std::swap(table.entries[kept], table.entries[table.waiting++]);
        ++kept;
    }
    table.count = kept;
    if (table.waiting != 0) thread.pending = thread.pending | kPendingFinalizers;
    return table.waiting != 0;
}

void finalizers_trace(Thread& thread, Tracer& tracer) {
    tracer.visit_raw(thread.finalizers.entries);
    tracer.visit_array(thread.finalizers.entries, thread.finalizers.waiting);
}

void finalizers_hold(Thread& thread) {
    ++thread.finalizers.held;
}

void finalizers_release(Thread& thread) {
    --thread.finalizers.held;
    if (thread.finalizers.waiting != 0) thread.pending = thread.pending | kPendingFinalizers;
}

void finalizers_run(Thread& thread) {
    while (thread.finalizers.waiting != 0 && thread.finalizers.held == 0) {
        const Value value = take_first(thread.finalizers);
        const Value handled = thread.handled;
        if (!finalize(thread, value).is_raised()) continue;
        thread.handled = handled;
        print_raised(thread);
    }
}

void finalizers_run_all(Thread& thread) {
    thread.finalizers.waiting = thread.finalizers.count;
    finalizers_run(thread);
}

}  // namespace kinglet::runtime
