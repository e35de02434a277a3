#include "device/fs/fat/fat_file_system.hpp"

#include <gtest/gtest.h>

#include <map>
#include <memory>

#include "tests/support/fs/ram_device.hpp"
#include "tests/support/fs/tree.hpp"

namespace kinglet::fs {
namespace {

using test::RamDevice;
using test::Tree;

i64 clock_seconds = 0;

class Fat : public testing::Test {
  protected:
    Fat() { make(300); }

    void make(u32 sectors, u32 bytes = 512) {
        device = std::make_unique<RamDevice>(bytes, sectors);
        sector.resize(bytes / 4);
        clock_seconds = 1'763'000'001;
        EXPECT_EQ(create()->format(), Errno::None);
        EXPECT_EQ(mount(), Errno::None);
    }
    std::unique_ptr<FatFileSystem> create() {
        return std::make_unique<FatFileSystem>(
            *device, reinterpret_cast<u8*>(sector.data()), +[]() { return clock_seconds; });
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
    static std::string get(File& file) {
        u8 bytes[100];
        usize count = 0;
        EXPECT_EQ(file.read(bytes, count), Errno::None);
        return {reinterpret_cast<const char*>(bytes), count};
    }
    u64 free_blocks() {
        Volume volume;
        EXPECT_EQ(system->volume("/", volume), Errno::None);
        return volume.free_blocks;
    }
    Status status(const char* path) {
        Status found;
        EXPECT_EQ(system->status(path, found), Errno::None) << path;
        return found;
    }

    std::unique_ptr<RamDevice> device;
    std::vector<u32> sector;
    std::vector<std::vector<u64>> rooms;
    std::unique_ptr<FatFileSystem> system;
};

TEST_F(Fat, NamesAsTheyWereGiven) {
    const Tree names = {{"/a", "1"},           {"/B", "2"},         {"/mixed Case.txt", "3"},
                        {"/lower.txt", "4"},   {"/UPPER.txt", "5"}, {"/twelve chars.and.dots", "6"},
                        {"/日本語 🐦.py", "7"}, {"/.hidden", "8"},   {"/" + std::string(255, 'n'), "9"}};
    for (const auto& [name, content] : names) EXPECT_EQ(write(name, content), Errno::None) << name;
    EXPECT_EQ(mount(), Errno::None);
    EXPECT_EQ(tree(), names);
}

TEST_F(Fat, TheCaseOfLettersDoesNotMatter) {
    EXPECT_EQ(write("/Read Me.TXT", "one"), Errno::None);
    EXPECT_EQ(read("/READ ME.txt"), "one");
    EXPECT_EQ(write("/read me.txt", "two"), Errno::None);
    EXPECT_EQ(write("/ÄÖ ж.txt", "three"), Errno::None);
    EXPECT_EQ(read("/äö Ж.TXT"), "three");
    EXPECT_EQ(tree(), (Tree{{"/Read Me.TXT", "two"}, {"/ÄÖ ж.txt", "three"}}));
    EXPECT_EQ(system->rename("/Read Me.TXT", "/read me.txt"), Errno::None);
    EXPECT_EQ(tree(), (Tree{{"/read me.txt", "two"}, {"/ÄÖ ж.txt", "three"}}));
}

TEST_F(Fat, NamesThatFatDoesNotHave) {
    for (const char* name : {"/a:b", "/a*", "/what?", "/\"", "/<", "/>", "/|", "/\\", "/...", "/ ", "/\x01",
                             "/\xC3", "/\xED\xA0"}) {
        EXPECT_EQ(write(name, "x"), Errno::Invalid) << name;
    }
    EXPECT_EQ(write("/" + std::string(256, 'n'), "x"), Errno::NameTooLong);
    EXPECT_EQ(write("/dots at the end.. ", "x"), Errno::None);
    EXPECT_EQ(read("/dots at the end"), "x");
}

TEST_F(Fat, ShortNamesMadeUpForManyLongOnes) {
    make(2000);
    EXPECT_EQ(system->make_folder("/logs"), Errno::None);
    Tree names = {{"/logs/", ""}};
    for (u32 i = 0; i < 300; ++i) {
        const std::string name = "/logs/measurement " + std::to_string(i) + ".text";
        names[name] = std::to_string(i);
        ASSERT_EQ(write(name, names[name]), Errno::None) << name;
    }
    EXPECT_EQ(tree(), names);
    EXPECT_EQ(read("/logs/MEASU~17.TEX"), "16");
}

TEST_F(Fat, WhatIsRemovedIsFreeAgain) {
    const u64 free = free_blocks();
    for (u32 round = 0; round < 50; ++round) {
        EXPECT_EQ(system->make_folder("/folder"), Errno::None);
        EXPECT_EQ(write("/folder/a long name", std::string(3000, 'x')), Errno::None);
        EXPECT_EQ(write("/folder/a long name", std::string(100, 'y')), Errno::None);
        EXPECT_EQ(system->remove_folder("/folder"), Errno::Denied);
        EXPECT_EQ(system->remove("/folder/a long name"), Errno::None);
        EXPECT_EQ(system->remove_folder("/folder"), Errno::None);
    }
    EXPECT_EQ(free_blocks(), free);
    EXPECT_EQ(mount(), Errno::None);
    EXPECT_EQ(free_blocks(), free);
}

TEST_F(Fat, AFullVolumeKeepsWhatItHas) {
    make(50);
    EXPECT_EQ(write("/kept", std::string(1000, 'k')), Errno::None);
    File* file = open("/large", kWrite | kCreate);
    std::string bytes(20000, 'x');
    usize count = 0;
    EXPECT_EQ(file->write({reinterpret_cast<const u8*>(bytes.data()), bytes.size()}, count), Errno::None);
    EXPECT_EQ(count, 14u * 512);
    EXPECT_EQ(put(*file, "x"), Errno::NoSpace);
    EXPECT_EQ(file->close(), Errno::None);
    EXPECT_EQ(system->make_folder("/folder"), Errno::NoSpace);
    EXPECT_EQ(free_blocks(), 0u);
    EXPECT_EQ(mount(), Errno::None);
    EXPECT_EQ(read("/kept"), std::string(1000, 'k'));
    EXPECT_EQ(read("/large"), std::string(count, 'x'));
    EXPECT_EQ(system->remove("/large"), Errno::None);
    EXPECT_EQ(system->make_folder("/folder"), Errno::None);
}

TEST_F(Fat, TheRootOfFat12IsFullAt512) {
    make(2000);
    u32 count = 0;
    while (write("/" + std::to_string(count), "") == Errno::None) ++count;
    EXPECT_EQ(count, 512u);
    EXPECT_EQ(write("/last", ""), Errno::NoSpace);
    EXPECT_EQ(tree().size(), 512u);
}

TEST_F(Fat, ZerosWhereNothingWasWritten) {
    EXPECT_EQ(write("/garbage", std::string(5000, '#')), Errno::None);
    EXPECT_EQ(system->remove("/garbage"), Errno::None);
    File* file = open("/a", kRead | kWrite | kCreate);
    i64 position = 0;
    EXPECT_EQ(put(*file, "ab"), Errno::None);
    EXPECT_EQ(file->seek(1500, Origin::Start, position), Errno::None);
    EXPECT_EQ(put(*file, "c"), Errno::None);
    EXPECT_EQ(file->seek(-1, Origin::Start, position), Errno::Invalid);
    EXPECT_EQ(file->close(), Errno::None);
    EXPECT_EQ(read("/a"), "ab" + std::string(1498, '\0') + "c");
}

TEST_F(Fat, AFileThatIsOpenTwice) {
    File* first = open("/a", kWrite | kCreate);
    File* second = open("/A", kRead | kWrite);
    EXPECT_EQ(put(*first, std::string(700, 'x')), Errno::None);
    EXPECT_EQ(get(*second), std::string(100, 'x'));
    File* third = open("/a", kWrite | kAppend);
    EXPECT_EQ(put(*third, std::string(700, 'y')), Errno::None);
    EXPECT_EQ(system->rename("/a", "/other name"), Errno::None);
    EXPECT_EQ(put(*first, "!"), Errno::None);
    for (File* file : {first, second, third}) EXPECT_EQ(file->close(), Errno::None);
    EXPECT_EQ(read("/other name"), std::string(700, 'x') + "!" + std::string(699, 'y'));
}

TEST_F(Fat, AFileThatIsRemovedWhileItIsOpen) {
    const u64 free = free_blocks();
    File* file = open("/a", kRead | kWrite | kCreate);
    EXPECT_EQ(put(*file, std::string(700, 'x')), Errno::None);
    EXPECT_EQ(system->remove("/a"), Errno::None);
    EXPECT_EQ(put(*file, "x"), Errno::BadFile);
    EXPECT_EQ(file->flush(), Errno::BadFile);
    EXPECT_EQ(file->close(), Errno::None);
    EXPECT_EQ(free_blocks(), free);
    EXPECT_EQ(tree(), Tree());
}

TEST_F(Fat, Renaming) {
    EXPECT_EQ(system->make_folder("/a"), Errno::None);
    EXPECT_EQ(system->make_folder("/a/b"), Errno::None);
    EXPECT_EQ(write("/a/b/x", "x"), Errno::None);
    EXPECT_EQ(write("/y", "y"), Errno::None);
    EXPECT_EQ(system->rename("/a", "/a/b/c"), Errno::Invalid);
    EXPECT_EQ(system->rename("/a", "/a/b"), Errno::Invalid);
    EXPECT_EQ(system->rename("/y", "/a"), Errno::Exists);
    EXPECT_EQ(system->rename("/none", "/n"), Errno::NotFound);
    EXPECT_EQ(system->rename("/a/b", "/moved"), Errno::None);
    EXPECT_EQ(system->rename("/y", "/moved/x"), Errno::None);
    EXPECT_EQ(tree(), (Tree{{"/a/", ""}, {"/moved/", ""}, {"/moved/x", "y"}}));
    EXPECT_EQ(system->set_current("/moved"), Errno::None);
    EXPECT_EQ(read("x"), "y");
    EXPECT_EQ(read("../moved/./x"), "y");
    EXPECT_EQ(system->set_current("x"), Errno::NotFound);
}

TEST_F(Fat, Times) {
    EXPECT_EQ(write("/a", "x"), Errno::None);
    EXPECT_EQ(status("/a").modified, 1'763'000'000);  // every second second
    clock_seconds = 1'763'000'100;
    EXPECT_EQ(write("/a", "y", kAppend), Errno::None);
    EXPECT_EQ(status("/a").modified, 1'763'000'100);
    clock_seconds = 0;
    EXPECT_EQ(write("/early", "x"), Errno::None);
    EXPECT_EQ(status("/early").modified, 315'532'800);  // 1980
    clock_seconds = 9'000'000'000;
    EXPECT_EQ(write("/late", "x"), Errno::None);
    EXPECT_EQ(status("/late").modified, 4'354'819'198);  // the end of 2107
    EXPECT_EQ(status("/").mode, kModeFolder);
}

TEST_F(Fat, ReadOnlyFilesStayWhatTheyAre) {
    EXPECT_EQ(write("/a", "x"), Errno::None);
    auto at = std::search_n(device->bytes.begin() + 1024, device->bytes.end(), 1, 'A');
    ASSERT_NE(at, device->bytes.end());
    *(at + 11) |= 1;
    EXPECT_EQ(mount(), Errno::None);
    EXPECT_EQ(write("/a", "y"), Errno::Denied);
    EXPECT_EQ(system->remove("/a"), Errno::Denied);
    EXPECT_EQ(read("/a"), "x");
}

TEST_F(Fat, AnInterruptedWriteLeavesTheOldFile) {
    EXPECT_EQ(write("/a", "old"), Errno::None);
    const Tree before = tree();
    File* file = open("/a", kWrite | kAppend);
    EXPECT_EQ(put(*file, std::string(2000, 'n')), Errno::None);
    EXPECT_EQ(mount(), Errno::None);  // the power came back
    EXPECT_EQ(tree(), before);
}

TEST_F(Fat, WhatIsNoVolume) {
    device->bytes.assign(device->bytes.size(), 0xFF);
    EXPECT_EQ(mount(), Errno::NoDevice);
    device->bytes.assign(device->bytes.size(), 0);
    EXPECT_EQ(mount(), Errno::NoDevice);
    device = std::make_unique<RamDevice>(256, 300);
    EXPECT_EQ(mount(), Errno::NoDevice);
    EXPECT_EQ(create()->format(), Errno::Invalid);
    device = std::make_unique<RamDevice>(512, 34);
    EXPECT_EQ(create()->format(), Errno::Invalid);
    device = std::make_unique<RamDevice>(512, 35);
    EXPECT_EQ(create()->format(), Errno::None);
    EXPECT_EQ(mount(), Errno::None);
    EXPECT_EQ(free_blocks(), 1u);
}

/// A card: only what was written takes memory.
class SparseDevice final : public hal::BlockDevice {
  public:
    explicit SparseDevice(u32 count) : BlockDevice(512, count) {}

    std::map<u32, std::vector<u8>> sectors;

  private:
    Errno do_read(u32 block, u32, std::span<u8> into) override {
        std::fill(into.begin(), into.end(), 0);
        const auto found = sectors.find(block);
        if (found != sectors.end()) std::copy(found->second.begin(), found->second.end(), into.begin());
        return Errno::None;
    }
    Errno do_program(u32 block, u32, std::span<const u8> bytes) override {
        sectors[block].assign(bytes.begin(), bytes.end());
        return Errno::None;
    }
    Errno do_erase(u32) override { return Errno::None; }
    Errno do_sync() override { return Errno::None; }
};

TEST(FatOnCards, ALargeOneIsFat32InAPartition) {
    SparseDevice card(4u << 21);  // 4 GiB
    std::vector<u32> sector(512 / 4);
    FatFileSystem system(card, reinterpret_cast<u8*>(sector.data()), nullptr);
    EXPECT_EQ(system.format(), Errno::None);
    EXPECT_EQ(card.sectors[0][446 + 4], 0x0C);
    EXPECT_EQ(system.mount(), Errno::None);
    Volume volume;
    EXPECT_EQ(system.volume("/", volume), Errno::None);
    EXPECT_EQ(volume.block_bytes, 32768u);
    EXPECT_EQ(volume.blocks, 131054u);
    EXPECT_EQ(volume.free_blocks, 131053u);
    EXPECT_EQ(test::write_file(system, "/a", std::string(40000, 'x'), kTruncate), Errno::None);
    EXPECT_EQ(system.mount(), Errno::None);
    std::string content;
    EXPECT_EQ(test::read_file(system, "/a", content), Errno::None);
    EXPECT_EQ(content, std::string(40000, 'x'));
    EXPECT_EQ(system.volume("/", volume), Errno::None);
    EXPECT_EQ(volume.free_blocks, 131051u);  // as the volume's own note has it
}

}  // namespace
}  // namespace kinglet::fs
