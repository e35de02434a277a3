// Classes, seen from inside of the runtime: how a class finds its builtin base, how objects are made, how a
// value found on a class is bound, and the special methods that builtin types lend to the classes derived
// from them.
#pragma once

#include "python/runtime/call.hpp"
#include "python/runtime/shape.hpp"

namespace kinglet::runtime {

/// The Slots of every class written in Python: each looks for the special method, and goes on to the builtin
/// base's slot.
extern const Slots class_slots;

/// The nearest builtin type among the bases of a type: itself, or where the struct of its instances comes
/// from.
inline const Type& builtin_base(const Type& type) {
    const Type* base = &type;
    while ((base->flags & kIsHeapType) != 0) base = base->base;
    return *base;
}

/// Visits the classes of the mro one after the other; for builtin types their chain of bases.
class MroWalk {
  public:
    explicit MroWalk(const Type& type) : type_(type), next_(&type) {}
    /// The next class, nullptr at the end.
    const Type* next();

  private:
    const Type& type_;
    const Type* next_;
    u32 index_ = 0;
};

/// What is called to make an object: type(...), or Class(...) as type.__call__ does it: __new__, then
/// __init__.
Completion construct_instance(Thread&, const Type& type, const Arguments&);
/// __new__ as the builtin base has it: an object of exactly `type`, __init__ not called.
Completion construct_without_init(Thread&, const Type& type, const Arguments&);

/// Hands out a value found on a class: functions bind the instance, descriptors are asked. `instance`
/// undefined: found through the class. With `self` set, a function is returned as it is and `self` gets what
/// goes in front of its arguments, or undefined.
Completion bind_attribute(Thread&, Value found, Value instance, const Type& owner, Value* self);

/// True if the value, found on a class, decides what setting the attribute does: a property or an object with
/// __set__ or __delete__.
bool is_data_descriptor(Value found);

/// What object.__setattr__ and, with `value` undefined, object.__delattr__ do: without asking those of the
/// class.
Raised set_attribute_plainly(Thread&, Value object, Str& name, Value value);
/// What object.__getattribute__ does: without asking __getattribute__ and __getattr__ of the class.
/// AttributeError.
Completion get_attribute_plainly(Thread&, Value object, Str& name);
/// super().name for a call.
Completion super_get_method(Thread&, Value super, Str& name, Value& self_or_undefined);

/// A special method that the builtin type does by a slot (list's __len__) as a function; 0 if it has none of
/// this name.
Value find_special_method(const Type& builtin, const Str& name);

/// Calls the special method of a class written in Python with the arguments behind self. `found` false: the
/// class has none (a builtin base may).
Completion call_class_method(Thread&, Value self, const Str& name, const Value* arguments, u32 count,
                             bool& found);

/// What __str__ or __repr__ (`form`) written in Python makes of a value: a str, or of a class derived from
/// it. `found` false: its class has none.
Completion text_by_method(Thread&, Value value, PrintForm form, bool& found);

/// The names that dir() lists, sorted, as a list of strs. `object` 0: not allowed.
Completion list_attributes(Thread&, Value object);

}  // namespace kinglet::runtime
