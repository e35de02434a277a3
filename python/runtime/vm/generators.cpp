#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/traceback.hpp"
#include "python/runtime/vm/slow.hpp"
#include "python/runtime/vm/stack.hpp"

namespace kinglet::runtime {

using bytecode::field_a;
using bytecode::field_c;
using bytecode::field_sj;

namespace {

/// Where a generator stands in an except or finally clause, what it handles is its own: its consumer sees
/// what was handled around. R[C] keeps that while the clause runs, and while the generator waits what it
/// handles itself; undefined if that is nothing. `word`: the Yield or YieldFrom it stands at.
inline void suspend_at(Thread& thread, Frame& frame, u32 word) {
    const u32 outer = field_c(word);
    if (__builtin_expect(outer == 0, 1)) return;
    const Value around = frame.registers[outer];
    frame.registers[outer] = thread.handled == around ? kUndefined : thread.handled;
    thread.handled = around;
}

/// It goes on there, with what was sent to it.
inline void resume_at(Thread& thread, Frame& frame, u32 word, Value sent) {
    frame.registers[field_a(word)] = sent;
    const u32 outer = field_c(word);
    if (__builtin_expect(outer == 0, 1)) return;
    const Value own = frame.registers[outer];
    frame.registers[outer] = thread.handled;
    if (!own.is_undefined()) thread.handled = own;
}

}  // namespace

bool generator_enter(Thread& thread, Generator& generator, u32 kind, Value sent) {
    Frame& frame = generator.frame;
    switch (generator.state) {
        case kGeneratorFinished: return false;
        case kGeneratorRunning:
            (void)raise(thread, value_error_type, "generator already executing"_packed);
            return false;
        case kGeneratorCreated:
            if (!sent.is_none()) {
                (void)raise(thread, type_error_type,
                            "can't send non-None value to a just-started generator"_packed);
                return false;
            }
            break;
        case kGeneratorSuspended: resume_at(thread, frame, whole_word(frame.pc[-1]), sent); break;
        case kGeneratorDelegating: resume_at(thread, frame, whole_word(frame.pc[0]), sent); break;
    }
    generator.state = kGeneratorRunning;
    frame.caller = thread.frame;
    frame.kind = kind;
    thread.frame = &frame;
    if (__builtin_expect(!generator.passed.is_undefined(), 0)) {
        const Value exception = generator.passed;
        generator.passed = kUndefined;
        (void)raise_value(thread, exception);
    }
    return true;
}

LeaveOutcome leave_frame(Thread& thread, Frame& frame, Value value) {
    const u32 kind = frame.kind & kReturnKindMask;
    const u32 destination = frame.kind & 0xFFU;
    Frame* caller = frame.caller;
    const Value saved = frame.saved;
    thread.frame = caller;
    switch (kind) {
        case kReturnForIter:
            saved.as<Generator>()->state = kGeneratorFinished;
            ++caller->pc;  // the jump of ForIter is not taken
            return {false, kNone};
        case kReturnYieldFrom:
            saved.as<Generator>()->state = kGeneratorFinished;
            caller->registers[destination] = value;
            return {false, kNone};
        case kReturnGeneratorLeave:
            saved.as<Generator>()->state = kGeneratorFinished;
            saved.as<Generator>()->passed = value;
            return {true, kUndefined};
        case kReturnLeave: stack_pop(thread, frame); return {true, value};
        case kReturnConstruct:
            stack_pop(thread, frame);
            if (!value.is_none()) {
                (void)raise_format(thread, type_error_type, "__init__() should return None, not '%t'"_packed,
                                   value);
                return {false, Value()};
            }
            caller->registers[destination] = saved;
            return {false, kNone};
        case kReturnOperator:
            stack_pop(thread, frame);
            if (value.is_not_implemented()) {
                const Completion other = operator_refused(thread, caller->pc[-1], caller->registers);
                if (other.is_raised()) return {false, Value()};
                value = other.value();
            }
            caller->registers[destination] = value;
            return {false, kNone};
        default:
            stack_pop(thread, frame);
            caller->registers[destination] = value;
            return {false, kNone};
    }
}

LeaveOutcome yield_from_frame(Thread& thread, Frame& yielding, u32 state, Value value) {
    for (Frame* frame = &yielding;;) {
        suspend_at(thread, *frame, whole_word(frame->pc[state == kGeneratorDelegating ? 0 : -1]));
        frame->saved.as<Generator>()->state = state;
        Frame* caller = frame->caller;
        thread.frame = caller;
        switch (frame->kind & kReturnKindMask) {
            case kReturnForIter: {
                caller->registers[frame->kind & 0xFFU] = value;
                caller->pc += 1 + field_sj(caller->pc[0]);
                return {false, kNone};
            }
            case kReturnYieldFrom:
                // The caller hands it on, and stays at its YieldFrom.
                --caller->pc;
                state = kGeneratorDelegating;
                frame = caller;
                break;
            default: return {true, value};
        }
    }
}

Completion generator_resume(Thread& thread, Generator& generator, Value sent, Value& result) {
    result = kNone;
    if (!native_stack_check(thread)) return Value();
    if (!generator_enter(thread, generator, kReturnGeneratorLeave, sent)) {
        if (thread.raised) return Value();
        return kUndefined;
    }
    const Value yielded = TRY(interpret(thread, thread.raised ? Entry::Raise : Entry::Run));
    if (yielded.is_undefined()) {
        result = generator.passed;
        generator.passed = kUndefined;
    }
    return yielded;
}

namespace {

/// What throw() was given waits to be raised: an exception, a class of them, or what is neither.
void set_raised(Thread& thread, Value thrown) {
    if ((type_of(thrown).flags & kIsExceptionType) != 0) {
        thread.raised = thrown;
    } else {
        (void)raise_value(thread, thrown);
    }
}

bool is_generator_exit(Value thrown) {
    if ((type_of(thrown).flags & kIsTypeType) != 0)
        return is_subtype(*thrown.as<Type>(), generator_exit_type);
    return is_subtype(type_of(thrown), generator_exit_type);
}

/// Continues a generator with an exception that is raised where it stands.
Completion resume_raising(Thread& thread, Generator& generator, Value exception, Value& result) {
    if (generator.state == kGeneratorDelegating) {
        ++generator.frame.pc;  // as if the YieldFrom had raised
        generator.state = kGeneratorSuspended;
    }
    if (!generator_enter(thread, generator, kReturnGeneratorLeave, kNone)) return Value();
    set_raised(thread, exception);
    const Value yielded = TRY(interpret(thread, Entry::Raise));
    if (yielded.is_undefined()) {
        result = generator.passed;
        generator.passed = kUndefined;
    }
    return yielded;
}

/// Throws into what the generator delegates to. `handled` false: it has no way to take an exception, or it
/// raised: `exception` is what to go on raising in the generator.
Completion throw_into_delegate(Thread& thread, Generator& generator, Value& exception, Value& result,
                               bool& handled) {
    Frame& frame = generator.frame;
    const Value delegate = frame.registers[bytecode::field_b(whole_word(frame.pc[0]))];
    handled = true;
    generator.state = kGeneratorRunning;
    Value inner_result = kNone;
    Completion outcome = kUndefined;
    if (is_generator_exit(exception)) {
        // Whatever the delegate makes of it, the generator gets its own.
        bool found;
        outcome = call_special(thread, delegate, *name<"close">, nullptr, 0, found);
        if (!outcome.is_raised()) {
            generator.state = kGeneratorDelegating;
            handled = false;
            return kNone;
        }
    } else if (is_exactly(delegate, generator_type) || is_exactly(delegate, coroutine_type)) {
        outcome = generator_throw(thread, *delegate.as<Generator>(), exception, inner_result);
    } else {
        bool found;
        outcome = call_special(thread, delegate, *name<"throw">, &exception, 1, found);
        if (!found) {
            generator.state = kGeneratorDelegating;
            handled = false;
            return kNone;
        }
        if (outcome.is_raised() && exception_matches(thread.raised, stop_iteration_type)) {
            const Tuple* args = thread.raised.as<Exception>()->args;
            inner_result = args != nullptr && args->count != 0 ? (*args)[0] : kNone;
            thread.raised = Value();
            outcome = kUndefined;
        }
    }
    generator.state = kGeneratorDelegating;
    if (outcome.is_raised()) {
        exception = thread.raised;
        thread.raised = Value();
        handled = false;
        return kNone;
    }
    if (!outcome.value().is_undefined()) return outcome;  // the delegate yielded: so does the generator
    // The delegate ended: the YieldFrom has its result.
    resume_at(thread, frame, whole_word(frame.pc[0]), inner_result);
    ++frame.pc;
    generator.state = kGeneratorRunning;
    frame.caller = thread.frame;
    frame.kind = kReturnGeneratorLeave;
    thread.frame = &frame;
    const Value yielded = TRY(interpret(thread));
    if (yielded.is_undefined()) {
        result = generator.passed;
        generator.passed = kUndefined;
    }
    return yielded;
}

}  // namespace

Completion generator_throw(Thread& thread, Generator& generator, Value exception, Value& result) {
    result = kNone;
    if (!native_stack_check(thread)) return Value();
    switch (generator.state) {
        case kGeneratorRunning: return raise(thread, value_error_type, "generator already executing"_packed);
        case kGeneratorCreated: generator.state = kGeneratorFinished; [[fallthrough]];
        case kGeneratorFinished: set_raised(thread, exception); return Value();
        case kGeneratorDelegating: {
            bool handled;
            const Completion outcome = throw_into_delegate(thread, generator, exception, result, handled);
            if (handled) return outcome;
            break;
        }
        default: break;
    }
    return resume_raising(thread, generator, exception, result);
}

Completion get_yield_from_iter(Thread& thread, Value iterable) {
    if (is_exactly(iterable, generator_type) || is_exactly(iterable, coroutine_type)) return iterable;
    return get_iter(thread, iterable);
}

Completion get_awaitable(Thread& thread, Value awaitable) {
    if (is_exactly(awaitable, coroutine_type) || is_exactly(awaitable, generator_type)) return awaitable;
    bool found;
    const Completion outcome = call_special(thread, awaitable, *name<"__await__">, nullptr, 0, found);
    if (found) return outcome;
    // MicroPython awaits whatever can be iterated.
    return get_iter(thread, awaitable);
}

Completion get_async_iter(Thread& thread, Value iterable) {
    bool found;
    const Completion outcome = call_special(thread, iterable, *name<"__aiter__">, nullptr, 0, found);
    if (found) return outcome;
    return raise_format(thread, type_error_type,
                        "'async for' needs an object with __aiter__, got '%t'"_packed, iterable);
}

Completion get_async_next(Thread& thread, Value iterator) {
    bool found;
    const Completion outcome = call_special(thread, iterator, *name<"__anext__">, nullptr, 0, found);
    if (found) return outcome;
    return raise_format(thread, type_error_type,
                        "'async for' needs an iterator with __anext__, got '%t'"_packed, iterator);
}

Completion send_to_iterator(Thread& thread, Value iterator, Value sent, Value& result) {
    result = kNone;
    const bool is_native =
        type_of(iterator).slots->next != nullptr && !(type_of(iterator).flags & kIsHeapType);
    bool found = true;
    const Completion outcome =
        !sent.is_none() ? call_special(thread, iterator, *name<"send">, &sent, 1, found)
        : is_native     ? iter_next(thread, iterator)
                        : call_special(thread, iterator, *name<"__next__">, nullptr, 0, found);
    if (!found)
        return raise_format(thread, attribute_error_type, "'%t' object has no attribute 'send'"_packed,
                            iterator);
    if (!outcome.is_raised() || !exception_matches(thread.raised, stop_iteration_type)) return outcome;
    const Tuple* args = thread.raised.as<Exception>()->args;
    result = args != nullptr && args->count != 0 ? (*args)[0] : kNone;
    thread.raised = Value();
    return kUndefined;
}

}  // namespace kinglet::runtime
