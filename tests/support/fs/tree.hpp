// The whole tree of a filesystem as a map, for tests: folders end in '/' and hold nothing.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "device/fs/file_system.hpp"

namespace kinglet::test {

using Tree = std::map<std::string, std::string>;

/// Opens, writes all of `content` and closes.
inline Errno write_file(fs::FileSystem& system, const std::string& path, const std::string& content,
                        u32 flags) {
    std::vector<u64> room(system.file_bytes() / 8 + 1);
    fs::File* file;
    TRY_ERRNO(system.open(path.c_str(), flags | fs::kWrite | fs::kCreate, room.data(), file));
    usize count = 0;
    const Errno error = file->write({reinterpret_cast<const u8*>(content.data()), content.size()}, count);
    const Errno closed = file->close();
    return error == Errno::None ? closed : error;
}

inline Errno read_file(fs::FileSystem& system, const std::string& path, std::string& content) {
    std::vector<u64> room(system.file_bytes() / 8 + 1);
    fs::File* file;
    TRY_ERRNO(system.open(path.c_str(), fs::kRead, room.data(), file));
    content.clear();
    Errno error;
    for (usize count = 1; count != 0;) {
        u8 part[300];
        error = file->read(part, count);
        if (error != Errno::None) break;
        content.append(reinterpret_cast<const char*>(part), count);
    }
    const Errno closed = file->close();
    return error == Errno::None ? closed : error;
}

inline Errno read_tree(fs::FileSystem& system, Tree& tree, const std::string& path = "") {
    std::vector<u64> room(system.folder_bytes() / 8 + 1);
    fs::Folder* folder;
    TRY_ERRNO(system.open_folder(path.empty() ? "/" : path.c_str(), room.data(), folder));
    Errno error;
    for (;;) {
        fs::Entry entry;
        error = folder->next(entry);
        if (error != Errno::None || entry.name == nullptr) break;
        const std::string name = path + "/" + entry.name;
        if (entry.kind == fs::EntryKind::Folder) {
            tree[name + "/"] = "";
            error = read_tree(system, tree, name);
        } else {
            error = read_file(system, name, tree[name]);
        }
        if (error != Errno::None) break;
    }
    folder->close();
    return error;
}

}  // namespace kinglet::test
