// The desktop's filesystem in Python: vfs.VfsPosix.
#pragma once

#include "python/runtime/thread.hpp"

namespace kinglet::host {

/// Mounts all of the desktop's filesystem on '/', and makes it current.
runtime::Raised mount_desktop(runtime::Thread&);

}  // namespace kinglet::host
