// Makers for the constants that describe a builtin type. Everything is constant-initialised and lies in
// flash.
//
//   constinit const Type list_type = builtin_type(list_type, name<"list">, list_slots, sizeof(List),
//   list_attributes, kIsListType);
#pragma once

#include "python/runtime/call.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/object.hpp"

namespace kinglet::runtime {

/// What a create function returned: the object, or 'raised' for nullptr.
template <typename T>
Completion or_raised(const T* object) {
    return reinterpret_cast<const Object*>(object);
}

/// `self` is the type that is being defined. `size` 0: see Slots::size.
constexpr Type builtin_type(const Type& self, const Str* type_name, const Slots& slots, u32 size,
                            u32 flags = 0, const Type& base = object_type) {
    return {{&type_type.root}, {&self}, type_name, &slots, &base, nullptr, 0, flags, size};
}

/// The same with a table of methods and attributes.
template <usize Count>
constexpr Type builtin_type(const Type& self, const Str* type_name, const Slots& slots, u32 size,
                            const Attribute (&attributes)[Count], u32 flags = 0,
                            const Type& base = object_type) {
    return {{&type_type.root}, {&self}, type_name, &slots, &base, attributes, Count, flags, size};
}

}  // namespace kinglet::runtime
