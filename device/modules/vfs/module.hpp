// The functions of vfs, which os has under their older place too.
#pragma once

#include "python/runtime/call.hpp"

namespace kinglet::modules {

extern const runtime::NativeFunction mount_function;
extern const runtime::NativeFunction umount_function;

}  // namespace kinglet::modules
