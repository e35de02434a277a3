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

namespace {

runtime::PathKind kind_of(runtime::Thread&, std::string_view path) {
    struct stat status;
    const std::string name = path.empty() ? "." : std::string(path);
    if (stat(name.c_str(), &status) != 0) return runtime::PathKind::Nothing;
    return S_ISDIR(status.st_mode) ? runtime::PathKind::Folder : runtime::PathKind::File;
}

runtime::Completion read(runtime::Thread& thread, std::string_view path) {
    std::string contents;
    if (!read_file(std::string(path), contents)) return runtime::raise_os_error(thread, errno);
    return runtime::Value(reinterpret_cast<runtime::Object*>(runtime::str_create(thread, contents)));
}

}  // namespace

const runtime::ImportFiles host_files = {kind_of, read};

}  // namespace kinglet::host
