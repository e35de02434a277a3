// bool: two immediates whose type derives from int; arithmetic is int's.
#include "python/runtime/call.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/number_attributes.hpp"

namespace kinglet::runtime {

namespace {

Raised bool_print(Thread&, Value self, Printer& printer, PrintForm) {
    printer.write_text(self.is_true() ? "True" : "False");
    return kFine;
}

Raised bool_truth(Thread&, Value self, bool& result) {
    result = self.is_true();
    return kFine;
}

Completion bool_construct(Thread& thread, const Type&, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, name<"bool">, 0, 1));
    bool result = false;
    if (arguments.count == 1) TRY(truth(thread, arguments[0], result));
    return Value::from_bool(result);
}

Raised bool_hash(Thread&, Value self, Word& result) {
    result = self.is_true() ? 1 : 0;
    return kFine;
}

Completion bool_compare(Thread& thread, Value self, Value other, bytecode::Comparison comparison) {
    return int_type.slots->compare(thread, self, other, comparison);
}

Completion bool_binary(Thread& thread, bytecode::BinaryOperator op, Value left, Value right) {
    return int_type.slots->binary(thread, op, left, right);
}

constinit const Slots bool_slots{
    .print = bool_print,
    .hash = bool_hash,
    .compare = bool_compare,
    .truth = bool_truth,
    .construct = bool_construct,
    .get_attribute = number_get_attribute,
    .unary = int_unary,
    .binary = bool_binary,
};

}  // namespace

constinit const Type bool_type = builtin_type(bool_type, name<"bool">, bool_slots, 0, kIsIntType, int_type);

}  // namespace kinglet::runtime
