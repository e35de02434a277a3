#include "python/runtime/types/property.hpp"

#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

constinit const Parameter parameters[] = {
    {name<"fget">, kNone},
    {name<"fset">, kNone},
    {name<"fdel">, kNone},
    {name<"doc">, kNone},
};

Completion property_create(Thread& thread, const Type& type, const Value* values) {
    Property* property;
    if (type.flags & kIsHeapType) {
        property = TRY(instance_create(thread, type)).as<Property>();
    } else {
        property = static_cast<Property*>(thread.heap.allocate(sizeof(Property)));
        if (property == nullptr) return raise_memory_error(thread, sizeof(Property));
        property->header.shape = &property_type.root;
    }
    property->getter = values[0];
    property->setter = values[1];
    property->rest = values[2];
    // Most have no doc string of their own.
    if (!values[3].is_none()) {
        const Tuple* const both = tuple_create(thread, values + 2, 2);
        if (both == nullptr) return Value();
        property->rest = Value(&both->header);
    }
    return Value(&property->header);
}

Completion property_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    Value values[4];
    TRY(unpack(thread, arguments, name<"property">, parameters, 4, values));
    return property_create(thread, type, values);
}

/// A copy of the property with one function replaced.
Completion with_function(Thread& thread, Value self, u32 which, Value function) {
    const Property& property = *self.as<Property>();
    Value values[] = {property.getter, property.setter, property.deleter(), property.doc()};
    values[which] = function;
    return property_create(thread, type_of(self), values);
}

Completion property_getter(Thread& thread, Value self, Value function) {
    return with_function(thread, self, 0, function);
}
Completion property_setter(Thread& thread, Value self, Value function) {
    return with_function(thread, self, 1, function);
}
Completion property_deleter(Thread& thread, Value self, Value function) {
    return with_function(thread, self, 2, function);
}

Completion property_descriptor_get(Thread& thread, Value self, Value instance, const Type&) {
    if (instance.is_undefined()) return self;
    const Value getter = self.as<Property>()->getter;
    if (getter.is_none()) return raise(thread, attribute_error_type, "unreadable attribute"_packed);
    return call(thread, getter, instance);
}

/// __get__(instance, owner), __set__(instance, value), __delete__(instance): as the language calls them.
Completion property_get_method(Thread& thread, const Value* values, u32) {
    return property_descriptor_get(thread, values[0], values[1].is_none() ? kUndefined : values[1],
                                   property_type);
}
Completion property_set_method(Thread& thread, Value self, Value instance, Value value) {
    TRY(property_set(thread, self, instance, value));
    return kNone;
}
Completion property_delete_method(Thread& thread, Value self, Value instance) {
    return property_set_method(thread, self, instance, kUndefined);
}

Completion property_get_attribute(Thread&, Value self, Str& attribute, bool& found) {
    const Property& property = *self.as<Property>();
    found = true;
    if (&attribute == name<"fget">) return property.getter;
    if (&attribute == name<"fset">) return property.setter;
    if (&attribute == name<"fdel">) return property.deleter();
    if (&attribute == name<"__doc__">) return property.doc();
    found = false;
    return kUndefined;
}

void property_trace(Tracer& tracer, Object& object) {
    auto& property = reinterpret_cast<Property&>(object);
    tracer.visit(property.getter);
    tracer.visit(property.setter);
    tracer.visit(property.rest);
}

constinit const Slots property_slots = {
    .construct = property_construct,
    .get_attribute = property_get_attribute,
    .descriptor_get = property_descriptor_get,
    .trace = property_trace,
};

constinit const NativeFunction getter_method = native(name<"getter">, property_getter, &property_type);
constinit const NativeFunction setter_method = native(name<"setter">, property_setter, &property_type);
constinit const NativeFunction deleter_method = native(name<"deleter">, property_deleter, &property_type);

constinit const NativeFunction get_method =
    native(name<"__get__">, property_get_method, 2, 3, &property_type);
constinit const NativeFunction set_method = native(name<"__set__">, property_set_method, &property_type);
constinit const NativeFunction delete_method =
    native(name<"__delete__">, property_delete_method, &property_type);

constinit const Attribute property_attributes[] = {
    {name<"__get__">, &get_method.header},       {name<"__set__">, &set_method.header},
    {name<"__delete__">, &delete_method.header}, {name<"getter">, &getter_method.header},
    {name<"setter">, &setter_method.header},     {name<"deleter">, &deleter_method.header},
};

}  // namespace

constinit const Type property_type = builtin_type(property_type, name<"property">, property_slots,
                                                  sizeof(Property), property_attributes, kIsBaseType);

Value Property::deleter() const {
    return is_exactly(rest, tuple_type) ? (*rest.as<Tuple>())[0] : rest;
}

Value Property::doc() const {
    return is_exactly(rest, tuple_type) ? (*rest.as<Tuple>())[1] : kNone;
}

Raised property_set(Thread& thread, Value self, Value object, Value value) {
    const Property& property = *self.as<Property>();
    if (value.is_undefined()) {
        const Value deleter = property.deleter();
        if (deleter.is_none()) return raise(thread, attribute_error_type, "can't delete attribute"_packed);
        TRY(call(thread, deleter, object));
        return kFine;
    }
    if (property.setter.is_none()) return raise(thread, attribute_error_type, "can't set attribute"_packed);
    TRY(call(thread, property.setter, object, value));
    return kFine;
}

}  // namespace kinglet::runtime
