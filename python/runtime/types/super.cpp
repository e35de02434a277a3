// super(type, object): the attributes of what comes behind `type` in the order of the object's class. The
// compiler gives super() its arguments.
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/vm/cache.hpp"

namespace kinglet::runtime {

namespace {

struct Super {
    Object header;
    const Type* type;   // search begins behind it
    Value object;       // what methods are bound to: an instance, or a class
    const Type* start;  // the class whose order is searched: the object's, or the object itself
};

bool is_class(Value value) {
    return (type_of(value).flags & kIsTypeType) != 0;
}

Completion super_construct(Thread& thread, const Type&, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, name<"super">, 1, 2));
    if (!is_class(arguments[0]))
        return raise_format(thread, type_error_type, "super() argument 1 must be a type, not %t"_packed,
                            arguments[0]);
    if (arguments.count < 2) return raise(thread, runtime_error_type, "super(): no arguments"_packed);
    const Type& type = *arguments[0].as<Type>();
    const Value object = arguments[1];
    const Type* start;
    if (is_class(object) && is_subtype(*object.as<Type>(), type)) {
        start = object.as<Type>();
    } else if (is_subtype(type_of(object), type)) {
        start = &type_of(object);
    } else {
        return raise(thread, type_error_type,
                     "super(type, obj): obj must be an instance or subtype of type"_packed);
    }
    auto* made = static_cast<Super*>(thread.heap.allocate_brief(sizeof(Super)));
    if (made == nullptr) return raise_memory_error(thread, sizeof(Super));
    made->header.shape = &super_type.root;
    made->type = &type;
    made->object = object;
    made->start = start;
    return Value(&made->header);
}

/// The attribute, undefined if there is none.
Completion super_find(Thread& thread, const Super& super, Str& attribute, Value* self) {
    const bool by_class = super.object == Value(&super.start->header);
    Value found = class_find_after_cached(*super.start, *super.type, attribute);
    if (!found && &attribute != name<"__class__">) {
        // A slot of the builtin base, if that is behind `type`.
        const Type& base = builtin_base(*super.type);
        const bool is_behind = &base != super.type;
        const Type* builtin = is_behind ? &builtin_base(*super.start) : base.base;
        if (builtin != nullptr) found = find_special_method(*builtin, attribute);
        if (!found && builtin != nullptr && builtin->slots->get_attribute != nullptr && !by_class) {
            bool is_found = false;
            const Value value = TRY(builtin->slots->get_attribute(thread, super.object, attribute, is_found));
            if (is_found) return value;
        }
    }
    if (!found) return kUndefined;
    // __new__ is a static method without saying so.
    if (&attribute == name<"__new__">) {
        if (self != nullptr) *self = kUndefined;
        return found;
    }
    return bind_attribute(thread, found, by_class ? kUndefined : super.object, *super.start, self);
}

Completion super_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    const Super& super = *self.as<Super>();
    found = true;
    if (&attribute == name<"__self__">) return super.object;
    if (&attribute == name<"__self_class__">) return Value(&super.start->header);
    if (&attribute == name<"__thisclass__">) return Value(&super.type->header);
    const Value result = TRY(super_find(thread, super, attribute, nullptr));
    found = !result.is_undefined();
    return result;
}

Raised super_print(Thread&, Value self, Printer& printer, PrintForm) {
    printer.write_text("<super: <class '");
    printer.write(self.as<Super>()->type->name->view());
    printer.write_text("'>>");
    return kFine;
}

void super_trace(Tracer& tracer, Object& object) {
    auto& super = reinterpret_cast<Super&>(object);
    tracer.visit(&super.type->header);
    tracer.visit(super.object);
    tracer.visit(&super.start->header);
}

constinit const Slots super_slots = {
    .print = super_print,
    .construct = super_construct,
    .get_attribute = super_get_attribute,
    .trace = super_trace,
};

}  // namespace

constinit const Type super_type = builtin_type(super_type, name<"super">, super_slots, sizeof(Super));

Completion super_get_method(Thread& thread, Value super, Str& attribute, Value& self_or_undefined) {
    self_or_undefined = kUndefined;
    const Value result = TRY(super_find(thread, *super.as<Super>(), attribute, &self_or_undefined));
    if (!result.is_undefined()) return result;
    return get_attribute(thread, super, attribute);
}

}  // namespace kinglet::runtime
