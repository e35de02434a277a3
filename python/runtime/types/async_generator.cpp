// async_generator: what an `async def` with a yield makes. Its methods return steps, which are awaited. A
// step runs the generator until it yields: an `await` in it passes through to who awaits the step, and a
// value that it yields ends the step. Which of the two it was, the generator's state tells.
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/generator.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

struct Step {
    enum class Kind : u32 { Send, Throw, Close };
    enum class State : u32 { New, Running, Done };

    Object header;
    Generator* generator;
    Value value;  // to send, or to throw
    Kind kind;
    State state;
};

extern const Type step_type;

Completion step_create(Thread& thread, Value generator, Step::Kind kind, Value value) {
    auto* step = static_cast<Step*>(thread.heap.allocate(sizeof(Step)));
    if (step == nullptr) return raise_memory_error(thread, sizeof(Step));
    step->header.shape = &step_type.root;
    step->generator = generator.as<Generator>();
    step->value = value;
    step->kind = kind;
    step->state = Step::State::New;
    return Value(&step->header);
}

/// What the generator came to: the value that goes on to who awaits the step, or the step's own end, which is
/// an exception.
Completion step_outcome(Thread& thread, Step& step, Completion outcome) {
    const bool closes = step.kind == Step::Kind::Close;
    if (!outcome.is_raised() && step.generator->state == kGeneratorDelegating) return outcome;
    step.state = Step::State::Done;
    if (outcome.is_raised()) {
        if (!closes || (!exception_matches(thread.raised, generator_exit_type) &&
                        !exception_matches(thread.raised, stop_async_iteration_type)))
            return Value();
        thread.raised = Value();
        return raise(thread, stop_iteration_type);
    }
    if (outcome.value().is_undefined())
        return raise(thread, closes ? stop_iteration_type : stop_async_iteration_type);
    if (closes) return raise(thread, runtime_error_type, "async generator ignored GeneratorExit"_packed);
    return raise(thread, stop_iteration_type, outcome.value());
}

Completion step_send(Thread& thread, Value self, Value sent) {
    Step& step = *self.as<Step>();
    Generator& generator = *step.generator;
    Value result;
    if (step.state == Step::State::Done)
        return raise(thread, runtime_error_type,
                     "cannot reuse already awaited asend()/athrow()/aclose()"_packed);
    if (step.state == Step::State::Running)
        return step_outcome(thread, step, generator_resume(thread, generator, sent, result));
    step.state = Step::State::Running;
    if (step.kind == Step::Kind::Send)
        return step_outcome(thread, step, generator_resume(thread, generator, step.value, result));
    if (step.kind == Step::Kind::Close && generator.state == kGeneratorCreated)
        generator.state = kGeneratorFinished;
    if (step.kind == Step::Kind::Close && generator.state == kGeneratorFinished)
        return step_outcome(thread, step, kUndefined);
    return step_outcome(thread, step, generator_throw(thread, generator, step.value, result));
}

Completion step_next(Thread& thread, Value self) {
    return step_send(thread, self, kNone);
}

/// An exception for the `await` in the generator.
Completion step_throw(Thread& thread, Value self, Value exception) {
    Step& step = *self.as<Step>();
    Value result;
    step.state = Step::State::Running;
    return step_outcome(thread, step, generator_throw(thread, *step.generator, exception, result));
}

Completion step_close(Thread&, Value self) {
    self.as<Step>()->state = Step::State::Done;
    return kNone;
}

Completion itself(Thread&, Value self) {
    return self;
}

void step_trace(Tracer& tracer, Object& object) {
    const auto& step = reinterpret_cast<const Step&>(object);
    tracer.visit(&step.generator->header);
    tracer.visit(step.value);
}

constinit const NativeFunction step_send_function = native(name<"send">, step_send, &step_type);
constinit const NativeFunction step_throw_function = native(name<"throw">, step_throw, &step_type);
constinit const NativeFunction step_close_function = native(name<"close">, step_close, &step_type);

constinit const Attribute step_attributes[] = {
    {name<"send">, &step_send_function.header},
    {name<"throw">, &step_throw_function.header},
    {name<"close">, &step_close_function.header},
};

constinit const Slots step_slots = {
    .iter = itself,
    .next = step_next,
    .trace = step_trace,
};

constinit const Type step_type =
    builtin_type(step_type, name<"async_generator_step">, step_slots, sizeof(Step), step_attributes);

// ---- the generator

Completion async_next(Thread& thread, Value self) {
    return step_create(thread, self, Step::Kind::Send, kNone);
}

Completion async_send(Thread& thread, Value self, Value sent) {
    return step_create(thread, self, Step::Kind::Send, sent);
}

/// athrow(exception), athrow(type, value), athrow(type, value, traceback).
Completion async_throw(Thread& thread, const Value* values, u32 count) {
    Value exception = values[1];
    if (count > 2 && !values[2].is_none()) exception = TRY(call(thread, values[1], values[2]));
    return step_create(thread, values[0], Step::Kind::Throw, exception);
}

Completion async_close(Thread& thread, Value self) {
    return step_create(thread, self, Step::Kind::Close, Value(&generator_exit_type.header));
}

constinit const NativeFunction aiter_function = native(name<"__aiter__">, itself, &async_generator_type);
constinit const NativeFunction anext_function = native(name<"__anext__">, async_next, &async_generator_type);
constinit const NativeFunction asend_function = native(name<"asend">, async_send, &async_generator_type);
constinit const NativeFunction athrow_function =
    native(name<"athrow">, async_throw, 2, 4, &async_generator_type);
constinit const NativeFunction aclose_function = native(name<"aclose">, async_close, &async_generator_type);

constinit const Attribute async_attributes[] = {
    {name<"__aiter__">, &aiter_function.header}, {name<"__anext__">, &anext_function.header},
    {name<"asend">, &asend_function.header},     {name<"athrow">, &athrow_function.header},
    {name<"aclose">, &aclose_function.header},
};

constinit const Slots async_slots = {
    .print = generator_print,
    .trace = generator_trace,
    .size = generator_size,
};

}  // namespace

constinit const Type async_generator_type =
    builtin_type(async_generator_type, name<"async_generator">, async_slots, 0, async_attributes);

}  // namespace kinglet::runtime
