// obj.name: how attributes are found, bound, set and deleted (Language Reference 3.3.2).
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/instance_dict.hpp"
#include "python/runtime/types/property.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/vm/cache.hpp"

namespace kinglet::runtime {

namespace {

bool is_function(Value value) {
    if (!value.is_object()) return false;
    const Shape* shape = value.as_object()->shape;
    return shape == &function_type.root ||
           (shape == &native_function_type.root && value.as<NativeFunction>()->self_type != nullptr);
}

bool is_class(Value value) {
    return value.is_object() && (value.as_object()->type().flags & kIsTypeType) != 0;
}

/// What every object has, found last: __class__, __dict__ and the special methods that its builtin base does
/// by slots.
Completion find_common(Thread& thread, Value object, const Type& type, Str& attribute, Value* self) {
    if (&attribute == name<"__class__">) return Value(&type.header);
    if (&attribute == name<"__dict__"> && (type.flags & kHasAttributes))
        return instance_dict_create(thread, *object.as_object());
    const Value special = find_special_method(builtin_base(type), attribute);
    if (special) return bind_attribute(thread, special, object, type, self);
    return kUndefined;
}

/// The lookup of object.__getattribute__ for an instance of a class written in Python. Undefined: there is
/// none.
Completion find_on_instance(Thread& thread, Value object, Str& attribute, Value* self) {
    const Type& type = type_of(object);
    if (type.flags & kIsTypeType) {
        // A class: type's own slot knows both the class and its metaclass.
        bool is_found = false;
        const Completion outcome = type_type.slots->get_attribute(thread, object, attribute, is_found);
        if (is_found || outcome.is_raised()) return outcome;
        return find_common(thread, object, type, attribute, self);
    }
    const Value found = class_find_cached(type, attribute);
    if (found && is_data_descriptor(found)) return bind_attribute(thread, found, object, type, nullptr);
    if (type.flags & kHasAttributes) {
        const Value own = instance_get(*object.as_object(), attribute);
        if (own) return own;
    }
    if (found) return bind_attribute(thread, found, object, type, self);
    const Slots& base = *builtin_base(type).slots;
    if (base.get_attribute != nullptr) {
        bool is_found = false;
        const Completion outcome = base.get_attribute(thread, object, attribute, is_found);
        if (is_found || outcome.is_raised()) return outcome;
    }
    return find_common(thread, object, type, attribute, self);
}

/// What is to happen where there is no such attribute.
enum class Missing : u32 { Raise, Undefined };

detail::RaisedOutcome no_attribute(Thread& thread, Value object, const Str& attribute) {
    const Value text(&attribute.header);
    if (is_class(object)) {
        return raise_format(thread, attribute_error_type, "type object '%q' has no attribute '%q'"_packed,
                            Value(&object.as<Type>()->name->header), text);
    }
    return raise_format(thread, attribute_error_type, "'%t' object has no attribute '%q'"_packed, object,
                        text);
}

/// True, the exception dropped, if what waits is an AttributeError.
bool was_attribute_error(Thread& thread) {
    if (!exception_matches(thread.raised, attribute_error_type)) return false;
    thread.raised = Value();
    return true;
}

/// For classes with __getattribute__ or __getattr__ of their own.
Completion find_with_hooks(Thread& thread, Value object, Str& attribute, Value* self, Missing missing) {
    const Value argument(&attribute.header);
    bool found;
    Completion outcome = call_class_method(thread, object, *name<"__getattribute__">, &argument, 1, found);
    if (!found) outcome = find_on_instance(thread, object, attribute, self);
    if (outcome.is_raised()) {
        if (exception_matches(thread.raised, attribute_error_type) &&
            class_find(type_of(object), *name<"__getattr__">)) {
            thread.raised = Value();
            outcome = kUndefined;
        } else if (missing == Missing::Undefined && was_attribute_error(thread)) {
            return kUndefined;
        } else {
            return outcome;
        }
    }
    if (!outcome.value().is_undefined()) return outcome;
    outcome = call_class_method(thread, object, *name<"__getattr__">, &argument, 1, found);
    if (outcome.is_raised()) {
        if (missing == Missing::Undefined && was_attribute_error(thread)) return kUndefined;
        return outcome;
    }
    if (found) return outcome;
    if (missing == Missing::Undefined) return kUndefined;
    return no_attribute(thread, object, attribute);
}

Completion find_attribute(Thread& thread, Value object, Str& attribute, Value* self, Missing missing) {
    if (self != nullptr) *self = kUndefined;
    const Type& type = type_of(object);
    Completion outcome = kUndefined;
    if (type.flags & kIsHeapType) {
        if (class_find_cached(type, *name<"__getattribute__">))
            return find_with_hooks(thread, object, attribute, self, missing);
        outcome = find_on_instance(thread, object, attribute, self);
        const bool is_missing = outcome.is_raised() ? exception_matches(thread.raised, attribute_error_type)
                                                    : outcome.value().is_undefined();
        if (is_missing && class_find_cached(type, *name<"__getattr__">)) {
            // Asked again by the longer way: that is as good as going on from here, and rare.
            thread.raised = Value();
            return find_with_hooks(thread, object, attribute, self, missing);
        }
    } else {
        bool is_found = false;
        if (type.slots->get_attribute != nullptr)
            outcome = type.slots->get_attribute(thread, object, attribute, is_found);
        if (!is_found && !outcome.is_raised()) {
            const Value found = class_find_cached(type, attribute);
            outcome = found ? bind_attribute(thread, found, object, type, self)
                            : find_common(thread, object, type, attribute, self);
        }
    }
    if (outcome.is_raised()) {
        if (missing == Missing::Undefined && was_attribute_error(thread)) return kUndefined;
        return outcome;
    }
    if (!outcome.value().is_undefined() || missing == Missing::Undefined) return outcome;
    return no_attribute(thread, object, attribute);
}

}  // namespace

bool is_data_descriptor(Value found) {
    if (!found.is_object()) return false;
    const Type& type = found.as_object()->type();
    if (&type == &property_type) return true;
    if ((type.flags & kIsHeapType) == 0) return false;
    return is_subtype(type, property_type) || class_find(type, *name<"__set__">) ||
           class_find(type, *name<"__delete__">);
}

Completion bind_attribute(Thread& thread, Value found, Value instance, const Type& owner, Value* self) {
    if (self != nullptr) *self = kUndefined;
    if (!found.is_object()) return found;
    if (is_function(found)) {
        if (instance.is_undefined()) return found;
        if (self == nullptr) return bound_method_create(thread, found, instance);
        *self = instance;
        return found;
    }
    const Type& type = found.as_object()->type();
    if (&type == &classmethod_type && self != nullptr) {
        const Value function = found.as<MethodWrapper>()->function;
        if (is_exactly(function, function_type) || is_exactly(function, native_function_type)) {
            *self = Value(&owner.header);
            return function;
        }
    }
    if (type.slots->descriptor_get == nullptr || &type == &native_function_type) return found;
    return type.slots->descriptor_get(thread, found, instance, owner);
}

Completion get_attribute(Thread& thread, Value object, Str& attribute) {
    return find_attribute(thread, object, attribute, nullptr, Missing::Raise);
}

Completion get_attribute_or_undefined(Thread& thread, Value object, Str& attribute) {
    return find_attribute(thread, object, attribute, nullptr, Missing::Undefined);
}

Completion get_method(Thread& thread, Value object, Str& attribute, Value& self_or_undefined) {
    if (is_exactly(object, super_type)) return super_get_method(thread, object, attribute, self_or_undefined);
    return find_attribute(thread, object, attribute, &self_or_undefined, Missing::Raise);
}

Completion get_attribute_plainly(Thread& thread, Value object, Str& attribute) {
    if (!(type_of(object).flags & kIsHeapType)) return get_attribute(thread, object, attribute);
    const Value found = TRY(find_on_instance(thread, object, attribute, nullptr));
    if (!found.is_undefined()) return found;
    return no_attribute(thread, object, attribute);
}

// ---- setting and deleting: `value` undefined deletes

namespace {

/// Lets the data descriptor that the class has do it. `found` false: there is none.
Raised set_by_descriptor(Thread& thread, Value descriptor, Value object, Value value, bool& found) {
    found = true;
    if (is_instance(descriptor, property_type)) return property_set(thread, descriptor, object, value);
    const bool is_delete = value.is_undefined();
    const Value arguments[] = {object, value};
    TRY(call_class_method(thread, descriptor, is_delete ? *name<"__delete__"> : *name<"__set__">, arguments,
                          is_delete ? 1 : 2, found));
    return kFine;
}

Raised change_attribute(Thread& thread, Value object, Str& attribute, Value value) {
    const Type& type = type_of(object);
    bool found = false;
    const bool is_delete = value.is_undefined();
    if (type.flags & kIsHeapType) {
        const Value arguments[] = {Value(&attribute.header), value};
        TRY(call_class_method(thread, object, is_delete ? *name<"__delattr__"> : *name<"__setattr__">,
                              arguments, is_delete ? 1 : 2, found));
        if (found) return kFine;
        return set_attribute_plainly(thread, object, attribute, value);
    }
    if (type.slots->set_attribute != nullptr) {
        TRY(type.slots->set_attribute(thread, object, attribute, value, found));
        if (found) return kFine;
    }
    return no_attribute(thread, object, attribute);
}

}  // namespace

namespace {

/// object.__class__ = value: a class whose instances are laid out alike.
Raised set_class(Thread& thread, Value object, Value value) {
    const Type& old = type_of(object);
    if (!is_class(value))
        return raise_format(thread, type_error_type,
                            "__class__ must be set to a class, not '%t' object"_packed, value);
    const Type& type = *value.as<Type>();
    if ((type.flags & kIsHeapType) == 0 || &builtin_base(old) != &builtin_base(type) ||
        (old.flags & type.flags & kHasAttributes) == 0) {
        return raise_format(thread, type_error_type,
                            "__class__ assignment: '%q' object layout differs from '%q'"_packed,
                            Value(&type.name->header), Value(&old.name->header));
    }
    return instance_set_class(thread, *object.as_object(), type);
}

}  // namespace

Raised set_attribute_plainly(Thread& thread, Value object, Str& attribute, Value value) {
    const Type& type = type_of(object);
    bool found = false;
    const Value on_class = class_find_cached(type, attribute);
    if (on_class && is_data_descriptor(on_class)) {
        TRY(set_by_descriptor(thread, on_class, object, value, found));
        if (found) return kFine;
    }
    const Slots& base = *builtin_base(type).slots;
    if (base.set_attribute != nullptr) {
        TRY(base.set_attribute(thread, object, attribute, value, found));
        if (found) return kFine;
    }
    if (!(type.flags & kHasAttributes)) return no_attribute(thread, object, attribute);
    if (&attribute == name<"__class__"> && !value.is_undefined()) return set_class(thread, object, value);
    if (&attribute == name<"__dict__"> && is_instance(value, dict_type)) {
        const Value attributes = TRY(instance_dict_create(thread, *object.as_object()));
        return instance_dict_replace(thread, attributes, *value.as<Dict>());
    }
    if (&attribute == name<"__class__"> || &attribute == name<"__dict__">) {
        return raise_format(thread, attribute_error_type, "can't set attribute '%q'"_packed,
                            Value(&attribute.header));
    }
    if (!value.is_undefined()) return instance_set(thread, *object.as_object(), attribute, value);
    TRY(instance_delete(thread, *object.as_object(), attribute, found));
    if (found) return kFine;
    return no_attribute(thread, object, attribute);
}

Raised set_attribute(Thread& thread, Value object, Str& attribute, Value value) {
    return change_attribute(thread, object, attribute, value);
}

Raised delete_attribute(Thread& thread, Value object, Str& attribute) {
    return change_attribute(thread, object, attribute, kUndefined);
}

}  // namespace kinglet::runtime
