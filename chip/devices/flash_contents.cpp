#include "chip/devices/flash_contents.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include "soc/esp8266/flash.hpp"

namespace kinglet::chip {

namespace {

/// Closes on the way out; a mapping survives its descriptor.
struct Descriptor {
    int number;
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
};

std::string failure(const std::string& path, const char* what, int error) {
    return path + ": " + what + ": " + std::strerror(error);
}

/// Makes the new file as long as the flash, erased. Blocks are reserved first: a write into a mapped hole of
/// a full disk would kill the process instead of reporting an error.
bool fill_erased(int file, u32 size, int& error) {
    error = ::posix_fallocate(file, 0, size);
    if (error) return false;
    u8 blank[4096];
    std::memset(blank, 0xFF, sizeof blank);
    for (u32 done = 0; done < size;) {
        const ssize_t written = ::pwrite(file, blank, sizeof blank, done);
        if (written <= 0) {
            error = written < 0 ? errno : EIO;
            return false;
        }
        done += static_cast<u32>(written);
    }
    return true;
}

}  // namespace

bool FlashContents::is_possible_size(u64 size) {
    return size >= soc::flash::kMinimumSize && size <= soc::flash::kMaximumSize && (size & (size - 1)) == 0;
}

FlashContents::FlashContents(u8* data, u32 size, bool is_file, std::string path)
    : data_(data), size_(size), is_file_(is_file), path_(std::move(path)) {}

FlashContents::~FlashContents() {
    ::munmap(data_, size_);
}

std::unique_ptr<FlashContents> FlashContents::in_memory(u32 size) {
    if (!is_possible_size(size)) return nullptr;
    void* data = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (data == MAP_FAILED) return nullptr;
    std::memset(data, 0xFF, size);
    return std::unique_ptr<FlashContents>(
        new (std::nothrow) FlashContents(static_cast<u8*>(data), size, false, std::string()));
}

std::unique_ptr<FlashContents> FlashContents::of_file(const std::string& path, u32 size, std::string& error) {
    if (size && !is_possible_size(size)) {
        error = path + ": a flash has 512 KiB to 16 MiB, and a power of two of them";
        return nullptr;
    }
    Descriptor file{::open(path.c_str(), O_RDWR | O_CLOEXEC)};
    if (file.number < 0 && errno == ENOENT && size) {
        file.number = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        int code = errno;
        if (file.number >= 0 && !fill_erased(file.number, size, code)) {
            error = failure(path, "cannot create the flash", code);
            ::unlink(path.c_str());
            return nullptr;
        }
    }
    if (file.number < 0) {
        error = failure(path, "cannot open the flash", errno);
        return nullptr;
    }
    struct stat facts;
    if (::fstat(file.number, &facts) != 0) {
        error = failure(path, "cannot read the flash's size", errno);
        return nullptr;
    }
    const u64 length = static_cast<u64>(facts.st_size);
    if (!S_ISREG(facts.st_mode) || !is_possible_size(length) || (size && length != size)) {
        error = path + ": not a flash of " +
                (size ? std::to_string(size) + " bytes" : std::string("any known size")) + " (it has " +
                std::to_string(length) + ")";
        return nullptr;
    }
    void* data = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, file.number, 0);
    if (data == MAP_FAILED) {
        error = failure(path, "cannot map the flash", errno);
        return nullptr;
    }
    return std::unique_ptr<FlashContents>(
        new (std::nothrow) FlashContents(static_cast<u8*>(data), static_cast<u32>(length), true, path));
}

bool FlashContents::sync(std::string& error) {
    if (!is_file_ || ::msync(data_, size_, MS_SYNC) == 0) return true;
    error = failure(path_, "cannot write the flash", errno);
    return false;
}

}  // namespace kinglet::chip
