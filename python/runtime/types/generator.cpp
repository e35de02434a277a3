// generator and coroutine: send, throw, close, iteration. How their frames run: vm/generators.cpp.
#include "python/runtime/types/generator.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

Raised generator_print(Thread&, Value self, Printer& printer, PrintForm) {
    printer.write_text("<");
    printer.write(type_of(self).name->view());
    printer.write_text(" object '");
    printer.write(self.as<Generator>()->code().name.as<Str>()->view());
    printer.write_text("' at 0x");
    printer.write_unsigned(self.word(), 16);
    printer.write_text(">");
    return kFine;
}

void generator_trace(Tracer& tracer, Object& object) {
    auto& generator = reinterpret_cast<Generator&>(object);
    tracer.visit(&generator.frame.function->header);
    tracer.visit(generator.passed);
    if (generator.state == kGeneratorFinished) return;
    // Registers beyond what is live may hold what is long gone.
    const Word* registers = reinterpret_cast<const Word*>(generator.registers());
    tracer.visit_words(registers, registers + generator.code().registers());
}

usize generator_size(const Object& object) {
    const auto& generator = reinterpret_cast<const Generator&>(object);
    return sizeof(Generator) + generator.code().registers() * sizeof(Value);
}

namespace {

/// What a method returns for an outcome of resuming: the value, or StopIteration with the result.
Completion or_stop_iteration(Thread& thread, Completion outcome, Value result) {
    if (outcome.is_raised() || !outcome.value().is_undefined()) return outcome;
    if (result.is_none()) return raise(thread, stop_iteration_type);
    return raise(thread, stop_iteration_type, result);
}

Completion generator_next(Thread& thread, Value self) {
    Value result = kNone;
    return generator_resume(thread, *self.as<Generator>(), kNone, result);
}

Completion generator_dunder_next(Thread& thread, Value self) {
    Value result = kNone;
    return or_stop_iteration(thread, generator_resume(thread, *self.as<Generator>(), kNone, result), result);
}

Completion generator_send(Thread& thread, Value self, Value sent) {
    Value result = kNone;
    const Completion outcome = generator_resume(thread, *self.as<Generator>(), sent, result);
    return or_stop_iteration(thread, outcome, result);
}

/// throw(exception), throw(type, value), throw(type, value, traceback).
Completion generator_throw_method(Thread& thread, const Value* values, u32 count) {
    Value exception = values[1];
    if (count > 2 && !values[2].is_none()) {
        const bool is_instance_already = type_of(values[2]).flags & kIsExceptionType;
        exception = is_instance_already ? values[2] : TRY(call(thread, values[1], values[2]));
    }
    Value result = kNone;
    const Completion outcome = generator_throw(thread, *values[0].as<Generator>(), exception, result);
    return or_stop_iteration(thread, outcome, result);
}

Completion generator_close(Thread& thread, Value self) {
    Generator& generator = *self.as<Generator>();
    if (generator.state == kGeneratorFinished) return kNone;
    if (generator.state == kGeneratorCreated) {
        generator.state = kGeneratorFinished;
        return kNone;
    }
    const Value exit = TRY(exception_create(thread, generator_exit_type, Value()));
    Value result;
    const Completion outcome = generator_throw(thread, generator, exit, result);
    if (!outcome.is_raised()) {
        if (outcome.value().is_undefined()) return kNone;
        return raise(thread, runtime_error_type, "generator ignored GeneratorExit"_packed);
    }
    if (!exception_matches(thread.raised, generator_exit_type) &&
        !exception_matches(thread.raised, stop_iteration_type)) {
        return Value();
    }
    thread.raised = Value();
    return kNone;
}

/// MicroPython's: the exception is raised when the generator is resumed next. Schedulers use it to cancel.
Completion generator_pend_throw(Thread& thread, Value self, Value exception) {
    Generator& generator = *self.as<Generator>();
    if (generator.state == kGeneratorRunning)
        return raise(thread, value_error_type, "generator already executing"_packed);
    const Value previous = generator.passed;
    generator.passed = exception.is_none() ? kUndefined : exception;
    return previous.is_undefined() ? kNone : previous;
}

Completion itself(Thread&, Value self) {
    return self;
}

/// gi_code, cr_running ...: generators and coroutines tell the same by names of their own.
Completion generator_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    const Generator& generator = *self.as<Generator>();
    const std::string_view text = attribute.view();
    if (&attribute == name<"__name__"> || &attribute == name<"__qualname__">) {
        found = true;
        return generator.code().name;
    }
    found = text.size() > 3 && flash_byte(text.data() + 2) == '_';
    if (!found) return kUndefined;
    const bool is_generator = is_exactly(self, generator_type);
    if (flash_compare(text.data(), is_generator ? "gi_" : "cr_", 3) == 0) {
        const Str* rest = find_interned(thread, text.substr(3));
        if (rest == name<"code">) return Value(&generator.code().header);
        if (rest == name<"running">) return Value::from_bool(generator.state == kGeneratorRunning);
        if (rest == name<"suspended">)
            return Value::from_bool(generator.state == kGeneratorSuspended ||
                                    generator.state == kGeneratorDelegating);
        // There are no frame objects, but None says that it has ended.
        if (rest == name<"frame">) return generator.state == kGeneratorFinished ? kNone : self;
    }
    found = false;
    return kUndefined;
}

constinit const NativeFunction next_function =
    native(name<"__next__">, generator_dunder_next, &generator_type);
constinit const NativeFunction send_function = native(name<"send">, generator_send, &generator_type);
constinit const NativeFunction throw_function =
    native(name<"throw">, generator_throw_method, 2, 4, &generator_type);
constinit const NativeFunction close_function = native(name<"close">, generator_close, &generator_type);
constinit const NativeFunction pend_throw_function =
    native(name<"pend_throw">, generator_pend_throw, &generator_type);

constinit const Attribute generator_attributes[] = {
    {name<"__next__">, &next_function.header},         {name<"send">, &send_function.header},
    {name<"throw">, &throw_function.header},           {name<"close">, &close_function.header},
    {name<"pend_throw">, &pend_throw_function.header},
};

constinit const NativeFunction coroutine_send_function =
    native(name<"send">, generator_send, &coroutine_type);
constinit const NativeFunction coroutine_throw_function =
    native(name<"throw">, generator_throw_method, 2, 4, &coroutine_type);
constinit const NativeFunction coroutine_close_function =
    native(name<"close">, generator_close, &coroutine_type);
constinit const NativeFunction coroutine_pend_throw_function =
    native(name<"pend_throw">, generator_pend_throw, &coroutine_type);

constinit const Attribute coroutine_attributes[] = {
    {name<"send">, &coroutine_send_function.header},
    {name<"throw">, &coroutine_throw_function.header},
    {name<"close">, &coroutine_close_function.header},
    {name<"pend_throw">, &coroutine_pend_throw_function.header},
};

constinit const Slots generator_slots = {
    .print = generator_print,
    .get_attribute = generator_get_attribute,
    .iter = itself,
    .next = generator_next,
    .trace = generator_trace,
    .size = generator_size,
};

}  // namespace

constinit const Type generator_type =
    builtin_type(generator_type, name<"generator">, generator_slots, 0, generator_attributes);
// Schedulers written for MicroPython drive coroutines as generators: they iterate.
constinit const Type coroutine_type =
    builtin_type(coroutine_type, name<"coroutine">, generator_slots, 0, coroutine_attributes);

}  // namespace kinglet::runtime
