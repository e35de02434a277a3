// gc: the collector.
#include "python/runtime/types/int.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

Completion gc_collect(Thread& thread) {
    thread.heap.collect();
    finalizers_run(thread);
    return kNone;
}

Completion gc_disable(Thread& thread) {
    thread.heap.enabled = false;
    return kNone;
}

Completion gc_enable(Thread& thread) {
    thread.heap.enabled = true;
    return kNone;
}

Completion gc_isenabled(Thread& thread) {
    return Value::from_bool(thread.heap.enabled);
}
Completion gc_mem_alloc(Thread& thread) {
    return int_create_unsigned(thread, thread.heap.figures().used);
}
Completion gc_mem_free(Thread& thread) {
    return int_create_unsigned(thread, thread.heap.figures().free);
}

/// threshold() gives the bytes after which a collection begins, -1 for never; threshold(n) sets them.
Completion gc_threshold(Thread& thread, const Value* values, u32 count) {
    if (count == 0) {
        if (thread.heap.threshold == 0) return Value::from_int(-1);
        // Less than a granule: at every allocation.
        return int_create_unsigned(thread,
                                   thread.heap.threshold < Heap::kGranule ? 0 : thread.heap.threshold);
    }
    SignedWord bytes = 0;
    TRY(to_integer(thread, values[0], bytes));
    thread.heap.threshold = bytes < 0 ? 0 : static_cast<usize>(bytes);
    return kNone;
}

constinit const NativeFunction collect_function = native(name<"collect">, gc_collect);
constinit const NativeFunction disable_function = native(name<"disable">, gc_disable);
constinit const NativeFunction enable_function = native(name<"enable">, gc_enable);
constinit const NativeFunction isenabled_function = native(name<"isenabled">, gc_isenabled);
constinit const NativeFunction mem_alloc_function = native(name<"mem_alloc">, gc_mem_alloc);
constinit const NativeFunction mem_free_function = native(name<"mem_free">, gc_mem_free);
constinit const NativeFunction threshold_function = native(name<"threshold">, gc_threshold, 0, 1);

constinit const Attribute attributes[] = {
    {name<"collect">, &collect_function.header},     {name<"disable">, &disable_function.header},
    {name<"enable">, &enable_function.header},       {name<"isenabled">, &isenabled_function.header},
    {name<"mem_alloc">, &mem_alloc_function.header}, {name<"mem_free">, &mem_free_function.header},
    {name<"threshold">, &threshold_function.header},
};

}  // namespace

extern const BuiltinModule gc_module;
constinit const BuiltinModule gc_module = builtin_module(name<"gc">, attributes);

}  // namespace kinglet::stdlib
