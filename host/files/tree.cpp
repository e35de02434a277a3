#include "host/files/tree.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "host/files/image_volume.hpp"

namespace kinglet::host {

namespace {

namespace files = std::filesystem;

constexpr u64 kNanoseconds = 1'000'000'000;
constexpr u32 kDeepest = 64;  // folders in folders: links may lead in a circle

const char* root_or(const std::string& path) {
    return path.empty() ? "/" : path.c_str();
}

bool read_desktop_file(const std::string& path, std::string& bytes, Report& report) {
    std::ifstream in(path, std::ios::binary);
    if (in) bytes.assign(std::istreambuf_iterator<char>(in), {});
    if (in && !in.bad()) return true;
    report.fail(path, std::strerror(errno));
    return false;
}

u64 time_of(const std::string& path) {
    struct stat status;
    if (stat(path.c_str(), &status) != 0 || status.st_mtim.tv_sec < 0) return 0;
    return static_cast<u64>(status.st_mtim.tv_sec) * kNanoseconds + static_cast<u64>(status.st_mtim.tv_nsec);
}

void set_time(const std::string& path, i64 seconds) {
    if (seconds <= 0) return;
    const timespec times[] = {{0, UTIME_OMIT}, {static_cast<time_t>(seconds), 0}};
    (void)utimensat(AT_FDCWD, path.c_str(), times, 0);
}

void copy_folder_in(fs::FileSystem& system, const std::string& from, const std::string& path,
                    bool keeps_times, Report& report, u32 depth);

void copy_one_in(fs::FileSystem& system, const std::string& from, const std::string& path, bool keeps_times,
                 Report& report, u32 depth) {
    std::error_code error;
    const files::file_status status = files::status(from, error);
    if (!files::exists(status)) return report.fail(from, std::strerror(ENOENT));
    if (files::is_directory(status)) return copy_folder_in(system, from, path, keeps_times, report, depth);
    if (!files::is_regular_file(status)) return report.fail(from, "neither a file nor a folder");
    std::string bytes;
    if (!read_desktop_file(from, bytes, report)) return;
    const u64 now = ImageVolume::time_of_changes;
    if (keeps_times) ImageVolume::time_of_changes = time_of(from);
    const Errno failed = write_file(system, path, bytes);
    ImageVolume::time_of_changes = now;
    if (failed != Errno::None) report.fail(":" + path, failed);
}

void copy_folder_in(fs::FileSystem& system, const std::string& from, const std::string& path,
                    bool keeps_times, Report& report, u32 depth) {
    if (depth == 0) return report.fail(from, "folders nested too deep");
    if (const Errno failed = make_folders(system, path); failed != Errno::None)
        return report.fail(":" + path, failed);
    std::error_code error;
    std::vector<std::string> names;
    for (files::directory_iterator each(from, error), end; !error && each != end; each.increment(error))
        names.push_back(each->path().filename().string());
    if (error) report.fail(from, error.message());
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
        if (name == "__pycache__" || name == ".git") continue;
        copy_one_in(system, from + "/" + name, path + "/" + name, keeps_times, report, depth - 1);
    }
}

}  // namespace

void Report::fail(const std::string& path, const std::string& why) {
    std::fprintf(stderr, "kinglet: %s: %s\n", path.c_str(), why.c_str());
    ++failures_;
}

void Report::fail(const std::string& path, Errno error) {
    fail(path, text_of(error));
}

std::string clean_path(const std::string& path) {
    std::vector<std::string> names;
    for (usize begin = 0; begin <= path.size();) {
        const usize end = std::min(path.find('/', begin), path.size());
        const std::string name = path.substr(begin, end - begin);
        if (name == "..") {
            if (!names.empty()) names.pop_back();
        } else if (!name.empty() && name != ".") {
            names.push_back(name);
        }
        begin = end + 1;
    }
    std::string clean;
    for (const std::string& name : names) clean += "/" + name;
    return clean;
}

std::string last_name(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

std::string folder_of(const std::string& path) {
    const usize slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
}

bool is_there(fs::FileSystem& system, const std::string& path, bool& is_folder) {
    fs::Status status;
    is_folder = path.empty();
    if (is_folder) return true;
    if (system.status(path.c_str(), status) != Errno::None) return false;
    is_folder = (status.mode & fs::kModeFolder) != 0;
    return true;
}

Errno read_folder(fs::FileSystem& system, const std::string& path, std::vector<Item>& items) {
    std::vector<u64> room(system.folder_bytes() / sizeof(u64) + 1);
    fs::Folder* folder;
    TRY_ERRNO(system.open_folder(root_or(path), room.data(), folder));
    Errno error;
    for (fs::Entry entry; (error = folder->next(entry)) == Errno::None && entry.name != nullptr;)
        items.push_back({entry.name, entry.kind == fs::EntryKind::Folder,
                         entry.kind == fs::EntryKind::File ? entry.size : 0, 0});
    folder->close();
    for (Item& item : items) {
        fs::Status status;
        if (system.status((path + "/" + item.name).c_str(), status) == Errno::None)
            item.modified = status.modified;
    }
    return error;
}

Errno read_file(fs::FileSystem& system, const std::string& path, std::string& bytes) {
    std::vector<u64> room(system.file_bytes() / sizeof(u64) + 1);
    fs::File* file;
    bytes.clear();
    TRY_ERRNO(system.open(path.c_str(), fs::kRead, room.data(), file));
    Errno error;
    u8 part[4096];
    for (usize count; (error = file->read(part, count)) == Errno::None && count != 0;)
        bytes.append(reinterpret_cast<const char*>(part), count);
    const Errno closed = file->close();
    return error == Errno::None ? closed : error;
}

Errno write_file(fs::FileSystem& system, const std::string& path, const std::string& bytes) {
    std::vector<u64> room(system.file_bytes() / sizeof(u64) + 1);
    fs::File* file;
    TRY_ERRNO(system.open(root_or(path), fs::kWrite | fs::kCreate | fs::kTruncate, room.data(), file));
    Errno error = Errno::None;
    for (usize at = 0, count; error == Errno::None && at < bytes.size(); at += count)
        error = file->write({reinterpret_cast<const u8*>(bytes.data()) + at, bytes.size() - at}, count);
    const Errno closed = file->close();
    return error == Errno::None ? closed : error;
}

Errno make_folders(fs::FileSystem& system, const std::string& path) {
    for (usize end = 0; end < path.size();) {
        end = std::min(path.find('/', end + 1), path.size());
        const std::string part = path.substr(0, end);
        bool is_folder;
        if (is_there(system, part, is_folder)) {
            if (!is_folder) return Errno::NotFolder;
            continue;
        }
        TRY_ERRNO(system.make_folder(part.c_str()));
    }
    return Errno::None;
}

void remove_tree(fs::FileSystem& system, const std::string& path, Report& report) {
    bool is_folder;
    if (!is_there(system, path, is_folder)) return report.fail(":" + path, Errno::NotFound);
    if (is_folder) {
        std::vector<Item> items;
        if (const Errno error = read_folder(system, path, items); error != Errno::None)
            report.fail(":" + path, error);
        for (const Item& item : items) remove_tree(system, path + "/" + item.name, report);
        if (path.empty()) return;
    }
    const Errno error = is_folder ? system.remove_folder(path.c_str()) : system.remove(path.c_str());
    if (error != Errno::None) report.fail(":" + path, error);
}

void copy_in(fs::FileSystem& system, const std::string& from, const std::string& path, bool keeps_times,
             Report& report) {
    copy_one_in(system, from, path, keeps_times, report, kDeepest);
}

void copy_out(fs::FileSystem& system, const std::string& path, const std::string& to, Report& report) {
    bool is_folder;
    if (!is_there(system, path, is_folder)) return report.fail(":" + path, Errno::NotFound);
    if (is_folder) {
        std::error_code error;
        files::create_directories(to, error);
        if (error) return report.fail(to, error.message());
        std::vector<Item> items;
        if (const Errno failed = read_folder(system, path, items); failed != Errno::None)
            report.fail(":" + path, failed);
        for (const Item& item : items) copy_out(system, path + "/" + item.name, to + "/" + item.name, report);
        return;
    }
    std::string bytes;
    if (const Errno error = read_file(system, path, bytes); error != Errno::None)
        return report.fail(":" + path, error);
    std::ofstream out(to, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) return report.fail(to, std::strerror(errno));
    fs::Status status;
    if (system.status(path.c_str(), status) == Errno::None) set_time(to, status.modified);
}

void copy_within(fs::FileSystem& from, const std::string& path, fs::FileSystem& to, const std::string& other,
                 Report& report) {
    bool is_folder;
    if (!is_there(from, path, is_folder)) return report.fail(":" + path, Errno::NotFound);
    Errno error;
    if (is_folder) {
        if ((error = make_folders(to, other)) != Errno::None) return report.fail(":" + other, error);
        std::vector<Item> items;
        if ((error = read_folder(from, path, items)) != Errno::None) report.fail(":" + path, error);
        for (const Item& item : items)
            copy_within(from, path + "/" + item.name, to, other + "/" + item.name, report);
        return;
    }
    std::string bytes;
    if ((error = read_file(from, path, bytes)) != Errno::None) return report.fail(":" + path, error);
    const u64 now = ImageVolume::time_of_changes;
    fs::Status status;
    if (from.status(path.c_str(), status) == Errno::None && status.modified > 0)
        ImageVolume::time_of_changes = static_cast<u64>(status.modified) * kNanoseconds;
    error = write_file(to, other, bytes);
    ImageVolume::time_of_changes = now;
    if (error != Errno::None) report.fail(":" + other, error);
}

}  // namespace kinglet::host
