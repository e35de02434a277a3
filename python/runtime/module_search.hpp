// Where a module comes from: what is loaded already, the builtin modules, the frozen ones, files.
#pragma once

#include "python/runtime/module.hpp"

namespace kinglet::runtime {

/// One module, whose parent package (0: it has none) is loaded already; `last_begin` is where the last part
/// of its dotted name begins. kUndefined if there is no such module. `is_new`: it was loaded now.
Completion load_module(Thread&, Str& full_name, usize last_begin, Value parent, bool& is_new);

}  // namespace kinglet::runtime
