// The names that every program finds without an import. builtins.def lists them all; the functions lie in the
// files of their families.
#pragma once

#include "python/runtime/call.hpp"

namespace kinglet::runtime {

/// Where the builtin of this interned name lies, or nullptr. Names that were added at run time
/// (Thread::builtins_override) are the caller's to look for first. Never allocates.
const Value* builtin_place(const Str& name);
/// The builtin itself, or 0.
Value builtin_find(const Str& name);

/// The Python function running now, whose names globals() and locals() show.
Dict* current_globals(Thread&);

#define KINGLET_FUNCTION(id) extern const NativeFunction id##_function;
#define KINGLET_TYPE(id, type)
#define KINGLET_VALUE(id, value)
#include "python/runtime/builtins/builtins.def"
#undef KINGLET_FUNCTION
#undef KINGLET_TYPE
#undef KINGLET_VALUE

/// Walks the builtins for dir(): `position` starts at 0; nullptr at the end.
const Attribute* builtin_next(u32& position);

}  // namespace kinglet::runtime
