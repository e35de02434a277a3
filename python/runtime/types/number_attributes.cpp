#include "python/runtime/types/number_attributes.hpp"

#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"

namespace kinglet::runtime {

Completion number_conjugate(Thread& thread, Value self) {
    if (is_float(self)) return float_to_value(thread, float_of(self));
    return int_unary(thread, bytecode::UnaryOperator::Positive, self);
}

Completion number_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    const bool is_whole = !is_float(self);
    found = true;
    if (&attribute == name<"real"> || (is_whole && &attribute == name<"numerator">))
        return number_conjugate(thread, self);
    if (&attribute == name<"imag">) return is_whole ? Value::from_int(0) : Value(&float_zero.header);
    if (is_whole && &attribute == name<"denominator">) return Value::from_int(1);
    found = false;
    return kUndefined;
}

}  // namespace kinglet::runtime
