// Between str.cpp and str_methods.cpp: the table of methods.
#pragma once

#include <string_view>

#include "python/runtime/object.hpp"

namespace kinglet::runtime {

inline constexpr u32 kStrAttributeCount = 47;
extern const Attribute str_attributes[kStrAttributeCount];

/// str.format(*args, **kwargs).
Completion str_format(Thread&, const Arguments&);
Completion str_format_map(Thread&, Value self, Value mapping);

/// The quote that repr puts around a text: ' unless there is a ' and no " in it.
char quote_for(std::string_view text);

}  // namespace kinglet::runtime
