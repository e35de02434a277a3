// Functions written in Python, the methods made of them, cells and generators.
#pragma once

#include "python/runtime/call.hpp"
#include "python/runtime/code.hpp"
#include "python/runtime/frame.hpp"
#include "python/runtime/object.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

/// A variable shared between a function and those inside it.
struct Cell {
    Object header;
    Value value;  // kUndefined: not bound
};

/// What few functions have, in a raw block.
struct FunctionExtras {
    Tuple* defaults;         // each nullptr: none
    Dict* keyword_defaults;  // of the parameters that only keywords reach
    Dict* attributes;        // set on the function by the program
};

/// Followed by code->free_count() cells (pointers as Values).
struct Function {
    Object header;
    const Code* code;
    Dict* globals;
    void* more;  // the defaults (a Tuple), or FunctionExtras with these among them; nullptr: nothing

    Value* cells() { return reinterpret_cast<Value*>(this + 1); }

    /// nullptr where there are at most defaults.
    FunctionExtras* extras() const {
        if (more == nullptr || static_cast<const Object*>(more)->shape == &tuple_type.root) return nullptr;
        return static_cast<FunctionExtras*>(more);
    }
    Tuple* defaults() const {
        const FunctionExtras* const all = extras();
        return all == nullptr ? static_cast<Tuple*>(more) : all->defaults;
    }
    Dict* keyword_defaults() const { return extras() == nullptr ? nullptr : extras()->keyword_defaults; }
    Dict* attributes() const { return extras() == nullptr ? nullptr : extras()->attributes; }
};

/// The function's extras, made if it has none yet; nullptr with MemoryError raised.
FunctionExtras* function_extras(Thread&, Function&);

/// True if a call with `count` positional arguments needs no more than a frame.
ALWAYS_INLINE bool takes_just(const Function& function, u32 count) {
    return bytecode::plain_call(function.code->call_word()) == count;
}

/// A function and the self that goes in front; the function may be any callable.
struct BoundMethod {
    Object header;
    Value function;
    Value self;
};

/// What staticmethod(f) and classmethod(f) make. Builtin class methods are constants of it, bound like those
/// written in Python:
///   constinit const MethodWrapper dict_fromkeys_method = class_method(dict_fromkeys_function);
struct MethodWrapper {
    Object header;
    Value function;
};

enum GeneratorState : u32 {
    kGeneratorCreated,
    kGeneratorSuspended,   // at a Yield
    kGeneratorDelegating,  // at a YieldFrom
    kGeneratorRunning,
    kGeneratorFinished,
};

/// A suspended or running frame of its own: generator or coroutine. Behind it lie the registers.
struct Generator {
    Object header;
    u32 state;  // GeneratorState
    /// Before it goes on: what pend_throw() wants raised then. At its end, until who asked has it: its
    /// result. Undefined: nothing.
    Value passed;
    Frame frame;

    Value* registers() { return reinterpret_cast<Value*>(this + 1); }
    const Code& code() const { return *frame.function->code; }
};

extern const Type cell_type, function_type, bound_method_type, generator_type, coroutine_type,
    async_generator_type;
extern const Type staticmethod_type, classmethod_type, property_type, super_type;

constexpr MethodWrapper class_method(const NativeFunction& function) {
    return {{&classmethod_type.root}, &function.header};
}
constexpr MethodWrapper static_method(const NativeFunction& function) {
    return {{&staticmethod_type.root}, &function.header};
}

Completion bound_method_create(Thread&, Value function, Value self);

/// Resumes a generator from C++: sends a value, or throws (an exception, a class of them; TypeError for
/// what is neither). The yielded value, or kUndefined at its end with the result in `result`.
Completion generator_resume(Thread&, Generator&, Value sent, Value& result);
Completion generator_throw(Thread&, Generator&, Value exception, Value& result);

}  // namespace kinglet::runtime
