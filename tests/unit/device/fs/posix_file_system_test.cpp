#include "device/fs/posix/posix_file_system.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <set>
#include <string>

namespace kinglet::fs {
namespace {

/// A folder of its own, shown as the root of a filesystem.
class PosixFiles : public testing::Test {
  protected:
    void SetUp() override {
        char pattern[] = "/tmp/kinglet_fs_XXXXXX";
        ASSERT_NE(::mkdtemp(pattern), nullptr);
        root = pattern;
        system = std::make_unique<PosixFileSystem>(root.c_str());
        room = std::make_unique<u64[]>(system->file_bytes() / sizeof(u64) + 1);
    }
    void TearDown() override { std::filesystem::remove_all(root); }

    Errno open(const char* path, u32 flags) { return system->open(path, flags, room.get(), file); }

    void write(const char* path, std::string_view text) {
        ASSERT_EQ(open(path, kWrite | kCreate | kTruncate), Errno::None);
        usize count = 0;
        ASSERT_EQ(file->write({reinterpret_cast<const u8*>(text.data()), text.size()}, count), Errno::None);
        EXPECT_EQ(count, text.size());
        ASSERT_EQ(file->close(), Errno::None);
    }

    std::string read(usize most) {
        std::string text(most, ' ');
        usize count = 0;
        EXPECT_EQ(file->read({reinterpret_cast<u8*>(text.data()), most}, count), Errno::None);
        return text.substr(0, count);
    }

    std::string root;
    std::unique_ptr<PosixFileSystem> system;
    std::unique_ptr<u64[]> room;
    File* file = nullptr;
};

TEST_F(PosixFiles, AbsolutePathsStartAtTheRoot) {
    write("/a", "content");
    EXPECT_TRUE(std::filesystem::exists(root + "/a"));
    Status status;
    ASSERT_EQ(system->status("/a", status), Errno::None);
    EXPECT_EQ(status.size, 7U);
    EXPECT_NE(status.mode & kModeFile, 0U);
    ASSERT_EQ(system->status("/", status), Errno::None);
    EXPECT_NE(status.mode & kModeFolder, 0U);
    EXPECT_EQ(system->status("/b", status), Errno::NotFound);
}

TEST_F(PosixFiles, ReadingAheadDoesNotShow) {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += static_cast<char>('a' + i % 26);
    write("/long", text);
    ASSERT_EQ(open("/long", kRead | kWrite), Errno::None);
    EXPECT_EQ(read(3), "abc");
    i64 position = 0;
    ASSERT_EQ(file->seek(0, Origin::Current, position), Errno::None);
    EXPECT_EQ(position, 3);
    usize count = 0;
    ASSERT_EQ(file->write({reinterpret_cast<const u8*>("XY"), 2}, count), Errno::None);
    EXPECT_EQ(read(2), "fg");
    ASSERT_EQ(file->seek(-2, Origin::End, position), Errno::None);
    EXPECT_EQ(position, 2998);
    EXPECT_EQ(read(10), text.substr(2998));
    EXPECT_EQ(read(10), "");
    ASSERT_EQ(file->seek(0, Origin::Start, position), Errno::None);
    EXPECT_EQ(read(6), "abcXYf");
    EXPECT_EQ(read(2500), text.substr(6, 506)) << "what is in the block first";
    EXPECT_EQ(file->seek(-1, Origin::Start, position), Errno::Invalid);
    EXPECT_EQ(file->close(), Errno::None);
}

TEST_F(PosixFiles, OpeningKeepsToItsFlags) {
    EXPECT_EQ(open("/new", kRead), Errno::NotFound);
    EXPECT_EQ(open("/new", kRead | kWrite), Errno::NotFound);
    write("/new", "12345");
    EXPECT_EQ(open("/new", kWrite | kCreate | kExclusive), Errno::Exists);
    EXPECT_EQ(open("/", kRead), Errno::IsFolder);
    ASSERT_EQ(open("/new", kWrite | kCreate | kAppend), Errno::None);
    usize count = 0;
    ASSERT_EQ(file->write({reinterpret_cast<const u8*>("6"), 1}, count), Errno::None);
    u8 byte;
    EXPECT_EQ(file->read({&byte, 1}, count), Errno::BadFile);
    EXPECT_EQ(file->close(), Errno::None);
    ASSERT_EQ(open("/new", kRead), Errno::None);
    EXPECT_EQ(read(9), "123456");
    EXPECT_EQ(file->write({reinterpret_cast<const u8*>("x"), 1}, count), Errno::BadFile);
    EXPECT_EQ(file->close(), Errno::None);
}

TEST_F(PosixFiles, FoldersListWhatIsInThem) {
    ASSERT_EQ(system->make_folder("/folder"), Errno::None);
    EXPECT_EQ(system->make_folder("/folder"), Errno::Exists);
    write("/folder/.hidden", "");
    write("/folder/file", "");
    ASSERT_EQ(system->make_folder("/folder/inner"), Errno::None);
    auto folder_room = std::make_unique<u64[]>(system->folder_bytes() / sizeof(u64) + 1);
    Folder* folder = nullptr;
    ASSERT_EQ(system->open_folder("/folder", folder_room.get(), folder), Errno::None);
    std::set<std::string> names;
    Entry entry{};
    for (;;) {
        ASSERT_EQ(folder->next(entry), Errno::None);
        if (entry.name == nullptr) break;
        const bool is_folder = std::strcmp(entry.name, "inner") == 0;
        EXPECT_EQ(entry.kind, is_folder ? EntryKind::Folder : EntryKind::File);
        names.insert(entry.name);
    }
    folder->close();
    EXPECT_EQ(names, (std::set<std::string>{".hidden", "file", "inner"}));
    EXPECT_EQ(system->open_folder("/none", folder_room.get(), folder), Errno::NotFound);
    EXPECT_EQ(system->remove_folder("/folder"), Errno::NotEmpty);
    EXPECT_EQ(system->remove("/folder/none"), Errno::NotFound);
    EXPECT_EQ(system->rename("/folder/file", "/folder/.hidden"), Errno::None);
    EXPECT_EQ(system->remove("/folder/.hidden"), Errno::None);
    EXPECT_EQ(system->remove_folder("/folder/inner"), Errno::None);
    EXPECT_EQ(system->remove_folder("/folder"), Errno::None);
}

TEST_F(PosixFiles, TellsOfTheVolume) {
    Volume volume;
    ASSERT_EQ(system->volume("/", volume), Errno::None);
    EXPECT_GT(volume.block_bytes, 0U);
    EXPECT_GE(volume.blocks, volume.free_blocks);
    EXPECT_GE(volume.name_max, 32U);
}

}  // namespace
}  // namespace kinglet::fs
