// What the os module has only in some programs (getenv, system ... of the desktop). Defined once per program.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::modules {

/// As BuiltinModule::get_attribute; called for what os does not have itself.
runtime::Completion os_get_attribute(runtime::Thread&, runtime::Str& attribute, bool& found);

}  // namespace kinglet::modules
