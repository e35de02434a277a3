// Instances of classes written in Python, and their shapes (hidden classes).
//
// An instance is a header, a pointer to its attribute slots, and room for a few of them. The header's Shape
// says which attribute is in which slot: shapes of a class form a tree, an edge per attribute added; two
// instances whose attributes were set in the same order share their shape. Attribute caches compare the
// header word only. A class derived from a builtin type (class Stack(list)) begins with that type's struct,
// and its slot pointer lies behind it; where the struct varies in size (tuple, str, int), behind its end. An
// instance whose attribute is deleted gets the shape of the remaining attributes.
//
// How many slots lie in the instance itself is the root's to say. When instances turn out to need more, the
// class gets a new root that has them, so that only the first instances of a class keep their slots in a raw
// block of their own.
#pragma once

#include "base/attributes.hpp"
#include "python/runtime/object.hpp"

namespace kinglet::runtime {

/// A raw block, reached from its class and from the instances.
struct InstanceShape {
    Shape shape;            // {class}; what the header of an instance points to
    InstanceShape* parent;  // the shape without `attribute`; nullptr: a root
    Str* attribute;         // interned; the one this shape adds, in slot count - 1; nullptr: a root
    u16 count;              // attributes in all
    u16 inline_slots;       // how many slots lie in the instance itself
    InstanceShape* child;   // the first shape derived from this one
    InstanceShape* sibling;
};

struct Instance {
    Object header;
    Value* slots;  // inside the instance, or a raw block once that was too small
};

/// Whether the instances of a class begin like an Instance: those without a builtin base, and exceptions.
/// `type` is a class with kHasAttributes.
ALWAYS_INLINE bool has_slots_in_front(const Type& type) {
    return type.layout.slots_offset == offsetof(Instance, slots) / sizeof(Word);
}

/// Whether the instances of a type are Instances and nothing else: of a class written in Python without a
/// builtin base. False for some that are.
ALWAYS_INLINE bool has_just_attributes(const Type& type) {
    constexpr u32 kBoth = kIsHeapType | kHasAttributes;
    return (type.flags & (kBoth | kIsExceptionType)) == kBoth && has_slots_in_front(type);
}

/// The slot index of an attribute, -1 if the instance has none of this name. `shape` is that of an instance
/// with kHasAttributes.
i32 shape_find(const Shape* shape, const Str& name);

/// The attribute's value, or 0.
Value instance_get(const Object& instance, const Str& name);
/// Sets or adds an attribute.
Raised instance_set(Thread&, Object& instance, Str& name, Value value);
/// Removes it; false if there was none.
Raised instance_delete(Thread&, Object& instance, Str& name, bool& found);

/// Makes the instance one of another class, whose instances have the same layout; its attributes stay.
Raised instance_set_class(Thread&, Object& instance, const Type& type);

/// How many attributes an instance has, and each of them by slot, for dir() and __dict__.
u32 instance_attribute_count(const Object& instance);
Str* instance_attribute_name(const Object& instance, u32 slot);
Value* instance_slots(const Object& instance);
/// Slots::size and Slots::trace of what a class adds to its builtin base.
usize instance_size(const Object& instance);
void instance_trace(Tracer&, Object& instance);

/// A new instance of a class written in Python, without attributes, __init__ not called; MemoryError.
/// `base_bytes`: for a class derived from a builtin type whose objects vary in size, what the base's part
/// takes, as its Slots::size will say once the caller has filled it in, which has to be before the next
/// allocation.
Completion instance_create(Thread&, const Type& type, usize base_bytes = 0);
/// The same with the content of `plain`, an int, float, str, bytes or tuple: what `type` derives from.
Completion instance_create_from(Thread&, const Type& type, Value plain);

/// Makes a class: name, bases, the namespace of its body (which is copied). The keywords of the class
/// statement go to __init_subclass__.
Completion class_create(Thread&, Str& name, Tuple& bases, Dict& body, const Type& metaclass = type_type,
                        const Arguments* keywords = nullptr);

/// Where the class or one of its bases has the name: its value, or 0. Follows the mro. Not bound.
Value class_find(const Type& type, const Str& name);
/// The same: where it lies, or nullptr. The place is good until the inline caches are flushed.
const Value* class_find_place(const Type& type, const Str& name);
/// The same, beginning behind `after` (super()).
Value class_find_after(const Type& type, const Type& after, const Str& name);

}  // namespace kinglet::runtime
