// The Slots of all classes written in Python. Each function looks for the special method among what was
// written in Python; if there is none, the builtin base's slot does it, and if that has none either, what the
// language says for objects.
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/special_names.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/vm/cache.hpp"

namespace kinglet::runtime {

Completion call_class_method(Thread& thread, Value self, const Str& name, const Value* arguments, u32 count,
                             bool& found) {
    const Type& type = type_of(self);
    constexpr u32 kMost = 4;
    Value values[kMost + 1];
    values[0] = self;
    for (u32 i = 0; i < count && i < kMost; ++i) values[i + 1] = arguments[i];
    const Value function = class_find_cached(type, name);
    found = static_cast<bool>(function) && !function.is_none();
    if (!found) return kNone;
    if (is_method(function)) return call(thread, function, Arguments{values, count + 1, nullptr});
    Value before = kUndefined;
    const Value callable = TRY(bind_attribute(thread, function, self, type, &before));
    if (before.is_undefined()) return call(thread, callable, Arguments{values + 1, count, nullptr});
    return call(thread, callable, Arguments{values, count + 1, nullptr});
}

Completion text_by_method(Thread& thread, Value value, PrintForm form, bool& found) {
    const Str* method = form == PrintForm::Str ? name<"__str__"> : name<"__repr__">;
    const Value text = TRY(call_class_method(thread, value, *method, nullptr, 0, found));
    if (!found || (type_of(text).flags & kIsStrType)) return text;
    return raise_format(thread, type_error_type, "%q returned non-string (type %t)"_packed,
                        Value(&method->header), text);
}

namespace {

using bytecode::BinaryOperator;
using bytecode::Comparison;
using bytecode::UnaryOperator;

/// The slots of what the class derives from and that is no class written in Python.
const Slots& base_slots(Value self) {
    return *builtin_base(type_of(self)).slots;
}

Raised print_method(Thread& thread, Value self, PrintForm form, Printer& printer, bool& found) {
    const Value text = TRY(text_by_method(thread, self, form, found));
    if (found) printer.write(text.as<Str>()->view());
    return kFine;
}

Raised class_print(Thread& thread, Value self, Printer& printer, PrintForm form) {
    bool found = false;
    const Slots& base = base_slots(self);
    if (form == PrintForm::Str) {
        TRY(print_method(thread, self, form, printer, found));
        if (found) return kFine;
        // A builtin base that prints str() and repr() differently keeps its own str().
        constexpr u32 kHasOwnStr = kIsStrType | kIsExceptionType;
        if (type_of(self).flags & kHasOwnStr) return base.print(thread, self, printer, form);
    }
    TRY(print_method(thread, self, PrintForm::Repr, printer, found));
    if (found) return kFine;
    return (base.print != nullptr ? base : *object_type.slots).print(thread, self, printer, form);
}

Raised class_hash(Thread& thread, Value self, Word& result) {
    const Value function = class_find(type_of(self), *name<"__hash__">);
    if (function && function.is_none())
        return raise_format(thread, type_error_type, "unsupported type for __hash__: '%t'"_packed, self);
    if (function) {
        bool found;
        const Value hash = TRY(call_class_method(thread, self, *name<"__hash__">, nullptr, 0, found));
        if (!is_int(hash))
            return raise(thread, type_error_type, "__hash__ method should return an integer"_packed);
        bool fits;
        result = static_cast<Word>(int_to_i64(hash, fits));
        return kFine;
    }
    const Slots& base = base_slots(self);
    if (base.hash != nullptr) return base.hash(thread, self, result);
    if (base.compare != nullptr)
        return raise_format(thread, type_error_type, "unsupported type for __hash__: '%t'"_packed, self);
    result = self.word() / Heap::kGranule;
    return kFine;
}

Completion class_compare(Thread& thread, Value self, Value other, Comparison comparison) {
    bool found;
    const Str& method = *kComparisonNames[static_cast<u32>(comparison)];
    const Value outcome = TRY(call_class_method(thread, self, method, &other, 1, found));
    if (found) return outcome;
    if (comparison == Comparison::NotEqual) {
        // Not written out, it is the opposite of ==.
        const Value equal = TRY(call_class_method(thread, self, *name<"__eq__">, &other, 1, found));
        if (found) {
            if (equal.is_not_implemented()) return equal;
            bool is_equal = false;
            TRY(truth(thread, equal, is_equal));
            return Value::from_bool(!is_equal);
        }
    }
    const Slots& base = base_slots(self);
    return base.compare == nullptr ? Completion(kNotImplemented)
                                   : base.compare(thread, self, other, comparison);
}

Raised class_truth(Thread& thread, Value self, bool& result) {
    bool found;
    const Value outcome = TRY(call_class_method(thread, self, *name<"__bool__">, nullptr, 0, found));
    if (found) {
        if (!outcome.is_bool())
            return raise_format(thread, type_error_type, "__bool__ should return bool, returned %t"_packed,
                                outcome);
        result = outcome.is_true();
        return kFine;
    }
    const Value length_value = TRY(call_class_method(thread, self, *name<"__len__">, nullptr, 0, found));
    if (found) {
        SignedWord n;
        TRY(to_integer(thread, length_value, n));
        result = n != 0;
        return kFine;
    }
    const Slots& base = base_slots(self);
    result = true;
    if (base.truth != nullptr) return base.truth(thread, self, result);
    if (base.length == nullptr) return kFine;
    usize n = 0;
    TRY(base.length(thread, self, n));
    result = n != 0;
    return kFine;
}

Completion class_call(Thread& thread, Value self, const Arguments& arguments) {
    const Type& type = type_of(self);
    const Value function = class_find(type, *name<"__call__">);
    if (function) {
        const Value bound = TRY(bind_attribute(thread, function, self, type, nullptr));
        return call(thread, bound, arguments);
    }
    const Slots& base = base_slots(self);
    if (base.call != nullptr) return base.call(thread, self, arguments);
    return raise_format(thread, type_error_type, "'%t' object isn't callable"_packed, self);
}

Completion class_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    return construct_without_init(thread, type, arguments);
}

Completion class_descriptor_get(Thread& thread, Value self, Value instance, const Type& owner) {
    const Value arguments[] = {instance.is_undefined() ? kNone : instance, Value(&owner.header)};
    bool found;
    const Value result = TRY(call_class_method(thread, self, *name<"__get__">, arguments, 2, found));
    if (found) return result;
    const Slots& base = base_slots(self);
    return base.descriptor_get == nullptr ? Completion(self)
                                          : base.descriptor_get(thread, self, instance, owner);
}

Completion class_unary(Thread& thread, UnaryOperator op, Value self) {
    bool found;
    const Value result =
        TRY(call_class_method(thread, self, *kUnaryNames[static_cast<u32>(op)], nullptr, 0, found));
    if (found) return result;
    const Slots& base = base_slots(self);
    return base.unary == nullptr ? Completion(kNotImplemented) : base.unary(thread, op, self);
}

/// operations.cpp asks classes itself, since here one cannot see which operand is meant if both are classes;
/// this serves those who call the slot.
Completion class_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    const bool is_left = type_of(left).slots == &class_slots;
    const Value self = is_left ? left : right;
    const Value other = is_left ? right : left;
    const Str* const* names = is_left ? kBinaryNames : kReflectedNames;
    bool found;
    const Value result = TRY(call_class_method(thread, self, *names[static_cast<u32>(op)], &other, 1, found));
    if (found) return result;
    const Slots& base = base_slots(self);
    return base.binary == nullptr ? Completion(kNotImplemented) : base.binary(thread, op, left, right);
}

Completion class_inplace(Thread& thread, BinaryOperator op, Value left, Value right) {
    bool found;
    const Value result =
        TRY(call_class_method(thread, left, *kInplaceNames[static_cast<u32>(op)], &right, 1, found));
    if (found && !result.is_not_implemented()) return result;
    // A class that has the plain method means that one, not the builtin base's way to work in place.
    if (class_find(type_of(left), *kBinaryNames[static_cast<u32>(op)])) return kNotImplemented;
    const Slots& base = base_slots(left);
    return base.inplace == nullptr ? Completion(kNotImplemented) : base.inplace(thread, op, left, right);
}

Raised class_length(Thread& thread, Value self, usize& result) {
    bool found;
    const Value outcome = TRY(call_class_method(thread, self, *name<"__len__">, nullptr, 0, found));
    if (found) {
        SignedWord n;
        TRY(to_integer(thread, outcome, n));
        if (n < 0) return raise(thread, value_error_type, "__len__() should return >= 0"_packed);
        result = static_cast<usize>(n);
        return kFine;
    }
    const Slots& base = base_slots(self);
    if (base.length != nullptr) return base.length(thread, self, result);
    return raise_format(thread, type_error_type, "object of type '%t' has no len()"_packed, self);
}

Completion class_get_item(Thread& thread, Value self, Value key) {
    bool found;
    const Value result = TRY(call_class_method(thread, self, *name<"__getitem__">, &key, 1, found));
    if (found) return result;
    const Slots& base = base_slots(self);
    if (base.get_item != nullptr) return base.get_item(thread, self, key);
    return raise_format(thread, type_error_type, "'%t' object isn't subscriptable"_packed, self);
}

Raised class_set_item(Thread& thread, Value self, Value key, Value value) {
    const Value arguments[] = {key, value};
    const bool is_delete = value.is_undefined();
    bool found;
    TRY(call_class_method(thread, self, is_delete ? *name<"__delitem__"> : *name<"__setitem__">, arguments,
                          is_delete ? 1 : 2, found));
    if (found) return kFine;
    const Slots& base = base_slots(self);
    if (base.set_item != nullptr) return base.set_item(thread, self, key, value);
    return raise_format(thread, type_error_type,
                        is_delete ? "'%t' object doesn't support item deletion"_packed
                                  : "'%t' object doesn't support item assignment"_packed,
                        self);
}

Raised class_contains(Thread& thread, Value self, Value item, bool& result) {
    bool found;
    const Value outcome = TRY(call_class_method(thread, self, *name<"__contains__">, &item, 1, found));
    if (found) return truth(thread, outcome, result);
    const Slots& base = base_slots(self);
    // __iter__ written in Python says what is in it, whatever the base holds.
    if (base.contains != nullptr && !class_find(type_of(self), *name<"__iter__">)) {
        return base.contains(thread, self, item, result);
    }
    return contains_by_iteration(thread, self, item, result);
}

Completion class_iter(Thread& thread, Value self) {
    bool found;
    const Value result = TRY(call_class_method(thread, self, *name<"__iter__">, nullptr, 0, found));
    if (found) {
        // A class that is an iterator has __next__; a builtin iterator has the slot.
        const Type& type = type_of(result);
        const bool is_iterator =
            (type.flags & kIsHeapType)
                ? static_cast<bool>(class_find(type, *name<"__next__">)) || base_slots(result).next != nullptr
                : type.slots->next != nullptr;
        if (is_iterator) return result;
        return raise_format(thread, type_error_type, "iter() returned non-iterator of type '%t'"_packed,
                            result);
    }
    const Slots& base = base_slots(self);
    const bool is_refused = static_cast<bool>(class_find(type_of(self), *name<"__iter__">));  // it is None
    if (!is_refused && base.iter != nullptr) return base.iter(thread, self);
    if (!is_refused && class_find(type_of(self), *name<"__getitem__">))
        return sequence_iterator_create(thread, sequence_iterator_type, self);
    return raise_format(thread, type_error_type, "'%t' object isn't iterable"_packed, self);
}

Completion class_next(Thread& thread, Value self) {
    bool found;
    const Completion outcome = call_class_method(thread, self, *name<"__next__">, nullptr, 0, found);
    if (outcome.is_raised()) {
        if (!exception_matches(thread.raised, stop_iteration_type)) return outcome;
        const Tuple& args = *thread.raised.as<Exception>()->args;
        thread.stop_value = args.count != 0 ? args[0] : kNone;
        thread.raised = Value();
        return kUndefined;
    }
    if (found) return outcome;
    const Slots& base = base_slots(self);
    if (base.next != nullptr) return base.next(thread, self);
    return raise_format(thread, type_error_type, "'%t' object isn't an iterator"_packed, self);
}

void class_trace(Tracer& tracer, Object& object) {
    const Type* base = object.type().base;
    if (base != &object_type) {
        const Slots& slots = *builtin_base(*base).slots;
        if (slots.trace != nullptr) slots.trace(tracer, object);
    }
    instance_trace(tracer, object);
}

usize class_size(const Object& object) {
    return instance_size(object);
}

void class_finalize(Object& object) {
    const Slots& base = *builtin_base(object.type()).slots;
    if (base.finalize != nullptr) base.finalize(object);
}

}  // namespace

constinit const Slots class_slots = {
    .print = class_print,
    .hash = class_hash,
    .compare = class_compare,
    .truth = class_truth,
    .call = class_call,
    .construct = class_construct,
    .descriptor_get = class_descriptor_get,
    .unary = class_unary,
    .binary = class_binary,
    .inplace = class_inplace,
    .length = class_length,
    .get_item = class_get_item,
    .set_item = class_set_item,
    .contains = class_contains,
    .iter = class_iter,
    .next = class_next,
    .trace = class_trace,
    .size = class_size,
    .finalize = class_finalize,
};

}  // namespace kinglet::runtime
