// Works on a filesystem image as commands on standard input say, one a line, and answers each with a line:
// for tests that compare with another implementation.
//   image FILE BLOCK_BYTES READ PROGRAM CACHE LOOKAHEAD    takes an image and mounts it
//   format COUNT BLOCK_BYTES READ PROGRAM CACHE LOOKAHEAD  makes one
//   fat FILE SECTOR_BYTES     mkfat COUNT SECTOR_BYTES     the same with FAT
//   save FILE
//   write|append PATH HEX     mkdir|rmdir|remove PATH     rename FROM TO     patch PATH OFFSET HEX
//   setattr PATH NUMBER HEX   delattr PATH NUMBER
//   free                      how many blocks are
//   tree                      everything there is: paths, sizes, contents, attributes
// A space in a path is %20.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>

#include "device/fs/fat/fat_file_system.hpp"
#include "device/fs/littlefs/little_file_system.hpp"
#include "tests/support/fs/ram_device.hpp"

namespace {

using namespace kinglet;
using Bytes = std::vector<u8>;

struct Image {
    std::unique_ptr<test::RamDevice> device;
    std::vector<u32> buffers;
    std::unique_ptr<fs::LittleFileSystem> little;
    std::unique_ptr<fs::FatFileSystem> fat;
    fs::FileSystem* system = nullptr;

    Errno open(u32 block_bytes, u32 count, std::istream& in, const Bytes* content) {
        fs::LittleFileSystem::Setup setup;
        in >> setup.units.read_bytes >> setup.units.program_bytes >> setup.units.cache_bytes >>
            setup.lookahead_bytes;
        device = std::make_unique<test::RamDevice>(block_bytes, count, setup.units.program_bytes);
        if (content != nullptr) device->bytes = *content;
        if (!fs::LittleFileSystem::is_possible(*device, setup)) return Errno::Invalid;
        buffers.assign(fs::LittleFileSystem::buffer_bytes(setup) / 4 + 1, 0);
        auto* memory = reinterpret_cast<u8*>(buffers.data());
        if (content == nullptr) TRY_ERRNO(fs::LittleFileSystem(*device, setup, memory).format());
        little = std::make_unique<fs::LittleFileSystem>(*device, setup, memory);
        system = little.get();
        return little->mount();
    }

    Errno open_fat(u32 sector_bytes, u32 count, const Bytes* content) {
        device = std::make_unique<test::RamDevice>(sector_bytes, count);
        if (content != nullptr) device->bytes = *content;
        buffers.assign(sector_bytes / 4, 0);
        auto* sector = reinterpret_cast<u8*>(buffers.data());
        constexpr auto kClock = +[]() { return i64{1'750'000'001}; };
        little.reset();
        if (content == nullptr) TRY_ERRNO(fs::FatFileSystem(*device, sector, kClock).format());
        fat = std::make_unique<fs::FatFileSystem>(*device, sector, kClock);
        system = fat.get();
        return fat->mount();
    }
};

Bytes from_hex(const std::string& text) {
    Bytes bytes;
    for (usize i = 0; i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<u8>(std::stoul(text.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

void read_path(std::istream& in, std::string& path) {
    in >> path;
    for (usize at; (at = path.find("%20")) != std::string::npos;) path.replace(at, 3, " ");
}

/// For a line of words.
std::string as_word(std::string path) {
    for (usize at; (at = path.find(' ')) != std::string::npos;) path.replace(at, 1, "%20");
    return path;
}

std::string to_hex(const Bytes& bytes) {
    std::string text;
    for (const u8 byte : bytes) {
        char digits[3];
        std::snprintf(digits, sizeof digits, "%02x", byte);
        text += digits;
    }
    return text;
}

Errno write(fs::FileSystem& system, const std::string& path, u32 flags, i64 offset, const Bytes& bytes) {
    std::vector<u64> room(system.file_bytes() / 8 + 1);
    fs::File* file;
    TRY_ERRNO(system.open(path.c_str(), flags, room.data(), file));
    usize count = 0;
    i64 position;
    Errno error = offset < 0 ? Errno::None : file->seek(offset, fs::Origin::Start, position);
    // In uneven pieces, as programs write.
    for (usize at = 0, part = 1; error == Errno::None && at < bytes.size();
         at += count, part = part * 3 + 1) {
        error = file->write(std::span(bytes).subspan(at, std::min(part, bytes.size() - at)), count);
    }
    const Errno closed = file->close();
    return error == Errno::None ? closed : error;
}

Errno read(fs::FileSystem& system, const std::string& path, Bytes& bytes) {
    std::vector<u64> room(system.file_bytes() / 8 + 1);
    fs::File* file;
    TRY_ERRNO(system.open(path.c_str(), fs::kRead, room.data(), file));
    Errno error;
    bytes.clear();
    for (usize part = 1;; part = part % 700 + 13) {
        const usize begin = bytes.size();
        usize count = 0;
        bytes.resize(begin + part);
        error = file->read(std::span(bytes).subspan(begin), count);
        bytes.resize(begin + count);
        if (error != Errno::None || count == 0) break;
    }
    const Errno closed = file->close();
    return error == Errno::None ? closed : error;
}

/// `little`: the system if it has attributes.
Errno tree(fs::FileSystem& system, fs::LittleFileSystem* little, const std::string& path, std::string& out) {
    std::vector<u64> room(system.folder_bytes() / 8 + 1);
    fs::Folder* folder;
    TRY_ERRNO(system.open_folder(path.empty() ? "/" : path.c_str(), room.data(), folder));
    Errno error;
    for (;;) {
        fs::Entry entry;
        error = folder->next(entry);
        if (error != Errno::None || entry.name == nullptr) break;
        const std::string name = path + "/" + entry.name;
        Bytes content;
        if (entry.kind == fs::EntryKind::Folder) {
            out += as_word(name) + "/ ";
        } else {
            error = read(system, name, content);
            if (error == Errno::None && content.size() != entry.size) error = Errno::Corrupt;
            out += as_word(name) + "=" + to_hex(content) + " ";
        }
        for (u32 number = 0x41; little != nullptr && number < 0x44; ++number) {
            Bytes attribute(64);
            u32 size = 0;
            if (little->attribute(name.c_str(), number, attribute, size) != Errno::None) continue;
            attribute.resize(size);
            out += "@" + std::to_string(number) + "=" + to_hex(attribute) + " ";
        }
        if (error == Errno::None && entry.kind == fs::EntryKind::Folder)
            error = tree(system, little, name, out);
        if (error != Errno::None) break;
    }
    folder->close();
    return error;
}

Errno run(Image& image, const std::string& command, std::istream& in, std::string& answer) {
    std::string path, other, hex;
    u32 number = 0, count = 0;
    if (command == "image" || command == "fat") {
        in >> path >> number;
        std::ifstream file(path, std::ios::binary);
        const Bytes content{std::istreambuf_iterator<char>(file), {}};
        count = static_cast<u32>(content.size()) / number;
        return command == "fat" ? image.open_fat(number, count, &content)
                                : image.open(number, count, in, &content);
    }
    if (command == "format" || command == "mkfat") {
        in >> count >> number;
        return command == "mkfat" ? image.open_fat(number, count, nullptr)
                                  : image.open(number, count, in, nullptr);
    }
    if (image.system == nullptr) return Errno::Invalid;
    fs::FileSystem& system = *image.system;
    if (command == "tree") return tree(system, image.little.get(), "", answer);
    if (command == "free") {
        fs::Volume volume;
        TRY_ERRNO(system.volume("/", volume));
        answer = std::to_string(volume.free_blocks);
        return Errno::None;
    }
    read_path(in, path);
    if (command == "save") {
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<const char*>(image.device->bytes.data()),
                   static_cast<std::streamsize>(image.device->bytes.size()));
        return image.device->was_misused ? Errno::Invalid : Errno::None;
    }
    if (command == "mkdir") return system.make_folder(path.c_str());
    if (command == "rmdir") return system.remove_folder(path.c_str());
    if (command == "remove") return system.remove(path.c_str());
    if (command == "rename") {
        read_path(in, other);
        return system.rename(path.c_str(), other.c_str());
    }
    if (command == "setattr" || command == "delattr") {
        in >> number >> hex;
        if (!image.little) return Errno::NotSupported;
        return command == "setattr" ? image.little->set_attribute(path.c_str(), number, from_hex(hex))
                                    : image.little->remove_attribute(path.c_str(), number);
    }
    i64 offset = -1;
    if (command == "patch") in >> offset;
    in >> hex;
    const Bytes bytes = from_hex(hex);
    if (command == "patch") return write(system, path, fs::kRead | fs::kWrite, offset, bytes);
    const u32 end = command == "append" ? fs::kAppend : fs::kTruncate;
    return write(system, path, fs::kWrite | fs::kCreate | end, -1, bytes);
}

}  // namespace

int main() {
    Image image;
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream in(line);
        std::string command, answer;
        in >> command;
        const Errno error = run(image, command, in, answer);
        std::cout << static_cast<int>(error) << ' ' << answer << std::endl;
    }
    return 0;
}
