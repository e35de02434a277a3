// Operations on containers and iterators: items, containment, length, iteration, and the numbers that serve
// as indices.
#include "python/runtime/class.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::runtime {

Completion get_item(Thread& thread, Value object, Value key) {
    const Slots& slots = *quick_type_of(object).slots;
    if (slots.get_item != nullptr) return slots.get_item(thread, object, key);
    return raise_format(thread, type_error_type, "'%t' object isn't subscriptable"_packed, object);
}

Raised set_item(Thread& thread, Value object, Value key, Value value) {
    const Slots& slots = *quick_type_of(object).slots;
    if (slots.set_item != nullptr) return slots.set_item(thread, object, key, value);
    return raise_format(thread, type_error_type, "'%t' object doesn't support item assignment"_packed,
                        object);
}

Raised delete_item(Thread& thread, Value object, Value key) {
    const Slots& slots = *quick_type_of(object).slots;
    if (slots.set_item != nullptr) return slots.set_item(thread, object, key, kUndefined);
    return raise_format(thread, type_error_type, "'%t' object doesn't support item deletion"_packed, object);
}

Raised contains_by_iteration(Thread& thread, Value container, Value item, bool& result) {
    const Value iterator = TRY(get_iter(thread, container));
    for (;;) {
        const Value each = TRY(iter_next(thread, iterator));
        result = false;
        if (each.is_undefined()) return kFine;
        TRY(equal(thread, each, item, result));
        if (result) return kFine;
    }
}

Raised contains(Thread& thread, Value container, Value item, bool& result) {
    const Slots& slots = *quick_type_of(container).slots;
    if (slots.contains != nullptr) return slots.contains(thread, container, item, result);
    return contains_by_iteration(thread, container, item, result);
}

Raised length(Thread& thread, Value object, usize& result) {
    const Slots& slots = *quick_type_of(object).slots;
    if (slots.length != nullptr) return slots.length(thread, object, result);
    return raise_format(thread, type_error_type, "object of type '%t' has no len()"_packed, object);
}

Completion get_iter(Thread& thread, Value object) {
    const Slots& slots = *quick_type_of(object).slots;
    if (slots.iter != nullptr) return slots.iter(thread, object);
    return raise_format(thread, type_error_type, "'%t' object isn't iterable"_packed, object);
}

Completion iter_next(Thread& thread, Value iterator) {
    // So that a builtin over an endless iterator can be interrupted.
    if (UNLIKELY(thread.pending != 0)) TRY(run_pending(thread));
    TRY(check_native_stack(thread));  // iterators over iterators
    const Slots& slots = *quick_type_of(iterator).slots;
    if (slots.next != nullptr) return slots.next(thread, iterator);
    return raise_format(thread, type_error_type, "'%t' object isn't an iterator"_packed, iterator);
}

// ---- numbers

bool is_number_like_index(Value value) {
    if (is_int(value)) return true;
    const Type& type = type_of(value);
    return (type.flags & kIsHeapType) && class_find(type, *name<"__index__">);
}

Raised to_integer(Thread& thread, Value value, SignedWord& result) {
    if (value.is_int()) {
        result = value.as_int();
        return kFine;
    }
    if (!is_int(value)) {
        bool found = false;
        const Type& type = type_of(value);
        if (type.flags & kIsHeapType) {
            const Value index = TRY(call_class_method(thread, value, *name<"__index__">, nullptr, 0, found));
            if (found && !is_int(index)) {
                return raise_format(thread, type_error_type, "__index__ returned non-int (type %t)"_packed,
                                    index);
            }
            value = index;
        }
        if (!found) return raise_format(thread, type_error_type, "can't convert %t to int"_packed, value);
    }
    bool fits;
    const i64 number = int_to_i64(value, fits);
    result = static_cast<SignedWord>(number);
    if (fits && result == number) return kFine;
    return raise(thread, overflow_error_type, "overflow converting long int to machine word"_packed);
}

Raised to_float(Thread& thread, Value value, Float& result) {
    if (is_float(value) || (type_of(value).flags & kIsFloatType)) {
        result = float_of(value);
        return kFine;
    }
    if (is_int(value)) return int_to_float_checked(thread, value, result);
    if (type_of(value).flags & kIsHeapType) {
        bool found;
        const Value number = TRY(call_class_method(thread, value, *name<"__float__">, nullptr, 0, found));
        if (found) {
            if (!(type_of(number).flags & kIsFloatType)) {
                return raise_format(thread, type_error_type, "__float__ returned non-float (type %t)"_packed,
                                    number);
            }
            result = float_of(number);
            return kFine;
        }
        if (is_number_like_index(value)) {
            SignedWord index;
            TRY(to_integer(thread, value, index));
            result = static_cast<Float>(index);
            return kFine;
        }
    }
    return raise_format(thread, type_error_type, "can't convert %t to float"_packed, value);
}

namespace {

/// The first word of 'list index out of range' names the type in the other message.
detail::RaisedOutcome wrong_index_type(Thread& thread, PackedText message, Value key) {
    UnpackedText type_name(message);
    type_name.cut_at(' ');
    return raise_format(thread, type_error_type, "%s indices must be integers, not %t"_packed,
                        type_name.c_str(), key);
}

}  // namespace

Raised index_number(Thread& thread, Value key, PackedText message, Value& number) {
    if (!is_number_like_index(key)) return wrong_index_type(thread, message, key);
    SignedWord index;
    if (to_integer(thread, key, index).is_raised()) {
        if (!exception_matches(thread.raised, overflow_error_type)) return kRaised;
        thread.raised = Value();
        return raise(thread, index_error_type, message);
    }
    // What is too large for a small int is too large for any sequence.
    constexpr auto kMost = static_cast<SignedWord>(~Word{0} >> 2);
    number = Value::from_int(index < -kMost ? -kMost : index > kMost ? kMost : index);
    return kFine;
}

Raised index_in(Thread& thread, SignedWord index, usize length, PackedText message, usize& result) {
    if (index < 0) index += static_cast<SignedWord>(length);
    if (UNLIKELY(static_cast<usize>(index) >= length)) return raise(thread, index_error_type, message);
    result = static_cast<usize>(index);
    return kFine;
}

}  // namespace kinglet::runtime
