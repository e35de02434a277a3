// Open files and folders as Python objects, over device/fs. Each carries the memory that the filesystem needs
// for it, and keeps the filesystem alive. The collector closes what nobody closed.
#pragma once

#include "device/fs/file_system.hpp"
#include "python/runtime/stream.hpp"

namespace kinglet::modules {

/// What open() was asked for.
struct OpenMode {
    u32 flags = 0;  // fs::OpenFlags
    bool is_text = true;
};

/// 'r', 'wb', 'a+' ...; ValueError.
runtime::Raised parse_open_mode(runtime::Thread&, runtime::Value mode, OpenMode& result);

/// Opens a file of `system`, whose object is `owner`, or with `path` nullptr takes the desktop's file
/// `number`. A stream; OSError.
runtime::Completion file_open(runtime::Thread&, runtime::Value owner, fs::FileSystem& system,
                              const char* path, OpenMode mode, i32 number = -1);

/// An iterator over the entries of a folder: tuples (name, kind, inode), and the size where it is known.
/// `as_bytes`: names are bytes.
runtime::Completion folder_open(runtime::Thread&, runtime::Value owner, fs::FileSystem& system,
                                const char* path, bool as_bytes);

}  // namespace kinglet::modules
