// abs bin chr divmod hex oct ord pow round
#include "python/runtime/builtins/builtins.hpp"
#include "python/runtime/class.hpp"
#include "python/runtime/format.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"

namespace kinglet::runtime {

using bytecode::BinaryOperator;
using bytecode::UnaryOperator;

namespace {

Completion builtin_abs(Thread& thread, Value number) {
    return unary(thread, UnaryOperator::Absolute, number);
}

/// bin, hex and oct: '#x' and the like.
Completion in_base(Thread& thread, Value number, char type) {
    if (!is_int(number)) {
        bool found = false;
        const Value converted = TRY(call_special(thread, number, *name<"__index__">, nullptr, 0, found));
        if (!found || !is_int(converted)) {
            return raise_format(thread, type_error_type,
                                "'%t' object cannot be interpreted as an integer"_packed, number);
        }
        number = converted;
    }
    FormatSpec spec;
    spec.flags = kFormatAlternate;
    spec.type = type;
    StrBuilder text(thread);
    TRY(format_int(thread, number, spec, text));
    return reinterpret_cast<const Object*>(text.finish());
}

Completion builtin_bin(Thread& thread, Value number) {
    return in_base(thread, number, 'b');
}
Completion builtin_hex(Thread& thread, Value number) {
    return in_base(thread, number, 'x');
}
Completion builtin_oct(Thread& thread, Value number) {
    return in_base(thread, number, 'o');
}

Completion builtin_chr(Thread& thread, Value number) {
    SignedWord code = 0;
    TRY(to_integer(thread, number, code));
    if (code < 0 || code > 0x10FFFF)
        return raise(thread, value_error_type, "chr() arg not in range(0x110000)"_packed);
    const auto c = static_cast<u32>(code);
    char utf8[4];
    usize count = 0;
    const auto tail = [&](u32 shift) { utf8[count++] = static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) {
        utf8[count++] = static_cast<char>(c);
    } else if (c < 0x800) {
        utf8[count++] = static_cast<char>(0xC0 | c >> 6);
        tail(0);
    } else if (c < 0x10000) {
        utf8[count++] = static_cast<char>(0xE0 | c >> 12);
        tail(6);
        tail(0);
    } else {
        utf8[count++] = static_cast<char>(0xF0 | c >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
    return reinterpret_cast<const Object*>(str_create(thread, {utf8, count}));
}

Completion builtin_divmod(Thread& thread, Value left, Value right) {
    return binary(thread, BinaryOperator::Divmod, left, right);
}

Completion builtin_ord(Thread& thread, Value text) {
    usize count = 0;
    if (is_instance(text, str_type)) {
        const Str& str = *text.as<Str>();
        count = str_character_count(str);
        if (count == 1) {
            u32 code = str.byte_at(0);
            if (code >= 0x80) {
                code &= code >= 0xF0 ? 0x07U : code >= 0xE0 ? 0x0FU : 0x1FU;
                for (usize i = 1; i < str.length(); ++i) code = code << 6 | (str.byte_at(i) & 0x3FU);
            }
            return Value::from_int(static_cast<SignedWord>(code));
        }
    } else {
        ByteView view{};
        if (!bytes_view(text, view)) {
            return raise_format(thread, type_error_type,
                                "ord() expected string of length 1, but %t found"_packed, text);
        }
        if (view.count == 1) return Value::from_int(flash_byte(view.data));
        count = view.count;
    }
    return raise_format(thread, type_error_type,
                        "ord() expected a character, but string of length %u found"_packed,
                        static_cast<u32>(count));
}

Completion builtin_pow(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {
        {name<"base">, Value()}, {name<"exp">, Value()}, {name<"mod">, kNone}};
    Value in[3];
    TRY(unpack(thread, arguments, name<"pow">, parameters, 3, in));
    if (in[2].is_none()) return binary(thread, BinaryOperator::Power, in[0], in[1]);
    if (type_of(in[0]).flags & kIsHeapType) {
        bool found = false;
        const Value result = TRY(call_class_method(thread, in[0], *name<"__pow__">, in + 1, 2, found));
        if (found && !result.is_not_implemented()) return result;
    }
    if (!is_int(in[0]) || !is_int(in[1]) || !is_int(in[2])) {
        return raise(thread, type_error_type,
                     "pow() 3rd argument not allowed unless all arguments are integers"_packed);
    }
    return int_power_modulo(thread, in[0], in[1], in[2]);
}

Completion builtin_round(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"number">, Value()}, {name<"ndigits">, kNone}};
    Value in[2];
    TRY(unpack(thread, arguments, name<"round">, parameters, 2, in));
    if (is_float(in[0]) || (type_of(in[0]).flags & kIsFloatType) != 0) {
        Float number = 0;
        TRY(to_float(thread, in[0], number));
        if (in[1].is_none()) return float_round_to_int(thread, number);
        SignedWord digits = 0;
        TRY(to_integer(thread, in[1], digits));
        return float_round(thread, number, digits);
    }
    if (is_int(in[0])) {
        SignedWord digits = 0;
        if (!in[1].is_none()) TRY(to_integer(thread, in[1], digits));
        return int_round(thread, in[0], digits);
    }
    bool found = false;
    const u32 count = in[1].is_none() ? 0 : 1;
    const Value result = TRY(call_special(thread, in[0], *name<"__round__">, &in[1], count, found));
    if (found) return result;
    return raise_format(thread, type_error_type, "type %t doesn't define __round__ method"_packed, in[0]);
}

}  // namespace

constinit const NativeFunction abs_function = native(name<"abs">, builtin_abs);
constinit const NativeFunction bin_function = native(name<"bin">, builtin_bin);
constinit const NativeFunction chr_function = native(name<"chr">, builtin_chr);
constinit const NativeFunction divmod_function = native(name<"divmod">, builtin_divmod);
constinit const NativeFunction hex_function = native(name<"hex">, builtin_hex);
constinit const NativeFunction oct_function = native(name<"oct">, builtin_oct);
constinit const NativeFunction ord_function = native(name<"ord">, builtin_ord);
constinit const NativeFunction pow_function = native(name<"pow">, builtin_pow, 0, 3);
constinit const NativeFunction round_function = native(name<"round">, builtin_round, 0, 2);

}  // namespace kinglet::runtime
