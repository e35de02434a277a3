// Calling: arguments, functions written in C++, and the way from C++ into Python.
#pragma once

#include "base/flash.hpp"
#include "python/runtime/object.hpp"
#include "python/runtime/types/str.hpp"

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

inline constexpr u32 kAnyArity = 255;

/// Convention and arity in a byte: the count of a Fixed one; else bit 7, bit 6 for Full, bits 5..3 min, bits
/// 2..0 how many more than min (7: any number).
class CallShape {
  public:
    constexpr explicit CallShape(u32 byte) : byte_(byte) {}
    constexpr CallShape(Convention convention, u32 min, u32 max)
        : byte_(convention < Convention::Positional
                    ? min
                    : 0x80 | (convention == Convention::Full ? 0x40 : 0) | min << 3 |
                          (max == kAnyArity ? kAnyMore : max - min)) {
        if (min > 7 || (max != kAnyArity && max - min >= kAnyMore))
            __builtin_abort();  // refused by the compiler
    }
    constexpr u32 byte() const { return byte_; }
    constexpr bool is_fixed() const { return byte_ < 0x80; }
    constexpr bool is_full() const { return (byte_ & 0x40) != 0; }
    constexpr u32 min() const { return is_fixed() ? byte_ : byte_ >> 3 & 7; }
    constexpr u32 max() const { return is_fixed() ? byte_ : more() == kAnyMore ? kAnyArity : min() + more(); }
    constexpr bool takes(u32 count) const {
        if (is_fixed()) return count == byte_;
        const u32 given = count - (byte_ >> 3 & 7);
        return given <= more() || (more() == kAnyMore && static_cast<i32>(given) >= 0);
    }

  private:
    static constexpr u32 kAnyMore = 7;
    constexpr u32 more() const { return byte_ & 7; }

    u32 byte_;
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
    const Object* shape_and_name;  // the name's address, CallShape in the highest byte: there are a thousand
    const Type* self_type;         // nullptr: not a method
    // flags of binding stand in the type: native_function_type binds as a method if self_type is set

    CallShape shape() const {
        return CallShape(static_cast<u32>(whole_word(reinterpret_cast<Word>(shape_and_name)) >> kShapeShift));
    }
    Value name() const {
        const Word address = reinterpret_cast<Word>(shape_and_name) & ((Word{1} << kShapeShift) - 1);
        return Value(reinterpret_cast<const Object*>(address | kHighestByte << kShapeShift));
    }

    bool is_named(const Str& wanted) const { return name() == Value(&wanted.header); }

    static constexpr u32 kShapeShift = sizeof(Word) * 8 - 8;
    static constexpr Word kHighestByte = sizeof(Word) == 4 ? 0x40 : 0;  // of every address of a constant
    /// The compiler leaves the sum to the linker.
    static constexpr const Object* packed(CallShape shape, const Str* name) {
        const auto added = static_cast<SignedWord>((shape.byte() - kHighestByte) << kShapeShift) /
                           static_cast<SignedWord>(sizeof(Object));
        // Asked like this, clang too takes a sum that lies in no object for a constant.
        return __builtin_constant_p(&name->header + added) ? &name->header + added : &name->header + added;
    }
};

extern const Type native_function_type;

// Makers, constant-initialised. `self_type` nullptr for plain functions.
constexpr NativeFunction native(const Str* name, Function0 f) {
    return {{&native_function_type.root},
            {.f0 = f},
            NativeFunction::packed({Convention::Fixed0, 0, 0}, name),
            nullptr};
}
constexpr NativeFunction native(const Str* name, Function1 f, const Type* self_type = nullptr) {
    return {{&native_function_type.root},
            {.f1 = f},
            NativeFunction::packed({Convention::Fixed1, 1, 1}, name),
            self_type};
}
constexpr NativeFunction native(const Str* name, Function2 f, const Type* self_type = nullptr) {
    return {{&native_function_type.root},
            {.f2 = f},
            NativeFunction::packed({Convention::Fixed2, 2, 2}, name),
            self_type};
}
constexpr NativeFunction native(const Str* name, Function3 f, const Type* self_type = nullptr) {
    return {{&native_function_type.root},
            {.f3 = f},
            NativeFunction::packed({Convention::Fixed3, 3, 3}, name),
            self_type};
}
constexpr NativeFunction native(const Str* name, FunctionPositional f, u32 min, u32 max,
                                const Type* self_type = nullptr) {
    return {{&native_function_type.root},
            {.positional = f},
            NativeFunction::packed({Convention::Positional, min, max}, name),
            self_type};
}
constexpr NativeFunction native(const Str* name, FunctionFull f, u32 min, u32 max,
                                const Type* self_type = nullptr) {
    return {{&native_function_type.root},
            {.full = f},
            NativeFunction::packed({Convention::Full, min, max}, name),
            self_type};
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
