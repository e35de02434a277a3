// The type float: construction, printing, rounding, methods. Its operators are in float_arithmetic.cpp.
#include "python/runtime/types/float.hpp"

#include <array>

#include "python/runtime/call.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/float_digits.hpp"
#include "python/runtime/types/float_hex.hpp"
#include "python/runtime/types/float_math.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/number_attributes.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

constinit const FloatObject float_zero{{&float_type.root}, 0};
constinit const FloatObject float_negative_zero{{&float_type.root}, -Float{0}};
constinit const FloatObject float_infinity{{&float_type.root}, kFloatInfinity};
constinit const FloatObject float_negative_infinity{{&float_type.root}, -kFloatInfinity};
constinit const FloatObject float_nan{{&float_type.root}, std::numeric_limits<Float>::quiet_NaN()};

Completion float_create(Thread& thread, Float number) {
    const Word word = self_tagged(number);
    if (word != 0) return Value::from_word(word);
    if (number == 0) return std::signbit(number) ? &float_negative_zero.header : &float_zero.header;
    if (!std::isfinite(number)) {
        return number > 0   ? &float_infinity.header
               : number < 0 ? &float_negative_infinity.header
                            : &float_nan.header;
    }
    auto* object = static_cast<FloatObject*>(thread.heap.allocate(sizeof(FloatObject)));
    if (object == nullptr) return raise_memory_error(thread, sizeof(FloatObject));
    object->header.shape = &float_type.root;
    object->number = number;
    return &object->header;
}

bool float_parse(const char* text, usize length, Float& result) {
    trim_white_space(text, length);
    return float_parse_as<Float>(text, length, result);
}

Completion float_round(Thread& thread, Float number, SignedWord digits) {
    if (!std::isfinite(number) || number == 0 || digits > 400) return float_to_value(thread, number);
    char text[FloatFormat<Float>::kMaxDigits + 16];
    i32 point = 0;
    const FloatParts parts = float_decompose(number);
    u32 length = digits < -400
                     ? 0
                     : float_digits(parts, DigitsMode::Fraction, static_cast<i32>(digits), text + 2, point);
    Float magnitude = 0;
    if (length != 0) {
        text[0] = '0';
        text[1] = '.';
        length += 2;
        text[length++] = 'e';
        if (point < 0) text[length++] = '-';
        const u32 exponent = static_cast<u32>(point < 0 ? -point : point);
        text[length++] = static_cast<char>('0' + exponent / 100);
        text[length++] = static_cast<char>('0' + exponent / 10 % 10);
        text[length++] = static_cast<char>('0' + exponent % 10);
        float_parse_as<Float>(text, length, magnitude);
    }
    if (std::isinf(magnitude))
        return raise(thread, overflow_error_type, "rounded value too large to represent"_packed);
    return float_to_value(thread, parts.is_negative ? -magnitude : magnitude);
}

Completion float_round_to_int(Thread& thread, Float number) {
    if (std::isfinite(number)) {
        const Float below = float_floor(number);
        const Float rest = number - below;
        const bool is_odd = float_fmod(below, 2) != 0;
        number = rest > Float{0.5} || (rest == Float{0.5} && is_odd) ? below + 1 : below;
    }
    return int_from_float(thread, number);
}

namespace {

Raised float_print(Thread&, Value self, Printer& printer, PrintForm) {
    char text[32];
    printer.write({text, float_format_shortest(float_of(self), text)});
    return kFine;
}

Raised float_hash_slot(Thread&, Value self, Word& result) {
    result = float_hash(float_of(self));
    return kFine;
}

Raised float_truth(Thread&, Value self, bool& result) {
    result = float_of(self) != 0;
    return kFine;
}

Completion float_unary(Thread& thread, bytecode::UnaryOperator op, Value self) {
    using bytecode::UnaryOperator;
    const Float number = float_of(self);
    switch (op) {
        case UnaryOperator::Negative: return float_to_value(thread, -number);
        case UnaryOperator::Positive: return float_to_value(thread, number);
        case UnaryOperator::Absolute: return float_to_value(thread, std::fabs(number));
        case UnaryOperator::Not: return Value::from_bool(number == 0);
        case UnaryOperator::Invert: break;
    }
    return kNotImplemented;
}

Raised convert(Thread& thread, Value source, Float& result) {
    ByteView bytes;
    if (is_str(source)) {
        bytes = {reinterpret_cast<const u8*>(source.as<Str>()->data()), source.as<Str>()->length()};
    } else if (!bytes_view(source, bytes)) {
        return to_float(thread, source, result);
    }
    if (float_parse(reinterpret_cast<const char*>(bytes.data), bytes.count, result)) return kFine;
    return raise_format(thread, value_error_type, "could not convert string to float: %r"_packed, source);
}

Completion float_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, name<"float">, 0, 1));
    Float number = 0;
    if (arguments.count == 1) TRY(convert(thread, arguments[0], number));
    if (&type == &float_type) return float_to_value(thread, number);
    const Value instance = TRY(instance_create(thread, type));
    instance.as<FloatObject>()->number = number;
    return instance;
}

Completion float_is_integer(Thread&, Value self) {
    const Float number = float_of(self);
    return Value::from_bool(std::isfinite(number) && float_floor(number) == number);
}

Completion float_as_integer_ratio(Thread& thread, Value self) {
    using bytecode::BinaryOperator;
    const Float number = float_of(self);
    if (std::isinf(number))
        return raise(thread, overflow_error_type, "cannot convert Infinity to integer ratio"_packed);
    if (std::isnan(number))
        return raise(thread, value_error_type, "cannot convert NaN to integer ratio"_packed);
    FloatParts parts = float_decompose(number);
    while (parts.mantissa != 0 && (parts.mantissa & 1) == 0) {
        parts.mantissa >>= 1;
        ++parts.exponent;
    }
    if (parts.mantissa == 0) parts.exponent = 0;
    const auto mantissa = static_cast<i64>(parts.mantissa);
    Value both[2];
    both[0] = TRY(int_create(thread, parts.is_negative ? -mantissa : mantissa));
    both[1] = Value::from_int(1);
    Value& scaled = both[parts.exponent < 0 ? 1 : 0];
    scaled =
        TRY(int_binary(thread, BinaryOperator::LeftShift, scaled, Value::from_int(std::abs(parts.exponent))));
    Tuple* ratio = tuple_create(thread, both, 2);
    if (ratio == nullptr) return Value();
    return Value(&ratio->header);
}

constinit const NativeFunction float_conjugate_function =
    native(name<"conjugate">, number_conjugate, &float_type);
constinit const NativeFunction float_hex_function = native(name<"hex">, float_hex, &float_type);
constinit const NativeFunction float_fromhex_function = native(name<"fromhex">, float_fromhex);
constinit const MethodWrapper float_fromhex_method = class_method(float_fromhex_function);
constinit const NativeFunction float_is_integer_function =
    native(name<"is_integer">, float_is_integer, &float_type);
constinit const NativeFunction float_as_integer_ratio_function =
    native(name<"as_integer_ratio">, float_as_integer_ratio, &float_type);

// Those of the desktop alone come last: on the chip the table ends before them, and they are not linked.
constexpr u32 kDesktopAttributes = 2;
constexpr Attribute kFloatAttributes[] = {
    {name<"conjugate">, &float_conjugate_function.header},
    {name<"is_integer">, &float_is_integer_function.header},
    {name<"as_integer_ratio">, &float_as_integer_ratio_function.header},
    {name<"hex">, &float_hex_function.header},
    {name<"fromhex">, &float_fromhex_method.header},
};
constexpr usize kFloatAttributeCount =
    std::size(kFloatAttributes) - (sizeof(Word) > 4 ? 0 : kDesktopAttributes);

constexpr std::array<Attribute, kFloatAttributeCount> make_float_attributes() {
    std::array<Attribute, kFloatAttributeCount> table{};
    for (usize i = 0; i < kFloatAttributeCount; ++i) table[i] = kFloatAttributes[i];
    return table;
}
constinit const std::array<Attribute, kFloatAttributeCount> float_attributes = make_float_attributes();

constexpr Type make_float_type(const Type& self, const Slots& slots) {
    Type type = builtin_type(self, name<"float">, slots, sizeof(FloatObject), kIsBaseType | kIsFloatType);
    type.attributes = float_attributes.data();
    type.attribute_count = kFloatAttributeCount;
    return type;
}

constinit const Slots float_slots{
    .print = float_print,
    .hash = float_hash_slot,
    .compare = float_compare,
    .truth = float_truth,
    .construct = float_construct,
    .get_attribute = number_get_attribute,
    .unary = float_unary,
    .binary = float_binary,
};

}  // namespace

constinit const Type float_type = make_float_type(float_type, float_slots);

}  // namespace kinglet::runtime
