// Whole files, read and written.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/integers.hpp"

namespace kinglet::host {

/// Appends what the file has; false with `error` set.
[[nodiscard]] bool read_bytes(const std::string& path, std::vector<u8>& bytes, std::string& error);
/// Replaces the file; false with `error` set.
[[nodiscard]] bool write_bytes(const std::string& path, std::span<const u8> bytes, std::string& error);

}  // namespace kinglet::host
