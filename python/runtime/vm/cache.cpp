#include "python/runtime/vm/cache.hpp"

#include "base/attributes.hpp"
#include "python/runtime/builtins/builtins.hpp"
#include "python/runtime/call.hpp"
#include "python/runtime/class.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/property.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::runtime {

CacheEntry inline_cache[kCacheEntries] IRAM_DATA;

namespace {

/// The entries used since everything was forgotten, so that forgetting little costs little: while a module
/// defines its names each of them flushes.
constexpr u32 kFewEntries = 16;
CacheEntry* used_entries[kFewEntries];
u32 used_count = kFewEntries + 1;  // instruction RAM begins as rubbish

void fill(CacheEntry& entry, const u32* pc, const void* key, Word payload) {
    if (entry.pc == nullptr && used_count <= kFewEntries) {
        if (used_count < kFewEntries) used_entries[used_count] = &entry;
        ++used_count;
    }
    entry = {pc, key, payload};
}

/// True for a data descriptor or something that might be one: it goes before the instance's attributes.
bool may_be_data_descriptor(Value value) {
    return !is_plain_attribute(value) && !is_method(value);
}

/// The tag, in the place of an instruction, of an entry that belongs to a name: odd, and so the address of no
/// instruction; together with the key it says the name.
const u32* tag_of(const void* key, const Str& name, Word kind = 1) {
    const Word mixed = reinterpret_cast<Word>(&name) ^ reinterpret_cast<Word>(key) >> 3;
    return reinterpret_cast<const u32*>((mixed & ~Word{3}) | kind);
}

/// The function that a property calls to be read, if a frame is all that it takes; else 0.
Value quick_getter(Value value) {
    if (!is_exactly(value, property_type)) return Value();
    const Value getter = value.as<Property>()->getter;
    if (!is_exactly(getter, function_type)) return Value();
    return takes_just(*getter.as<Function>(), 1) ? getter : Value();
}

bool has_plain_instances(const Type& type) {
    constexpr u32 kBoth = kIsHeapType | kHasAttributes;
    return (type.flags & kBoth) == kBoth && has_slots_in_front(type);
}

/// Where the class attribute lies that decides, for a value of a class or of a builtin type without attribute
/// slots of its own. False if looking it up is not that simple.
bool find_on_class(const Type& type, const Str& name, const Value*& found) {
    if (type.flags & kIsHeapType) {
        if (class_find(type, *runtime::name<"__getattribute__">)) return false;
    } else if (type.slots->get_attribute != nullptr) {
        return false;
    }
    found = class_find_place(type, name);
    return true;
}

/// Remembers what get_attribute has found to be there, if it is one of the plain cases. `self` as in
/// load_attribute.
void learn(const u32* pc, Value object, const Str& name, bool wants_method) {
    const Shape* shape = object.as_object()->shape;
    const Type& type = *shape->type;
    const Value* found;
    if (type.flags & kIsTypeType || !find_on_class(type, name, found)) return;
    if (found != nullptr && may_be_data_descriptor(*found)) {
        const Value getter = wants_method ? Value() : quick_getter(*found);
        if (getter) cache_remember(pc, shape, getter.word() | kCacheSpecial);
        return;
    }
    if (type.flags & kHasAttributes) {
        const i32 slot = (type.flags & kIsHeapType) ? shape_find(shape, name) : 0;
        if (!has_plain_instances(type)) return;
        if (slot >= 0) {
            cache_remember(pc, shape, static_cast<Word>(slot) * sizeof(Value) | kCacheSlot);
            return;
        }
    }
    if (found == nullptr) return;
    if (!is_method(*found)) {
        cache_remember(pc, shape, reinterpret_cast<Word>(found) | kCachePlace);
    } else if (wants_method) {
        cache_remember(pc, shape, found->word() | kCacheMethod);
    }
}

/// The place of an attribute of a class that is handed out as it is, or nullptr.
const Value* find_in_class(const Type& type, const Str& name) {
    if (&name == runtime::name<"__bases__">) return nullptr;  // computed
    const Value* place = class_find_place(type, name);
    return place != nullptr && (is_method(*place) || is_plain_attribute(*place)) ? place : nullptr;
}

/// The place of an attribute that a module or a class (without a metaclass) itself has, or nullptr.
const Value* find_in_namespace(Value module, const Str& name) {
    if (is_exactly(module, module_type)) return dict_find_name(*module.as<Module>()->globals, name);
    if (is_exactly(module, type_type)) return find_in_class(*module.as<Type>(), name);
    if (!is_exactly(module, builtin_module_type)) return nullptr;
    const BuiltinModule& builtin = *module.as<BuiltinModule>();
    for (u32 i = 0; i < builtin.attribute_count; ++i) {
        if (builtin.attributes[i].name == &name) return &builtin.attributes[i].value;
    }
    return nullptr;
}

}  // namespace

bool is_method(Value value) {
    if (is_exactly(value, function_type)) return true;
    return is_exactly(value, native_function_type) && value.as<NativeFunction>()->self_type != nullptr;
}

bool is_plain_attribute(Value value) {
    if (!value.is_object()) return true;
    const Type& type = value.as_object()->type();
    if (type.flags & kIsHeapType) {
        return builtin_base(type).slots->descriptor_get == nullptr && !class_find(type, *name<"__get__">) &&
               !class_find(type, *name<"__set__">) && !class_find(type, *name<"__delete__">);
    }
    return type.slots->descriptor_get == nullptr && !is_exactly(value, function_type) &&
           !is_exactly(value, native_function_type);
}

Value class_find_cached(const Type& type, const Str& name) {
    const u32* const tag = tag_of(&type, name);
    if (const CacheEntry* entry = cache_find(tag, &type)) return Value::from_word(entry->payload);
    const Value found = class_find(type, name);
    if (!found || is_method(found)) cache_remember(tag, &type, found.word());
    return found;
}

Value class_find_after_cached(const Type& type, const Type& after, const Str& name) {
    // The kind of tag keeps it apart from what is looked for from the start.
    const u32* const tag = tag_of(&type, name, 3);
    if (const CacheEntry* entry = cache_find(tag, &after)) return Value::from_word(entry->payload);
    const Value found = class_find_after(type, after, name);
    if (!found || is_method(found)) cache_remember(tag, &after, found.word());
    return found;
}

i32 shape_find_cached(const Shape* shape, const Str& name) {
    const u32* const tag = tag_of(shape, name);
    if (const CacheEntry* entry = cache_find(tag, shape)) return static_cast<i32>(entry->payload);
    const i32 slot = shape_find(shape, name);
    cache_remember(tag, shape, static_cast<Word>(static_cast<SignedWord>(slot)));
    return slot;
}

void cache_remember(const u32* pc, const void* key, Word payload) {
    CacheEntry& first = *cache_first(pc);
    CacheEntry& second = *cache_second(pc);
    if (first.pc == pc && first.key == key) {
        first.payload = payload;
    } else if (second.pc == pc && second.key == key) {
        second.payload = payload;
    } else {
        // The older one gives way, and a free place goes first.
        if (first.pc != nullptr) fill(second, first.pc, first.key, first.payload);
        fill(first, pc, key, payload);
    }
}

void Thread::flush_caches() {
    if (used_count > kFewEntries) {
        for (CacheEntry& entry : inline_cache) entry.pc = nullptr;
    } else {
        for (u32 i = 0; i < used_count; ++i) used_entries[i]->pc = nullptr;
    }
    used_count = 0;
}

Completion load_attribute(Thread& thread, const u32* pc, Value object, Str& name, Value* self) {
    if (is_exactly(object, super_type))  // made for this once
        return self != nullptr ? get_method(thread, object, name, *self)
                               : get_attribute(thread, object, name);
    if (object.is_object()) {
        if (const Value* place = find_in_namespace(object, name)) {
            cache_remember(pc, object.as_object(), reinterpret_cast<Word>(place) | kCachePlace);
            if (self != nullptr) *self = kUndefined;
            return *place;
        }
    }
    const Completion outcome =
        self != nullptr ? get_method(thread, object, name, *self) : get_attribute(thread, object, name);
    if (!outcome.is_raised() && object.is_object()) learn(pc, object, name, self != nullptr);
    return outcome;
}

Raised store_attribute(Thread& thread, const u32* pc, Value object, Str& name, Value value) {
    const Shape* before = object.is_object() ? object.as_object()->shape : nullptr;
    TRY(set_attribute(thread, object, name, value));
    if (before == nullptr) return kFine;
    const Shape* shape = object.as_object()->shape;
    const Type& type = *shape->type;
    if (&type == &type_type || &type == &module_type) {
        // The next value may be stored in place if it is no object: then it is no function either.
        Dict* dict = &type == &type_type ? object.as<Type>()->dict() : object.as<Module>()->globals;
        const Value* place = dict == nullptr ? nullptr : dict_find_name(*dict, name);
        if (place != nullptr && is_plain_attribute(*place))
            cache_remember(pc, object.as_object(), reinterpret_cast<Word>(place) | kCachePlace);
        return kFine;
    }
    if (!has_plain_instances(type) || class_find(type, *runtime::name<"__setattr__">)) return kFine;
    const Value on_class = class_find(type, name);
    if (on_class && may_be_data_descriptor(on_class)) return kFine;
    const i32 slot = shape_find(shape, name);
    if (slot < 0) return kFine;
    if (before == shape) {
        cache_remember(pc, shape, static_cast<Word>(slot) * sizeof(Value) | kCacheSlot);
        return kFine;
    }
    // The attribute was added, as an __init__ does for every new object: the next one of the old shape goes
    // the same way.
    const auto* larger = reinterpret_cast<const InstanceShape*>(shape);
    const bool was_root = before == &type.root;
    const auto* smaller = reinterpret_cast<const InstanceShape*>(before);
    if (!was_root && larger->parent == smaller && larger->count <= larger->inline_slots) {
        cache_remember(pc, before, reinterpret_cast<Word>(larger) | kCacheSpecial);
    }
    return kFine;
}

const Value* find_builtin(Thread& thread, const Str& name) {
    if (thread.builtins_override != nullptr) {
        if (const Value* place = dict_find_name(*thread.builtins_override, name)) return place;
    }
    return builtin_place(name);
}

Completion load_global(Thread& thread, const u32* pc, Dict& globals, Str& name) {
    const Value* place = dict_find_name(globals, name);
    if (place == nullptr) place = find_builtin(thread, name);
    if (place == nullptr) return load_missing(thread, name);
    cache_remember(pc, &globals, reinterpret_cast<Word>(place) | kCachePlace);
    return *place;
}

}  // namespace kinglet::runtime
