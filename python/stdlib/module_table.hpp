// What every module of this folder needs to describe itself. A module is one file, foo.cpp, that defines the
// constant `foo_module`; the build puts it into the table of the program (cmake/modules.cmake).
//
//   constinit const NativeFunction sqrt_function = native(name<"sqrt">, math_sqrt);
//   constinit const Attribute attributes[] = {{name<"sqrt">, &sqrt_function.header}};
//   extern const BuiltinModule math_module;
//   constinit const BuiltinModule math_module = builtin_module(name<"math">, attributes);
#pragma once

#include "python/runtime/call.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::stdlib {

/// False on the chip: there modules leave out what is asked for rarely.
inline constexpr bool kHasRoom = sizeof(runtime::Word) > sizeof(u32);

template <usize Count>
struct AttributeTable {
    runtime::Attribute entries[Count];
};

/// The attributes of a module, of which the last `Rare` take part only where there is room. `all` must be
/// constexpr: what no table names is not linked.
template <usize Rare, usize Count>
constexpr auto attribute_table(const runtime::Attribute (&all)[Count]) {
    AttributeTable<kHasRoom ? Count : Count - Rare> table{};
    for (usize i = 0; i < std::size(table.entries); ++i) table.entries[i] = all[i];
    return table;
}

template <usize Count>
constexpr runtime::BuiltinModule builtin_module(
    const runtime::Str* module_name, const runtime::Attribute (&attributes)[Count],
    runtime::Completion (*get)(runtime::Thread&, runtime::Str&, bool&) = nullptr,
    runtime::Raised (*set)(runtime::Thread&, runtime::Str&, runtime::Value, bool&) = nullptr) {
    return {{&runtime::builtin_module_type.root}, module_name, attributes, Count, get, set};
}

}  // namespace kinglet::stdlib
