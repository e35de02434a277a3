#include "device/fs/littlefs/little_file_system.hpp"

#include <gtest/gtest.h>

#include <memory>

#include "tests/support/fs/ram_device.hpp"
#include "tests/support/fs/tree.hpp"

namespace kinglet::fs {
namespace {

using test::RamDevice;
using test::Tree;

class Littlefs : public testing::Test {
  protected:
    Littlefs() : device(512, 64, 16) {
        setup.units = {16, 16, 64};
        setup.lookahead_bytes = 8;
        buffers.resize(LittleFileSystem::buffer_bytes(setup) / 4);
        system = create();
        EXPECT_EQ(system->format(), Errno::None);
        EXPECT_EQ(mount(), Errno::None);
    }
    std::unique_ptr<LittleFileSystem> create() {
        return std::make_unique<LittleFileSystem>(device, setup, reinterpret_cast<u8*>(buffers.data()));
    }
    Errno mount() {
        system = create();
        return system->mount();
    }
    Errno write(const std::string& path, const std::string& content, u32 flags = kTruncate) {
        return test::write_file(*system, path, content, flags);
    }
    std::string read(const std::string& path) {
        std::string content;
        const Errno error = test::read_file(*system, path, content);
        return error == Errno::None ? content : "error " + std::to_string(static_cast<int>(error));
    }
    Tree tree() {
        Tree found;
        EXPECT_EQ(test::read_tree(*system, found), Errno::None);
        return found;
    }
    /// Memory for an open file or folder.
    void* room() {
        rooms.emplace_back(std::max(system->file_bytes(), system->folder_bytes()) / 8 + 1);
        return rooms.back().data();
    }
    File* open(const char* path, u32 flags) {
        File* file = nullptr;
        EXPECT_EQ(system->open(path, flags, room(), file), Errno::None) << path;
        return file;
    }
    static Errno put(File& file, std::string_view text) {
        usize count = 0;
        return file.write({reinterpret_cast<const u8*>(text.data()), text.size()}, count);
    }

    RamDevice device;
    LittleFileSystem::Setup setup;
    std::vector<u32> buffers;
    std::unique_ptr<LittleFileSystem> system;
    std::vector<std::vector<u64>> rooms;
};

TEST_F(Littlefs, NothingIsNoFilesystem) {
    RamDevice empty(512, 64, 16);
    LittleFileSystem other(empty, setup, reinterpret_cast<u8*>(buffers.data()));
    EXPECT_EQ(other.mount(), Errno::Corrupt);
}

TEST_F(Littlefs, PathsLeaveOutDots) {
    ASSERT_EQ(system->make_folder("/a"), Errno::None);
    ASSERT_EQ(system->make_folder("a/b"), Errno::None);
    ASSERT_EQ(write("//a/./b/../b//c", "1"), Errno::None);
    EXPECT_EQ(read("/../a/b/c"), "1");
    ASSERT_EQ(system->set_current("a/x/../b"), Errno::None);
    EXPECT_EQ(read("c"), "1");
    EXPECT_EQ(read("../b/c"), "1");
    char current[16];
    ASSERT_EQ(system->current(current), Errno::None);
    EXPECT_STREQ(current, "/a/b");
    EXPECT_EQ(system->set_current("../../.."), Errno::None);
    ASSERT_EQ(system->current(current), Errno::None);
    EXPECT_STREQ(current, "/");
    EXPECT_EQ(system->set_current("a/b/c"), Errno::NotFolder);
}

TEST_F(Littlefs, NamesHaveALongestAndTheyAreSorted) {
    const std::string longest(255, 'n');
    ASSERT_EQ(write(longest, "x"), Errno::None);
    EXPECT_EQ(write(longest + "n", "x"), Errno::NameTooLong);
    ASSERT_EQ(write("test", "1"), Errno::None);
    ASSERT_EQ(write("testdir", "2"), Errno::None);
    ASSERT_EQ(write("a", "3"), Errno::None);
    Folder* folder;
    ASSERT_EQ(system->open_folder("/", room(), folder), Errno::None);
    std::string order;
    for (Entry entry; folder->next(entry) == Errno::None && entry.name != nullptr;) {
        order += std::string(entry.name).substr(0, 8) + " ";
    }
    folder->close();
    EXPECT_EQ(order, "a nnnnnnnn testdir test ");  // of two that begin the same the longer comes first
}

TEST_F(Littlefs, OpenFilesStayTrueWhileTheirFolderChanges) {
    File* file = open("m", kWrite | kRead | kCreate);
    for (int i = 0; i < 40; ++i)
        ASSERT_EQ(write("file" + std::to_string(i), std::string(20, 'x')), Errno::None);
    ASSERT_EQ(write("a", "before it"), Errno::None);
    for (int i = 0; i < 40; i += 2)
        ASSERT_EQ(system->remove(("file" + std::to_string(i)).c_str()), Errno::None);
    ASSERT_EQ(put(*file, "kept"), Errno::None);
    ASSERT_EQ(file->close(), Errno::None);
    ASSERT_EQ(mount(), Errno::None);
    EXPECT_EQ(read("m"), "kept");
    EXPECT_EQ(tree().size(), 22U);
}

TEST_F(Littlefs, AnOpenFileThatIsRemovedIsForgotten) {
    File* file = open("gone", kWrite | kCreate);
    ASSERT_EQ(put(*file, std::string(2000, 'x')), Errno::None);
    ASSERT_EQ(system->remove("gone"), Errno::None);
    EXPECT_EQ(file->close(), Errno::None);
    EXPECT_EQ(tree(), Tree());
}

TEST_F(Littlefs, BlocksOfOpenFilesAreNotGivenAway) {
    File* one = open("one", kWrite | kCreate);
    File* two = open("two", kWrite | kCreate);
    for (int i = 0; i < 200; ++i) {
        ASSERT_EQ(put(*one, std::string(40, '1')), Errno::None);
        ASSERT_EQ(put(*two, std::string(40, '2')), Errno::None);
        if (i % 50 == 0) {
            ASSERT_EQ(write("other", std::string(600, 'o')), Errno::None);
        }
    }
    ASSERT_EQ(one->close(), Errno::None);
    ASSERT_EQ(two->close(), Errno::None);
    EXPECT_EQ(read("one"), std::string(8000, '1'));
    EXPECT_EQ(read("two"), std::string(8000, '2'));
}

TEST_F(Littlefs, AFolderCanBeEmptiedWhileItIsListed) {
    for (int i = 0; i < 60; ++i) ASSERT_EQ(write("file" + std::to_string(i), "x"), Errno::None);
    Folder* folder;
    ASSERT_EQ(system->open_folder("/", room(), folder), Errno::None);
    int count = 0;
    for (Entry entry; folder->next(entry) == Errno::None && entry.name != nullptr; ++count) {
        ASSERT_EQ(system->remove(entry.name), Errno::None);
    }
    folder->close();
    EXPECT_EQ(count, 60);
    EXPECT_EQ(tree(), Tree());
}

TEST_F(Littlefs, AFailedWriteKeepsWhatTheFileHad) {
    ASSERT_EQ(write("file", "old"), Errno::None);
    EXPECT_EQ(write("file", std::string(64 * 512, 'x')), Errno::NoSpace);
    EXPECT_EQ(read("file"), "old");
    ASSERT_EQ(write("file", "new"), Errno::None);
    EXPECT_EQ(read("file"), "new");
}

TEST_F(Littlefs, SeeksBehindTheEndAndFillsTheGap) {
    File* file = open("file", kRead | kWrite | kCreate);
    i64 position = 0;
    EXPECT_EQ(file->seek(-1, Origin::Start, position), Errno::Invalid);
    ASSERT_EQ(file->seek(1000, Origin::Start, position), Errno::None);
    ASSERT_EQ(put(*file, "end"), Errno::None);
    EXPECT_EQ(file->seek(i64{1} << 31, Origin::Start, position), Errno::Invalid);
    ASSERT_EQ(file->close(), Errno::None);
    EXPECT_EQ(read("file"), std::string(1000, '\0') + "end");
}

TEST_F(Littlefs, BadBlocksAreLeftOut) {
    for (u32 block = 5; block < 64; block += 3) device.bad_blocks.insert(block);
    Tree expected;
    for (int i = 0; i < 12; ++i) {
        const std::string name = "/file" + std::to_string(i);
        ASSERT_EQ(write(name, std::string(100 * i, 'y')), Errno::None) << i;
        expected[name] = std::string(100 * i, 'y');
    }
    ASSERT_EQ(system->make_folder("/folder"), Errno::None);
    expected["/folder/"] = "";
    for (int i = 0; i < 60; ++i) {  // the folder's pair meets bad blocks when it moves
        ASSERT_EQ(write("/folder/f", std::string(40 + i % 5, 'z')), Errno::None) << i;
    }
    expected["/folder/f"] = std::string(44, 'z');
    EXPECT_EQ(tree(), expected);
    ASSERT_EQ(mount(), Errno::None);
    EXPECT_EQ(tree(), expected);
}

TEST_F(Littlefs, ABlockThatGoesBadIsReplaced) {
    ASSERT_EQ(system->make_folder("/folder"), Errno::None);
    const std::vector<u32> before = device.erases;
    for (int round = 0; round < 30; ++round) {
        device.bad_blocks.clear();
        device.bad_blocks.insert(2 + static_cast<u32>(round) * 2 % 60);
        const std::string content(30 + static_cast<usize>(round), 'q');
        ASSERT_EQ(write("/folder/f", content), Errno::None) << round;
        ASSERT_EQ(read("/folder/f"), content) << round;
    }
}

TEST_F(Littlefs, WearIsSpread) {
    setup.block_cycles = 10;
    ASSERT_EQ(mount(), Errno::None);
    ASSERT_EQ(write("still", std::string(3000, 's')), Errno::None);
    device.erases.assign(64, 0);
    for (int i = 0; i < 3000; ++i) ASSERT_EQ(write("counter", std::to_string(i)), Errno::None) << i;
    EXPECT_EQ(read("counter"), "2999");
    EXPECT_EQ(read("still"), std::string(3000, 's'));
    u32 total = 0, most = 0;
    for (u32 block = 2; block < 64; ++block) {
        total += device.erases[block];
        most = std::max(most, device.erases[block]);
    }
    EXPECT_GT(total, 100U);
    EXPECT_LT(most, total / 8) << "one block takes too much of " << total;
}

TEST_F(Littlefs, AttributesAndTimes) {
    u8 value[8] = {};
    u32 size = 0;
    setup.nanoseconds = [] { return u64{1'234'567'890'000'000'000}; };
    ASSERT_EQ(mount(), Errno::None);
    ASSERT_EQ(write("file", "x"), Errno::None);
    Status status;
    ASSERT_EQ(system->status("file", status), Errno::None);
    EXPECT_EQ(status.modified, 1'234'567'890);
    EXPECT_EQ(system->attribute("file", 'A', value, size), Errno::NotFound);
    const u8 given[] = {1, 2, 3};
    ASSERT_EQ(system->set_attribute("file", 'A', given), Errno::None);
    ASSERT_EQ(system->set_attribute("/", 'B', given), Errno::None);
    ASSERT_EQ(system->rename("file", "other"), Errno::None);
    ASSERT_EQ(mount(), Errno::None);
    ASSERT_EQ(system->attribute("other", 'A', value, size), Errno::None);
    EXPECT_EQ(size, 3U);
    EXPECT_EQ(value[2], 3);
    ASSERT_EQ(system->attribute("/", 'B', value, size), Errno::None);
    ASSERT_EQ(system->remove_attribute("other", 'A'), Errno::None);
    EXPECT_EQ(system->attribute("other", 'A', value, size), Errno::NotFound);
}

TEST_F(Littlefs, FoldersAreNotMovedIntoThemselves) {
    ASSERT_EQ(system->make_folder("a"), Errno::None);
    ASSERT_EQ(system->make_folder("a/b"), Errno::None);
    EXPECT_EQ(system->rename("a", "a/b/c"), Errno::Invalid);
    EXPECT_EQ(system->rename("a", "a"), Errno::None);
    EXPECT_EQ(system->remove_folder("a"), Errno::NotEmpty);
    EXPECT_EQ(system->remove_folder("/"), Errno::Invalid);
    ASSERT_EQ(write("file", ""), Errno::None);
    EXPECT_EQ(system->rename("file", "a"), Errno::IsFolder);
    EXPECT_EQ(system->rename("a", "file"), Errno::NotFolder);
    EXPECT_EQ(system->rename("a", "file/x"), Errno::NotFolder);
    EXPECT_EQ(system->make_folder("nothing/x"), Errno::NotFound);
}

TEST_F(Littlefs, WhatIsDamagedButForItsRootCanBeRead) {
    ASSERT_EQ(write("file", std::string(700, 'f')), Errno::None);
    ASSERT_EQ(system->make_folder("broken"), Errno::None);
    ASSERT_EQ(write("broken/inside", "x"), Errno::None);
    // All pairs but the first.
    for (usize at = 2 * 512; at + 512 <= device.bytes.size(); at += 512) {
        if (device.bytes[at] != 'f' && device.bytes[at + 100] != 'f')
            std::fill_n(device.bytes.begin() + at, 512, 0);
    }
    ASSERT_EQ(mount(), Errno::None);
    EXPECT_EQ(read("file"), std::string(700, 'f'));
    Folder* folder;
    ASSERT_EQ(system->open_folder("broken", room(), folder), Errno::None);
    Entry entry;
    EXPECT_EQ(folder->next(entry), Errno::Corrupt);
    folder->close();
    EXPECT_EQ(write("file", "new"), Errno::Io);
}

}  // namespace
}  // namespace kinglet::fs
