#include "host/kinglet/files.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace kinglet::host {

bool read_bytes(const std::string& path, std::vector<u8>& bytes, std::string& error) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) {
        error = "can't open " + path + ": " + std::strerror(errno);
        return false;
    }
    u8 buffer[65536];
    usize count;
    while ((count = std::fread(buffer, 1, sizeof buffer, file)) != 0)
        bytes.insert(bytes.end(), buffer, buffer + count);
    const bool failed = std::ferror(file) != 0;
    if (failed) error = "can't read " + path + ": " + std::strerror(errno);
    std::fclose(file);
    return !failed;
}

bool write_bytes(const std::string& path, std::span<const u8> bytes, std::string& error) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) {
        error = "can't open " + path + ": " + std::strerror(errno);
        return false;
    }
    bool failed = std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size();
    failed |= std::fclose(file) != 0;
    if (failed) error = "can't write " + path + ": " + std::strerror(errno);
    return !failed;
}

}  // namespace kinglet::host
