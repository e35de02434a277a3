// A filesystem of device/fs as a Python object: the base of VfsPosix, VfsLfs2 ..., with all their methods.
// A kind of filesystem is a type that derives from file_system_type and makes the objects; its file defines
// a FileSystemKind, and the program lists it (kinglet_file_systems in cmake/modules.cmake).
#pragma once

#include "device/fs/file_system.hpp"
#include "python/runtime/object.hpp"

namespace kinglet::modules {

/// How every filesystem object begins. The filesystem itself lies behind, or is the program's own.
struct FileSystemObject {
    runtime::Object header;
    fs::FileSystem* system;
    bool is_read_only;  // mounted so
    bool calls_python;  // its device is an object of Python
};

extern const runtime::Type file_system_type;

/// The filesystem behind an object; nullptr: it is not one of ours (but perhaps a filesystem written in
/// Python).
fs::FileSystem* file_system_of(runtime::Value value);

struct FileSystemKind {
    const runtime::Type* type;  // an attribute of vfs by its name
    /// Makes a filesystem of a block device (an object with readblocks, writeblocks and ioctl) if it holds
    /// one of this kind, for vfs.mount(device, path); kUndefined if not. nullptr: lives on no device.
    runtime::Completion (*recognise)(runtime::Thread&, runtime::Value device);
};

/// The kinds that the program has; made by the build.
extern const FileSystemKind* const file_system_kinds[];
extern const u32 file_system_kind_count;

}  // namespace kinglet::modules
