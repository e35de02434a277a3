// Operators: binary, in place, unary, comparison, truth and hash (Language Reference 3.3.8 and 6).
#include "python/runtime/operations.hpp"

#include "python/runtime/class.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/special_names.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/int.hpp"

namespace kinglet::runtime {

using bytecode::BinaryOperator;
using bytecode::Comparison;
using bytecode::UnaryOperator;

namespace {

enum class Side : u32 { Left, Right };

/// What the type of one operand makes of `left op right`.
Completion ask(Thread& thread, BinaryOperator op, Value left, Value right, Side side) {
    const Value self = side == Side::Left ? left : right;
    const Type& type = type_of(self);
    const Slots* slots = type.slots;
    if (type.flags & kIsHeapType) {
        const Str* const* names = side == Side::Left ? kBinaryNames : kReflectedNames;
        const Value other = side == Side::Left ? right : left;
        bool found;
        const Value result =
            TRY(call_class_method(thread, self, *names[static_cast<u32>(op)], &other, 1, found));
        if (found) return result;
        slots = builtin_base(type).slots;
    }
    if (slots->binary == nullptr) return kNotImplemented;
    return slots->binary(thread, op, left, right);
}

/// The right operand goes first if its class derives from that of the left one and has a reflected method
/// that the left one has not.
bool right_goes_first(BinaryOperator op, const Type& left, const Type& right) {
    if (!(right.flags & kIsHeapType) || &left == &right || !is_subtype(right, left)) return false;
    const Str& reflected = *kReflectedNames[static_cast<u32>(op)];
    const Value of_right = class_find(right, reflected);
    return of_right && !(of_right == class_find(left, reflected));
}

detail::RaisedOutcome unsupported(Thread& thread, const Str* method, Value left, Value right) {
    return raise_format(thread, type_error_type, "unsupported types for %q: '%t', '%t'"_packed,
                        Value(&method->header), left, right);
}

/// binary() without the error: NotImplemented if neither side knows.
Completion try_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    const Type& left_type = quick_type_of(left);
    const Type& right_type = quick_type_of(right);
    if (&left_type == &right_type && !(left_type.flags & kIsHeapType)) {
        const Slots& slots = *left_type.slots;
        return slots.binary == nullptr ? Completion(kNotImplemented) : slots.binary(thread, op, left, right);
    }
    const bool right_first = right_goes_first(op, left_type, right_type);
    if (right_first) {
        const Value result = TRY(ask(thread, op, left, right, Side::Right));
        if (!result.is_not_implemented()) return result;
    }
    const Value result = TRY(ask(thread, op, left, right, Side::Left));
    if (!result.is_not_implemented() || right_first || &left_type == &right_type) return result;
    return ask(thread, op, left, right, Side::Right);
}

}  // namespace

Completion binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    const Value result = TRY(try_binary(thread, op, left, right));
    if (!result.is_not_implemented()) return result;
    return unsupported(thread, kBinaryNames[static_cast<u32>(op)], left, right);
}

Completion binary_after_left(Thread& thread, BinaryOperator op, Value left, Value right) {
    if (&type_of(left) != &type_of(right)) {
        const Value result = TRY(ask(thread, op, left, right, Side::Right));
        if (!result.is_not_implemented()) return result;
    }
    return unsupported(thread, kBinaryNames[static_cast<u32>(op)], left, right);
}

Completion inplace(Thread& thread, BinaryOperator op, Value left, Value right) {
    const Slots& slots = *quick_type_of(left).slots;
    if (slots.inplace != nullptr) {
        const Value result = TRY(slots.inplace(thread, op, left, right));
        if (!result.is_not_implemented()) return result;
    }
    return binary_after_inplace(thread, op, left, right);
}

Completion binary_after_inplace(Thread& thread, BinaryOperator op, Value left, Value right) {
    const Value result = TRY(try_binary(thread, op, left, right));
    if (!result.is_not_implemented()) return result;
    const Slots& slots = *quick_type_of(left).slots;
    // MicroPython names the plain method where the type has none that works in place.
    const bool has_inplace =
        slots.inplace != nullptr && class_find(type_of(left), *kInplaceNames[static_cast<u32>(op)]);
    return unsupported(thread,
                       has_inplace ? kInplaceNames[static_cast<u32>(op)] : kBinaryNames[static_cast<u32>(op)],
                       left, right);
}

Completion unary(Thread& thread, UnaryOperator op, Value operand) {
    if (op == UnaryOperator::Not) {
        bool result = false;
        TRY(truth(thread, operand, result));
        return Value::from_bool(!result);
    }
    const Slots& slots = *quick_type_of(operand).slots;
    const Value result = slots.unary == nullptr ? kNotImplemented : TRY(slots.unary(thread, op, operand));
    if (!result.is_not_implemented()) return result;
    // What a method of the program gave is a result like any other.
    const bool is_own = (type_of(operand).flags & kIsHeapType) != 0 &&
                        class_find(type_of(operand), *kUnaryNames[static_cast<u32>(op)]);
    if (is_own) return result;
    return raise_format(thread, type_error_type, "unsupported type for %q: '%t'"_packed,
                        Value(&kUnaryNames[static_cast<u32>(op)]->header), operand);
}

namespace {

Completion ask_compare(Thread& thread, Comparison comparison, Value self, Value other) {
    const Slots& slots = *quick_type_of(self).slots;
    return slots.compare == nullptr ? Completion(kNotImplemented)
                                    : slots.compare(thread, self, other, comparison);
}

Completion compare_rich(Thread& thread, Comparison comparison, Value left, Value right) {
    TRY(check_native_stack(thread));
    const Type& left_type = quick_type_of(left);
    const Type& right_type = quick_type_of(right);
    const bool right_first =
        (right_type.flags & kIsHeapType) && &left_type != &right_type && is_subtype(right_type, left_type);
    Value result = TRY(right_first ? ask_compare(thread, swapped(comparison), right, left)
                                   : ask_compare(thread, comparison, left, right));
    if (!result.is_not_implemented()) return result;
    result = TRY(right_first ? ask_compare(thread, comparison, left, right)
                             : ask_compare(thread, swapped(comparison), right, left));
    if (!result.is_not_implemented()) return result;
    if (comparison == Comparison::Equal) return Value::from_bool(left == right);
    if (comparison == Comparison::NotEqual) return Value::from_bool(!(left == right));
    return unsupported(thread, kComparisonNames[static_cast<u32>(comparison)], left, right);
}

bool compare_small(Comparison comparison, SignedWord left, SignedWord right) {
    switch (comparison) {
        case Comparison::Equal: return left == right;
        case Comparison::NotEqual: return left != right;
        case Comparison::Less: return left < right;
        case Comparison::LessEqual: return left <= right;
        case Comparison::Greater: return left > right;
        default: return left >= right;
    }
}

}  // namespace

Value compare_by_order(Comparison comparison, int order) {
    // Four bits for each comparison (ORDER COMPARE): whether it holds for smaller, equal, larger.
    constexpr u32 kHolds = 0x643152;
    const u32 place = static_cast<u32>((order > 0) - (order < 0) + 1);
    return Value::from_bool((kHolds >> (4 * static_cast<u32>(comparison) + place) & 1) != 0);
}

Completion compare(Thread& thread, Comparison comparison, Value left, Value right) {
    switch (comparison) {
        case Comparison::Is: return Value::from_bool(left == right);
        case Comparison::IsNot: return Value::from_bool(!(left == right));
        case Comparison::In:
        case Comparison::NotIn: {
            bool result = false;
            TRY(contains(thread, right, left, result));
            return Value::from_bool(result == (comparison == Comparison::In));
        }
        default: break;
    }
    if (left.is_int() && right.is_int())
        return Value::from_bool(compare_small(comparison, left.as_int(), right.as_int()));
    return compare_rich(thread, comparison, left, right);
}

Raised equal(Thread& thread, Value left, Value right, bool& result) {
    result = left == right;
    if (result || (left.is_int() && right.is_int())) return kFine;
    const Value outcome = TRY(compare_rich(thread, Comparison::Equal, left, right));
    return truth(thread, outcome, result);
}

Raised truth(Thread& thread, Value value, bool& result) {
    if (value.is_int()) {
        result = value.as_int() != 0;
        return kFine;
    }
    if (value.is_immediate()) {
        result = !value.is_false() && !value.is_none();
        return kFine;
    }
    const Slots& slots = *quick_type_of(value).slots;
    if (slots.truth != nullptr) return slots.truth(thread, value, result);
    result = true;
    if (slots.length == nullptr) return kFine;
    usize length = 0;
    TRY(slots.length(thread, value, length));
    result = length != 0;
    return kFine;
}

Raised hash(Thread& thread, Value value, Word& result) {
    const Slots& slots = *quick_type_of(value).slots;
    if (slots.hash != nullptr) {
        TRY(check_native_stack(thread));
        return slots.hash(thread, value, result);
    }
    if (slots.compare != nullptr) {
        return raise_format(thread, type_error_type, "unsupported type for __hash__: '%t'"_packed, value);
    }
    result = value.is_object() ? value.word() / Heap::kGranule : value.word();
    return kFine;
}

}  // namespace kinglet::runtime
