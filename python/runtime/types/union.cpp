// X | Y of classes: what isinstance() takes for 'one of these'. It is the tuple of its classes. On the
// desktop.
#include "python/runtime/types/union.hpp"

#include "python/runtime/heap.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/base_slots.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

using Rest = BaseSlots<tuple_type>;

/// None stands for its class.
Value class_for(Value part) {
    return part.is_none() ? Value(&type_of(part).header) : part;
}

/// The classes that one side gives: those of a union, or itself; none if it is nothing of the kind.
u32 classes_of(const Value& side, const Value*& classes) {
    classes = &side;
    if (is_exactly(side, union_type)) {
        classes = side.as<Tuple>()->items();
        return static_cast<u32>(side.as<Tuple>()->count);
    }
    return (type_of(side).flags & kIsTypeType) != 0 ? 1 : 0;
}

Raised union_print(Thread&, Value self, Printer& printer, PrintForm) {
    const Tuple& parts = *self.as<Tuple>();
    for (usize i = 0; i < parts.count; ++i) {
        if (i != 0) printer.write_text(" | ");
        if (parts[i] == class_for(kNone))
            printer.write_text("None");
        else
            printer.write(parts[i].as<Type>()->name->view());
    }
    return kFine;
}

void union_trace(Tracer& tracer, Object& self) {
    tuple_type.slots->trace(tracer, self);
}

usize union_size(const Object& self) {
    return tuple_type.slots->size(self);
}

constinit const Slots union_slots = {
    .print = union_print,
    .hash = Rest::hash,
    .compare = Rest::compare,
    .binary = class_union,
    .trace = union_trace,
    .size = union_size,
};

}  // namespace

constinit const Type union_type =
    builtin_type(union_type, name<"UnionType">, union_slots, 0, kIsTupleType, tuple_type);

Completion class_union(Thread& thread, bytecode::BinaryOperator op, Value left, Value right) {
    if (op != bytecode::BinaryOperator::BitOr) return kNotImplemented;
    const Value sides[] = {class_for(left), class_for(right)};
    const Value* classes[2];
    const u32 counts[] = {classes_of(sides[0], classes[0]), classes_of(sides[1], classes[1])};
    if (counts[0] == 0 || counts[1] == 0) return kNotImplemented;
    Tuple* made = tuple_create(thread, nullptr, counts[0] + counts[1]);
    if (made == nullptr) return Value();
    made->count = 0;
    for (u32 side = 0; side < 2; ++side) {
        for (u32 i = 0; i < counts[side]; ++i) {
            bool is_new = true;
            for (usize j = 0; j < made->count; ++j) is_new = is_new && !((*made)[j] == classes[side][i]);
            if (is_new) made->items()[made->count++] = classes[side][i];
        }
    }
    if (made->count == 1) return (*made)[0];
    made->header.shape = &union_type.root;
    return Value(&made->header);
}

}  // namespace kinglet::runtime
