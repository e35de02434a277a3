// The special methods of builtin types as functions: list.__len__, super().__getitem__, (1).__add__. The
// types have slots instead; the functions here call them. They call the slot of the builtin base, never what
// a class written in Python puts in front of it, so that a method written in Python can go on to what it
// replaces.
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/special_names.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/exception.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/float_math.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/number_attributes.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

using bytecode::BinaryOperator;
using bytecode::Comparison;
using bytecode::UnaryOperator;

NOINLINE const Slots& slots_of(Value self) {
    return *builtin_base(type_of(self)).slots;
}

NOINLINE detail::RaisedOutcome wrong_type(Thread& thread, Value self) {
    return raise_format(thread, type_error_type, "'%t' object has no such special method"_packed, self);
}

Completion special_len(Thread& thread, Value self) {
    if (slots_of(self).length == nullptr) return wrong_type(thread, self);
    usize n = 0;
    TRY(slots_of(self).length(thread, self, n));
    return Value::from_int(static_cast<SignedWord>(n));
}

Completion special_get_item(Thread& thread, Value self, Value key) {
    if (slots_of(self).get_item == nullptr) return wrong_type(thread, self);
    return slots_of(self).get_item(thread, self, key);
}

Completion special_set_item(Thread& thread, Value self, Value key, Value value) {
    if (slots_of(self).set_item == nullptr) return wrong_type(thread, self);
    return slots_of(self).set_item(thread, self, key, value);
}

Completion special_delete_item(Thread& thread, Value self, Value key) {
    return special_set_item(thread, self, key, kUndefined);
}

Completion special_contains(Thread& thread, Value self, Value item) {
    bool result = false;
    if (slots_of(self).contains != nullptr) {
        TRY(slots_of(self).contains(thread, self, item, result));
    } else {
        TRY(contains_by_iteration(thread, self, item, result));
    }
    return Value::from_bool(result);
}

Completion special_iter(Thread& thread, Value self) {
    if (slots_of(self).iter == nullptr) return wrong_type(thread, self);
    return slots_of(self).iter(thread, self);
}

Completion special_next(Thread& thread, Value self) {
    if (slots_of(self).next == nullptr) return wrong_type(thread, self);
    const Value item = TRY(slots_of(self).next(thread, self));
    if (item.is_undefined()) return raise(thread, stop_iteration_type);
    return item;
}

Completion special_call(Thread& thread, const Arguments& arguments) {
    const Value self = arguments[0];
    if (slots_of(self).call == nullptr) return wrong_type(thread, self);
    return slots_of(self).call(thread, self,
                               Arguments{arguments.values + 1, arguments.count - 1, arguments.names});
}

Completion special_bool(Thread& thread, Value self) {
    const Slots& slots = slots_of(self);
    bool result = true;
    if (slots.truth != nullptr) {
        TRY(slots.truth(thread, self, result));
    } else if (slots.length != nullptr) {
        usize n = 0;
        TRY(slots.length(thread, self, n));
        result = n != 0;
    }
    return Value::from_bool(result);
}

Completion special_hash(Thread& thread, Value self) {
    const Slots& slots = slots_of(self);
    Word result = self.word() / Heap::kGranule;
    if (slots.hash != nullptr) {
        TRY(slots.hash(thread, self, result));
    } else if (slots.compare != nullptr) {
        return raise_format(thread, type_error_type, "unsupported type for __hash__: '%t'"_packed, self);
    }
    return Value::from_int(static_cast<SignedWord>(result << 1) >> 1);
}

Completion text_of(Thread& thread, Value self, PrintForm form) {
    StrBuilder builder(thread);
    TRY(slots_of(self).print(thread, self, builder, form));
    Str* text = builder.finish();
    return text == nullptr ? Completion(Value()) : Completion(Value(&text->header));
}

Completion special_repr(Thread& thread, Value self) {
    return text_of(thread, self, PrintForm::Repr);
}

/// str() of an object whose type does not tell it from repr() is what the class says repr() is.
Completion special_str(Thread& thread, Value self) {
    constexpr u32 kHasOwnStr = kIsStrType | kIsExceptionType;
    if (type_of(self).flags & kHasOwnStr) return text_of(thread, self, PrintForm::Str);
    return to_str(thread, self, PrintForm::Repr);
}

Completion special_format(Thread& thread, Value self, Value spec) {
    if (!(type_of(spec).flags & kIsStrType))
        return raise_format(thread, type_error_type, "format spec must be str, not %t"_packed, spec);
    return format_plainly(thread, self, *spec.as<Str>());
}

// A function for each operator, and one for all of them behind: half of the chip's code for these are
// prologues.

NOINLINE Completion compare_by(Thread& thread, Value self, Value other, Comparison comparison) {
    const Slots& slots = slots_of(self);
    if (slots.compare != nullptr) return slots.compare(thread, self, other, comparison);
    if (self != other) return kNotImplemented;
    if (comparison == Comparison::Equal) return kTrue;
    return comparison == Comparison::NotEqual ? kFalse : kNotImplemented;
}

NOINLINE Completion binary_by(Thread& thread, Value self, Value other, BinaryOperator op) {
    const Slots& slots = slots_of(self);
    return slots.binary == nullptr ? kNotImplemented : slots.binary(thread, op, self, other);
}

NOINLINE Completion reflected_by(Thread& thread, Value self, Value other, BinaryOperator op) {
    const Slots& slots = slots_of(self);
    return slots.binary == nullptr ? kNotImplemented : slots.binary(thread, op, other, self);
}

NOINLINE Completion inplace_by(Thread& thread, Value self, Value other, BinaryOperator op) {
    const Slots& slots = slots_of(self);
    return slots.inplace == nullptr ? kNotImplemented : slots.inplace(thread, op, self, other);
}

NOINLINE Completion unary_by(Thread& thread, Value self, UnaryOperator op) {
    const Slots& slots = slots_of(self);
    return slots.unary == nullptr ? wrong_type(thread, self) : slots.unary(thread, op, self);
}

template <Comparison comparison>
Completion special_compare(Thread& thread, Value self, Value other) {
    return compare_by(thread, self, other, comparison);
}

template <BinaryOperator op>
Completion special_binary(Thread& thread, Value self, Value other) {
    return binary_by(thread, self, other, op);
}

template <BinaryOperator op>
Completion special_reflected(Thread& thread, Value self, Value other) {
    return reflected_by(thread, self, other, op);
}

template <BinaryOperator op>
Completion special_inplace(Thread& thread, Value self, Value other) {
    return inplace_by(thread, self, other, op);
}

template <UnaryOperator op>
Completion special_unary(Thread& thread, Value self) {
    return unary_by(thread, self, op);
}

// ---- of numbers: self is an int or a float

Completion special_divmod(Thread& thread, Value self, Value other) {
    const Value quotient = TRY(slots_of(self).binary(thread, BinaryOperator::FloorDivide, self, other));
    if (quotient.is_not_implemented()) return quotient;
    const Value both[] = {quotient, TRY(slots_of(self).binary(thread, BinaryOperator::Modulo, self, other))};
    const Tuple* tuple = tuple_create(thread, both, 2);
    return tuple == nullptr ? Completion(Value()) : Completion(Value(&tuple->header));
}

Completion special_reflected_divmod(Thread& thread, Value self, Value other) {
    if (!is_int(other) && !is_float(other)) return kNotImplemented;
    return special_divmod(thread, other, self);
}

Completion special_int(Thread& thread, Value self) {
    return is_float(self) ? int_from_float(thread, float_of(self)) : number_conjugate(thread, self);
}

Completion special_float(Thread& thread, Value self) {
    if (is_float(self)) return number_conjugate(thread, self);
    Float number = 0;
    TRY(int_to_float_checked(thread, self, number));
    return float_to_value(thread, number);
}

Completion special_floor(Thread& thread, Value self) {
    return is_float(self) ? int_from_float(thread, float_floor(float_of(self)))
                          : number_conjugate(thread, self);
}

Completion special_ceil(Thread& thread, Value self) {
    return is_float(self) ? int_from_float(thread, -float_floor(-float_of(self)))
                          : number_conjugate(thread, self);
}

Completion special_round(Thread& thread, const Value* values, u32 count) {
    const bool is_whole = count == 1 || values[1].is_none();
    SignedWord digits = 0;
    if (!is_whole) TRY(to_integer(thread, values[1], digits));
    if (!is_float(values[0])) return int_round(thread, values[0], digits);
    const Float number = float_of(values[0]);
    return is_whole ? float_round_to_int(thread, number) : float_round(thread, number, digits);
}

Raised attribute_name(Thread& thread, Value text, Str*& result) {
    if (!(type_of(text).flags & kIsStrType)) {
        return raise_format(thread, type_error_type, "attribute name must be string, not '%t'"_packed, text);
    }
    result = intern(thread, *text.as<Str>());
    return result == nullptr ? Raised(raise_memory_error(thread, text.as<Str>()->length())) : kFine;
}

Completion special_get_attribute(Thread& thread, Value self, Value text) {
    Str* attribute = nullptr;
    TRY(attribute_name(thread, text, attribute));
    return get_attribute_plainly(thread, self, *attribute);
}

Completion special_set_attribute(Thread& thread, Value self, Value text, Value value) {
    Str* attribute = nullptr;
    TRY(attribute_name(thread, text, attribute));
    return set_attribute_plainly(thread, self, *attribute, value);
}

Completion special_delete_attribute(Thread& thread, Value self, Value text) {
    return special_set_attribute(thread, self, text, kUndefined);
}

/// object's own __new__ and __init__ (`self_name`) take nothing but the class or the instance, unless the
/// other of the two is the class's own and takes the arguments.
Raised check_no_excess(Thread& thread, const Type& type, const Arguments& arguments, const Str* self_name,
                       const Str* other_name) {
    const bool has_excess = arguments.count > 1 || arguments.keyword_count() != 0;
    if (!has_excess || (type.flags & kIsHeapType) == 0 || &builtin_base(type) != &object_type) return kFine;
    if (class_find(type, *self_name)) {
        return raise_format(thread, type_error_type, "object.%q() takes exactly one argument"_packed,
                            Value(&self_name->header));
    }
    if (class_find(type, *other_name)) return kFine;
    return raise_format(thread, type_error_type, "%q() takes no arguments"_packed, Value(&type.name->header));
}

Completion special_init(Thread& thread, const Arguments& arguments) {
    const Type& type = type_of(arguments[0]);
    if (type.flags & kIsExceptionType) return exception_init(thread, arguments);
    TRY(check_no_excess(thread, type, arguments, name<"__init__">, name<"__new__">));
    return kNone;
}

Completion special_new(Thread& thread, const Arguments& arguments) {
    if (!(type_of(arguments[0]).flags & kIsTypeType))
        return raise(thread, type_error_type, "__new__(X): X is not a type object"_packed);
    TRY(check_no_excess(thread, *arguments[0].as<Type>(), arguments, name<"__new__">, name<"__init__">));
    return construct_without_init(thread, *arguments[0].as<Type>(),
                                  Arguments{arguments.values + 1, arguments.count - 1, arguments.names});
}

/// object.__new__ itself makes no ints and lists.
Completion special_object_new(Thread& thread, const Arguments& arguments) {
    if ((type_of(arguments[0]).flags & kIsTypeType) != 0) {
        const Type& base = builtin_base(*arguments[0].as<Type>());
        if (&base != &object_type) {
            return raise_format(thread, type_error_type, "object.__new__() makes no '%q'"_packed,
                                Value(&base.name->header));
        }
    }
    return special_new(thread, arguments);
}

Completion special_init_subclass(Thread&, const Value*, u32) {
    return kNone;
}

Completion special_dir(Thread& thread, Value self) {
    return list_attributes(thread, self);
}

// ---- the table

/// Which slot a builtin type must have for a method to be there.
enum Needs : u32 {
    kAnything,
    kObject,
    kLength,
    kGetItem,
    kSetItem,
    kContains,
    kIter,
    kNext,
    kCall,
    kBinary,
    kInplace,
    kUnary,
    kTruth,
    kInt,
    kNumber
};

bool has(const Type& type, u32 needs) {
    const Slots& slots = *type.slots;
    switch (needs) {
        case kObject: return &type == &object_type;
        case kLength: return slots.length != nullptr;
        case kGetItem: return slots.get_item != nullptr;
        case kSetItem: return slots.set_item != nullptr;
        case kContains: return slots.contains != nullptr || slots.iter != nullptr;
        case kIter: return slots.iter != nullptr;
        case kNext: return slots.next != nullptr;
        case kCall: return slots.call != nullptr;
        case kBinary: return slots.binary != nullptr;
        case kInplace: return slots.inplace != nullptr;
        case kUnary: return slots.unary != nullptr;
        case kTruth: return slots.truth != nullptr;
        case kInt: return (type.flags & kIsIntType) != 0;
        case kNumber: return (type.flags & (kIsIntType | kIsFloatType)) != 0;
        default: return true;
    }
}

struct Special {
    const NativeFunction* function;
    u32 needs;
};

#define SPECIAL(id, text, f) \
    constinit const NativeFunction id##_function = native(name<text>, f, &object_type);
#define KINGLET_BINARY_METHODS(X) \
    X(Add, "add")                 \
    X(Subtract, "sub")            \
    X(Multiply, "mul")            \
    X(TrueDivide, "truediv")      \
    X(FloorDivide, "floordiv")    \
    X(Modulo, "mod")              \
    X(Power, "pow")               \
    X(LeftShift, "lshift") X(RightShift, "rshift") X(BitAnd, "and") X(BitOr, "or") X(BitXor, "xor")

SPECIAL(len, "__len__", special_len)
SPECIAL(get_item, "__getitem__", special_get_item)
SPECIAL(set_item, "__setitem__", special_set_item)
SPECIAL(delete_item, "__delitem__", special_delete_item)
SPECIAL(contains, "__contains__", special_contains)
SPECIAL(iter, "__iter__", special_iter)
SPECIAL(next, "__next__", special_next)
SPECIAL(bool, "__bool__", special_bool)
SPECIAL(hash, "__hash__", special_hash)
SPECIAL(repr, "__repr__", special_repr)
SPECIAL(str, "__str__", special_str)
SPECIAL(format, "__format__", special_format)
SPECIAL(get_attribute, "__getattribute__", special_get_attribute)
SPECIAL(set_attribute, "__setattr__", special_set_attribute)
SPECIAL(delete_attribute, "__delattr__", special_delete_attribute)
SPECIAL(dir, "__dir__", special_dir)
SPECIAL(equal, "__eq__", special_compare<Comparison::Equal>)
SPECIAL(not_equal, "__ne__", special_compare<Comparison::NotEqual>)
SPECIAL(less, "__lt__", special_compare<Comparison::Less>)
SPECIAL(less_equal, "__le__", special_compare<Comparison::LessEqual>)
SPECIAL(greater, "__gt__", special_compare<Comparison::Greater>)
SPECIAL(greater_equal, "__ge__", special_compare<Comparison::GreaterEqual>)
SPECIAL(negative, "__neg__", special_unary<UnaryOperator::Negative>)
SPECIAL(positive, "__pos__", special_unary<UnaryOperator::Positive>)
SPECIAL(invert, "__invert__", special_unary<UnaryOperator::Invert>)
SPECIAL(absolute, "__abs__", special_unary<UnaryOperator::Absolute>)
SPECIAL(divmod, "__divmod__", special_divmod)
SPECIAL(reflected_divmod, "__rdivmod__", special_reflected_divmod)
SPECIAL(int, "__int__", special_int)
SPECIAL(trunc, "__trunc__", special_int)
SPECIAL(index, "__index__", special_int)
SPECIAL(float, "__float__", special_float)
SPECIAL(floor, "__floor__", special_floor)
SPECIAL(ceil, "__ceil__", special_ceil)
constinit const NativeFunction round_function = native(name<"__round__">, special_round, 1, 2, &object_type);
#define BINARY(op, text)                                                            \
    SPECIAL(binary_##op, "__" text "__", special_binary<BinaryOperator::op>)        \
    SPECIAL(reflected_##op, "__r" text "__", special_reflected<BinaryOperator::op>) \
    SPECIAL(inplace_##op, "__i" text "__", special_inplace<BinaryOperator::op>)
KINGLET_BINARY_METHODS(BINARY)
#undef BINARY
constinit const NativeFunction call_function =
    native(name<"__call__">, special_call, 1, kAnyArity, &object_type);
constinit const NativeFunction init_function =
    native(name<"__init__">, special_init, 1, kAnyArity, &object_type);
// No methods: they bind nothing.
constinit const NativeFunction init_subclass_function =
    native(name<"__init_subclass__">, special_init_subclass, 0, kAnyArity);
constinit const NativeFunction new_function = native(name<"__new__">, special_new, 1, kAnyArity);
constinit const NativeFunction object_new_function =
    native(name<"__new__">, special_object_new, 1, kAnyArity);

constinit const Special specials[] = {{&init_function, kAnything},
                                      {&object_new_function, kObject},
                                      {&new_function, kAnything},
                                      {&set_attribute_function, kAnything},
                                      {&get_attribute_function, kAnything},
                                      {&delete_attribute_function, kAnything},
                                      {&repr_function, kAnything},
                                      {&str_function, kAnything},
                                      {&hash_function, kAnything},
                                      {&equal_function, kAnything},
                                      {&not_equal_function, kAnything},
                                      {&format_function, kAnything},
                                      {&init_subclass_function, kAnything},
                                      {&dir_function, kAnything},
                                      {&len_function, kLength},
                                      {&get_item_function, kGetItem},
                                      {&set_item_function, kSetItem},
                                      {&delete_item_function, kSetItem},
                                      {&contains_function, kContains},
                                      {&iter_function, kIter},
                                      {&next_function, kNext},
                                      {&call_function, kCall},
                                      {&bool_function, kTruth},
                                      {&less_function, kAnything},
                                      {&less_equal_function, kAnything},
                                      {&greater_function, kAnything},
                                      {&greater_equal_function, kAnything},
                                      {&negative_function, kUnary},
                                      {&positive_function, kUnary},
                                      {&invert_function, kUnary},
                                      {&absolute_function, kUnary},
                                      {&divmod_function, kNumber},
                                      {&reflected_divmod_function, kNumber},
                                      {&int_function, kNumber},
                                      {&trunc_function, kNumber},
                                      {&index_function, kInt},
                                      {&float_function, kNumber},
                                      {&floor_function, kNumber},
                                      {&ceil_function, kNumber},
                                      {&round_function, kNumber},
#define BINARY(op, text)                                                       \
    {&binary_##op##_function, kBinary}, {&reflected_##op##_function, kBinary}, \
        {&inplace_##op##_function, kInplace},
                                      KINGLET_BINARY_METHODS(BINARY)
#undef BINARY
};

}  // namespace

Value find_special_method(const Type& builtin, const Str& name) {
    // All of them begin with two underscores: most attributes are known not to be here at once.
    if (name.length() < 5 || name.byte_at(0) != '_' || name.byte_at(1) != '_') return Value();
    for (const Special& each : specials) {
        if (each.function->is_named(name) && has(builtin, each.needs)) return Value(&each.function->header);
    }
    return Value();
}

}  // namespace kinglet::runtime
