// Functions written in Python, the methods made of them, cells and generators.
#pragma once

#include "python/runtime/call.hpp"
#include "python/runtime/code.hpp"
#include "python/runtime/object.hpp"

namespace kinglet::runtime {

/// A variable shared between a function and those inside it.
struct Cell {
    Object header;
    Value value;  // kUndefined: not bound
};

/// Followed by code->free_count() cells (pointers as Values).
struct Function {
    Object header;
    Dict* attributes;  // set on the function by the user; nullptr: none
    const Code* code;
    Dict* globals;
    Tuple* defaults;         // nullptr: none
    Dict* keyword_defaults;  // nullptr: none

    Value* cells() { return reinterpret_cast<Value*>(this + 1); }
};

/// True if a call with `count` positional arguments needs no more than a frame.
ALWAYS_INLINE bool takes_just(const Function& function, u32 count) {
    constexpr u32 kNotPlain =
        bytecode::kHasVarArgs | bytecode::kHasVarKeywords | bytecode::kIsGenerator | bytecode::kIsCoroutine;
    const bytecode::CodeInfo& info = function.code->info;
    return info.parameters == count && (info.flags & kNotPlain) == 0;
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

/// A suspended or running frame of its own: generator or coroutine. Behind it lie the registers, behind these
/// the frame record.
struct Generator {
    Object header;
    Function* function;
    u32 state;       // GeneratorState
    Value delegate;  // its result, between its end and who asked for it
    Value pending;   // pend_throw(): raised when it is resumed next; undefined: nothing

    Value* registers() { return reinterpret_cast<Value*>(this + 1); }
    struct Frame& frame() {
        return *reinterpret_cast<struct Frame*>(registers() + function->code->info.registers);
    }
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
