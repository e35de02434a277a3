#include "python/runtime/types/attribute_tuple.hpp"

#include "python/runtime/heap.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/base_slots.hpp"
#include "python/runtime/types/builtin_type.hpp"

namespace kinglet::runtime {

namespace {

const Tuple& names_of(const Tuple& tuple) {
    return *tuple.items()[tuple.count].as<Tuple>();
}

Raised attribute_tuple_print(Thread& thread, Value self, Printer& printer, PrintForm) {
    const Tuple& tuple = *self.as<Tuple>();
    printer.write_byte('(');
    for (usize i = 0; i < tuple.count; ++i) {
        if (i != 0) printer.write_text(", ");
        printer.write(names_of(tuple)[i].as<Str>()->view());
        printer.write_byte('=');
        TRY(print(thread, tuple[i], printer, PrintForm::Repr));
    }
    printer.write_byte(')');
    return kFine;
}

Completion attribute_tuple_get_attribute(Thread&, Value self, Str& attribute, bool& found) {
    const Tuple& tuple = *self.as<Tuple>();
    const Tuple& names = names_of(tuple);
    for (usize i = 0; i < tuple.count; ++i) {
        if (names[i].as<Str>() != &attribute) continue;
        found = true;
        return tuple[i];
    }
    found = false;
    return kNone;
}

void attribute_tuple_trace(Tracer& tracer, Object& self) {
    const Tuple& tuple = reinterpret_cast<Tuple&>(self);
    for (usize i = 0; i <= tuple.count; ++i) tracer.visit(tuple.items()[i]);
}

usize attribute_tuple_size(const Object& self) {
    return sizeof(Tuple) + (reinterpret_cast<const Tuple&>(self).count + 1) * sizeof(Value);
}

// Everything else is tuple's.
using Rest = BaseSlots<tuple_type>;

constinit const Slots attribute_tuple_slots = {
    .print = attribute_tuple_print,
    .hash = Rest::hash,
    .compare = Rest::compare,
    .get_attribute = attribute_tuple_get_attribute,
    .binary = Rest::binary,
    .length = Rest::length,
    .get_item = Rest::get_item,
    .contains = Rest::contains,
    .iter = Rest::iter,
    .trace = attribute_tuple_trace,
    .size = attribute_tuple_size,
};

}  // namespace

constinit const Type attribute_tuple_type =
    builtin_type(attribute_tuple_type, name<"attrtuple">, attribute_tuple_slots, 0, kIsTupleType, tuple_type);

Completion attribute_tuple_create(Thread& thread, const Tuple& names, const Value* values) {
    const usize bytes = sizeof(Tuple) + (names.count + 1) * sizeof(Value);
    auto* tuple = static_cast<Tuple*>(thread.heap.allocate(bytes));
    if (tuple == nullptr) return raise_memory_error(thread, bytes);
    tuple->header.shape = &attribute_tuple_type.root;
    tuple->count = names.count;
    for (usize i = 0; i < names.count; ++i) tuple->items()[i] = values[i];
    tuple->items()[names.count] = Value(&names.header);
    return &tuple->header;
}

}  // namespace kinglet::runtime
