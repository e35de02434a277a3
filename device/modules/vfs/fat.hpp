// VfsFat: the filesystem of SD cards as a Python class.
#pragma once

#include "device/modules/vfs/file_system_object.hpp"

namespace kinglet::modules {

extern const FileSystemKind fat_kind;

}  // namespace kinglet::modules
