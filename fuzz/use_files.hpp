// What fuzzers do with a filesystem that may be damaged: list and read everything, change this and that. What
// comes of it does not matter.
#pragma once

#include <string>

#include "fuzz/random.hpp"
#include "tests/support/fs/tree.hpp"

namespace kinglet::fuzz {

/// Lists and reads what there is, as far as it goes.
inline void read_files(fs::FileSystem& system, const std::string& path, u32 depth, u32& left) {
    std::vector<u64> room(system.folder_bytes() / 8 + 1);
    fs::Folder* folder;
    if (system.open_folder(path.empty() ? "/" : path.c_str(), room.data(), folder) != Errno::None) return;
    for (fs::Entry entry; left != 0 && folder->next(entry) == Errno::None && entry.name != nullptr; --left) {
        const std::string name = path + "/" + entry.name;
        fs::Status status;
        (void)system.status(name.c_str(), status);
        if (entry.kind == fs::EntryKind::Folder && depth != 0) read_files(system, name, depth - 1, left);
        std::string content;
        if (entry.kind == fs::EntryKind::File && entry.size < 100'000) {
            (void)test::read_file(system, name, content);
        }
    }
    folder->close();
}

/// On the names that make_files() uses, too.
inline void use_files(fs::FileSystem& system) {
    u32 left = 500;
    read_files(system, "", 6, left);
    fs::Volume volume;
    (void)system.volume("", volume);
    (void)test::write_file(system, "/new", std::string(600, 'n'), fs::kTruncate);
    (void)system.make_folder("/folder");
    (void)test::write_file(system, "/folder/x", "x", fs::kAppend);
    (void)system.rename("/new", "/folder/new");
    (void)system.rename("/a", "/b");
    (void)test::write_file(system, "/b", "b", fs::kAppend);
    (void)system.remove("/b");
    (void)system.rename("/d/e", "/folder/Another long name");
    (void)system.remove("/folder/new");
    (void)system.remove_folder("/d");
    (void)system.sync();
}

/// Random files and folders.
inline void make_files(fs::FileSystem& system) {
    static const char* const kNames[] = {"/a",   "/b",   "/c",     "/d", "/d/a",
                                         "/d/b", "/d/e", "/d/e/a", "/f", "/longer name"};
    for (u32 left = below(25); left != 0; --left) {
        const char* name = kNames[below(std::size(kNames))];
        switch (below(6)) {
            case 0: (void)system.make_folder(name); break;
            case 1: (void)system.remove(name); break;
            case 2: (void)system.rename(name, kNames[below(std::size(kNames))]); break;
            default:
                (void)test::write_file(system, name,
                                       std::string(below(3) == 0 ? below(1500) : below(40), 'x'),
                                       below(2) != 0 ? fs::kAppend : fs::kTruncate);
        }
    }
}

}  // namespace kinglet::fuzz
