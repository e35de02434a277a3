#include "python/runtime/vm/calls.hpp"

#include "base/attributes.hpp"
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/range.hpp"
#include "python/runtime/vm/cache.hpp"
#include "python/runtime/vm/slow.hpp"
#include "python/runtime/vm/stack.hpp"

namespace kinglet::runtime {

namespace {

constexpr CallOutcome kCallRaised{nullptr, Value()};

CallOutcome finished(Completion outcome) {
    return {nullptr, outcome.value()};
}

/// Frames of generators take no place on the Python stack: a generator that runs itself anew without end uses
/// up the heap instead, and only then it is asked what that was.
bool is_deep_in_generators(const Thread& thread) {
    constexpr u32 kDeep = 64;
    u32 depth = 0;
    for (const Frame* frame = thread.frame; frame != nullptr && depth < kDeep; frame = frame->caller) {
        if (frame->function->code->is_suspended()) ++depth;
    }
    return depth == kDeep;
}

/// A generator, coroutine or async generator: the call only makes it.
CallOutcome make_generator(Thread& thread, Function& function, const Arguments& arguments) {
    const u32 registers = function.code->registers();
    const usize bytes = sizeof(Generator) + registers * sizeof(Value);
    auto* generator = static_cast<Generator*>(thread.heap.allocate(bytes));
    if (generator == nullptr) {
        return finished(is_deep_in_generators(thread) ? raise_recursion_error(thread)
                                                      : raise_memory_error(thread, bytes));
    }
    const u32 flags = function.code->call_word();
    // The size of the object is found through its function.
    Frame& frame = generator->frame;
    frame.function = &function;
    generator->header.shape = (flags & bytecode::kIsCoroutine) == 0   ? &generator_type.root
                              : (flags & bytecode::kIsGenerator) == 0 ? &coroutine_type.root
                                                                      : &async_generator_type.root;
    generator->state = kGeneratorCreated;
    generator->passed = kUndefined;
    for (u32 i = 0; i < registers; ++i) generator->registers()[i] = kUndefined;
    frame.registers = generator->registers();
    frame.pc = function.code->instructions();
    frame.saved = Value(&generator->header);
    if (bind_arguments(thread, function, arguments, generator->registers()).is_raised()) return kCallRaised;
    if constexpr (kFinalizesGenerators) {
        const bool may_clean_up =
            function.code->handler_count() != 0 && (flags & bytecode::kIsCoroutine) == 0;
        if (may_clean_up && finalizer_register(thread, generator->header).is_raised()) return kCallRaised;
    }
    return {nullptr, Value(&generator->header)};
}

/// Fills in the defaults of positional parameters; false where it takes more than that.
bool take_defaults(const Function& function, u32 given, u32 positional, Value* registers) {
    const Tuple* defaults = function.defaults();
    if (defaults == nullptr || given + defaults->count < positional) return false;
    const Value* items = defaults->items() + (defaults->count - positional);
    for (u32 i = given; i < positional; ++i) registers[i] = items[i];
    return true;
}

CallOutcome push_function(Thread& thread, Function& function, const Arguments& arguments) {
    const Code& code = *function.code;
    if (code.is_suspended()) return make_generator(thread, function, arguments);
    const u32 positional = code.positional_count();
    const bool in_place = arguments.names == nullptr &&
                          bytecode::plain_call(code.call_word()) == positional &&
                          arguments.count <= positional;
    Frame* frame = in_place
                       ? stack_push(thread, function, const_cast<Value*>(arguments.values), arguments.count)
                       : stack_push(thread, function, stack_top(thread), 0);
    if (frame == nullptr) return kCallRaised;
    if (in_place) {
        if (arguments.count == positional ||
            take_defaults(function, arguments.count, positional, frame->registers)) {
            return {frame, Value()};
        }
    }
    // While arguments are bound, which may collect, the frame's registers must be known.
    thread.frame = frame;
    const Arguments in_frame{in_place ? frame->registers : arguments.values, arguments.count,
                             arguments.names};
    const bool raised = bind_arguments(thread, function, in_frame, frame->registers).is_raised();
    thread.frame = frame->caller;
    if (raised) {
        stack_pop(thread, *frame);
        return kCallRaised;
    }
    return {frame, Value()};
}

/// A class whose instances are made without anyone else having a say: no metaclass of its own, no __new__, no
/// builtin base.
bool is_plain_class(const Type& type) {
    constexpr u32 kBoth = kIsHeapType | kHasAttributes;
    return type.header.shape == &type_type.root && (type.flags & kBoth) == kBoth &&
           has_slots_in_front(type) && !(type.flags & kIsExceptionType) &&
           !class_find(type, *name<"__new__">);
}

/// What the instruction that calls has found for the class: its __init__, or 0. False: it is no plain class.
bool find_init(Thread& thread, const Type& type, Value& init) {
    const u32* pc = thread.frame == nullptr ? nullptr : thread.frame->pc;
    const CacheEntry* entry = pc == nullptr ? nullptr : cache_find(pc, &type);
    if (entry != nullptr) {
        init = Value::from_word(entry->payload);
        return true;
    }
    if (!is_plain_class(type)) return false;
    init = class_find(type, *name<"__init__">);
    // What is a plain value may be replaced without a flush.
    if (pc != nullptr && (!init || !is_plain_attribute(init))) cache_remember(pc, &type, init.word());
    return true;
}

CallOutcome construct(Thread& thread, const Type& type, Value init, const Arguments& arguments) {
    const Completion created = instance_create(thread, type);
    if (created.is_raised()) return kCallRaised;
    const Value object = created.value();
    if (!init) {
        if (arguments.count != 0 || arguments.names != nullptr) {
            return finished(raise_format(thread, type_error_type, "%q() takes no arguments"_packed,
                                         Value(&type.name->header)));
        }
        return {nullptr, object};
    }
    Value* with_self = const_cast<Value*>(arguments.values) - 1;
    with_self[0] = object;
    const Arguments all{with_self, arguments.count + 1, arguments.names};
    if (is_exactly(init, function_type) && !init.as<Function>()->code->is_suspended()) {
        CallOutcome outcome = push_function(thread, *init.as<Function>(), all);
        if (outcome.frame == nullptr) return outcome;
        outcome.frame->kind |= kReturnConstruct;
        outcome.frame->saved = object;
        return outcome;
    }
    bool found;
    const Completion result =
        call_special(thread, object, *name<"__init__">, arguments.values, arguments.count, found);
    if (result.is_raised()) return kCallRaised;
    if (!result.value().is_none()) {
        return finished(raise_format(thread, type_error_type,
                                     "__init__() should return None, not '%t'"_packed, result.value()));
    }
    return {nullptr, object};
}

/// Worded as CPython does: 'list.append() takes exactly one argument (0 given)', 'getattr expected at least 2
/// arguments, got 1'. `self` is not counted.
detail::RaisedOutcome wrong_count(Thread& thread, const NativeFunction& function, u32 given) {
    const u32 self = function.self_type != nullptr && given != 0 ? 1 : 0;
    const u32 min = function.shape().min() - (function.self_type != nullptr ? 1 : 0);
    const u32 max = function.shape().max() - (function.self_type != nullptr ? 1 : 0);
    given -= self;
    const Value name = function.name();
    if (min == max && max < 2) {
        const char* wanted = max == 0 ? "takes no arguments" : "takes exactly one argument";
        if (function.self_type == nullptr)
            return raise_format(thread, type_error_type, "%q() %s (%u given)"_packed, name, wanted, given);
        return raise_format(thread, type_error_type, "%q.%q() %s (%u given)"_packed,
                            Value(&function.self_type->name->header), name, wanted, given);
    }
    const u32 limit = given < min ? min : max;
    const char* bound = min == max ? "" : given < min ? "at least " : "at most ";
    return raise_format(thread, type_error_type, "%q expected %s%u argument%s, got %u"_packed, name, bound,
                        limit, limit == 1 ? "" : "s", given);
}

}  // namespace

IRAM Completion call_native(Thread& thread, const NativeFunction& function, const Arguments& arguments) {
    const Value* values = arguments.values;
    const u32 count = arguments.count;
    const CallShape shape = function.shape();
    if (UNLIKELY(!shape.takes(count))) return wrong_count(thread, function, count);
    if (function.self_type != nullptr && UNLIKELY(!is_instance(values[0], *function.self_type))) {
        return raise_format(thread, type_error_type, "%q() needs a '%q' object but got '%t'"_packed,
                            function.name(), Value(&function.self_type->name->header), values[0]);
    }
    if (!shape.is_fixed() && shape.is_full()) return function.full(thread, arguments);
    if (UNLIKELY(arguments.names != nullptr && arguments.names->count != 0)) {
        return raise_format(thread, type_error_type, "%q() takes no keyword arguments"_packed,
                            function.name());
    }
    switch (shape.byte()) {
        case 0: return function.f0(thread);
        case 1: return function.f1(thread, values[0]);
        case 2: return function.f2(thread, values[0], values[1]);
        case 3: return function.f3(thread, values[0], values[1], values[2]);
        default: return function.positional(thread, values, count);
    }
}

CallOutcome prepare_call(Thread& thread, Value callable, const Arguments& given) {
    Arguments arguments = given;
    for (;;) {
        if (!callable.is_object()) break;
        const Shape* shape = callable.as_object()->shape;
        if (shape == &native_function_type.root)
            return finished(call_native(thread, *callable.as<NativeFunction>(), arguments));
        if (shape == &function_type.root) return push_function(thread, *callable.as<Function>(), arguments);
        if (shape == &bound_method_type.root) {
            const BoundMethod& method = *callable.as<BoundMethod>();
            Value* with_self = const_cast<Value*>(arguments.values) - 1;
            with_self[0] = method.self;
            arguments = {with_self, arguments.count + 1, arguments.names};
            callable = method.function;
            continue;
        }
        if (shape == &type_type.root) {
            const Type& type = *callable.as<Type>();
            const bool is_builtin = (type.flags & kIsHeapType) == 0 && &type != &type_type;
            if (is_builtin && type.slots->construct != nullptr)
                return finished(type.slots->construct(thread, type, arguments));
        }
        if (shape->type->flags & kIsTypeType) {
            Value init;
            if (find_init(thread, *callable.as<Type>(), init)) {
                return construct(thread, *callable.as<Type>(), init, arguments);
            }
        }
        if (shape->type->slots == &class_slots) {
            const Value method = class_find_cached(*shape->type, *name<"__call__">);
            if (is_exactly(method, function_type)) {
                Value* with_self = const_cast<Value*>(arguments.values) - 1;
                with_self[0] = callable;
                return push_function(thread, *method.as<Function>(),
                                     {with_self, arguments.count + 1, arguments.names});
            }
        }
        if (shape->type->flags & kIsHeapType) {
            const Value own = class_find(*shape->type, *name<"__call__">);
            if (own && is_exactly(own, function_type)) {
                Value* with_self = const_cast<Value*>(arguments.values) - 1;
                with_self[0] = callable;
                arguments = {with_self, arguments.count + 1, arguments.names};
                callable = own;
                continue;
            }
        }
        if (shape->type->slots->call == nullptr) break;
        return finished(shape->type->slots->call(thread, callable, arguments));
    }
    return finished(raise_format(thread, type_error_type, "'%t' object isn't callable"_packed, callable));
}

CallOutcome prepare_call_ex(Thread& thread, Value* callee) {
    if (callee[2].is_undefined() && is_exactly(callee[1], tuple_type) &&
        (is_exactly(callee[0], function_type) || is_exactly(callee[0], native_function_type))) {
        const Tuple& values = *callee[1].as<Tuple>();  // nobody puts a self in front
        const u32 count = static_cast<u32>(values.count);
        return prepare_call(thread, callee[0], Arguments{values.items(), count, nullptr});
    }
    // Positional values, then keyword values, in one tuple whose first item is left for a self.
    const Completion list_outcome =
        is_exactly(callee[1], list_type) ? Completion(callee[1]) : list_from(thread, callee[1]);
    if (list_outcome.is_raised()) return kCallRaised;
    const List& positional = *list_outcome.value().as<List>();
    const Dict* keywords = callee[2].is_undefined() ? nullptr : callee[2].as<Dict>();
    const u32 count = positional.count, keyword_count = keywords == nullptr ? 0 : keywords->count();
    Tuple* values = tuple_create(thread, nullptr, usize{1} + count + keyword_count);
    if (values == nullptr) return kCallRaised;
    for (u32 i = 0; i < count; ++i) values->items()[1 + i] = positional.items[i];
    Tuple* names = nullptr;
    if (keyword_count != 0) {
        names = tuple_create(thread, nullptr, keyword_count);
        if (names == nullptr) return kCallRaised;
        u32 position = 0, i = 0;
        while (const DictEntry* entry = dict_next(*keywords, position)) {
            values->items()[1 + count + i] = entry->value;
            Value key = entry->key;
            Str* interned = (type_of(key).flags & kIsStrType) ? intern(thread, *key.as<Str>()) : nullptr;
            if (interned == nullptr) {
                if (type_of(key).flags & kIsStrType)
                    return finished(raise_memory_error(thread, key.as<Str>()->length()));
                return finished(raise(thread, type_error_type, "keywords must be strings"_packed));
            }
            names->items()[i++] = Value(&interned->header);
        }
    }
    // The registers keep the tuple alive while builtins work on it.
    callee[1] = Value(&values->header);
    return prepare_call(thread, callee[0], Arguments{values->items() + 1, count, names});
}

PushOutcome push_values(Thread& thread, Value function, const Value* values, u32 count, u32 destination) {
    if (!is_exactly(function, function_type) || !takes_just(*function.as<Function>(), count))
        return PushOutcome::NotPlain;
    Value* const top = stack_top(thread);
    Frame* const frame = top == nullptr ? stack_push(thread, *function.as<Function>(), top, 0)
                                        : stack_push_quick(thread, *function.as<Function>(), top, 0);
    if (frame == nullptr) return PushOutcome::Raised;
    for (u32 i = 0; i < count; ++i) frame->registers[i] = values[i];
    frame->kind |= destination;
    frame->saved = kNone;
    return PushOutcome::Pushed;
}

PushOutcome push_special(Thread& thread, const Str& name, Value self, Value argument, u32 destination) {
    const Value values[] = {self, argument};
    return push_values(thread, class_find_cached(type_of(self), name), values, 2, destination);
}

Raised prepare_range(Thread& thread, Value* range, u32 count) {
    const Value* bounds = range + 1;
    const bool is_quick = range[0] == Value(&range_type.header) && count >= 1 && count <= 3 &&
                          bounds[0].is_int() && (count < 2 || bounds[1].is_int()) &&
                          (count < 3 || bounds[2].is_int());
    if (is_quick) {
        const SignedWord start = count < 2 ? 0 : bounds[0].as_int();
        const SignedWord stop = count < 2 ? bounds[0].as_int() : bounds[1].as_int();
        const SignedWord step = count < 3 ? 1 : bounds[2].as_int();
        if (step == 0) return raise(thread, value_error_type, "range() arg 3 must not be zero"_packed);
        const Word length = range_length(start, stop, step);
        if (length <= static_cast<Word>(kSmallIntMax)) {
            range[0] = Value::from_int(start);
            range[1] = Value::from_int(static_cast<SignedWord>(length));
            range[2] = Value::from_int(step);
            return kFine;
        }
    }
    Value arguments[4];
    for (u32 i = 0; i < count; ++i) arguments[1 + i] = bounds[i];
    const Value iterable = TRY(call(thread, range[0], Arguments{arguments + 1, count, nullptr}));
    range[0] = TRY(get_iter(thread, iterable));
    range[1] = kUndefined;
    return kFine;
}

bool native_stack_check(Thread& thread) {
    const char here = 0;
    if (&here >= thread.native_stack_limit) return true;
    (void)raise_recursion_error(thread);
    return false;
}

Completion call(Thread& thread, Value callable, const Arguments& arguments) {
    if (!native_stack_check(thread)) return Value();
    if (is_exactly(callable, native_function_type))
        return call_native(thread, *callable.as<NativeFunction>(), arguments);
    if (arguments.names == nullptr) {
        switch (push_values(thread, callable, arguments.values, arguments.count, kReturnLeave)) {
            case PushOutcome::Pushed: thread.frame = thread.frame_low; return interpret(thread);
            case PushOutcome::Raised: return Value();
            case PushOutcome::NotPlain: break;
        }
    }
    // prepare_call may put a self in front of the arguments: they go where that is allowed.
    const u32 count = arguments.count + arguments.keyword_count();
    Value few[9];
    Value* values = few;
    Tuple* many = nullptr;
    if (count > 8) {
        many = tuple_create(thread, nullptr, count + 1);
        if (many == nullptr) return Value();
        values = many->items();
    }
    values[0] = kNone;
    for (u32 i = 0; i < count; ++i) values[1 + i] = arguments.values[i];
    const CallOutcome outcome =
        prepare_call(thread, callable, Arguments{values + 1, arguments.count, arguments.names});
    if (outcome.frame == nullptr) return outcome.value;
    Frame* frame = outcome.frame;
    const Value made = (frame->kind & kReturnKindMask) == kReturnConstruct ? frame->saved : Value();
    frame->kind = (frame->kind & kReturnNewSegment) | kReturnLeave;
    frame->saved = made ? made : kNone;
    thread.frame = frame;
    const Value result = TRY(interpret(thread));
    if (!made) return result;
    if (!result.is_none()) {
        return raise_format(thread, type_error_type, "__init__() should return None, not '%t'"_packed,
                            result);
    }
    return made;
}

Completion call(Thread& thread, Value callable) {
    return call(thread, callable, Arguments{nullptr, 0, nullptr});
}

Completion call(Thread& thread, Value callable, Value a) {
    return call(thread, callable, Arguments{&a, 1, nullptr});
}

Completion call(Thread& thread, Value callable, Value a, Value b) {
    const Value values[] = {a, b};
    return call(thread, callable, Arguments{values, 2, nullptr});
}

Completion call(Thread& thread, Value callable, Value a, Value b, Value c) {
    const Value values[] = {a, b, c};
    return call(thread, callable, Arguments{values, 3, nullptr});
}

Completion call_special(Thread& thread, Value self, const Str& name, const Value* arguments, u32 count,
                        bool& found) {
    const Type& type = type_of(self);
    const Value function = class_find(type, name);
    found = static_cast<bool>(function);
    if (!found) return kNone;
    Value values[6];
    const bool binds =
        is_exactly(function, function_type) ||
        (is_exactly(function, native_function_type) && function.as<NativeFunction>()->self_type != nullptr);
    if (binds && count < 6) {
        values[0] = self;
        for (u32 i = 0; i < count; ++i) values[1 + i] = arguments[i];
        return call(thread, function, Arguments{values, count + 1, nullptr});
    }
    // A descriptor (staticmethod, classmethod, property ...) decides what is called.
    Value bound = function;
    if (type_of(function).slots->descriptor_get != nullptr) {
        bound = TRY(type_of(function).slots->descriptor_get(thread, function, self, type));
    }
    return call(thread, bound, Arguments{arguments, count, nullptr});
}

}  // namespace kinglet::runtime
