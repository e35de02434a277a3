#include "host/kinglet_py/files.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>

#include "python/runtime/exception.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::host {

bool read_file(const std::string& path, std::string& contents) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return false;
    char buffer[65536];
    usize count;
    while ((count = std::fread(buffer, 1, sizeof buffer, file)) != 0) contents.append(buffer, count);
    const int error = std::ferror(file) ? errno : 0;
    std::fclose(file);
    errno = error;
    return error == 0;
}

}  // namespace kinglet::host
