#include "python/runtime/vm/cache.hpp"

#include "python/runtime/builtins/builtins.hpp"
#include "python/runtime/call.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/types/dict.hpp"

namespace kinglet::runtime {

namespace {

void remember(Thread& thread, const u32* pc, const void* key, Word payload) {
    CacheEntry& entry = cache_entry(thread, pc);
    entry.pc = pc;
    entry.shape = static_cast<const Shape*>(key);
    entry.payload = payload;
    thread.caches_used = true;
}

/// A class attribute that is handed out as it is, whoever asks: no function, no descriptor, no instance whose
/// class might be one.
bool is_plain(Value value) {
    if (!value.is_object()) return true;
    const Type& type = value.as_object()->type();
    return (type.flags & kIsHeapType) == 0 && type.slots->descriptor_get == nullptr &&
           !is_exactly(value, function_type) && !is_exactly(value, native_function_type);
}

/// A value that becomes a method of the instance it is found through.
bool is_method(Value value) {
    if (is_exactly(value, function_type)) return true;
    return is_exactly(value, native_function_type) && value.as<NativeFunction>()->self_type != nullptr;
}

/// True for a data descriptor or something that might be one: it goes before the instance's attributes.
bool may_be_data_descriptor(Value value) {
    return !is_plain(value) && !is_method(value);
}

bool has_plain_instances(const Type& type) {
    constexpr u32 kBoth = kIsHeapType | kHasAttributes;
    return (type.flags & kBoth) == kBoth && type.shapes->slots_offset == offsetof(Instance, slots);
}

/// The class attribute that decides, for a value of a class or of a builtin type without attribute slots of
/// its own. False if looking it up is not that simple.
bool find_on_class(const Type& type, const Str& name, Value& found) {
    if (type.flags & kIsHeapType) {
        if (class_find(type, *runtime::name<"__getattribute__">)) return false;
    } else if (type.slots->get_attribute != nullptr) {
        return false;
    }
    found = class_find(type, name);
    return true;
}

/// Remembers what get_attribute has found to be there, if it is one of the plain cases. `self` as in
/// load_attribute.
void learn(Thread& thread, const u32* pc, Value object, const Str& name, bool wants_method) {
    const Shape* shape = object.as_object()->shape;
    const Type& type = *shape->type;
    Value found;
    if (type.flags & kIsTypeType || !find_on_class(type, name, found)) return;
    if (found && may_be_data_descriptor(found)) return;
    if (type.flags & kHasAttributes) {
        const i32 slot = (type.flags & kIsHeapType) ? shape_find(shape, name) : 0;
        if (!has_plain_instances(type)) return;
        if (slot >= 0) {
            remember(thread, pc, shape, static_cast<Word>(slot) << 2 | kCacheSlot);
            return;
        }
    }
    if (!found) return;
    if (is_method(found)) {
        if (wants_method) remember(thread, pc, shape, found.word() | kCacheMethod);
    } else if (found.is_object()) {
        remember(thread, pc, shape, found.word() | kCacheValue);
    }
}

/// The place of a module's attribute, or nullptr.
const Value* find_in_module(Value module, const Str& name) {
    if (is_exactly(module, module_type)) return dict_find_name(*module.as<Module>()->globals, name);
    if (!is_exactly(module, builtin_module_type)) return nullptr;
    const BuiltinModule& builtin = *module.as<BuiltinModule>();
    for (u32 i = 0; i < builtin.attribute_count; ++i) {
        if (builtin.attributes[i].name == &name) return &builtin.attributes[i].value;
    }
    return nullptr;
}

}  // namespace

Completion load_attribute(Thread& thread, const u32* pc, Value object, Str& name, Value* self) {
    if (object.is_object()) {
        if (const Value* place = find_in_module(object, name)) {
            remember(thread, pc, object.as_object(), reinterpret_cast<Word>(place) | kCachePlace);
            if (self != nullptr) *self = kUndefined;
            return *place;
        }
    }
    const Completion outcome =
        self != nullptr ? get_method(thread, object, name, *self) : get_attribute(thread, object, name);
    if (!outcome.is_raised() && object.is_object()) learn(thread, pc, object, name, self != nullptr);
    return outcome;
}

Raised store_attribute(Thread& thread, const u32* pc, Value object, Str& name, Value value) {
    const Shape* before = object.is_object() ? object.as_object()->shape : nullptr;
    TRY(set_attribute(thread, object, name, value));
    if (before == nullptr) return kFine;
    const Shape* shape = object.as_object()->shape;
    const Type& type = *shape->type;
    if (!has_plain_instances(type) || class_find(type, *runtime::name<"__setattr__">)) return kFine;
    const Value on_class = class_find(type, name);
    if (on_class && may_be_data_descriptor(on_class)) return kFine;
    const i32 slot = shape_find(shape, name);
    if (slot < 0) return kFine;
    if (before == shape) {
        remember(thread, pc, shape, static_cast<Word>(slot) << 2 | kCacheSlot);
        return kFine;
    }
    // The attribute was added, as an __init__ does for every new object: the next one of the old shape goes
    // the same way.
    const auto* larger = reinterpret_cast<const InstanceShape*>(shape);
    const bool was_root = before == &type.root;
    const auto* smaller = reinterpret_cast<const InstanceShape*>(before);
    if (!was_root && larger->parent == smaller && larger->count <= larger->inline_slots) {
        remember(thread, pc, before, reinterpret_cast<Word>(larger) | kCacheValue);
    }
    return kFine;
}

Value find_builtin(Thread& thread, const Str& name) {
    if (thread.builtins_override != nullptr) {
        if (const Value* place = dict_find_name(*thread.builtins_override, name)) return *place;
    }
    return builtin_find(name);
}

Completion load_global(Thread& thread, const u32* pc, Dict& globals, Str& name) {
    if (const Value* place = dict_find_name(globals, name)) {
        remember(thread, pc, &globals, reinterpret_cast<Word>(place) | kCachePlace);
        return *place;
    }
    const Value found = find_builtin(thread, name);
    if (!found) return raise_format(thread, name_error_type, "name '%q' isn't defined", Value(&name.header));
    if (found.is_object()) remember(thread, pc, &globals, found.word() | kCacheValue);
    return found;
}

}  // namespace kinglet::runtime
