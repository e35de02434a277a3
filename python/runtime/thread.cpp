#include "python/runtime/thread.hpp"

#include "python/runtime/emergency.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/vm/calls.hpp"
#include "python/runtime/vm/stack.hpp"

namespace kinglet::runtime {

namespace {

/// The Python stack takes a part of the heap at the most; on the desktop as much as a thousand calls and more
/// need.
constexpr u32 stack_limit(usize heap_bytes) {
    const usize words = heap_bytes / sizeof(Value) / 3;
    constexpr usize kMost = 1U << 17;
    return static_cast<u32>(words < kMost ? words : kMost);
}

void trace_stack(Tracer& tracer, Thread& thread) {
    const Value* callee = nullptr;  // the registers of the frame that this one called
    for (Frame* frame = thread.frame; frame != nullptr; frame = frame->caller) {
        tracer.visit(Value(&frame->function->header));
        tracer.visit_words(reinterpret_cast<const Word*>(&frame->saved),
                           reinterpret_cast<const Word*>(&frame->saved) + 1);
        const Value* end = frame->registers + frame->function->code->registers();
        if (callee >= frame->registers && callee < end) end = callee;
        callee = frame->registers;
        // Registers hold rubbish beyond what is live, so they are words like those of the C stack.
        tracer.visit_words(reinterpret_cast<const Word*>(callee), reinterpret_cast<const Word*>(end));
    }
    for (StackSegment* segment = thread.segment; segment != nullptr; segment = segment->previous)
        tracer.visit_raw(segment);
}

}  // namespace

void Thread::trace(Tracer& tracer) {
    trace_stack(tracer, *this);
    // The spare of a program that runs is garbage; between two lines of the prompt it is the next one's first
    // segment.
    if (segment != nullptr) spare_segment = nullptr;
    tracer.visit_raw(spare_segment);
    tracer.visit(raised);
    tracer.visit(handled);
    tracer.visit(stop_value);
    tracer.visit(reinterpret_cast<const Object*>(modules));
    tracer.visit(reinterpret_cast<const Object*>(path));
    tracer.visit(reinterpret_cast<const Object*>(main));
    tracer.visit(reinterpret_cast<const Object*>(builtins_override));
    for (Value root : roots) tracer.visit(root);
    emergency_trace(tracer);
    tracer.visit_array(scheduled.functions, ScheduledCalls::kMost);
    tracer.visit_array(scheduled.arguments, ScheduledCalls::kMost);
    finalizers_trace(*this, tracer);
    // What the collection frees may come back as other code or another shape at the same address.
    flush_caches();
}

bool thread_create(Thread& thread, void* region, usize bytes, const void* stack_base, usize stack_bytes,
                   Printer& console) {
    if (!thread.heap.create(thread, region, bytes, stack_base)) return false;
    thread.flush_caches();
    emergency_reset();
    thread.native_stack_base = static_cast<const char*>(stack_base);
    thread.native_stack_limit = static_cast<const char*>(stack_base) - stack_bytes;
    thread.stack_limit_words = stack_limit(bytes);
    thread.console = &console;
    thread.modules = dict_create(thread);
    thread.path = list_create(thread, nullptr, 0);
    if (thread.modules == nullptr || thread.path == nullptr) return false;
    thread.main = module_create(thread, name_ref<"__main__">);
    if (thread.main == nullptr) return false;
    return !dict_set(thread, *thread.modules, &name<"__main__">->header, &thread.main->header).is_raised();
}

Completion run_code(Thread& thread, const Code& code, Dict& globals, Dict* name_space) {
    if (!native_stack_check(thread)) return Value();
    auto* function = static_cast<Function*>(thread.heap.allocate(sizeof(Function)));
    if (function == nullptr) return raise_memory_error(thread, sizeof(Function));
    function->header.shape = &function_type.root;
    function->code = &code;
    function->globals = &globals;
    Value first = Value(name_space != nullptr ? &name_space->header : &globals.header);
    const u32 count = code.has(bytecode::kIsNamespaceBody) ? 1 : 0;
    return run_function(thread, *function, &first, count);
}

Completion run_function(Thread& thread, Function& function, const Value* registers, u32 count) {
    Frame* frame = stack_push(thread, function, const_cast<Value*>(registers), count);
    if (frame == nullptr) return Value();
    frame->kind |= kReturnLeave;
    thread.frame = frame;
    return interpret(thread);
}

}  // namespace kinglet::runtime
