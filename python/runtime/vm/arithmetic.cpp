#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/special_names.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/vm/cache.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::runtime {

using bytecode::BinaryOperator;
using bytecode::Opcode;

namespace {

constexpr u32 number(Opcode op) {
    return static_cast<u32>(op);
}

BinaryOperator operator_of_int_form(Opcode op) {
    switch (op) {
        case Opcode::SubtractInt:
        case Opcode::InplaceSubtractInt: return BinaryOperator::Subtract;
        case Opcode::MultiplyInt: return BinaryOperator::Multiply;
        case Opcode::FloorDivideInt: return BinaryOperator::FloorDivide;
        case Opcode::ModuloInt: return BinaryOperator::Modulo;
        case Opcode::LeftShiftInt: return BinaryOperator::LeftShift;
        case Opcode::RightShiftInt: return BinaryOperator::RightShift;
        case Opcode::BitAndInt: return BinaryOperator::BitAnd;
        default: return BinaryOperator::Add;
    }
}

/// A small int or a float that needs no looking up.
bool quick_float(Value value, Float& result) {
    if (value.is_float()) {
        result = value.as_float();
    } else if (value.is_int()) {
        result = static_cast<Float>(value.as_int());
    } else if (is_exactly(value, float_type)) {
        result = value.as<FloatObject>()->number;
    } else {
        return false;
    }
    return true;
}

/// Sums, differences, products and quotients of which at least one operand is a float.
bool mixed_floats(BinaryOperator op, Value left, Value right, Float& result) {
    Float a, b;
    if ((left.is_int() && right.is_int()) || !quick_float(left, a) || !quick_float(right, b)) return false;
    switch (op) {
        case BinaryOperator::Add: result = a + b; return true;
        case BinaryOperator::Subtract: result = a - b; return true;
        case BinaryOperator::Multiply: result = a * b; return true;
        case BinaryOperator::TrueDivide:
            if (b == 0) return false;  // ZeroDivisionError is the type's affair
            result = a / b;
            return true;
        default: return false;
    }
}

/// The operator of an opcode of the three groups, and whether it works in place.
BinaryOperator operator_of(Opcode op, bool& is_inplace) {
    is_inplace = false;
    if (number(op) < number(Opcode::InplaceAdd))
        return static_cast<BinaryOperator>(number(op) - number(Opcode::Add));
    if (number(op) < number(Opcode::AddInt)) {
        is_inplace = true;
        return static_cast<BinaryOperator>(number(op) - number(Opcode::InplaceAdd));
    }
    is_inplace = op == Opcode::InplaceAddInt || op == Opcode::InplaceSubtractInt;
    return operator_of_int_form(op);
}

}  // namespace

PushOutcome push_operator(Thread& thread, u32 word, Value left, Value right) {
    bool is_inplace;
    const u32 op = static_cast<u32>(operator_of(bytecode::opcode_of(word), is_inplace));
    const Type& type = type_of(left);
    const Type& other = type_of(right);
    // A class derived from the left one goes first.
    if (&other != &type && (other.flags & kIsHeapType) && is_subtype(other, type))
        return PushOutcome::NotPlain;
    Value method;
    if (is_inplace) method = class_find_cached(type, *kInplaceNames[op]);
    if (!method) method = class_find_cached(type, *kBinaryNames[op]);
    const Value operands[] = {left, right};
    return push_values(thread, method, operands, 2, kReturnOperator | bytecode::field_a(word));
}

Completion operator_refused(Thread& thread, u32 word, const Value* registers) {
    const Opcode opcode = bytecode::opcode_of(word);
    bool is_inplace;
    const BinaryOperator op = operator_of(opcode, is_inplace);
    const Value left = registers[bytecode::field_b(word)];
    const Value right = number(opcode) < number(Opcode::AddInt) ? registers[bytecode::field_c(word)]
                                                                : Value::from_int(bytecode::field_sc(word));
    const bool was_inplace =
        is_inplace && class_find_cached(type_of(left), *kInplaceNames[static_cast<u32>(op)]);
    return was_inplace ? binary_after_inplace(thread, op, left, right)
                       : binary_after_left(thread, op, left, right);
}

Completion binary_by_opcode(Thread& thread, Opcode op, Value left, Value right) {
    bool is_inplace;
    const BinaryOperator which = operator_of(op, is_inplace);
    Float result;
    if (mixed_floats(which, left, right, result)) return float_to_value(thread, result);
    return is_inplace ? inplace(thread, which, left, right) : binary(thread, which, left, right);
}

Completion unary_by_opcode(Thread& thread, Opcode op, Value operand) {
    return unary(thread, static_cast<bytecode::UnaryOperator>(number(op) - number(Opcode::Negative)),
                 operand);
}

Raised test(Thread& thread, bytecode::Comparison comparison, Value left, Value right, bool& outcome) {
    Float a, b;
    // An int beside a float is compared exactly by the types: a large int has no exact float.
    if (!left.is_int() && !right.is_int() && quick_float(left, a) && quick_float(right, b)) {
        switch (comparison) {
            case bytecode::Comparison::Equal: outcome = a == b; return kFine;
            case bytecode::Comparison::NotEqual: outcome = a != b; return kFine;
            case bytecode::Comparison::Less: outcome = a < b; return kFine;
            case bytecode::Comparison::LessEqual: outcome = a <= b; return kFine;
            case bytecode::Comparison::Greater: outcome = a > b; return kFine;
            case bytecode::Comparison::GreaterEqual: outcome = a >= b; return kFine;
            default: break;
        }
    }
    const Value result = TRY(compare(thread, comparison, left, right));
    if (result.is_bool()) {
        outcome = result.is_true();
        return kFine;
    }
    return truth(thread, result, outcome);
}

}  // namespace kinglet::runtime
