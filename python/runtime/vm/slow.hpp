// The paths that the interpreter leaves the loop for, one function per opcode or group, and the few quick
// ones that are inlined into it. Definitions: vm/names.cpp, vm/arithmetic.cpp, vm/build.cpp, vm/unwind.cpp,
// vm/generators.cpp, vm/calls.cpp, vm/match.cpp.
#pragma once

#include "python/bytecode/opcodes.hpp"
#include "python/runtime/class.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/vm/calls.hpp"

namespace kinglet::runtime {

// ---- vm/names.cpp
Raised store_global(Thread&, const u32* pc, Dict& globals, Str& name, Value value);
Raised delete_global(Thread&, Dict& globals, Str& name);
/// A name that is neither a global nor a builtin: NameError, unless it is a builtin that frozen Python
/// defines.
Completion load_missing(Thread&, Str& name);
Completion load_name(Thread&, Value name_space, Dict& globals, Str& name);
Raised store_name(Thread&, Value name_space, Value name, Value value);
Raised delete_name(Thread&, Value name_space, Value name);
Completion load_name_or_cell(Thread&, Value name_space, Value name, struct Cell& cell);
Completion cell_create(Thread&, Value value);
Completion import_name(Thread&, Dict& globals, Value name, Value from_list, u32 level);
Completion import_one(Thread&, Value module, Value name);
Raised import_all(Thread&, Value module, Frame& frame);
Raised display_result(Thread&, Value value);

// ---- vm/arithmetic.cpp
/// The operators of the group of Add, of InplaceAdd and of AddInt.
Completion binary_by_opcode(Thread&, bytecode::Opcode, Value left, Value right);
Completion unary_by_opcode(Thread&, bytecode::Opcode, Value operand);
Raised test(Thread&, bytecode::Comparison, Value left, Value right, bool& outcome);

/// a * 2b as a tagged product without its tag, if it fits.
inline bool quick_multiply(SignedWord a, Word twice_b, SignedWord& product) {
    if constexpr (sizeof(Word) == 4) {
        // The lx106 has no high half of a product: factors of 16 bits need none.
        const SignedWord b = static_cast<SignedWord>(twice_b) >> 1;
        if (static_cast<Word>(a + 0x4000) >= 0x8000 || static_cast<Word>(b + 0x8000) >= 0x10000) return false;
        product = a * static_cast<SignedWord>(twice_b);
        return true;
    } else {
        return !__builtin_mul_overflow(a, static_cast<SignedWord>(twice_b), &product);
    }
}

/// a << count as a small int, or 0 if it is none. `count` is below the bits of a word.
inline Value quick_left_shift(SignedWord a, u32 count) {
    const SignedWord shifted = static_cast<SignedWord>(static_cast<Word>(a) << count);
    if ((shifted >> count) != a || shifted > kSmallIntMax || shifted < kSmallIntMin) return Value();
    return Value::from_int(shifted);
}

/// object[index] of a list or tuple, or 0 for everything else, an index out of range among it.
inline Value quick_item(Value object, SignedWord index) {
    if (!object.is_object()) return Value();
    const Shape* shape = object.as_object()->shape;
    if (shape == &list_type.root) {
        const List& list = *object.as<List>();
        if (index < 0) index += static_cast<SignedWord>(list.count);
        if (static_cast<Word>(index) < list.count) return list.items[index];
    } else if (shape == &tuple_type.root) {
        const Tuple& tuple = *object.as<Tuple>();
        if (index < 0) index += static_cast<SignedWord>(tuple.count);
        if (static_cast<Word>(index) < tuple.count) return tuple[static_cast<usize>(index)];
    }
    return Value();
}

/// object[index] = value of a list; false for everything else.
inline bool quick_set_item(Value object, SignedWord index, Value value) {
    if (!object.is_object() || object.as_object()->shape != &list_type.root) return false;
    List& list = *object.as<List>();
    if (index < 0) index += static_cast<SignedWord>(list.count);
    if (static_cast<Word>(index) >= list.count) return false;
    list.items[index] = value;
    return true;
}

// ---- vm/build.cpp
Completion build_tuple(Thread&, const Value* items, u32 count);
Completion build_list(Thread&, const Value* items, u32 count);
Completion build_set(Thread&, const Value* items, u32 count);
Completion build_dict(Thread&, const Value* pairs, u32 count);
Completion build_string(Thread&, const Value* parts, u32 count);
Completion build_slice(Thread&, const Value* bounds);
/// `value[1]` is the format specification if bit 2 of `how` is set.
Completion format_field(Thread&, const Value* value, u32 how);
Raised build_append(Thread&, Value list, Value item);
Raised build_extend(Thread&, Value list, Value iterable);
Completion build_tuple_of_list(Thread&, Value list);
Raised build_set_add(Thread&, Value set, Value item);
Raised build_set_update(Thread&, Value set, Value iterable);
Raised build_dict_set(Thread&, Value dict, Value key, Value value);
Raised build_dict_update(Thread&, Value dict, Value mapping);
Raised build_dict_merge(Thread&, Value dict, Value mapping);
Raised unpack_sequence(Thread&, Value iterable, Value* targets, u32 count);
Raised unpack_starred(Thread&, Value iterable, Value* targets, u32 before, u32 after);
Completion make_function(Thread&, const Code&, Dict& globals, const Value* parts, u32 which);

// ---- vm/calls.cpp
/// CallEx: callee[0](*callee[1], **callee[2]).
CallOutcome prepare_call_ex(Thread&, Value* callee);
/// An object of a class written in Python.
ALWAYS_INLINE bool is_instance_of_class(Value value) {
    return value.is_object() && value.as_object()->type().slots == &class_slots;
}

// Special methods run in frames like other functions, behind the registers of the instruction's frame, and
// their result is that of the instruction. NotPlain: the way through C++ has to do it.
enum class PushOutcome : u8 { Pushed, NotPlain, Raised };
/// A frame for the function, its result for the register `destination` (or another Frame::kind).
PushOutcome push_values(Thread&, Value function, const Value* values, u32 count, u32 destination);
/// The method that the class of `self` has under `name`.
PushOutcome push_special(Thread&, const Str& name, Value self, Value argument, u32 destination);
/// The operator method of the left operand for the instruction `word` (of the groups of Add, InplaceAdd and
/// AddInt).
PushOutcome push_operator(Thread&, u32 word, Value left, Value right);
/// That method has given NotImplemented: what is left to ask.
Completion operator_refused(Thread&, u32 word, const Value* registers);

/// range[0](count arguments behind it): to what ForRange takes.
Raised prepare_range(Thread&, Value* range, u32 count);

// ---- vm/generators.cpp
/// What became of a frame that returned or yielded: `leaves`: interpret() returns the value; else
/// thread.frame goes on, or with value 0 an exception waits in it.
struct LeaveOutcome {
    bool leaves;
    Value value;
};
/// A frame of any kind returns.
LeaveOutcome leave_frame(Thread&, Frame&, Value value);
/// What a class statement calls: __build_class__, or what a program put into builtins for it.
Value load_build_class(const Thread&);
/// A generator's frame yields.
LeaveOutcome yield_from_frame(Thread&, Frame&, u32 state, Value value);
Completion get_yield_from_iter(Thread&, Value iterable);
Completion get_awaitable(Thread&, Value awaitable);
Completion get_async_iter(Thread&, Value iterable);
Completion get_async_next(Thread&, Value iterator);
/// Sends to an iterator that is no generator: its next item, or kUndefined with its result.
Completion send_to_iterator(Thread&, Value iterator, Value sent, Value& result);

// ---- vm/match.cpp
/// Answers a question of `case` about operands[0]; what it needs lies behind.
Completion match_answer(Thread&, bytecode::MatchQuestion, const Value* operands);

// ---- vm/unwind.cpp
void raise_unbound(Thread&);
void raise_from_python(Thread&, Value exception);
void raise_with_cause(Thread&, Value exception, Value cause);
void raise_bare(Thread&);
void raise_assertion(Thread&, Value argument);
Raised exception_test(Thread&, Value exception, Value classes, bool& matches);
/// What __exit__ is called with: type, value and traceback of an exception, or None three times.
void exit_arguments(Value exception_or_none, Value* arguments);
/// The waiting exception passes through this frame: its line for the traceback; at its origin its context.
void note_raised(Thread&, Frame&);
enum class Unwound : u8 { ToHandler, OutOfInterpreter };
Unwound unwind_to_handler(Thread&);
/// What Thread::pending asks for.
Raised run_pending(Thread&);
/// In work that may take long and runs no code of the program's: a KeyboardInterrupt that waits, nothing
/// else.
inline Raised check_interrupt(Thread& thread) {
    return UNLIKELY((thread.pending & kPendingInterrupt) != 0) ? run_pending(thread) : kFine;
}
/// The same while a prompt waits for a key; Ctrl-C is a key there. For how many microseconds there is nothing
/// to do then.
u64 run_pending_while_idle(Thread&);

}  // namespace kinglet::runtime
