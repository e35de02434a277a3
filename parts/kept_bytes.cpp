#include "parts/kept_bytes.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace kinglet::parts {

bool load_bytes(const std::string& path, std::vector<u8>& bytes, std::string& error) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file && errno == ENOENT) return true;
    if (!file) {
        error = "can't open " + path + ": " + std::strerror(errno);
        return false;
    }
    const usize count = std::fread(bytes.data(), 1, bytes.size(), file);
    const bool is_longer = count == bytes.size() && std::fgetc(file) != EOF;
    if (std::ferror(file))
        error = "can't read " + path + ": " + std::strerror(errno);
    else if (is_longer)
        error = path + " has more than the part's " + std::to_string(bytes.size()) + " bytes";
    std::fclose(file);
    return error.empty();
}

bool save_bytes(const std::string& path, const std::vector<u8>& bytes, std::string& error) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    bool good = file && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
    if (file) good &= std::fclose(file) == 0;
    if (!good) error = "can't write " + path + ": " + std::strerror(errno);
    return good;
}

}  // namespace kinglet::parts
