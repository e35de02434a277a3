#include "python/runtime/types/fixed_dict.hpp"

#include "python/runtime/operations.hpp"
#include "python/runtime/types/base_slots.hpp"
#include "python/runtime/types/builtin_type.hpp"

namespace kinglet::runtime {

namespace {

using Rest = BaseSlots<dict_type>;

detail::RaisedOutcome refuse(Thread& thread) {
    return raise(thread, type_error_type, "this dict can't be changed"_packed);
}

Raised set_item(Thread& thread, Value, Value, Value) {
    return refuse(thread);
}

Completion inplace(Thread& thread, bytecode::BinaryOperator, Value, Value) {
    return refuse(thread);
}

Completion mutator(Thread& thread, const Arguments&) {
    return refuse(thread);
}

void trace(Tracer& tracer, Object& object) {
    dict_type.slots->trace(tracer, object);
}

constinit const Slots fixed_dict_slots = {
    .print = Rest::print,
    .compare = Rest::compare,
    .binary = Rest::binary,
    .inplace = inplace,
    .length = Rest::length,
    .get_item = Rest::get_item,
    .set_item = set_item,
    .contains = Rest::contains,
    .iter = Rest::iter,
    .trace = trace,
};

#define MUTATOR(id) \
    constinit const NativeFunction id##_function = native(name<#id>, mutator, 1, kAnyArity, &fixed_dict_type);
MUTATOR(clear)
MUTATOR(pop)
MUTATOR(popitem)
MUTATOR(setdefault)
MUTATOR(update)
#undef MUTATOR

constinit const Attribute fixed_dict_attributes[] = {
    {name<"clear">, &clear_function.header},     {name<"pop">, &pop_function.header},
    {name<"popitem">, &popitem_function.header}, {name<"setdefault">, &setdefault_function.header},
    {name<"update">, &update_function.header},
};

}  // namespace

constinit const Type fixed_dict_type =
    builtin_type(fixed_dict_type, name<"dict">, fixed_dict_slots, sizeof(Dict), fixed_dict_attributes,
                 kIsDictType, dict_type);

}  // namespace kinglet::runtime
