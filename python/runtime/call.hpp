// Calling: arguments, functions written in C++, and the way from C++ into Python.
#pragma once

#include "base/flash.hpp"
#include "python/runtime/object.hpp"

namespace kinglet::runtime {

/// The arguments of a call, in place: positional values, then the keyword values in the order of their names.
struct Arguments {
    const Value* values;
    u32 count;           // positional
    const Tuple* names;  // interned strs of the keywords; nullptr: none

    u32 keyword_count() const;
    Value operator[](u32 i) const { return values[i]; }
    Value keyword(u32 i) const { return values[count + i]; }
    Str& keyword_name(u32 i) const;
    /// The value given for a keyword, or 0.
    Value find_keyword(const Str& name) const;
};

/// A parameter of a builtin that takes keywords. Tables lie in flash.
struct Parameter {
    const Str* name;
    Value default_value;  // 0: required; kUndefined: stays undefined if not given
    u32 flags = 0;
};
enum ParameterFlags : u32 { kKeywordOnly = 1, kPositionalOnly = 2 };

/// Fills `out[0..count)` from the arguments; TypeErrors as CPython words them. `function_name` for the
/// message.
Raised unpack(Thread&, const Arguments&, const Str* function_name, const Parameter* parameters, u32 count,
              Value* out);
/// TypeError unless there are no keywords and min <= count <= max.
Raised check_arity(Thread&, const Arguments&, const Str* function_name, u32 min, u32 max);

/// How a builtin's C++ function is called.
enum class Convention : u32 {
    Fixed0,
    Fixed1,
    Fixed2,
    Fixed3,      // (Thread&, Value, ...): exactly that many, self included
    Positional,  // (Thread&, const Value* values, u32 count): min..max positional
    Full,        // (Thread&, const Arguments&): keywords too; min..max checked for positional
};

using Function0 = Completion (*)(Thread&);
using Function1 = Completion (*)(Thread&, Value);
using Function2 = Completion (*)(Thread&, Value, Value);
using Function3 = Completion (*)(Thread&, Value, Value, Value);
using FunctionPositional = Completion (*)(Thread&, const Value* values, u32 count);
using FunctionFull = Completion (*)(Thread&, const Arguments&);

/// A builtin function or method; a constant in flash.
///   inline constexpr NativeFunction list_append_function = native_method(name<"append">, list_type,
///   list_append);
/// For a method `self_type` is checked before the call, so the C++ function may use `self.as<List>()` at
/// once.
struct NativeFunction {
    Object header;
    union {
        Function0 f0;
        Function1 f1;
        Function2 f2;
        Function3 f3;
        FunctionPositional positional;
        FunctionFull full;
    };
    u32 convention_and_arity;  // bits 7..0 Convention, 15..8 min, 23..16 max (255: any)
    const Str* name;
    const Type* self_type;  // nullptr: not a method
    // flags of binding stand in the type: native_function_type binds as a method if self_type is set

    Convention convention() const {
        return static_cast<Convention>(whole_word(convention_and_arity) & 0xFFU);
    }
    u32 min_arity() const { return (whole_word(convention_and_arity) >> 8) & 0xFFU; }
    u32 max_arity() const { return (whole_word(convention_and_arity) >> 16) & 0xFFU; }
};

extern const Type native_function_type;
inline constexpr u32 kAnyArity = 255;

constexpr u32 arity_word(Convention convention, u32 min, u32 max) {
    return static_cast<u32>(convention) | min << 8 | max << 16;
}

// Makers, constant-initialised. `self_type` nullptr for plain functions.
constexpr NativeFunction native(const Str* name, Function0 f) {
    return {{&native_function_type.root}, {.f0 = f}, arity_word(Convention::Fixed0, 0, 0), name, nullptr};
}
constexpr NativeFunction native(const Str* name, Function1 f, const Type* self_type = nullptr) {
    return {{&native_function_type.root}, {.f1 = f}, arity_word(Convention::Fixed1, 1, 1), name, self_type};
}
constexpr NativeFunction native(const Str* name, Function2 f, const Type* self_type = nullptr) {
    return {{&native_function_type.root}, {.f2 = f}, arity_word(Convention::Fixed2, 2, 2), name, self_type};
}
constexpr NativeFunction native(const Str* name, Function3 f, const Type* self_type = nullptr) {
    return {{&native_function_type.root}, {.f3 = f}, arity_word(Convention::Fixed3, 3, 3), name, self_type};
}
constexpr NativeFunction native(const Str* name, FunctionPositional f, u32 min, u32 max,
                                const Type* self_type = nullptr) {
    return {{&native_function_type.root},
            {.positional = f},
            arity_word(Convention::Positional, min, max),
            name,
            self_type};
}
constexpr NativeFunction native(const Str* name, FunctionFull f, u32 min, u32 max,
                                const Type* self_type = nullptr) {
    return {
        {&native_function_type.root}, {.full = f}, arity_word(Convention::Full, min, max), name, self_type};
}

/// Calls anything callable from C++. The values are copied if they do not lie on the Python stack; they stay
/// the caller's. Runs the VM on the C stack: RuntimeError if that is nearly used up.
Completion call(Thread&, Value callable, const Arguments&);
Completion call(Thread&, Value callable);
Completion call(Thread&, Value callable, Value a);
Completion call(Thread&, Value callable, Value a, Value b);
Completion call(Thread&, Value callable, Value a, Value b, Value c);
/// Calls the method `name` of `self` (looked up on its type, as special methods are); `found` false and kNone
/// if there is none.
Completion call_special(Thread&, Value self, const Str& name, const Value* arguments, u32 count, bool& found);

}  // namespace kinglet::runtime
