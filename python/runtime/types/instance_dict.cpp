#include "python/runtime/types/instance_dict.hpp"

#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/base_slots.hpp"
#include "python/runtime/types/builtin_type.hpp"

namespace kinglet::runtime {

namespace {

Object& instance_of(Value self) {
    return *self.as<InstanceDict>()->instance;
}

/// Makes the attributes of the instance those that the dict holds now.
Raised synchronise(Thread& thread, Value self) {
    const Dict& dict = *self.as<Dict>();
    Object& instance = instance_of(self);
    for (u32 slot = instance_attribute_count(instance); slot-- != 0;) {
        Str& attribute = *instance_attribute_name(instance, slot);
        bool found = false;
        if (dict_find_name(dict, attribute) == nullptr)
            TRY(instance_delete(thread, instance, attribute, found));
    }
    u32 position = 0;
    while (const DictEntry* entry = dict_next(dict, position)) {
        if (is_exactly(entry->key, str_type))
            TRY(instance_set(thread, instance, *entry->key.as<Str>(), entry->value));
    }
    return kFine;
}

Raised set_item(Thread& thread, Value self, Value key, Value value) {
    TRY(dict_type.slots->set_item(thread, self, key, value));
    if (!is_exactly(key, str_type)) return kFine;
    Str* attribute = intern(thread, *key.as<Str>());
    if (attribute == nullptr) return raise_memory_error(thread, key.as<Str>()->length());
    bool found = false;
    if (value.is_undefined()) return instance_delete(thread, instance_of(self), *attribute, found);
    return instance_set(thread, instance_of(self), *attribute, value);
}

Completion inplace(Thread& thread, bytecode::BinaryOperator op, Value left, Value right) {
    const Value result = TRY(dict_type.slots->inplace(thread, op, left, right));
    TRY(synchronise(thread, left));
    return result;
}

/// dict's method of that name, and what it did to the dict is done to the instance.
template <NameText Text>
Completion through(Thread& thread, const Arguments& arguments) {
    const Value method = class_find(dict_type, *name<Text>);
    const Value result = TRY(call(thread, method, arguments));
    TRY(synchronise(thread, arguments[0]));
    return result;
}

void trace(Tracer& tracer, Object& object) {
    dict_type.slots->trace(tracer, object);
    tracer.visit(Value(reinterpret_cast<InstanceDict&>(object).instance));
}

// What only looks is left to dict.
using Looking = BaseSlots<dict_type>;

constinit const Slots instance_dict_slots = {
    .print = Looking::print,
    .compare = Looking::compare,
    .binary = Looking::binary,
    .inplace = inplace,
    .length = Looking::length,
    .get_item = Looking::get_item,
    .set_item = set_item,
    .contains = Looking::contains,
    .iter = Looking::iter,
    .trace = trace,
};

#define MUTATOR(id)                                \
    constinit const NativeFunction id##_function = \
        native(name<#id>, through<#id>, 1, kAnyArity, &instance_dict_type);
MUTATOR(clear)
MUTATOR(pop)
MUTATOR(popitem)
MUTATOR(setdefault)
MUTATOR(update)
#undef MUTATOR

constinit const Attribute instance_dict_attributes[] = {
    {name<"clear">, &clear_function.header},     {name<"pop">, &pop_function.header},
    {name<"popitem">, &popitem_function.header}, {name<"setdefault">, &setdefault_function.header},
    {name<"update">, &update_function.header},
};

}  // namespace

constinit const Type instance_dict_type =
    builtin_type(instance_dict_type, name<"dict">, instance_dict_slots, sizeof(InstanceDict),
                 instance_dict_attributes, kIsDictType, dict_type);

Completion instance_dict_create(Thread& thread, Object& instance) {
    auto* made = static_cast<InstanceDict*>(thread.heap.allocate(sizeof(InstanceDict)));
    if (made == nullptr) return raise_memory_error(thread, sizeof(InstanceDict));
    made->dict.header.shape = &instance_dict_type.root;
    made->instance = &instance;
    const u32 count = instance_attribute_count(instance);
    for (u32 slot = 0; slot < count; ++slot) {
        TRY(dict_set_name(thread, made->dict, *instance_attribute_name(instance, slot),
                          instance_slots(instance)[slot]));
    }
    // Names are interned, and stay so: they are attributes.
    TRY(dict_make_namespace(thread, made->dict));
    return Value(&made->dict.header);
}

Raised instance_dict_replace(Thread& thread, Value self, const Dict& attributes) {
    Dict* copy = dict_copy(thread, attributes);
    if (copy == nullptr) return kRaised;
    TRY(dict_make_namespace(thread, *copy));
    self.as<InstanceDict>()->dict = *copy;
    self.as<InstanceDict>()->dict.header.shape = &instance_dict_type.root;
    return synchronise(thread, self);
}

}  // namespace kinglet::runtime
