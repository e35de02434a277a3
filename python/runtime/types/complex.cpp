#include "python/runtime/types/complex.hpp"

#include <cmath>

#include "python/runtime/call.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/float_digits.hpp"
#include "python/runtime/types/float_math.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::runtime {

namespace {

using bytecode::BinaryOperator;
using bytecode::Comparison;
using bytecode::UnaryOperator;

struct Pair {
    Float real;
    Float imag;
};

Pair pair_of(Value complex) {
    return {complex.as<Complex>()->real, complex.as<Complex>()->imag};
}

Completion create(Thread& thread, Pair pair) {
    return complex_create(thread, pair.real, pair.imag);
}

/// An operand's value; `known` false for what is no number.
Raised operand(Thread& thread, Value value, Pair& pair, bool& known) {
    if (is_instance(value, complex_type)) {
        pair = pair_of(value);
        return kFine;
    }
    known = known && (is_float(value) || is_int(value));
    pair = {0, 0};
    return known ? to_float(thread, value, pair.real) : kFine;
}

Pair multiply(Pair a, Pair b) {
    return {a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}

/// Robert L. Smith's method: no square overflows on the way. `b` is not zero.
Pair divide(Pair a, Pair b) {
    if (std::fabs(b.real) >= std::fabs(b.imag)) {
        const Float ratio = b.imag / b.real;
        const Float divisor = b.real + b.imag * ratio;
        return {(a.real + a.imag * ratio) / divisor, (a.imag - a.real * ratio) / divisor};
    }
    const Float ratio = b.real / b.imag;
    const Float divisor = b.real * ratio + b.imag;
    return {(a.real * ratio + a.imag) / divisor, (a.imag * ratio - a.real) / divisor};
}

/// a ** n by squaring, which keeps whole numbers exact.
Pair power_of_int(Pair a, u32 n) {
    Pair result{1, 0};
    for (; n != 0; n >>= 1) {
        if ((n & 1U) != 0) result = multiply(result, a);
        a = multiply(a, a);
    }
    return result;
}

Completion power(Thread& thread, Pair a, Pair b) {
    if (b.real == 0 && b.imag == 0) return complex_create(thread, 1, 0);
    if (a.real == 0 && a.imag == 0) {
        if (b.imag == 0 && b.real > 0) return complex_create(thread, 0, 0);
        return raise(thread, zero_division_error_type, "0.0 to a negative or complex power"_packed);
    }
    constexpr Float kMostSquared = 100;
    if (b.imag == 0 && std::fabs(b.real) <= kMostSquared && float_floor(b.real) == b.real) {
        const Pair whole = power_of_int(a, static_cast<u32>(std::fabs(b.real)));
        return create(thread, b.real < 0 ? divide({1, 0}, whole) : whole);
    }
    const Float magnitude = std::hypot(a.real, a.imag);
    const Float angle = std::atan2(a.imag, a.real);
    Float length = float_power(magnitude, b.real);
    Float phase = angle * b.real;
    if (b.imag != 0) {
        length *= std::exp(-angle * b.imag);
        phase += b.imag * std::log(magnitude);
    }
    return complex_create(thread, length * std::cos(phase), length * std::sin(phase));
}

// ---- text

void write_part(Printer& printer, Float number, bool with_sign) {
    char text[32];
    usize length = float_format_shortest(number, text);
    if (length > 2 && text[length - 2] == '.' && text[length - 1] == '0') length -= 2;
    if (with_sign && text[0] != '-') printer.write_byte('+');
    printer.write({text, length});
}

Raised complex_print(Thread&, Value self, Printer& printer, PrintForm) {
    const Pair number = pair_of(self);
    const bool has_real = number.real != 0 || std::signbit(number.real);
    if (has_real) {
        printer.write_byte('(');
        write_part(printer, number.real, false);
    }
    write_part(printer, number.imag, has_real);
    printer.write_text(has_real ? "j)" : "j");
    return kFine;
}

/// The imaginary part without its j: a sign alone, or nothing, means one.
bool parse_imaginary(const char* text, usize length, Float& result) {
    const u8 sign = length == 0 ? '+' : flash_byte(text);
    if (length == 0 || (length == 1 && (sign == '+' || sign == '-'))) {
        result = sign == '-' ? -1 : 1;
        return true;
    }
    return float_parse_as<Float>(text, length, result);
}

/// 'a', 'bj', 'a+bj', in parentheses or not.
bool parse(const char* text, usize length, Pair& result) {
    trim_white_space(text, length);
    if (length > 2 && flash_byte(text) == '(' && flash_byte(text + length - 1) == ')') {
        ++text;
        length -= 2;
        trim_white_space(text, length);
    }
    result = {0, 0};
    if (length == 0) return false;
    if ((flash_byte(text + length - 1) | 0x20U) != 'j')
        return float_parse_as<Float>(text, length, result.real);
    --length;
    // The sign of the imaginary part: the last one that does not belong to an exponent.
    usize split = length;
    while (split != 0) {
        const u8 c = flash_byte(text + split - 1);
        const bool is_exponent = split > 1 && (flash_byte(text + split - 2) | 0x20U) == 'e';
        if ((c == '+' || c == '-') && !is_exponent) break;
        --split;
    }
    if (split <= 1) return parse_imaginary(text, length, result.imag);
    --split;
    return float_parse_as<Float>(text, split, result.real) &&
           parse_imaginary(text + split, length - split, result.imag);
}

// ---- construction

/// An argument of complex(), which need not be a complex.
Raised convert(Thread& thread, Value source, Pair& result) {
    bool known = true;
    TRY(operand(thread, source, result, known));
    if (known) return kFine;
    bool found = false;
    const Value made = TRY(call_special(thread, source, *name<"__complex__">, nullptr, 0, found));
    if (!found) return to_float(thread, source, result.real);
    if (!is_instance(made, complex_type)) {
        return raise_format(thread, type_error_type, "__complex__ returned non-complex (type %t)"_packed,
                            made);
    }
    result = pair_of(made);
    return kFine;
}

Completion complex_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"real">, kUndefined}, {name<"imag">, kUndefined}};
    Value in[2];
    TRY(unpack(thread, arguments, name<"complex">, parameters, 2, in));
    Pair result{0, 0};
    if (is_str(in[0])) {
        const Str& text = *in[0].as<Str>();
        if (!in[1].is_undefined())
            return raise(thread, type_error_type,
                         "complex() can't take second arg if first is a string"_packed);
        if (!parse(text.data(), text.length(), result))
            return raise(thread, value_error_type, "complex() arg is a malformed string"_packed);
    } else if (!in[0].is_undefined()) {
        TRY(convert(thread, in[0], result));
    }
    if (!in[1].is_undefined()) {
        Pair imaginary{0, 0};
        if (is_str(in[1]))
            return raise(thread, type_error_type, "complex() second arg can't be a string"_packed);
        TRY(convert(thread, in[1], imaginary));
        // Not a sum where there is nothing to add: 0.0 + -0.0 would lose the sign.
        if (imaginary.imag != 0) result.real -= imaginary.imag;
        result.imag = result.imag != 0 ? result.imag + imaginary.real : imaginary.real;
    }
    if (&type == &complex_type) return create(thread, result);
    const Value instance = TRY(instance_create(thread, type));
    instance.as<Complex>()->real = result.real;
    instance.as<Complex>()->imag = result.imag;
    return instance;
}

// ---- operators

Completion complex_unary(Thread& thread, UnaryOperator op, Value self) {
    const Pair number = pair_of(self);
    switch (op) {
        case UnaryOperator::Negative: return complex_create(thread, -number.real, -number.imag);
        case UnaryOperator::Positive: return create(thread, number);
        case UnaryOperator::Absolute: return float_to_value(thread, std::hypot(number.real, number.imag));
        default: return kNotImplemented;
    }
}

Completion complex_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    Pair a{};
    Pair b{};
    bool known = true;
    TRY(operand(thread, left, a, known));
    TRY(operand(thread, right, b, known));
    if (!known) return kNotImplemented;
    switch (op) {
        case BinaryOperator::Add: return complex_create(thread, a.real + b.real, a.imag + b.imag);
        case BinaryOperator::Subtract: return complex_create(thread, a.real - b.real, a.imag - b.imag);
        case BinaryOperator::Multiply: return create(thread, multiply(a, b));
        case BinaryOperator::TrueDivide:
            if (b.real == 0 && b.imag == 0)
                return raise(thread, zero_division_error_type, "complex division by zero"_packed);
            return create(thread, divide(a, b));
        case BinaryOperator::Power: return power(thread, a, b);
        default: return kNotImplemented;
    }
}

Completion complex_compare(Thread& thread, Value self, Value other, Comparison comparison) {
    if (comparison != Comparison::Equal && comparison != Comparison::NotEqual) return kNotImplemented;
    const Pair number = pair_of(self);
    bool same = false;
    if (is_instance(other, complex_type)) {
        const Pair right = pair_of(other);
        same = number.real == right.real && number.imag == right.imag;
    } else if (!is_float(other) && !is_int(other)) {
        return kNotImplemented;
    } else if (number.imag == 0) {
        const Value real = TRY(float_to_value(thread, number.real));
        TRY(equal(thread, real, other, same));
    }
    return Value::from_bool(same == (comparison == Comparison::Equal));
}

Raised complex_hash(Thread&, Value self, Word& result) {
    constexpr Word kFactor = 1000003;  // so that numbers with swapped parts differ
    const Pair number = pair_of(self);
    result = float_hash(number.real) + kFactor * float_hash(number.imag);
    return kFine;
}

Raised complex_truth(Thread&, Value self, bool& result) {
    const Pair number = pair_of(self);
    result = number.real != 0 || number.imag != 0;
    return kFine;
}

Completion complex_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    found = true;
    if (&attribute == name<"real">) return float_to_value(thread, pair_of(self).real);
    if (&attribute == name<"imag">) return float_to_value(thread, pair_of(self).imag);
    found = false;
    return kNone;
}

Completion complex_conjugate(Thread& thread, Value self) {
    return complex_create(thread, pair_of(self).real, -pair_of(self).imag);
}

constinit const NativeFunction conjugate_method = native(name<"conjugate">, complex_conjugate, &complex_type);

constinit const Attribute complex_attributes[] = {{name<"conjugate">, &conjugate_method.header}};

constinit const Slots complex_slots = {
    .print = complex_print,
    .hash = complex_hash,
    .compare = complex_compare,
    .truth = complex_truth,
    .construct = complex_construct,
    .get_attribute = complex_get_attribute,
    .unary = complex_unary,
    .binary = complex_binary,
};

}  // namespace

constinit const Type complex_type = builtin_type(complex_type, name<"complex">, complex_slots,
                                                 sizeof(Complex), complex_attributes, kIsBaseType);

Completion complex_create(Thread& thread, Float real, Float imag) {
    auto* number = static_cast<Complex*>(thread.heap.allocate(sizeof(Complex)));
    if (number == nullptr) return raise_memory_error(thread, sizeof(Complex));
    number->header.shape = &complex_type.root;
    number->real = real;
    number->imag = imag;
    return &number->header;
}

Completion complex_power_of_floats(Thread& thread, Float base, Float exponent) {
    return power(thread, {base, 0}, {exponent, 0});
}

}  // namespace kinglet::runtime
