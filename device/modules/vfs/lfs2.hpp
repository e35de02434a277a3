// VfsLfs2: the flash filesystem as a Python class.
#pragma once

#include "device/modules/vfs/file_system_object.hpp"

namespace kinglet::modules {

extern const FileSystemKind lfs2_kind;

}  // namespace kinglet::modules
