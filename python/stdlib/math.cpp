// math: on floats, with the C library's functions of the float's width (singles on the chip, doubles on the
// desktop). What is rare is left out on the chip.
#include <cmath>

#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/vm/slow.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

constexpr Float kPi = static_cast<Float>(3.14159265358979323846);
constexpr Float kE = static_cast<Float>(2.71828182845904523536);

bool is_finite(Float number) {
    return number - number == 0;
}

/// A result that is not finite though the arguments were: the argument lay outside of where the function is
/// defined, or the result is too large.
Completion checked(Thread& thread, Float result, bool arguments_are_finite) {
    if (!is_finite(result) && arguments_are_finite) {
        if (result != result) return raise(thread, value_error_type, "math domain error"_packed);
        return raise(thread, overflow_error_type, "math range error"_packed);
    }
    return float_to_value(thread, result);
}

using Function = Float (*)(Float);

Completion apply(Thread& thread, Value argument, Function function) {
    Float number = 0;
    TRY(to_float(thread, argument, number));
    const Float result = function(number);
    if (result != result && number == number)
        return raise(thread, value_error_type, "math domain error"_packed);
    return checked(thread, result, is_finite(number));
}

// A pole is a domain error (log(0)), so the C library's infinity there is turned into NaN.
Float log_checked(Float x) {
    return x > 0 ? std::log(x) : std::nan("");
}
Float log2_checked(Float x) {
    return x > 0 ? std::log2(x) : std::nan("");
}
Float log10_checked(Float x) {
    return x > 0 ? std::log10(x) : std::nan("");
}

// clang-format off
#define KINGLET_MATH_FUNCTIONS(X)                                                                              \
    X(sqrt, [](Float x) { return std::sqrt(x); })           X(exp, [](Float x) { return std::exp(x); })         \
    X(cos, [](Float x) { return std::cos(x); })             X(sin, [](Float x) { return std::sin(x); })         \
    X(tan, [](Float x) { return std::tan(x); })             X(acos, [](Float x) { return std::acos(x); })       \
    X(asin, [](Float x) { return std::asin(x); })           X(atan, [](Float x) { return std::atan(x); })       \
    X(fabs, [](Float x) { return std::fabs(x); })           X(log2, log2_checked)   X(log10, log10_checked)     \
    X(radians, [](Float x) { return x * (kPi / 180); })     X(degrees, [](Float x) { return x * (180 / kPi); })

/// A pole too.
bool is_pole(Float x) {
    return x <= 0 && x == std::floor(x) && is_finite(x);
}
Float gamma_checked(Float x) {
    return is_pole(x) ? std::nan("") : std::tgamma(x);
}
Float lgamma_checked(Float x) {
    return is_pole(x) ? std::nan("") : std::lgamma(x);
}
Float atanh_checked(Float x) {
    return std::fabs(x) < 1 ? std::atanh(x) : std::nan("");
}

#define KINGLET_RARE_FUNCTIONS(X)                                                                               \
    X(cosh, [](Float x) { return std::cosh(x); })           X(sinh, [](Float x) { return std::sinh(x); })       \
    X(tanh, [](Float x) { return std::tanh(x); })           X(acosh, [](Float x) { return std::acosh(x); })     \
    X(asinh, [](Float x) { return std::asinh(x); })         X(atanh, atanh_checked)                             \
    X(erf, [](Float x) { return std::erf(x); })             X(erfc, [](Float x) { return std::erfc(x); })       \
    X(expm1, [](Float x) { return std::expm1(x); })         X(gamma, gamma_checked) X(lgamma, lgamma_checked)

#define KINGLET_DEFINE(id, function) \
    Completion math_##id(Thread& thread, Value argument) { return apply(thread, argument, function); }
KINGLET_MATH_FUNCTIONS(KINGLET_DEFINE)
KINGLET_RARE_FUNCTIONS(KINGLET_DEFINE)
#undef KINGLET_DEFINE
// clang-format on

Completion math_log(Thread& thread, const Value* values, u32 count) {
    if (count == 1) return apply(thread, values[0], log_checked);
    Float number = 0;
    Float base = 0;
    TRY(to_float(thread, values[0], number));
    TRY(to_float(thread, values[1], base));
    if (number <= 0 || base <= 0) return raise(thread, value_error_type, "math domain error"_packed);
    if (base == 1) return raise(thread, zero_division_error_type, "float division by zero"_packed);
    return float_to_value(thread, std::log(number) / std::log(base));
}

Raised two(Thread& thread, Value x, Value y, Float& a, Float& b) {
    TRY(to_float(thread, x, a));
    return to_float(thread, y, b);
}

Completion math_pow(Thread& thread, Value x, Value y) {
    Float a = 0;
    Float b = 0;
    TRY(two(thread, x, y, a, b));
    if (a == 0 && b < 0 && is_finite(b)) return raise(thread, value_error_type, "math domain error"_packed);
    return checked(thread, std::pow(a, b), is_finite(a) && is_finite(b));
}

Completion math_atan2(Thread& thread, Value x, Value y) {
    Float a = 0;
    Float b = 0;
    TRY(two(thread, x, y, a, b));
    return float_to_value(thread, std::atan2(a, b));
}

Completion math_copysign(Thread& thread, Value x, Value y) {
    Float a = 0;
    Float b = 0;
    TRY(two(thread, x, y, a, b));
    return float_to_value(thread, std::copysign(a, b));
}

Completion math_fmod(Thread& thread, Value x, Value y) {
    Float a = 0;
    Float b = 0;
    TRY(two(thread, x, y, a, b));
    const bool is_nan = a != a || b != b;
    if (!is_nan && (b == 0 || !is_finite(a)))
        return raise(thread, value_error_type, "math domain error"_packed);
    return float_to_value(thread, std::fmod(a, b));
}

Completion math_hypot(Thread& thread, Value x, Value y) {
    Float a = 0;
    Float b = 0;
    TRY(two(thread, x, y, a, b));
    return checked(thread, std::hypot(a, b), is_finite(a) && is_finite(b));
}

/// ceil, floor and trunc: an int stays what it is, a class may have its own idea.
Completion to_whole(Thread& thread, Value x, const Str& method, Function function) {
    if (type_of(x).flags & kIsHeapType) {
        bool found = false;
        const Value result = TRY(call_special(thread, x, method, nullptr, 0, found));
        if (found) return result;
    }
    if (is_int(x)) return x.is_bool() ? Value::from_int(x.is_true()) : x;
    Float number = 0;
    TRY(to_float(thread, x, number));
    return int_from_float(thread, function(number));
}

Completion math_ceil(Thread& thread, Value x) {
    return to_whole(thread, x, *name<"__ceil__">, [](Float f) { return std::ceil(f); });
}
Completion math_floor(Thread& thread, Value x) {
    return to_whole(thread, x, *name<"__floor__">, [](Float f) { return std::floor(f); });
}
Completion math_trunc(Thread& thread, Value x) {
    return to_whole(thread, x, *name<"__trunc__">, [](Float f) { return std::trunc(f); });
}

Completion pair(Thread& thread, Completion first, Completion second) {
    Value items[2];
    items[0] = TRY(first);
    items[1] = TRY(second);
    return reinterpret_cast<const Object*>(tuple_create(thread, items, 2));
}

Completion math_frexp(Thread& thread, Value x) {
    Float number = 0;
    TRY(to_float(thread, x, number));
    int exponent = 0;
    const Float mantissa = is_finite(number) ? std::frexp(number, &exponent) : number;
    return pair(thread, float_to_value(thread, mantissa), Value::from_int(exponent));
}

Completion math_ldexp(Thread& thread, Value x, Value y) {
    Float number = 0;
    SignedWord exponent = 0;
    TRY(to_float(thread, x, number));
    TRY(to_integer(thread, y, exponent));
    constexpr SignedWord kFar = 100000;
    const auto near = static_cast<int>(exponent > kFar ? kFar : exponent < -kFar ? -kFar : exponent);
    return checked(thread, std::ldexp(number, near), is_finite(number));
}

Completion math_modf(Thread& thread, Value x) {
    Float number = 0;
    TRY(to_float(thread, x, number));
    Float whole = 0;
    const Float fraction = std::modf(number, &whole);
    const Value first = TRY(float_to_value(thread, fraction));
    return pair(thread, first, float_to_value(thread, whole));
}

Completion math_isfinite(Thread& thread, Value x) {
    Float number = 0;
    TRY(to_float(thread, x, number));
    return Value::from_bool(is_finite(number));
}
Completion math_isinf(Thread& thread, Value x) {
    Float number = 0;
    TRY(to_float(thread, x, number));
    return Value::from_bool(number == number && !is_finite(number));
}
Completion math_isnan(Thread& thread, Value x) {
    Float number = 0;
    TRY(to_float(thread, x, number));
    return Value::from_bool(number != number);
}

Completion math_isclose(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {
        {name<"a">, Value()},
        {name<"b">, Value()},
        {name<"rel_tol">, Value::from_word(self_tagged(static_cast<Float>(1e-9))), kKeywordOnly},
        {name<"abs_tol">, Value::from_int(0), kKeywordOnly}};
    Value in[4];
    TRY(unpack(thread, arguments, name<"isclose">, parameters, 4, in));
    Float number[4];
    for (u32 i = 0; i < 4; ++i) TRY(to_float(thread, in[i], number[i]));
    if (number[2] < 0 || number[3] < 0)
        return raise(thread, value_error_type, "tolerances must be non-negative"_packed);
    if (number[0] == number[1]) return kTrue;
    const Float difference = std::fabs(number[0] - number[1]);
    if (!is_finite(number[0]) || !is_finite(number[1])) return kFalse;
    const Float first = std::fabs(number[0]);
    const Float second = std::fabs(number[1]);
    const Float larger = first > second ? first : second;
    return Value::from_bool(difference <= number[2] * larger || difference <= number[3]);
}

Completion math_gcd(Thread& thread, Value x, Value y) {
    if (!is_int(x) || !is_int(y)) {
        return raise_format(thread, type_error_type, "'%t' object cannot be interpreted as an integer"_packed,
                            is_int(x) ? y : x);
    }
    Value a = TRY(unary(thread, bytecode::UnaryOperator::Absolute, x));
    Value b = TRY(unary(thread, bytecode::UnaryOperator::Absolute, y));
    while (!(b == Value::from_int(0))) {
        const Value rest = TRY(binary(thread, bytecode::BinaryOperator::Modulo, a, b));
        a = b;
        b = rest;
    }
    return a;
}

Completion math_factorial(Thread& thread, Value x) {
    SignedWord n = 0;
    TRY(to_integer(thread, x, n));
    if (n < 0) return raise(thread, value_error_type, "factorial() not defined for negative values"_packed);
    Value product = Value::from_int(1);
    for (SignedWord i = 2; i <= n; ++i) {
        if (UNLIKELY(thread.pending != 0)) TRY(run_pending(thread));
        product = TRY(int_binary(thread, bytecode::BinaryOperator::Multiply, product, Value::from_int(i)));
    }
    return product;
}

// clang-format off
#define KINGLET_DEFINE(id, function) constinit const NativeFunction id##_function = native(name<#id>, math_##id);
KINGLET_MATH_FUNCTIONS(KINGLET_DEFINE)
KINGLET_RARE_FUNCTIONS(KINGLET_DEFINE)
#undef KINGLET_DEFINE

#define KINGLET_OTHER_FUNCTIONS(X)                                                                              \
    X(pow) X(atan2) X(copysign) X(fmod) X(hypot) X(ceil) X(floor) X(trunc) X(frexp) X(ldexp) X(modf)            \
    X(isfinite) X(isinf) X(isnan) X(gcd)
#define KINGLET_DEFINE(id) constinit const NativeFunction id##_function = native(name<#id>, math_##id);
KINGLET_OTHER_FUNCTIONS(KINGLET_DEFINE)
#undef KINGLET_DEFINE
constinit const NativeFunction log_function = native(name<"log">, math_log, 1, 2);
constinit const NativeFunction isclose_function = native(name<"isclose">, math_isclose, 2, 2);

constinit const NativeFunction factorial_function = native(name<"factorial">, math_factorial);

constexpr Attribute all_attributes[] = {
    {name<"e">, Value::from_word(self_tagged(kE))},
    {name<"pi">, Value::from_word(self_tagged(kPi))},
    {name<"tau">, Value::from_word(self_tagged(2 * kPi))},
    {name<"inf">, &float_infinity.header},
    {name<"nan">, &float_nan.header},
    {name<"log">, &log_function.header},
    {name<"isclose">, &isclose_function.header},
#define KINGLET_ATTRIBUTE(id) {name<#id>, &id##_function.header},
    KINGLET_OTHER_FUNCTIONS(KINGLET_ATTRIBUTE)
#undef KINGLET_ATTRIBUTE
#define KINGLET_ATTRIBUTE(id, function) {name<#id>, &id##_function.header},
    KINGLET_MATH_FUNCTIONS(KINGLET_ATTRIBUTE)
    // rare
    KINGLET_RARE_FUNCTIONS(KINGLET_ATTRIBUTE)
#undef KINGLET_ATTRIBUTE
    {name<"factorial">, &factorial_function.header},
};
constinit const auto attributes = attribute_table<12>(all_attributes);
// clang-format on

}  // namespace

extern const BuiltinModule math_module;
constinit const BuiltinModule math_module = builtin_module(name<"math">, attributes.entries);

}  // namespace kinglet::stdlib
