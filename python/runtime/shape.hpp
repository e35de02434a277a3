// Instances of classes written in Python, and their shapes (hidden classes).
//
// An instance is a header, a pointer to its attribute slots, and room for a few of them. The header's Shape says which attribute is in which slot:
// shapes of a class form a tree, an edge per attribute added; two instances whose attributes were set in the same order share their shape.
// Attribute caches compare the header word only. A class derived from a builtin type (class Stack(list)) begins with that type's struct, and its
// slot pointer lies behind it. An instance whose attribute is deleted gets the shape of the remaining attributes.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

struct InstanceShape {
    Shape shape;            // {class}; what the header of an instance points to
    InstanceShape* parent;  // the shape without `attribute`; nullptr: the class's root
    Str* attribute;         // interned; the one this shape adds, in slot count - 1
    u32 count;              // attributes in all
    InstanceShape* child;   // the first shape derived from this one
    InstanceShape* sibling;
};

/// Belongs to one class; a raw block reached from its Type.
struct ShapeTable {
    InstanceShape* first;  // shapes with one attribute
    u32 slot_hint;         // how many slots a new instance gets: the most that an instance of the class has had
    u32 slots_offset;      // bytes from the start of an instance to its slot pointer
};

struct Instance {
    Object header;
    Value* slots;  // inside the instance, or a raw block once that was too small; at ShapeTable::slots_offset
};

/// The slot index of an attribute, -1 if the instance has none of this name. `shape` is that of an instance with kHasAttributes.
i32 shape_find(const Shape* shape, const Str& name);

/// The attribute's value, or 0.
Value instance_get(const Object& instance, const Str& name);
/// Sets or adds an attribute.
Raised instance_set(Thread&, Object& instance, Str& name, Value value);
/// Removes it; false if there was none.
Raised instance_delete(Thread&, Object& instance, Str& name, bool& found);

/// How many attributes an instance has, and each of them by slot, for dir() and __dict__.
u32 instance_attribute_count(const Object& instance);
Str* instance_attribute_name(const Object& instance, u32 slot);
Value* instance_slots(const Object& instance);

/// A new instance of a class written in Python, without attributes, __init__ not called; 0 with MemoryError raised.
Completion instance_create(Thread&, const Type& type);

/// Makes a class: name, bases, the namespace of its body. C3 order; metaclass keywords come later.
Completion class_create(Thread&, Str& name, Tuple& bases, Dict& body);

/// Where the class or one of its bases has the name: its value, or 0. Follows the mro. Not bound.
Value class_find(const Type& type, const Str& name);
/// The same, beginning behind `after` (super()).
Value class_find_after(const Type& type, const Type& after, const Str& name);

extern const Slots instance_slots_record;  // the Slots of classes that derive from object only

}  // namespace kinglet::runtime
