// The type int: construction, printing, methods. bool is in bool.cpp, arithmetic in int_arithmetic.cpp.
#include "python/runtime/types/int.hpp"

#include "python/runtime/call.hpp"
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/types/bigint_operations.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/number_attributes.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

Raised int_print(Thread& thread, Value self, Printer& printer, PrintForm) {
    if (self.is_int()) {
        printer.write_signed(self.as_int());
        return kFine;
    }
    if (int_is_negative(self)) printer.write_byte('-');
    return int_write_magnitude(thread, self, 10, printer);
}

Raised int_hash_slot(Thread&, Value self, Word& result) {
    result = int_hash(self);
    return kFine;
}

Completion int_compare_slot(Thread& thread, Value self, Value other, bytecode::Comparison comparison) {
    if (!is_int(other)) {
        return is_float(other) ? float_compare(thread, self, other, comparison) : Completion(kNotImplemented);
    }
    return compare_by_order(comparison, int_compare(self, other));
}

Raised int_truth(Thread&, Value self, bool& result) {
    result = IntView(self).count != 0;
    return kFine;
}

Completion int_binary_slot(Thread& thread, bytecode::BinaryOperator op, Value left, Value right) {
    if (is_int(left) && is_int(right)) return int_binary(thread, op, left, right);
    if (is_float(left) || is_float(right)) return float_binary(thread, op, left, right);
    return kNotImplemented;
}

usize int_size(const Object& self) {
    return sizeof(BigInt) + reinterpret_cast<const BigInt&>(self).count() * sizeof(u32);
}

// ---- construction

Completion parse_or_raise(Thread& thread, const char* text, usize length, u32 base, Value source) {
    bool valid;
    const Value number = TRY(int_parse(thread, text, length, base, valid));
    if (valid) return number;
    return raise_format(thread, value_error_type, "invalid literal for int() with base %u: %r"_packed, base,
                        source);
}

/// int(x) for one argument. What a class says of itself comes first, then what it derives from.
Completion convert(Thread& thread, Value source) {
    bool found = false;
    Value result;
    if (type_of(source).flags & kIsHeapType)
        result = TRY(call_class_method(thread, source, *name<"__int__">, nullptr, 0, found));
    if (!found && is_int(source)) return number_conjugate(thread, source);
    if (!found && is_float(source)) return int_from_float(thread, float_of(source));
    if (!found && is_str(source)) {
        const auto* text = source.as<Str>();
        return parse_or_raise(thread, text->data(), text->length(), 10, source);
    }
    if (!found) result = TRY(call_special(thread, source, *name<"__int__">, nullptr, 0, found));
    if (!found) result = TRY(call_special(thread, source, *name<"__index__">, nullptr, 0, found));
    ByteView bytes;
    if (!found && bytes_view(source, bytes))
        return parse_or_raise(thread, reinterpret_cast<const char*>(bytes.data), bytes.count, 10, source);
    if (!found) {
        return raise_format(
            thread, type_error_type,
            "int() argument must be a string, a bytes-like object or a real number, not '%t'"_packed, source);
    }
    if (!is_int(result))
        return raise_format(thread, type_error_type, "__int__ returned non-int (type %t)"_packed, result);
    return result;
}

constinit const Parameter int_parameters[] = {
    {name<"x">, kUndefined, kPositionalOnly},
    {name<"base">, kUndefined},
};

Completion int_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    Value values[2];
    Value number;
    if (arguments.count == 1 && arguments.names == nullptr) {
        values[0] = arguments[0];
        values[1] = kUndefined;
    } else {
        TRY(unpack(thread, arguments, name<"int">, int_parameters, 2, values));
    }
    if (values[0].is_undefined()) {
        if (!values[1].is_undefined())
            return raise(thread, type_error_type, "int() missing string argument"_packed);
        number = Value::from_int(0);
    } else if (values[1].is_undefined()) {
        const Value source = values[0];
        number = source.is_int() ? source : TRY(convert(thread, source));
    } else {
        SignedWord base;
        TRY(to_integer(thread, values[1], base));
        if (base != 0 && (base < 2 || base > 36)) {
            return raise(thread, value_error_type, "int() base must be >= 2 and <= 36, or 0"_packed);
        }
        ByteView bytes;
        if (is_str(values[0])) {
            const auto* text = values[0].as<Str>();
            bytes = {reinterpret_cast<const u8*>(text->data()), text->length()};
        } else if (!bytes_view(values[0], bytes)) {
            return raise(thread, type_error_type, "int() can't convert non-string with explicit base"_packed);
        }
        number = TRY(parse_or_raise(thread, reinterpret_cast<const char*>(bytes.data), bytes.count,
                                    static_cast<u32>(base), values[0]));
    }
    if (&type == &int_type) return number;
    return instance_create_from(thread, type, number);
}

// ---- methods

Completion int_bit_length_method(Thread& thread, Value self) {
    return int_create_unsigned(thread, int_bit_length(self));
}

Completion int_bit_count(Thread&, Value self) {
    const IntView view(self);
    u32 ones = 0;
    for (u32 i = 0; i < view.count; ++i) {
        for (u32 rest = view.digits[i]; rest != 0; rest &= rest - 1) ++ones;
    }
    return Value::from_int(static_cast<SignedWord>(ones));
}

Raised byte_order_is_big(Thread& thread, Value order, bool& is_big) {
    is_big = is_str(order) && order.as<Str>()->length() == 3 &&
             flash_compare(order.as<Str>()->data(), "big", 3) == 0;
    if (is_big) return kFine;
    if (is_str(order) && order.as<Str>()->length() == 6 &&
        flash_compare(order.as<Str>()->data(), "little", 6) == 0)
        return kFine;
    if (!is_str(order))
        return raise_format(thread, type_error_type, "byteorder must be str, not %t"_packed, order);
    return raise(thread, value_error_type, "byteorder must be either 'little' or 'big'"_packed);
}

constinit const Parameter to_bytes_parameters[] = {
    {name<"self">, Value(), kPositionalOnly},
    {name<"length">, Value::from_int(1)},
    {name<"byteorder">, Value(&name<"big">->header)},
    {name<"signed">, kFalse, kKeywordOnly},
};

Completion int_to_bytes(Thread& thread, const Arguments& arguments) {
    Value values[4];
    TRY(unpack(thread, arguments, name<"to_bytes">, to_bytes_parameters, 4, values));
    SignedWord length;
    TRY(to_integer(thread, values[1], length));
    if (length < 0) return raise(thread, value_error_type, "length argument must be non-negative"_packed);
    bool is_big;
    TRY(byte_order_is_big(thread, values[2], is_big));
    bool is_signed;
    TRY(truth(thread, values[3], is_signed));

    const IntView view(values[0]);
    if (view.is_negative && !is_signed)
        return raise(thread, overflow_error_type, "can't convert negative int to unsigned"_packed);
    const usize count = static_cast<usize>(length);
    u32 bits = digits_bit_length(view.digits, view.count);
    if (is_signed && bits != 0) {
        // -2^n needs no bit more than its magnitude, everything else one for the sign.
        bool is_power =
            view.is_negative && (view.digits[view.count - 1] & (view.digits[view.count - 1] - 1)) == 0;
        for (u32 i = 0; is_power && i + 1 < view.count; ++i) is_power = view.digits[i] == 0;
        if (!is_power) ++bits;
    }
    if ((bits + 7) / 8 > count) return raise(thread, overflow_error_type, "int too big to convert"_packed);
    Bytes* result = bytes_create(thread, nullptr, count);
    if (result == nullptr) return Value();
    u8* out = result->data();
    u32 carry = 1;
    for (usize i = 0; i < count; ++i) {
        u32 byte = i / 4 < view.count ? view.digits[i / 4] >> i % 4 * 8 & 0xFF : 0;
        if (view.is_negative) {
            byte = (byte ^ 0xFF) + carry;
            carry = byte >> 8;
        }
        out[is_big ? count - 1 - i : i] = static_cast<u8>(byte);
    }
    return Value(&result->header);
}

constinit const Parameter from_bytes_parameters[] = {
    {name<"bytes">, Value()},
    {name<"byteorder">, Value(&name<"big">->header)},
    {name<"signed">, kFalse, kKeywordOnly},
};

Completion int_from_bytes(Thread& thread, const Arguments& arguments) {
    Value values[3];
    TRY(unpack(thread, arguments, name<"from_bytes">, from_bytes_parameters, 3, values));
    bool is_big;
    TRY(byte_order_is_big(thread, values[1], is_big));
    bool is_signed;
    TRY(truth(thread, values[2], is_signed));
    ByteView bytes;
    TRY(require_bytes(thread, values[0], bytes));

    usize count = bytes.count;
    const bool is_negative =
        is_signed && count != 0 && (flash_byte(bytes.data + (is_big ? 0 : count - 1)) & 0x80) != 0;
    if (!is_negative) {
        // What needs no large int is made without one.
        while (count != 0 && flash_byte(bytes.data + (is_big ? bytes.count - count : count - 1)) == 0)
            --count;
        if (is_big) bytes.data += bytes.count - count;
        if (count < sizeof(Word)) {
            Word number = 0;
            for (usize i = 0; i < count; ++i)
                number = number << 8 | flash_byte(bytes.data + (is_big ? i : count - 1 - i));
            return int_create_unsigned(thread, number);
        }
    }
    const u32 digits = static_cast<u32>(count / 4 + 1);
    BigInt* result = bigint_allocate(thread, digits);
    if (result == nullptr) return Value();
    u32 carry = 1;
    for (usize i = 0; i < count; ++i) {
        u32 byte = flash_byte(bytes.data + (is_big ? count - 1 - i : i));
        if (is_negative) {
            byte = (byte ^ 0xFF) + carry;
            carry = byte >> 8;
            byte &= 0xFF;
        }
        result->digits()[i / 4] |= byte << i % 4 * 8;
    }
    if (is_negative && carry != 0) result->digits()[count / 4] |= 1U << count % 4 * 8;
    return bigint_finish(result, digits, is_negative);
}

Completion int_as_integer_ratio(Thread& thread, Value self) {
    const Value both[] = {TRY(number_conjugate(thread, self)), Value::from_int(1)};
    return or_raised(tuple_create(thread, both, 2));
}

constinit const NativeFunction int_as_integer_ratio_function =
    native(name<"as_integer_ratio">, int_as_integer_ratio, &int_type);
constinit const NativeFunction int_conjugate_function =
    native(name<"conjugate">, number_conjugate, &int_type);
constinit const NativeFunction int_bit_length_function =
    native(name<"bit_length">, int_bit_length_method, &int_type);
constinit const NativeFunction int_bit_count_function = native(name<"bit_count">, int_bit_count, &int_type);
constinit const NativeFunction int_to_bytes_function =
    native(name<"to_bytes">, int_to_bytes, 1, 3, &int_type);
constinit const NativeFunction int_from_bytes_function = native(name<"from_bytes">, int_from_bytes, 0, 2);
constinit const MethodWrapper int_from_bytes_method = static_method(int_from_bytes_function);

constinit const Attribute int_attributes[] = {
    {name<"as_integer_ratio">, &int_as_integer_ratio_function.header},
    {name<"conjugate">, &int_conjugate_function.header},
    {name<"bit_length">, &int_bit_length_function.header},
    {name<"bit_count">, &int_bit_count_function.header},
    {name<"to_bytes">, &int_to_bytes_function.header},
    {name<"from_bytes">, &int_from_bytes_method.header},
};

constinit const Slots int_slots{
    .print = int_print,
    .hash = int_hash_slot,
    .compare = int_compare_slot,
    .truth = int_truth,
    .construct = int_construct,
    .get_attribute = number_get_attribute,
    .unary = int_unary,
    .binary = int_binary_slot,
    .size = int_size,
};

}  // namespace

constinit const Type int_type =
    builtin_type(int_type, name<"int">, int_slots, 0, int_attributes, kIsBaseType | kIsIntType);

}  // namespace kinglet::runtime
