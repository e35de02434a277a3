#include "host/files/image_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace kinglet::host {

bool ImageFile::exists() const {
    return access(path_.c_str(), F_OK) == 0;
}

bool ImageFile::read(std::string& error) {
    std::FILE* file = std::fopen(path_.c_str(), "rb");
    if (file == nullptr) {
        error = std::strerror(errno);
        return false;
    }
    bytes_.clear();
    u8 part[65536];
    for (usize count; (count = std::fread(part, 1, sizeof part, file)) != 0;)
        bytes_.insert(bytes_.end(), part, part + count);
    const bool failed = std::ferror(file) != 0;
    if (failed) error = std::strerror(errno);
    std::fclose(file);
    return !failed;
}

bool ImageFile::replace(std::string& error) {
    // Behind a link the file itself is replaced.
    char* const real = realpath(path_.c_str(), nullptr);
    const std::string target = real != nullptr ? real : path_;
    std::free(real);
    std::string temporary = target + ".XXXXXX";
    const int file = mkstemp(temporary.data());
    bool fine = file >= 0;
    usize at = 0;
    while (fine && at < bytes_.size()) {
        const ssize_t count = write(file, bytes_.data() + at, bytes_.size() - at);
        fine = count > 0 || (count < 0 && errno == EINTR);
        if (count > 0) at += static_cast<usize>(count);
    }
    struct stat status;
    const mode_t mask = umask(0);
    umask(mask);
    const mode_t mode = stat(target.c_str(), &status) == 0 ? status.st_mode & 07777 : 0666 & ~mask;
    fine = fine && fchmod(file, mode) == 0 && fsync(file) == 0;
    if (file >= 0) fine = close(file) == 0 && fine;
    fine = fine && rename(temporary.c_str(), target.c_str()) == 0;
    if (fine) return true;
    error = std::strerror(errno);
    if (file >= 0) unlink(temporary.c_str());
    return false;
}

}  // namespace kinglet::host
