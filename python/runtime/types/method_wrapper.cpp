// staticmethod and classmethod.
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"

namespace kinglet::runtime {

namespace {

Completion wrapper_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, type.name, 1, 1));
    MethodWrapper* wrapper;
    if (type.flags & kIsHeapType) {
        wrapper = TRY(instance_create(thread, type)).as<MethodWrapper>();
    } else {
        wrapper = static_cast<MethodWrapper*>(thread.heap.allocate(sizeof(MethodWrapper)));
        if (wrapper == nullptr) return raise_memory_error(thread, sizeof(MethodWrapper));
        wrapper->header.shape = &type.root;
    }
    wrapper->function = arguments[0];
    return Value(&wrapper->header);
}

Completion static_descriptor_get(Thread&, Value self, Value, const Type&) {
    return self.as<MethodWrapper>()->function;
}

/// The class goes in front of the arguments, also of a builtin function that is no method.
Completion class_descriptor_get(Thread& thread, Value self, Value, const Type& owner) {
    const Value function = self.as<MethodWrapper>()->function;
    const Value first(&owner.header);
    if (is_exactly(function, native_function_type)) return bound_method_create(thread, function, first);
    return bind_attribute(thread, function, first, type_of(first), nullptr);
}

/// A staticmethod can be called where it is defined, in the body of its class.
Completion static_call(Thread& thread, Value self, const Arguments& arguments) {
    return call(thread, self.as<MethodWrapper>()->function, arguments);
}

Completion wrapper_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    const Value function = self.as<MethodWrapper>()->function;
    found = true;
    if (&attribute == name<"__func__"> || &attribute == name<"__wrapped__">) return function;
    if (&attribute == name<"__name__"> || &attribute == name<"__doc__">)
        return get_attribute(thread, function, attribute);
    found = false;
    return kUndefined;
}

void wrapper_trace(Tracer& tracer, Object& object) {
    tracer.visit(reinterpret_cast<MethodWrapper&>(object).function);
}

constinit const Slots static_slots = {
    .call = static_call,
    .construct = wrapper_construct,
    .get_attribute = wrapper_get_attribute,
    .descriptor_get = static_descriptor_get,
    .trace = wrapper_trace,
};
constinit const Slots class_slots_record = {
    .construct = wrapper_construct,
    .get_attribute = wrapper_get_attribute,
    .descriptor_get = class_descriptor_get,
    .trace = wrapper_trace,
};

}  // namespace

constinit const Type staticmethod_type =
    builtin_type(staticmethod_type, name<"staticmethod">, static_slots, sizeof(MethodWrapper), kIsBaseType);
constinit const Type classmethod_type = builtin_type(classmethod_type, name<"classmethod">,
                                                     class_slots_record, sizeof(MethodWrapper), kIsBaseType);

}  // namespace kinglet::runtime
