// The desktop's filesystem for import, and reading whole files.
#pragma once

#include <string>

#include "python/runtime/thread.hpp"

namespace kinglet::host {

/// For Thread::files.
extern const runtime::ImportFiles host_files;

/// The bytes of a file; false with errno set.
bool read_file(const std::string& path, std::string& contents);

}  // namespace kinglet::host
