// What the patterns of `case` ask about their subject. A sequence is a list, tuple or range, or what C++
// wrote with a length and items, but no text and no mapping; a mapping is a dict. Their subclasses count too.
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/set.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::runtime {

using bytecode::MatchQuestion;

namespace {

bool is_sequence(const Type& type) {
    if ((type.flags & (kIsListType | kIsTupleType)) != 0) return true;
    if ((type.flags & (kIsStrType | kIsBytesType | kIsDictType)) != 0) return false;
    const Type* builtin = &type;
    while ((builtin->flags & kIsHeapType) != 0) builtin = builtin->base;
    return builtin->slots->length != nullptr && builtin->slots->get_item != nullptr &&
           builtin->slots->iter != nullptr;
}

Completion match_length(Thread& thread, Value subject) {
    if (!is_sequence(type_of(subject))) return Value::from_int(-1);
    usize count;
    TRY(length(thread, subject, count));
    return Value::from_int(static_cast<SignedWord>(count));
}

Completion match_values(Thread& thread, Value subject, const Tuple& keys) {
    if ((type_of(subject).flags & kIsDictType) == 0) return kNone;
    Tuple* values = tuple_create(thread, nullptr, keys.count);
    if (values == nullptr) return Value();
    for (usize i = 0; i < keys.count; ++i) {
        Value value;
        TRY(dict_get(thread, *subject.as<Dict>(), keys[i], value));
        if (!value) return kNone;
        values->items()[i] = value;
    }
    return Value(&values->header);
}

Completion match_rest(Thread& thread, Value subject, const Tuple& keys) {
    Dict* rest = dict_create(thread);
    if (rest == nullptr) return Value();
    TRY(dict_update(thread, *rest, subject));
    for (usize i = 0; i < keys.count; ++i) {
        bool found;
        TRY(dict_delete(thread, *rest, keys[i], found));
    }
    return Value(&rest->header);
}

/// A single positional pattern of these stands for the object itself.
bool matches_itself(const Type& type) {
    return (type.flags & (kIsIntType | kIsStrType | kIsListType | kIsTupleType | kIsDictType | kIsBytesType |
                          kIsFloatType | kIsSetType)) != 0;
}

/// The names of the attributes that patterns by position stand for: type.__match_args__.
Completion positional_names(Thread& thread, const Type& type, u32 count) {
    const Value names =
        TRY(get_attribute_or_undefined(thread, Value(&type.header), name_ref<"__match_args__">));
    if (!names.is_undefined() && (type_of(names).flags & kIsTupleType) == 0)
        return raise(thread, type_error_type, "__match_args__ must be a tuple"_packed);
    const u32 accepted = names.is_undefined() ? 0 : static_cast<u32>(names.as<Tuple>()->count);
    if (accepted < count) {
        return raise_format(thread, type_error_type,
                            "%q() accepts %u positional sub-patterns (%u given)"_packed,
                            Value(&type.name->header), accepted, count);
    }
    return names;
}

Completion match_attributes(Thread& thread, const Value* operands) {
    const Value subject = operands[0];
    if ((type_of(operands[1]).flags & kIsTypeType) == 0)
        return raise(thread, type_error_type, "called match pattern must be a class"_packed);
    const Type& type = *operands[1].as<Type>();
    if (!is_instance(subject, type)) return kNone;
    const u32 positional = static_cast<u32>(operands[2].as_int());
    const Tuple& keywords = *operands[3].as<Tuple>();
    Tuple* found = tuple_create(thread, nullptr, positional + keywords.count);
    if (found == nullptr) return Value();
    const bool is_itself = positional == 1 && matches_itself(type);
    const Value names =
        positional == 0 || is_itself ? kNone : TRY(positional_names(thread, type, positional));
    for (u32 i = 0; i < found->count; ++i) {
        Value value = subject;
        if (i != 0 || !is_itself) {
            const Value wanted = i < positional ? (*names.as<Tuple>())[i] : keywords[i - positional];
            if ((type_of(wanted).flags & kIsStrType) == 0)
                return raise(thread, type_error_type, "__match_args__ elements must be strings"_packed);
            Str* interned = intern(thread, *wanted.as<Str>());
            if (interned == nullptr) return raise_memory_error(thread, 0);
            for (u32 k = 0; i >= positional && k < positional && !is_itself; ++k) {
                bool same;
                TRY(equal(thread, (*names.as<Tuple>())[k], wanted, same));
                if (same) {
                    return raise_format(thread, type_error_type,
                                        "%q() got multiple sub-patterns for attribute '%q'"_packed,
                                        Value(&type.name->header), wanted);
                }
            }
            value = TRY(get_attribute_or_undefined(thread, subject, *interned));
            if (value.is_undefined()) return kNone;
        }
        found->items()[i] = value;
    }
    return Value(&found->header);
}

}  // namespace

Completion match_answer(Thread& thread, MatchQuestion question, const Value* operands) {
    switch (question) {
        case MatchQuestion::Length: return match_length(thread, operands[0]);
        case MatchQuestion::Values: return match_values(thread, operands[0], *operands[1].as<Tuple>());
        case MatchQuestion::Rest: return match_rest(thread, operands[0], *operands[1].as<Tuple>());
        case MatchQuestion::Attributes: return match_attributes(thread, operands);
    }
    return kNone;
}

}  // namespace kinglet::runtime
