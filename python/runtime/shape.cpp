#include "python/runtime/shape.hpp"

#include <cstring>

#include "base/verify.hpp"
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/vm/cache.hpp"

namespace kinglet::runtime {

namespace {

constexpr u32 kMostAttributes = 0xFFFF;
constexpr u32 kMostInlineSlots = 24;  // who has more uses the instance as a dict

usize rounded_to_words(usize bytes) {
    return (bytes + sizeof(Word) - 1) & ~(sizeof(Word) - 1);
}

/// The shape of an instance; nullptr for one that has no attributes and no room for any.
const InstanceShape* shape_of(const Object& instance) {
    const Shape* shape = instance.shape;
    if (shape == &shape->type->root || (shape->type->flags & kHasAttributes) == 0) return nullptr;
    return reinterpret_cast<const InstanceShape*>(shape);
}

usize slots_offset(const Object& instance) {
    const Type& type = instance.type();
    if (type.layout.slots_offset != 0) return type.layout.slots_offset * sizeof(Word);
    return rounded_to_words(builtin_base(type).slots->size(instance));
}

Value** slots_place(const Object& instance) {
    return reinterpret_cast<Value**>(reinterpret_cast<Word>(&instance) + slots_offset(instance));
}

/// Where the slots in the instance itself lie, given the place of its slot pointer.
Value* inline_slots(const Object& instance, Value** place) {
    const u32 offset = instance.type().layout.inline_offset;
    if (offset == 0) return reinterpret_cast<Value*>(place + 1);
    return reinterpret_cast<Value*>(const_cast<Object*>(&instance)) + offset;
}

InstanceShape* shape_create(Thread& thread, const Type& type, InstanceShape* parent, Str* attribute,
                            u32 inline_slots) {
    auto* shape =
        static_cast<InstanceShape*>(thread.heap.allocate_raw(sizeof(InstanceShape), RawKind::Scanned));
    if (shape == nullptr) return nullptr;
    shape->shape.type = &type;
    shape->parent = parent;
    shape->attribute = attribute;
    shape->count = static_cast<u16>(parent == nullptr ? 0 : parent->count + 1);
    shape->inline_slots = static_cast<u16>(inline_slots);
    if (parent != nullptr) {
        shape->sibling = parent->child;
        parent->child = shape;
    }
    return shape;
}

/// The shape with one attribute more; nullptr when memory ran out.
InstanceShape* shape_with(Thread& thread, const InstanceShape* shape, Str& name) {
    for (InstanceShape* child = shape->child; child != nullptr; child = child->sibling) {
        if (child->attribute == &name) return child;
    }
    return shape_create(thread, *shape->shape.type, const_cast<InstanceShape*>(shape), &name,
                        shape->inline_slots);
}

}  // namespace

i32 shape_find(const Shape* shape, const Str& name) {
    if (shape == &shape->type->root) return -1;
    for (const auto* each = reinterpret_cast<const InstanceShape*>(shape); each->attribute != nullptr;
         each = each->parent) {
        if (each->attribute == &name) return each->count - 1;
    }
    return -1;
}

namespace {

/// Few attributes are found faster one by one.
i32 find_slot(const Shape* shape, const Str& name) {
    constexpr u32 kFew = 6;
    if (shape == &shape->type->root) return -1;
    if (reinterpret_cast<const InstanceShape*>(shape)->count <= kFew) return shape_find(shape, name);
    return shape_find_cached(shape, name);
}

}  // namespace

Value* instance_slots(const Object& instance) {
    return shape_of(instance) == nullptr ? nullptr : *slots_place(instance);
}

u32 instance_attribute_count(const Object& instance) {
    const InstanceShape* shape = shape_of(instance);
    return shape == nullptr ? 0 : shape->count;
}

Str* instance_attribute_name(const Object& instance, u32 slot) {
    const InstanceShape* shape = shape_of(instance);
    while (shape->count != slot + 1) shape = shape->parent;
    return shape->attribute;
}

Value instance_get(const Object& instance, const Str& name) {
    if (shape_of(instance) == nullptr) return Value();
    const i32 slot = find_slot(instance.shape, name);
    return slot < 0 ? Value() : (*slots_place(instance))[slot];
}

Raised instance_set(Thread& thread, Object& instance, Str& name, Value value) {
    const i32 slot = find_slot(instance.shape, name);
    if (slot >= 0) {
        (*slots_place(instance))[slot] = value;
        return kFine;
    }
    const InstanceShape* shape = shape_of(instance);
    if (shape == nullptr || shape->count == kMostAttributes) return raise_memory_error(thread, sizeof(Value));
    const InstanceShape* larger = shape_with(thread, shape, name);
    if (larger == nullptr) return raise_memory_error(thread, sizeof(InstanceShape));

    Value** const place = slots_place(instance);
    const u32 index = shape->count;
    const bool is_inline = *place == inline_slots(instance, place);
    const usize capacity = is_inline ? shape->inline_slots : thread.heap.raw_capacity(*place) / sizeof(Value);
    if (index >= capacity) {
        const usize wanted = index < 4 ? index + 3 : index + index / 2;
        const usize bytes = wanted * sizeof(Value);
        void* block = is_inline ? thread.heap.allocate_raw(bytes, RawKind::Values)
                                : thread.heap.reallocate_raw(*place, bytes, RawKind::Values);
        if (block == nullptr) return raise_memory_error(thread, bytes);
        if (is_inline) std::memcpy(block, *place, index * sizeof(Value));
        *place = static_cast<Value*>(block);
    }
    (*place)[index] = value;
    InstanceLayout& layout = const_cast<Type&>(instance.type()).layout;
    if (index >= layout.slot_hint && index < kMostInlineSlots) layout.slot_hint = static_cast<u8>(index + 1);
    instance.shape = &larger->shape;
    return kFine;
}

Raised instance_delete(Thread& thread, Object& instance, Str& name, bool& found) {
    const i32 slot = find_slot(instance.shape, name);
    found = slot >= 0;
    if (!found) return kFine;
    // The attributes behind it are added again, in their order, to the shape in front of it.
    const InstanceShape* before = shape_of(instance);
    const u32 count = before->count;
    while (before->count != static_cast<u32>(slot)) before = before->parent;
    for (u32 i = static_cast<u32>(slot) + 1; i < count; ++i) {
        before = shape_with(thread, before, *instance_attribute_name(instance, i));
        if (before == nullptr) return raise_memory_error(thread, sizeof(InstanceShape));
    }
    Value* const slots = *slots_place(instance);
    for (u32 i = static_cast<u32>(slot); i + 1 < count; ++i) slots[i] = slots[i + 1];
    slots[count - 1] = Value();
    instance.shape = &before->shape;
    return kFine;
}

Raised instance_set_class(Thread& thread, Object& instance, const Type& type) {
    // A root of its own: how many slots lie in the instance cannot change.
    const InstanceShape* old = shape_of(instance);
    const InstanceShape* shape = shape_create(thread, type, nullptr, nullptr, old->inline_slots);
    for (u32 slot = 0; shape != nullptr && slot < old->count; ++slot) {
        shape = shape_with(thread, shape, *instance_attribute_name(instance, slot));
    }
    if (shape == nullptr) return raise_memory_error(thread, sizeof(InstanceShape));
    instance.shape = &shape->shape;
    return kFine;
}

usize instance_size(const Object& instance) {
    const InstanceShape* shape = shape_of(instance);
    if (shape == nullptr) {
        const Type& base = builtin_base(instance.type());
        return base.size != 0 ? base.size : base.slots->size(instance);
    }
    const usize inline_bytes = shape->inline_slots * sizeof(Value);
    const InstanceLayout& layout = shape->shape.type->layout;
    if (layout.inline_offset != 0) return layout.inline_offset * sizeof(Word) + inline_bytes;
    const Word end = reinterpret_cast<Word>(inline_slots(instance, slots_place(instance))) + inline_bytes;
    return end - reinterpret_cast<Word>(&instance);
}

void instance_trace(Tracer& tracer, Object& instance) {
    const InstanceShape* shape = shape_of(instance);
    if (shape == nullptr) return;
    tracer.visit_raw(const_cast<InstanceShape*>(shape));
    Value** const place = slots_place(instance);
    if (*place != inline_slots(instance, place)) tracer.visit_raw(*place);
    tracer.visit_array(*place, shape->count);
}

Completion instance_create(Thread& thread, const Type& type, usize base_bytes) {
    if ((type.flags & kHasAttributes) == 0) {  // a named tuple
        auto* const plain = static_cast<Object*>(thread.heap.allocate(base_bytes));
        if (plain == nullptr) return raise_memory_error(thread, base_bytes);
        plain->shape = &type.root;
        return Value(plain);
    }
    Class& owner = const_cast<Class&>(as_class(type));
    const InstanceLayout layout = owner.layout;
    if (owner.root_shape == nullptr || layout.slot_hint > owner.root_shape->inline_slots) {
        InstanceShape* root = shape_create(thread, type, nullptr, nullptr, layout.slot_hint);
        if (root != nullptr) owner.root_shape = root;  // else the instances keep their slots outside
        if (owner.root_shape == nullptr) return raise_memory_error(thread, sizeof(InstanceShape));
    }
    const usize offset =
        layout.slots_offset * sizeof(Word) + (layout.slots_offset != 0 ? 0 : rounded_to_words(base_bytes));
    const usize inline_offset =
        layout.inline_offset != 0 ? layout.inline_offset * sizeof(Word) : offset + sizeof(Value*);
    const usize bytes = inline_offset + owner.root_shape->inline_slots * sizeof(Value);
    Object* instance = static_cast<Object*>(thread.heap.allocate(bytes));
    if (instance == nullptr) return raise_memory_error(thread, bytes);
    instance->shape = &owner.root_shape->shape;
    Value** place = reinterpret_cast<Value**>(reinterpret_cast<Word>(instance) + offset);
    *place = reinterpret_cast<Value*>(reinterpret_cast<Word>(instance) + inline_offset);
    // What varies in size cannot be found by a collection before the caller has filled it in.
    if ((type.flags & kHasFinalizer) != 0 && layout.slots_offset != 0)
        TRY(finalizer_register(thread, *instance));
    return Value(instance);
}

Completion instance_create_from(Thread& thread, const Type& type, Value plain) {
    const Type& base = builtin_base(type);
    if (plain.is_object()) {
        // The struct, in flash or in RAM, its header apart.
        const Object& source = *plain.as_object();
        const usize bytes = base.size != 0 ? base.size : base.slots->size(source);
        const Value made = TRY(instance_create(thread, type, bytes));
        flash_copy(made.as_object() + 1, &source + 1, bytes - sizeof(Object));
        if (base.flags & kIsStrType) made.as<Str>()->length_and_flags &= ~kStrIsInterned;
        return made;
    }
    if (base.flags & kIsFloatType) {
        const Value made = TRY(instance_create(thread, type));
        made.as<FloatObject>()->number = float_of(plain);
        return made;
    }
    // A small int is spread over the digits of a large one.
    const SignedWord n = plain.is_int() ? plain.as_int() : plain.is_true();
    Word magnitude = n < 0 ? Word{0} - static_cast<Word>(n) : static_cast<Word>(n);
    u32 digits[sizeof(Word) / sizeof(u32)];
    u32 count = 0;
    for (; magnitude != 0; magnitude = sizeof(Word) == sizeof(u32) ? 0 : magnitude >> 16 >> 16) {
        digits[count++] = static_cast<u32>(magnitude);
    }
    const Value made = TRY(instance_create(thread, type, sizeof(BigInt) + count * sizeof(u32)));
    BigInt& number = *made.as<BigInt>();
    number.count_and_sign = count << 1 | (n < 0 ? 1U : 0U);
    std::memcpy(number.digits(), digits, count * sizeof(u32));
    return made;
}

}  // namespace kinglet::runtime
