#include "base/attributes.hpp"
#include "python/runtime/call.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/traceback.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/vm/slow.hpp"
#include "python/runtime/vm/stack.hpp"

namespace kinglet::runtime {

void raise_unbound(Thread& thread) {
    (void)raise(thread, unbound_local_error_type, "local variable referenced before assignment"_packed);
}

void raise_from_python(Thread& thread, Value exception) {
    (void)raise_value(thread, exception);
}

void raise_with_cause(Thread& thread, Value exception, Value cause) {
    (void)raise_value(thread, exception);
    if (!thread.raised.is_object()) return;
    const Value raised = thread.raised;
    if (!cause.is_none()) {
        // A class as cause stands for an instance of it.
        thread.raised = Value();
        (void)raise_value(thread, cause);
        cause = thread.raised;
        if (!exception_matches(cause, base_exception_type)) return;
        thread.raised = raised;
    }
    // Out of reach of the collector while the tuple of the two is made.
    thread.raised = Value();
    if (exception_set_cause(thread, *raised.as<Exception>(), cause).is_raised()) return;
    thread.raised = raised;
}

void raise_bare(Thread& thread) {
    if (thread.handled.is_object()) {
        thread.raised = thread.handled;
    } else {
        (void)raise(thread, runtime_error_type, "No active exception to reraise"_packed);
        note_raised(thread, *thread.frame);
    }
}

void raise_assertion(Thread& thread, Value argument) {
    if (argument.is_undefined()) {
        (void)raise(thread, assertion_error_type);
    } else {
        (void)raise(thread, assertion_error_type, argument);
    }
}

Raised exception_test(Thread& thread, Value exception, Value classes, bool& matches) {
    matches = false;
    if (classes.is_object() && (classes.as_object()->type().flags & kIsTypeType)) {
        const Type& type = *classes.as<Type>();
        if (type.flags & kIsExceptionType) {
            matches = exception_matches(exception, type);
            return kFine;
        }
    } else if (type_of(classes).flags & kIsTupleType) {
        const Tuple& tuple = *classes.as<Tuple>();
        for (usize i = 0; i < tuple.count && !matches; ++i)
            TRY(exception_test(thread, exception, tuple[i], matches));
        return kFine;
    }
    return raise(thread, type_error_type,
                 "catching classes that do not inherit from BaseException is not allowed"_packed);
}

void exit_arguments(Value exception_or_none, Value* arguments) {
    const bool is_exception = exception_or_none.is_object();
    arguments[0] = is_exception ? Value(&type_of(exception_or_none).header) : kNone;
    arguments[1] = is_exception ? exception_or_none : kNone;
    arguments[2] = kNone;
}

void note_raised(Thread& thread, Frame& frame) {
    if (!thread.raised.is_object()) return;
    Exception& exception = *thread.raised.as<Exception>();
    const Code& code = *frame.function->code;
    if (!traceback_started(exception) && thread.handled.is_object() && !(thread.handled == thread.raised)) {
        exception_set_context(thread, exception, thread.handled);
    }
    traceback_add(thread, exception, code, code.line_of(frame.pc - 1));
}

namespace {

/// Overwrites what the calls that are over have left on the C stack, where later calls would make it look
/// alive.
NOINLINE void scrub_stack() {
    volatile Word rubbish[sizeof(Word) == 4 ? 256 : 1024];
    for (volatile Word& word : rubbish) word = 0;
}

/// The handler that covers the instruction that raised: sets the frame to go on there.
bool find_handler(Thread& thread, Frame& frame) {
    const Code& code = *frame.function->code;
    const u32 at = static_cast<u32>(frame.pc - 1 - code.instructions());
    const FlashWord* handler = code.handlers();
    for (u32 left = code.handler_count(); left != 0; --left, handler += 2) {
        if (at < (handler[0] & 0xFFFFU) || at >= handler[0] >> 16) continue;
        frame.registers[handler[1] >> 16] = thread.raised;
        if (exception_matches(thread.raised, memory_error_type)) scrub_stack();
        frame.pc = code.instructions() + (handler[1] & 0xFFFFU);
        thread.raised = Value();
        return true;
    }
    return false;
}

/// A StopIteration must not leave a generator as if it had ended.
void convert_stop_iteration(Thread& thread, const Generator& generator) {
    const bool is_async = generator.code().has(bytecode::kIsCoroutine);
    if (!exception_matches(thread.raised, stop_iteration_type)) return;
    const Value cause = thread.raised;
    (void)raise(thread, runtime_error_type,
                is_async ? "coroutine raised StopIteration"_packed : "generator raised StopIteration"_packed);
    if (thread.raised.is_object() && exception_matches(thread.raised, runtime_error_type)) {
        const Value raised = thread.raised;
        if (!exception_set_cause(thread, *raised.as<Exception>(), cause).is_raised()) thread.raised = raised;
    }
}

}  // namespace

Unwound unwind_to_handler(Thread& thread) {
    for (;;) {
        Frame& frame = *thread.frame;
        if (find_handler(thread, frame)) return Unwound::ToHandler;
        const u32 kind = frame.kind & kReturnKindMask;
        thread.frame = frame.caller;
        if (kind == kReturnForIter || kind == kReturnYieldFrom || kind == kReturnGeneratorLeave) {
            Generator& generator = *frame.saved.as<Generator>();
            generator.state = kGeneratorFinished;
            convert_stop_iteration(thread, generator);
        } else {
            stack_pop(thread, frame);
        }
        if (kind == kReturnLeave || kind == kReturnGeneratorLeave) return Unwound::OutOfInterpreter;
        note_raised(thread, *thread.frame);
    }
}

namespace {

/// Runs what is queued now; what that queues is for the next time. The program that is interrupted has no
/// part in what they raise: it is printed, but a KeyboardInterrupt reaches it.
Raised run_scheduled(Thread& thread) {
    ScheduledCalls& calls = thread.scheduled;
    if (calls.is_running) return kFine;
    calls.is_running = true;
    bool raised = false;
    for (u32 left = calls.count; left != 0 && !raised; --left) {
        const u32 at = calls.first;
        calls.first = (at + 1) % ScheduledCalls::kMost;
        --calls.count;
        const Value handled = thread.handled;
        if (!call(thread, calls.functions[at], calls.arguments[at]).is_raised()) continue;
        thread.handled = handled;
        raised = exception_matches(thread.raised, keyboard_interrupt_type);
        if (!raised) print_raised(thread);
    }
    calls.is_running = false;
    if (calls.interrupts) thread.pending = thread.pending | kPendingInterrupt;
    calls.interrupts = false;
    if (calls.count != 0) thread.pending = thread.pending | kPendingSchedule;
    return raised ? Raised(kRaised) : kFine;
}

}  // namespace

Raised run_pending(Thread& thread) {
    const u32 pending = thread.pending;
    if (pending & kPendingAlive) {
        thread.pending = pending & ~static_cast<u32>(kPendingAlive);
        thread.alive();
        return kFine;
    }
    if (pending & kPendingInterrupt) {
        thread.pending = pending & ~static_cast<u32>(kPendingInterrupt);
        return raise(thread, keyboard_interrupt_type);
    }
    if (pending & kPendingFinalizers) {
        thread.pending = pending & ~static_cast<u32>(kPendingFinalizers);
        finalizers_run(thread);
        return kFine;
    }
    if (pending & kPendingSchedule) {
        thread.pending = pending & ~static_cast<u32>(kPendingSchedule);
        return run_scheduled(thread);
    }
    return kFine;
}

u64 run_pending_while_idle(Thread& thread) {
    if ((thread.pending & kPendingInterrupt) == 0 && run_pending(thread).is_raised()) print_raised(thread);
    return thread.pending != 0 ? 0 : ~u64{0};
}

}  // namespace kinglet::runtime
