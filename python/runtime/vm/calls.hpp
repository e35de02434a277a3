// What the interpreter needs for everything that is no plain call of a plain function.
#pragma once

#include "python/runtime/call.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::runtime {

/// How a call went that the interpreter handed over.
struct CallOutcome {
    Frame* frame;  // a frame was pushed, ready to run (kind and caller set by the interpreter)
    Value value;   // else the result, or 0: raised
};

/// Calls `callable` with arguments that lie on the Python stack (`arguments.values` are registers, so that a
/// Python function's frame can begin there). `self`: goes in front of the arguments, or kUndefined; then
/// values[-1] may be overwritten. Never runs Python code on the C stack unless a builtin does.
CallOutcome prepare_call(Thread&, Value callable, const Arguments& arguments);

/// Binds arguments to the registers of a function's new frame: defaults, keywords, *args, **kwargs.
/// `registers` does not overlap the arguments, or begins at arguments.values and there are no keywords and no
/// more positional arguments than parameters.
Raised bind_arguments(Thread&, Function&, const Arguments&, Value* registers);

/// Calls a builtin.
Completion call_native(Thread&, const NativeFunction&, const Arguments&);

/// How interpret() begins: with the frame's next instruction, or with the exception that waits raised in it.
enum class Entry : u8 { Run, Raise };

/// Runs the innermost frame, thread.frame, until it returns to C++. RuntimeError if the C stack is nearly
/// used up is for the caller to raise.
Completion interpret(Thread&, Entry entry = Entry::Run);

/// False with RuntimeError raised if the C stack has no room for another run of the interpreter.
bool native_stack_check(Thread&);

/// Links a generator's frame onto the running one. False: it has ended, or with an exception raised: it runs
/// already. True with an exception raised: it is to be raised in the generator (pend_throw).
bool generator_enter(Thread&, Generator&, u32 kind, Value sent);

/// __build_class__(body function, name, *bases, **keywords).
extern const NativeFunction build_class_function;

}  // namespace kinglet::runtime
