// The kinds of filesystems that the firmware has, and what os has there beyond every program's.
#include "device/modules/os/platform.hpp"
#include "device/modules/vfs/fat.hpp"
#include "device/modules/vfs/file_system_object.hpp"
#include "device/modules/vfs/lfs2.hpp"

namespace kinglet::modules {

constinit const FileSystemKind* const file_system_kinds[] = {&fat_kind, &lfs2_kind};
constinit const u32 file_system_kind_count = 2;

runtime::Completion os_get_attribute(runtime::Thread&, runtime::Str&, bool& found) {
    found = false;
    return runtime::kNone;
}

}  // namespace kinglet::modules
