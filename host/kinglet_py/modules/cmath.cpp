// cmath, which only the desktop has.
#include <complex>

#include "python/runtime/exception.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/complex.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::modules {

using namespace runtime;

namespace {

using Number = std::complex<Float>;

bool is_finite(Number z) {
    return std::isfinite(z.real()) && std::isfinite(z.imag());
}

/// As complex(value) has it; TypeError for a str.
Raised to_complex(Thread& thread, Value value, Number& result) {
    if (is_str(value)) return raise(thread, type_error_type, "must be real number, not str"_packed);
    const Value number = TRY(call(thread, &complex_type.header, value));
    const Complex& z = *number.as<Complex>();
    result = {z.real, z.imag};
    return kFine;
}

Completion from_complex(Thread& thread, Number z, bool argument_is_finite) {
    if (argument_is_finite && !is_finite(z))
        return raise(thread, overflow_error_type, "math range error"_packed);
    return complex_create(thread, z.real(), z.imag());
}

Completion apply(Thread& thread, Value value, Number (*function)(const Number&)) {
    Number z;
    TRY(to_complex(thread, value, z));
    return from_complex(thread, function(z), is_finite(z));
}

Completion apply_log(Thread& thread, Value value, Number (*function)(const Number&)) {
    Number z;
    TRY(to_complex(thread, value, z));
    if (z == Number(0)) return raise(thread, value_error_type, "math domain error"_packed);
    return from_complex(thread, function(z), is_finite(z));
}

Completion cmath_exp(Thread& thread, Value z) {
    return apply(thread, z, std::exp<Float>);
}
Completion cmath_sqrt(Thread& thread, Value z) {
    return apply(thread, z, std::sqrt<Float>);
}
Completion cmath_cos(Thread& thread, Value z) {
    return apply(thread, z, std::cos<Float>);
}
Completion cmath_sin(Thread& thread, Value z) {
    return apply(thread, z, std::sin<Float>);
}
Completion cmath_log10(Thread& thread, Value z) {
    return apply_log(thread, z, std::log10<Float>);
}

Completion cmath_log(Thread& thread, const Value* values, u32 count) {
    const Value logarithm = TRY(apply_log(thread, values[0], std::log<Float>));
    if (count == 1) return logarithm;
    const Value base = TRY(apply_log(thread, values[1], std::log<Float>));
    return binary(thread, bytecode::BinaryOperator::TrueDivide, logarithm, base);
}

Completion cmath_phase(Thread& thread, Value value) {
    Number z;
    TRY(to_complex(thread, value, z));
    return float_to_value(thread, std::arg(z));
}

Completion cmath_polar(Thread& thread, Value value) {
    Number z;
    TRY(to_complex(thread, value, z));
    const Value radius = TRY(float_to_value(thread, std::abs(z)));
    const Value angle = TRY(float_to_value(thread, std::arg(z)));
    const Value pair[] = {radius, angle};
    return or_raised(tuple_create(thread, pair, 2));
}

Completion cmath_rect(Thread& thread, Value radius, Value angle) {
    Float r = 0;
    Float phi = 0;
    TRY(to_float(thread, radius, r));
    TRY(to_float(thread, angle, phi));
    return complex_create(thread, r * std::cos(phi), r * std::sin(phi));
}

constinit const NativeFunction cos_function = native(name<"cos">, cmath_cos);
constinit const NativeFunction exp_function = native(name<"exp">, cmath_exp);
constinit const NativeFunction log_function = native(name<"log">, cmath_log, 1, 2);
constinit const NativeFunction log10_function = native(name<"log10">, cmath_log10);
constinit const NativeFunction phase_function = native(name<"phase">, cmath_phase);
constinit const NativeFunction polar_function = native(name<"polar">, cmath_polar);
constinit const NativeFunction rect_function = native(name<"rect">, cmath_rect);
constinit const NativeFunction sin_function = native(name<"sin">, cmath_sin);
constinit const NativeFunction sqrt_function = native(name<"sqrt">, cmath_sqrt);

constinit const Attribute attributes[] = {
    {name<"cos">, &cos_function.header},
    {name<"e">, Value::from_word(self_tagged(2.71828182845904523536))},
    {name<"exp">, &exp_function.header},
    {name<"log">, &log_function.header},
    {name<"log10">, &log10_function.header},
    {name<"phase">, &phase_function.header},
    {name<"pi">, Value::from_word(self_tagged(3.14159265358979323846))},
    {name<"polar">, &polar_function.header},
    {name<"rect">, &rect_function.header},
    {name<"sin">, &sin_function.header},
    {name<"sqrt">, &sqrt_function.header},
};

}  // namespace

extern const BuiltinModule cmath_module;
constinit const BuiltinModule cmath_module = stdlib::builtin_module(name<"cmath">, attributes);

}  // namespace kinglet::modules
