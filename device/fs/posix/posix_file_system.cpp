#include "device/fs/posix/posix_file_system.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>
#include <string>

namespace kinglet::fs {

namespace {

Errno last_error() {
    return static_cast<Errno>(errno);
}

Errno outcome(int result) {
    return result < 0 ? last_error() : Errno::None;
}

class PosixFile final : public File {
  public:
    PosixFile(int number, bool is_regular) : number_(number), reads_ahead_(is_regular) {}

  private:
    /// A regular file is read in blocks, so that taking it byte by byte costs no call of the system each.
    Errno do_read(std::span<u8> into, usize& count) override {
        count = 0;
        if (begin_ == end_) {
            if (!reads_ahead_ || into.size() >= sizeof block_)
                return transfer(into.data(), into.size(), count);
            usize filled = 0;
            const Errno error = transfer(block_, sizeof block_, filled);
            if (error != Errno::None) return error;
            begin_ = 0;
            end_ = filled;
        }
        count = end_ - begin_ < into.size() ? end_ - begin_ : into.size();
        std::memcpy(into.data(), block_ + begin_, count);
        begin_ += count;
        return Errno::None;
    }

    Errno do_write(std::span<const u8> bytes, usize& count) override {
        count = 0;
        Errno error = forget_block();
        if (error != Errno::None) return error;
        ssize_t taken;
        do taken = ::write(number_, bytes.data(), bytes.size());
        while (taken < 0 && errno == EINTR);
        if (taken >= 0) count = static_cast<usize>(taken);
        return outcome(static_cast<int>(taken < 0 ? -1 : 0));
    }

    Errno do_seek(i64 offset, Origin origin, i64& position) override {
        const Errno error = forget_block();
        if (error != Errno::None) return error;
        constexpr int kOrigins[] = {SEEK_SET, SEEK_CUR, SEEK_END};
        position = ::lseek(number_, offset, kOrigins[static_cast<u32>(origin)]);
        return outcome(position < 0 ? -1 : 0);
    }

    Errno do_flush() override {
        // Nothing is held back; what cannot be synced (a terminal) need not be.
        return ::fsync(number_) < 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP ? last_error()
                                                                                             : Errno::None;
    }
    Errno do_close() override { return outcome(::close(number_)); }
    i32 do_number() const override { return number_; }

    Errno transfer(u8* into, usize wanted, usize& count) {
        ssize_t taken;
        do taken = ::read(number_, into, wanted);
        while (taken < 0 && errno == EINTR);
        if (taken < 0) return last_error();
        count = static_cast<usize>(taken);
        return Errno::None;
    }

    /// Back to where the reader is.
    Errno forget_block() {
        const auto unread = static_cast<off_t>(end_ - begin_);
        begin_ = end_ = 0;
        return unread == 0 ? Errno::None : outcome(::lseek(number_, -unread, SEEK_CUR) < 0 ? -1 : 0);
    }

    int number_;
    bool reads_ahead_;
    usize begin_ = 0;  // the unread part of block_
    usize end_ = 0;
    u8 block_[512];
};

class PosixFolder final : public Folder {
  public:
    explicit PosixFolder(DIR* folder) : folder_(folder) {}

  private:
    Errno do_next(Entry& entry) override {
        for (;;) {
            errno = 0;
            const dirent* found = ::readdir(folder_);
            if (found == nullptr) {
                entry = {nullptr, EntryKind::Other, 0, 0};
                return last_error();
            }
            if (std::strcmp(found->d_name, ".") == 0 || std::strcmp(found->d_name, "..") == 0) continue;
            const EntryKind kind = found->d_type == DT_DIR   ? EntryKind::Folder
                                   : found->d_type == DT_REG ? EntryKind::File
                                                             : EntryKind::Other;
            entry = {found->d_name, kind, kUnknownSize, found->d_ino};
            return Errno::None;
        }
    }
    void do_close() override { ::closedir(folder_); }

    DIR* folder_;
};

/// The path as the desktop has it.
std::string on_desktop(const char* root, const char* path) {
    if (path[0] == '/') return std::string(root) + path;
    return path[0] == '\0' ? "." : path;
}

}  // namespace

Errno PosixFileSystem::do_adopt(i32 number, void* room, File*& file) {
    struct stat found;
    if (::fstat(number, &found) != 0) return last_error();
    file = ::new (room) PosixFile(number, S_ISREG(found.st_mode));
    return Errno::None;
}

usize PosixFileSystem::do_file_bytes() const {
    return sizeof(PosixFile);
}
usize PosixFileSystem::do_folder_bytes() const {
    return sizeof(PosixFolder);
}

Errno PosixFileSystem::do_open(const char* path, u32 flags, void* room, File*& file) {
    int how = O_CLOEXEC;
    how |= (flags & kRead) == 0 ? O_WRONLY : (flags & kWrite) != 0 ? O_RDWR : O_RDONLY;
    if ((flags & kCreate) != 0) how |= O_CREAT;
    if ((flags & kExclusive) != 0) how |= O_EXCL;
    if ((flags & kTruncate) != 0) how |= O_TRUNC;
    if ((flags & kAppend) != 0) how |= O_APPEND;
    int number;
    do number = ::open(on_desktop(root_, path).c_str(), how, 0644);
    while (number < 0 && errno == EINTR);
    if (number < 0) return last_error();
    struct stat found;
    if (::fstat(number, &found) == 0 && S_ISDIR(found.st_mode)) {
        ::close(number);
        return Errno::IsFolder;
    }
    return do_adopt(number, room, file);
}

Errno PosixFileSystem::do_open_folder(const char* path, void* room, Folder*& folder) {
    DIR* opened = ::opendir(on_desktop(root_, path).c_str());
    if (opened == nullptr) return last_error();
    folder = ::new (room) PosixFolder(opened);
    return Errno::None;
}

Errno PosixFileSystem::do_status(const char* path, Status& status) {
    struct stat found;
    if (::stat(on_desktop(root_, path).c_str(), &found) != 0) return last_error();
    status.mode = found.st_mode;
    status.inode = found.st_ino;
    status.device = found.st_dev;
    status.links = found.st_nlink;
    status.user = found.st_uid;
    status.group = found.st_gid;
    status.size = static_cast<u64>(found.st_size);
    status.accessed = found.st_atime;
    status.modified = found.st_mtime;
    status.changed = found.st_ctime;
    return Errno::None;
}

Errno PosixFileSystem::do_volume(const char* path, Volume& volume) {
    struct statvfs found;
    if (::statvfs(on_desktop(root_, path).c_str(), &found) != 0) return last_error();
    volume = {found.f_bsize, found.f_frsize, found.f_blocks, found.f_bfree, found.f_bavail,
              found.f_files, found.f_ffree,  found.f_favail, found.f_flag,  found.f_namemax};
    return Errno::None;
}

Errno PosixFileSystem::do_make_folder(const char* path) {
    return outcome(::mkdir(on_desktop(root_, path).c_str(), 0777));
}
Errno PosixFileSystem::do_remove_folder(const char* path) {
    return outcome(::rmdir(on_desktop(root_, path).c_str()));
}
Errno PosixFileSystem::do_remove(const char* path) {
    return outcome(::unlink(on_desktop(root_, path).c_str()));
}
Errno PosixFileSystem::do_rename(const char* from, const char* to) {
    return outcome(std::rename(on_desktop(root_, from).c_str(), on_desktop(root_, to).c_str()));
}
Errno PosixFileSystem::do_set_current(const char* path) {
    return outcome(::chdir(on_desktop(root_, path).c_str()));
}

Errno PosixFileSystem::do_current(std::span<char> path) {
    if (::getcwd(path.data(), path.size()) == nullptr) {
        return errno == ERANGE ? Errno::NameTooLong : last_error();
    }
    const usize length = std::strlen(root_);
    if (std::strncmp(path.data(), root_, length) == 0 && (path[length] == '/' || path[length] == '\0')) {
        std::memmove(path.data(), path.data() + length, std::strlen(path.data() + length) + 1);
    }
    if (path[0] == '\0') std::strcpy(path.data(), "/");
    return Errno::None;
}

Errno PosixFileSystem::do_sync() {
    ::sync();
    return Errno::None;
}

}  // namespace kinglet::fs
