// What every filesystem offers, to Python and to the system itself: open files, folders, and operations on
// paths. No Python here, no allocation: an open file or folder lives in memory that its opener gives, and
// stays usable until it is closed. Nothing is thread-safe; no function may be called in an interrupt.
//
// Paths are UTF-8, zero-ended, in RAM, separated by '/'. One that begins with '/' starts at the root of the
// filesystem, any other at its current folder. Everything that fails says why with an Errno.
#pragma once

#include <span>

#include "base/errno.hpp"

namespace kinglet::fs {

enum OpenFlags : u32 {
    kRead = 1,
    kWrite = 2,
    kCreate = 4,     // if it is not there
    kExclusive = 8,  // with kCreate: Exists if it is
    kTruncate = 16,
    kAppend = 32,  // every write goes to the end
};

enum class Origin : u32 { Start, Current, End };

class File {
  public:
    /// Reads up to `into.size()` bytes; `count` 0 is the end.
    Errno read(std::span<u8> into, usize& count) { return do_read(into, count); }
    /// Writes bytes, which may lie in flash; `count` says how many were taken.
    Errno write(std::span<const u8> bytes, usize& count) { return do_write(bytes, count); }
    /// `position` gets the distance from the start.
    Errno seek(i64 offset, Origin origin, i64& position) { return do_seek(offset, origin, position); }
    /// What was written stays written, whatever happens to the power.
    Errno flush() { return do_flush(); }
    /// Flushes and lets go; the object is gone, also if that failed.
    Errno close() { return do_close(); }
    /// The desktop's number of the file; -1: none.
    i32 number() const { return do_number(); }

  protected:
    ~File() = default;

  private:
    virtual Errno do_read(std::span<u8> into, usize& count) = 0;
    virtual Errno do_write(std::span<const u8> bytes, usize& count) = 0;
    virtual Errno do_seek(i64 offset, Origin origin, i64& position) = 0;
    virtual Errno do_flush() = 0;
    virtual Errno do_close() = 0;
    virtual i32 do_number() const { return -1; }
};

enum class EntryKind : u32 { Other, File, Folder };

inline constexpr u64 kUnknownSize = ~u64{0};

/// One thing in a folder. The name is valid until the next call.
struct Entry {
    const char* name;
    EntryKind kind;
    u64 size;
    u64 inode;
};

class Folder {
  public:
    /// The next entry, '.' and '..' left out; name nullptr at the end.
    Errno next(Entry& entry) { return do_next(entry); }
    void close() { do_close(); }

  protected:
    ~Folder() = default;

  private:
    virtual Errno do_next(Entry& entry) = 0;
    virtual void do_close() = 0;
};

inline constexpr u32 kModeFolder = 0x4000;
inline constexpr u32 kModeFile = 0x8000;

/// What os.stat tells, in its order. Times in seconds since 1970.
struct Status {
    u32 mode = 0;
    u64 inode = 0;
    u64 device = 0;
    u64 links = 0;
    u32 user = 0;
    u32 group = 0;
    u64 size = 0;
    i64 accessed = 0;
    i64 modified = 0;
    i64 changed = 0;
};

/// What os.statvfs tells, in its order.
struct Volume {
    u64 block_bytes = 0;
    u64 fragment_bytes = 0;
    u64 blocks = 0;
    u64 free_blocks = 0;
    u64 available_blocks = 0;
    u64 files = 0;
    u64 free_files = 0;
    u64 available_files = 0;
    u64 flags = 0;
    u64 name_max = 0;
};

class FileSystem {
  public:
    /// Bytes that open() and open_folder() need for the object they make.
    usize file_bytes() const { return do_file_bytes(); }
    usize folder_bytes() const { return do_folder_bytes(); }
    /// `room`: file_bytes() of memory, aligned for a pointer, that stays where it is until the file is
    /// closed.
    Errno open(const char* path, u32 flags, void* room, File*& file) {
        return do_open(path, flags, room, file);
    }
    /// A file that is open already, by the desktop's number; NotSupported elsewhere.
    Errno adopt(i32 number, void* room, File*& file) { return do_adopt(number, room, file); }
    Errno open_folder(const char* path, void* room, Folder*& folder) {
        return do_open_folder(path, room, folder);
    }
    Errno status(const char* path, Status& status) { return do_status(path, status); }
    Errno volume(const char* path, Volume& volume) { return do_volume(path, volume); }
    Errno make_folder(const char* path) { return do_make_folder(path); }
    /// NotEmpty unless it is.
    Errno remove_folder(const char* path) { return do_remove_folder(path); }
    Errno remove(const char* path) { return do_remove(path); }
    /// Takes the place of `to` if that is a file.
    Errno rename(const char* from, const char* to) { return do_rename(from, to); }
    Errno set_current(const char* path) { return do_set_current(path); }
    /// The current folder, zero-ended; NameTooLong.
    Errno current(std::span<char> path) { return do_current(path); }
    /// Everything that was written is on the medium.
    Errno sync() { return do_sync(); }

  protected:
    ~FileSystem() = default;

  private:
    virtual usize do_file_bytes() const = 0;
    virtual usize do_folder_bytes() const = 0;
    virtual Errno do_open(const char* path, u32 flags, void* room, File*& file) = 0;
    virtual Errno do_adopt(i32, void*, File*&) { return Errno::NotSupported; }
    virtual Errno do_open_folder(const char* path, void* room, Folder*& folder) = 0;
    virtual Errno do_status(const char* path, Status& status) = 0;
    virtual Errno do_volume(const char* path, Volume& volume) = 0;
    virtual Errno do_make_folder(const char* path) = 0;
    virtual Errno do_remove_folder(const char* path) = 0;
    virtual Errno do_remove(const char* path) = 0;
    virtual Errno do_rename(const char* from, const char* to) = 0;
    virtual Errno do_set_current(const char* path) = 0;
    virtual Errno do_current(std::span<char> path) = 0;
    virtual Errno do_sync() { return Errno::None; }
};

}  // namespace kinglet::fs
