// What every object and every type looks like.
//
// An object's header is a pointer to a Shape, and a Shape's first word its Type. A builtin type has one
// shape, embedded in the Type, so `object->shape == &list_type.root` says 'exactly a list' in one compare.
// For instances of classes written in Python the shape also says which attributes the object has and where
// (shape.hpp): the shape is the key of the inline caches.
//
// A Type is a Python object too. Builtin types are constants in flash; classes written in Python are Types on
// the heap. What a type can do stands in its Slots: nullable functions. Slots are inherited by pointing to
// the base's record or by finding it through `base`.
#pragma once

#include "python/bytecode/operators.hpp"
#include "python/runtime/completion.hpp"

namespace kinglet::runtime {

/// Half a machine word: on the chip it counts any number of Values that its memory can hold.
using HalfWord = std::conditional_t<sizeof(Word) == 4, u16, u32>;

class Thread;
class Tracer;
class Printer;
struct Arguments;
struct Dict;
struct Str;
struct Tuple;
struct Type;

struct Shape {
    const Type* type;
};

struct Object {
    const Shape* shape;

    /// The class of the object.
    inline const Type& type() const;
};

/// How an object is to be printed.
enum class PrintForm : u32 { Str, Repr };

/// The memory behind an object, as a row of numbers. It may lie in flash (base/flash.hpp).
struct Buffer {
    u8* data;
    usize count;  // bytes
    char code;    // the kind of number: one of struct's type codes
    bool is_writable;
};

/// The functions of a type; nullptr where it has none. None of them may be called with an object of another
/// type (subclasses are fine: the struct of a subclass begins with that of its base). All may allocate and so
/// collect, unless noted. Order: object, number, container, iteration, memory.
struct Slots {
    /// Writes the object. Default: <name object at 0x...>.
    Raised (*print)(Thread&, Value self, Printer&, PrintForm) = nullptr;
    /// hash(self), any word. nullptr with `equal` set: unhashable; without `equal`: the address.
    Raised (*hash)(Thread&, Value self, Word& result) = nullptr;
    /// self == other; kNotImplemented if it does not know. Default: identity. Ordering: `compare`.
    Completion (*compare)(Thread&, Value self, Value other, bytecode::Comparison) = nullptr;
    /// bool(self) for objects; default: `length` != 0, else True.
    Raised (*truth)(Thread&, Value self, bool& result) = nullptr;
    /// self(...).
    Completion (*call)(Thread&, Value self, const Arguments&) = nullptr;
    /// Type(...): makes an object. `type` may be a subclass written in Python: then it does what __new__
    /// does, and the caller calls
    /// __init__ if class_find finds one (list, dict and set have one in their tables; their construct ignores
    /// the arguments of a subclass).
    Completion (*construct)(Thread&, const Type& type, const Arguments&) = nullptr;
    /// An attribute that the type's table does not hold or that is computed; 0 and no exception if there is
    /// none. `found` false: go on with the table.
    Completion (*get_attribute)(Thread&, Value self, Str& name, bool& found) = nullptr;
    /// Sets (or with value undefined deletes) an attribute; `found` false: AttributeError by the caller.
    Raised (*set_attribute)(Thread&, Value self, Str& name, Value value, bool& found) = nullptr;
    /// A descriptor: self.__get__(instance or undefined, owner).
    Completion (*descriptor_get)(Thread&, Value self, Value instance, const Type& owner) = nullptr;

    Completion (*unary)(Thread&, bytecode::UnaryOperator, Value self) = nullptr;
    /// left op right, where self is `left`, or `right` if the left operand's type gave kNotImplemented.
    /// kNotImplemented if it does not know.
    Completion (*binary)(Thread&, bytecode::BinaryOperator, Value left, Value right) = nullptr;
    /// left op= right; default: `binary`.
    Completion (*inplace)(Thread&, bytecode::BinaryOperator, Value left, Value right) = nullptr;

    Raised (*length)(Thread&, Value self, usize& result) = nullptr;
    Completion (*get_item)(Thread&, Value self, Value key) = nullptr;
    /// self[key] = value, or del self[key] with value undefined.
    Raised (*set_item)(Thread&, Value self, Value key, Value value) = nullptr;
    /// item in self; default: iteration.
    Raised (*contains)(Thread&, Value self, Value item, bool& result) = nullptr;

    /// The object's memory, as it lies now; false if it is not in one piece. Must not allocate.
    bool (*buffer)(Value self, Buffer& buffer) = nullptr;

    /// iter(self); an iterator returns itself.
    Completion (*iter)(Thread&, Value self) = nullptr;
    /// The next item, or kUndefined at the end (no StopIteration is made).
    Completion (*next)(Thread&, Value self) = nullptr;

    /// Tells the collector the object's edges. Must not allocate. nullptr: has none.
    void (*trace)(Tracer&, Object& self) = nullptr;
    /// The object's size in bytes if `Type::size` is 0. Must not allocate.
    usize (*size)(const Object& self) = nullptr;
    /// Called once before the memory is taken back. Must not allocate or touch other objects.
    void (*finalize)(Object& self) = nullptr;
};

/// One entry of a builtin type's or module's table; lies in flash. `name` is interned: name<"append">
/// (names.hpp).
struct Attribute {
    const Str* name;
    Value value;
};

enum TypeFlags : u32 {
    kIsBaseType = 1U << 0,       // classes written in Python may derive from it
    kIsHeapType = 1U << 1,       // a class written in Python
    kIsExceptionType = 1U << 2,  // derives from BaseException
    kIsIntType = 1U << 3,        // int, bool and subclasses
    kIsStrType = 1U << 4,
    kIsListType = 1U << 5,
    kIsTupleType = 1U << 6,
    kIsDictType = 1U << 7,
    kHasAttributes = 1U << 8,  // instances carry attribute slots (shape.hpp)
    kIsBytesType = 1U << 9,
    kIsTypeType = 1U << 10,  // type and metaclasses
    kIsFloatType = 1U << 11,
    kIsSetType = 1U << 12,
    kIsStreamType = 1U << 13,  // the Type begins a StreamType (stream.hpp)
    kHasFinalizer = 1U << 14,  // there is a __del__ (finalizers.hpp)
    // flags that a subclass takes over from its base
    kInheritedFlags = kIsExceptionType | kIsIntType | kIsStrType | kIsListType | kIsTupleType | kIsDictType |
                      kIsBytesType | kIsTypeType | kIsFloatType | kIsSetType | kIsStreamType | kHasFinalizer,
};

/// Where the instances of a class have their attributes (shape.hpp).
struct InstanceLayout {
    u8 slot_hint;     // the most slots that an instance of the class has needed
    u8 slots_offset;  // words from the start of an instance to its slot pointer; 0: behind the base's struct,
                      // which varies in size
    u8 inline_offset;  // words to the slots in the instance itself; 0: right behind the slot pointer
};

struct Type {
    Object header;  // its class: type, or a metaclass
    Shape root;     // {this}: the header of its instances; for classes the shape without attributes
    const Str* name = nullptr;
    const Slots* slots = nullptr;
    const Type* base = nullptr;  // the first base; nullptr for object
    // Three words that a builtin type and a class written in Python (kIsHeapType) use for different things.
    union {
        const Attribute* attributes = nullptr;  // the table
        Dict* own;                              // the class's own attributes
    };
    union {
        u32 attribute_count = 0;
        Tuple* order;  // the classes to search, this one first (C3); nullptr: itself, its base and so on
    };
    u32 flags = 0;
    union {
        u32 size = 0;           // bytes of an instance's struct; 0: varies, see Slots::size
        InstanceLayout layout;  // with kHasAttributes
    };

    /// What only a class written in Python has; nullptr for the others.
    Tuple* mro() const { return (flags & kIsHeapType) != 0 ? order : nullptr; }
    Dict* dict() const { return (flags & kIsHeapType) != 0 ? own : nullptr; }
};

/// A class written in Python: kIsHeapType is set.
struct Class : Type {
    struct InstanceShape* root_shape;  // that of new instances (shape.hpp); nullptr: there were none yet
};

/// Only if kIsHeapType is set, as it is with kHasAttributes.
ALWAYS_INLINE const Class& as_class(const Type& type) {
    return static_cast<const Class&>(type);
}

ALWAYS_INLINE const Type& Object::type() const {
    return *shape->type;
}

extern const Type type_type;
extern const Type object_type;

/// The type of any value, immediates included.
const Type& type_of(Value value);
/// The same for the places that are busy: objects without a call.
ALWAYS_INLINE const Type& quick_type_of(Value value) {
    return LIKELY(value.is_object()) ? value.as_object()->type() : type_of(value);
}

/// True if `type` is `ancestor` or derives from it.
bool is_subtype(const Type& type, const Type& ancestor);

/// True if the value's class is `type` or derives from it. Inline fast path for the exact case.
inline bool is_instance(Value value, const Type& type) {
    if (value.is_object() && value.as_object()->shape == &type.root) return true;
    return is_subtype(type_of(value), type);
}

/// True if the value is exactly an object of the builtin type.
ALWAYS_INLINE bool is_exactly(Value value, const Type& type) {
    return value.is_object() && value.as_object()->shape == &type.root;
}

}  // namespace kinglet::runtime
