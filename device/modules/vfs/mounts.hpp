// The mount table of the running Python: which filesystem object, written in C++ or in Python, a path belongs
// to. It lies on the heap and ends with the thread. os, open() and import reach files through it.
#pragma once

#include "device/fs/mount_table.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::modules {

/// One mounted filesystem.
struct MountPoint {
    runtime::Object header;
    runtime::Value path;    // bytes, so in RAM: what mount.path shows
    runtime::Value system;  // the filesystem's object
    fs::Mount mount;

    static MountPoint& of(fs::Mount& mount);
};

/// Where a path of Python leads.
struct Target {
    fs::Where where = fs::Where::Nowhere;
    MountPoint* point = nullptr;  // if it is mounted
    runtime::Value rest;          // the path inside of the filesystem
};

/// The table; nullptr: nothing was ever mounted.
fs::MountTable* mount_table(runtime::Thread&);
runtime::Raised find_target(runtime::Thread&, runtime::Value path, Target& target);

/// vfs.mount(system, path): calls system.mount(read_only, make); OSError(EPERM) if the path is taken.
runtime::Raised mount(runtime::Thread&, runtime::Value system, runtime::Value path, runtime::Value read_only,
                      runtime::Value make);
/// vfs.umount: by path or by object; OSError(EINVAL).
runtime::Raised unmount(runtime::Thread&, runtime::Value path_or_system);

/// Calls a method of a filesystem object.
runtime::Completion call_system(runtime::Thread&, const MountPoint&, runtime::Str& method,
                                const runtime::Value* arguments, u32 count);

/// For Thread::files: import and open() through the mount table.
extern const runtime::FileAccess file_access;

}  // namespace kinglet::modules
