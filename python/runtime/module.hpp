// Modules: builtin ones are constants in flash (a name and a sorted-by-nothing table of attributes), others
// have a namespace dict.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

/// A module with a namespace. A builtin module whose attributes may be changed by the user gets one on the
/// first change.
struct Module {
    Object header;
    Str* name;
    Dict* globals;
};

/// A module written in C++. `foo.cpp` in python/stdlib or device/modules defines `const BuiltinModule
/// foo_module`; the build makes the table.
struct BuiltinModule {
    Object header;
    const Str* name;
    const Attribute* attributes;
    u32 attribute_count;
    /// Attributes that are computed (sys.path ...): as Slots::get_attribute; nullptr: none.
    Completion (*get_attribute)(Thread&, Str& name, bool& found);
    /// Attributes that can be set; nullptr: none.
    Raised (*set_attribute)(Thread&, Str& name, Value value, bool& found);
};

extern const Type module_type;
extern const Type builtin_module_type;

/// Every builtin module; defined by the generated registry of the program.
extern const BuiltinModule* const builtin_modules[];
extern const u32 builtin_module_count;

/// A module frozen into the program.
struct FrozenModule {
    const char* name;  // dotted
    const Object* code;
    u32 is_package;
};
extern const FrozenModule frozen_modules[];
extern const u32 frozen_module_count;

/// A module with an empty namespace but for __name__; not in sys.modules yet. nullptr with MemoryError
/// raised.
Module* module_create(Thread&, Str& name);

/// The code of a file, compiled as it is read (Thread::files); OSError. `file` is interned.
Completion compile_file(Thread&, Str& file);

/// import name (dotted), with `level` dots; `from_list` a tuple of names or None: as __import__.
Completion import_module(Thread&, Str& name, Value from_list, u32 level, Dict* globals);
/// The module's attribute, or its submodule.
Completion import_from(Thread&, Value module, Str& name);
Raised import_star(Thread&, Value module, Dict& target);

}  // namespace kinglet::runtime
