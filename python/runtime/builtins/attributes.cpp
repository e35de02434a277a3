// callable delattr dir getattr hasattr hash id isinstance issubclass setattr vars
#include "python/runtime/builtins/builtins.hpp"
#include "python/runtime/class.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

bool is_class(Value value) {
    return (type_of(value).flags & kIsTypeType) != 0;
}

/// The interned str of a name that was computed; nullptr: raised.
Str* to_name(Thread& thread, Value value) {
    if (!is_instance(value, str_type)) {
        (void)static_cast<Raised>(raise(thread, type_error_type, "attribute name must be string"_packed));
        return nullptr;
    }
    Str* interned = intern(thread, *value.as<Str>());
    if (interned == nullptr) (void)static_cast<Raised>(raise_memory_error(thread, value.as<Str>()->length()));
    return interned;
}

Completion builtin_callable(Thread&, Value object) {
    const Type& type = type_of(object);
    if ((type.flags & kIsHeapType) != 0)
        return Value::from_bool(static_cast<bool>(class_find(type, *name<"__call__">)));
    const bool is_function = &type == &function_type || &type == &native_function_type ||
                             &type == &bound_method_type || (type.flags & kIsTypeType) != 0;
    return Value::from_bool(is_function || (type.slots != nullptr && type.slots->call != nullptr));
}

Completion builtin_getattr(Thread& thread, const Value* values, u32 count) {
    Str* attribute = to_name(thread, values[1]);
    if (attribute == nullptr) return Value();
    if (count == 2) return get_attribute(thread, values[0], *attribute);
    const Value found = TRY(get_attribute_or_undefined(thread, values[0], *attribute));
    return found.is_undefined() ? values[2] : found;
}

Completion builtin_hasattr(Thread& thread, Value object, Value attribute_name) {
    Str* attribute = to_name(thread, attribute_name);
    if (attribute == nullptr) return Value();
    const Value found = TRY(get_attribute_or_undefined(thread, object, *attribute));
    return Value::from_bool(!found.is_undefined());
}

Completion builtin_setattr(Thread& thread, Value object, Value attribute_name, Value value) {
    Str* attribute = to_name(thread, attribute_name);
    if (attribute == nullptr) return Value();
    TRY(set_attribute(thread, object, *attribute, value));
    return kNone;
}

Completion builtin_delattr(Thread& thread, Value object, Value attribute_name) {
    Str* attribute = to_name(thread, attribute_name);
    if (attribute == nullptr) return Value();
    TRY(delete_attribute(thread, object, *attribute));
    return kNone;
}

Completion builtin_hash(Thread& thread, Value object) {
    Word result = 0;
    TRY(hash(thread, object, result));
    return int_create(thread, static_cast<SignedWord>(result));
}

Completion builtin_id(Thread& thread, Value object) {
    return int_create_unsigned(thread, object.word());
}

// ---- classes

enum class ClassTest : u32 { Instance, Subclass };

/// isinstance(subject, classes) and issubclass(): against a class, or a tuple of them, nested or not. A
/// metaclass may have its own idea (__instancecheck__, __subclasscheck__).
Raised matches(Thread& thread, Value subject, Value classes, ClassTest test, u32 depth, bool& result) {
    if (is_class(classes)) {
        if (type_of(classes).flags & kIsHeapType) {
            bool found = false;
            const Str& hook =
                test == ClassTest::Instance ? *name<"__instancecheck__"> : *name<"__subclasscheck__">;
            const Value outcome = TRY(call_class_method(thread, classes, hook, &subject, 1, found));
            if (found) return truth(thread, outcome, result);
        }
        const Type& type = *classes.as<Type>();
        result = test == ClassTest::Subclass     ? is_subtype(*subject.as<Type>(), type)
                 : type.flags & kIsExceptionType ? exception_matches(subject, type)
                                                 : is_instance(subject, type);
        return kFine;
    }
    if (!is_instance(classes, tuple_type) || depth > 16) {
        return raise(thread, type_error_type,
                     test == ClassTest::Instance
                         ? "isinstance() arg 2 must be a type, a tuple of types, or a union"_packed
                         : "issubclass() arg 2 must be a class, a tuple of classes, or a union"_packed);
    }
    result = false;
    const Tuple& tuple = *classes.as<Tuple>();
    for (usize i = 0; i < tuple.count && !result; ++i) {
        TRY(matches(thread, subject, tuple[i], test, depth + 1, result));
    }
    return kFine;
}

Completion builtin_isinstance(Thread& thread, Value object, Value classes) {
    bool result = false;
    TRY(matches(thread, object, classes, ClassTest::Instance, 0, result));
    return Value::from_bool(result);
}

Completion builtin_issubclass(Thread& thread, Value type, Value classes) {
    if (!is_class(type)) return raise(thread, type_error_type, "issubclass() arg 1 must be a class"_packed);
    bool result = false;
    TRY(matches(thread, type, classes, ClassTest::Subclass, 0, result));
    return Value::from_bool(result);
}

// ---- dir and vars

Completion builtin_dir(Thread& thread, const Value* values, u32 count) {
    if (count != 0 && (type_of(values[0]).flags & kIsHeapType) != 0) {
        bool found = false;
        const Value made = TRY(call_special(thread, values[0], *name<"__dir__">, nullptr, 0, found));
        if (found) {
            const Value list = TRY(list_from(thread, made));
            TRY(list_sort(thread, *list.as<List>(), kNone, false));
            return list;
        }
    }
    if (count != 0) return list_attributes(thread, values[0]);
    const Value locals = TRY(call(thread, Value(&locals_function.header)));
    const Value list = TRY(list_from(thread, locals));
    TRY(list_sort(thread, *list.as<List>(), kNone, false));
    return list;
}

Completion builtin_vars(Thread& thread, const Value* values, u32 count) {
    if (count == 0) return call(thread, Value(&locals_function.header));
    const Value dict = TRY(get_attribute_or_undefined(thread, values[0], name_ref<"__dict__">));
    if (!dict.is_undefined()) return dict;
    return raise(thread, type_error_type, "vars() argument must have __dict__ attribute"_packed);
}

}  // namespace

constinit const NativeFunction callable_function = native(name<"callable">, builtin_callable);
constinit const NativeFunction delattr_function = native(name<"delattr">, builtin_delattr);
constinit const NativeFunction dir_function = native(name<"dir">, builtin_dir, 0, 1);
constinit const NativeFunction getattr_function = native(name<"getattr">, builtin_getattr, 2, 3);
constinit const NativeFunction hasattr_function = native(name<"hasattr">, builtin_hasattr);
constinit const NativeFunction hash_function = native(name<"hash">, builtin_hash);
constinit const NativeFunction id_function = native(name<"id">, builtin_id);
constinit const NativeFunction isinstance_function = native(name<"isinstance">, builtin_isinstance);
constinit const NativeFunction issubclass_function = native(name<"issubclass">, builtin_issubclass);
constinit const NativeFunction setattr_function = native(name<"setattr">, builtin_setattr);
constinit const NativeFunction vars_function = native(name<"vars">, builtin_vars, 0, 1);

}  // namespace kinglet::runtime
