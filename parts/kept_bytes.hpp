// The bytes of a memory that is kept in a file between runs.
#pragma once

#include <string>
#include <vector>

#include "base/integers.hpp"

namespace kinglet::parts {

/// Reads the file over the beginning of `bytes`; a file that does not exist leaves them as they are. False
/// with `error` set when it cannot be read or is longer.
[[nodiscard]] bool load_bytes(const std::string& path, std::vector<u8>& bytes, std::string& error);
[[nodiscard]] bool save_bytes(const std::string& path, const std::vector<u8>& bytes, std::string& error);

}  // namespace kinglet::parts
