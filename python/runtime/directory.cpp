// dir(): the names of an object's attributes.
#include "python/runtime/class.hpp"
#include "python/runtime/flash_names.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::runtime {

namespace {

bool is_less(const Str& left, const Str& right) {
    const usize common = left.length() < right.length() ? left.length() : right.length();
    const int order = flash_compare(left.data(), right.data(), common);
    return order != 0 ? order < 0 : left.length() < right.length();
}

/// Puts a name where it belongs in the sorted list, once.
Raised add(Thread& thread, List& names, const Str& name) {
    u32 low = 0, high = names.count;
    while (low < high) {
        const u32 middle = (low + high) / 2;
        const Str& other = *names.items[middle].as<Str>();
        if (&other == &name) return kFine;
        if (is_less(other, name)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    TRY(list_append(thread, names, kNone));
    for (u32 i = names.count - 1; i > low; --i) names.items[i] = names.items[i - 1];
    names.items[low] = Value(&name.header);
    return kFine;
}

Raised add_dict(Thread& thread, List& names, const Dict& dict) {
    u32 position = 0;
    while (const DictEntry* entry = dict_next(dict, position)) {
        if (is_exactly(entry->key, str_type)) TRY(add(thread, names, *entry->key.as<Str>()));
    }
    return kFine;
}

Raised add_table(Thread& thread, List& names, const Attribute* attributes, u32 count) {
    for (u32 i = 0; i < count; ++i) TRY(add(thread, names, *attributes[i].name));
    return kFine;
}

/// What a module computes is in no table, but its names are among those in flash.
Raised add_computed(Thread& thread, List& names, const BuiltinModule& module) {
    if (module.get_attribute == nullptr) return kFine;
    for (const Str* each = nullptr; (each = next_flash_name(each)) != nullptr;) {
        bool found = false;
        TRY(module.get_attribute(thread, const_cast<Str&>(*each), found));
        if (found) TRY(add(thread, names, *each));
    }
    return kFine;
}

Raised add_classes(Thread& thread, List& names, const Type& type) {
    MroWalk walk(type);
    while (const Type* each = walk.next()) {
        if (each->dict() != nullptr) {
            TRY(add_dict(thread, names, *each->dict()));
        } else {
            TRY(add_table(thread, names, each->attributes, each->attribute_count));
        }
    }
    return kFine;
}

}  // namespace

Completion list_attributes(Thread& thread, Value object) {
    List* names = list_create(thread, nullptr, 0);
    if (names == nullptr) return Value();
    const Type& type = type_of(object);
    if (is_exactly(object, module_type)) {
        TRY(add_dict(thread, *names, *object.as<Module>()->globals));
        return Value(&names->header);
    }
    TRY(add(thread, *names, *name<"__class__">));
    if (is_exactly(object, builtin_module_type)) {
        const BuiltinModule& module = *object.as<BuiltinModule>();
        TRY(add(thread, *names, *name<"__name__">));
        TRY(add_table(thread, *names, module.attributes, module.attribute_count));
        TRY(add_computed(thread, *names, module));
        return Value(&names->header);
    }
    if (type.flags & kIsTypeType) {
        TRY(add(thread, *names, *name<"__name__">));
        TRY(add_classes(thread, *names, *object.as<Type>()));
        return Value(&names->header);
    }
    if (type.flags & kHasAttributes) {
        TRY(add(thread, *names, *name<"__dict__">));
        const u32 count = instance_attribute_count(*object.as_object());
        for (u32 slot = 0; slot < count; ++slot) {
            TRY(add(thread, *names, *instance_attribute_name(*object.as_object(), slot)));
        }
    }
    TRY(add_classes(thread, *names, type));
    return Value(&names->header);
}

}  // namespace kinglet::runtime
