// Paths that come from Python, as filesystems want them: zero-ended and in RAM.
#pragma once

#include <string_view>

#include "python/runtime/object.hpp"

namespace kinglet::modules {

/// The path, in RAM, with a zero behind it; it lives as long as something refers to `keeper`. TypeError for
/// what is neither str nor bytes, ValueError for a zero in it.
runtime::Raised path_text(runtime::Thread&, runtime::Value path, std::string_view& text,
                          runtime::Value& keeper);

}  // namespace kinglet::modules
