// Reading whole files of the desktop.
#pragma once

#include <string>

namespace kinglet::host {

/// The bytes of a file; false with errno set.
bool read_file(const std::string& path, std::string& contents);

}  // namespace kinglet::host
