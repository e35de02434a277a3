#include "device/fs/mount_table.hpp"

#include <gtest/gtest.h>

#include <list>
#include <random>
#include <string>
#include <vector>

namespace kinglet::fs {
namespace {

/// What a path leads to, as text: 'MOUNT REST', 'root' or 'nowhere'.
std::string found(const MountTable& table, std::string_view path) {
    const Place place = table.find(path);
    if (place.where == Where::Root) return "root";
    if (place.where == Where::Nowhere) return "nowhere";
    return std::string(place.mount->path) + " " + std::string(place.rest);
}

TEST(MountTable, EmptyHasOnlyTheRoot) {
    const MountTable table;
    EXPECT_EQ(found(table, ""), "root");
    EXPECT_EQ(found(table, "/"), "root");
    EXPECT_EQ(found(table, "x"), "nowhere");
    EXPECT_EQ(found(table, "/x"), "nowhere");
    EXPECT_TRUE(table.is_free("/"));
    EXPECT_EQ(table.first(), nullptr);
}

TEST(MountTable, WholeNamesAreCompared) {
    MountTable table;
    Mount flash{"/flash"}, sd{"/sd"};
    table.add(flash);
    table.add(sd);
    EXPECT_EQ(found(table, "/flash"), "/flash /");
    EXPECT_EQ(found(table, "/flash/"), "/flash /");
    EXPECT_EQ(found(table, "/flash/a/b"), "/flash /a/b");
    EXPECT_EQ(found(table, "sd/x"), "/sd /x");
    EXPECT_EQ(found(table, "/flashy"), "nowhere");
    EXPECT_EQ(found(table, "/flas"), "nowhere");
    EXPECT_EQ(found(table, "//flash"), "nowhere");
}

TEST(MountTable, TheRootMountComesLastWhenItIsAddedFirst) {
    MountTable table;
    Mount root{"/"}, sd{"/sd"}, deep{"/a/b"};
    table.add(root);
    table.add(sd);
    table.add(deep);
    EXPECT_EQ(table.first(), &sd);
    EXPECT_EQ(table.root(), &root);
    EXPECT_EQ(found(table, "/sd/x"), "/sd /x");
    EXPECT_EQ(found(table, "/a/b/c"), "/a/b /c");
    EXPECT_EQ(found(table, "/a/c"), "/ /a/c");
    EXPECT_EQ(found(table, "x"), "/ x");
    EXPECT_EQ(found(table, "/"), "root");
}

TEST(MountTable, RelativePathsBelongToTheCurrentMount) {
    MountTable table;
    Mount root{"/"}, sd{"/sd"};
    table.add(root);
    table.add(sd);
    table.set_current(&sd);
    EXPECT_EQ(found(table, "x"), "/sd x");
    EXPECT_EQ(found(table, ""), "/sd ");
    EXPECT_EQ(found(table, "/x"), "/ /x");
    table.remove(sd);
    EXPECT_EQ(table.current(), nullptr);
    EXPECT_EQ(found(table, "sd/x"), "/ sd/x");
}

TEST(MountTable, OnlyTheRootHasMountsBelow) {
    MountTable table;
    Mount root{"/"}, sd{"/sd"};
    table.add(root);
    EXPECT_FALSE(table.is_free("/"));
    EXPECT_TRUE(table.is_free("/sd"));
    table.add(sd);
    EXPECT_FALSE(table.is_free("/sd"));
    EXPECT_FALSE(table.is_free("/sd/card"));
    EXPECT_TRUE(table.is_free("/sdcard"));
}

/// Mounts that come and go at random against the plainest way to look up: the longest match, as no mount lies
/// below another.
TEST(MountTable, AgreesWithLookingAtEachMount) {
    std::mt19937 random(7);
    const std::vector<std::string> names = {"/", "/a", "/b", "/a/b", "/ab", "/b/c/d", "/c"};
    std::list<Mount> mounts;
    MountTable table;
    for (int step = 0; step < 20000; ++step) {
        const std::string& name = names[random() % names.size()];
        Mount* mounted = table.find_exactly(name);
        if (mounted != nullptr && random() % 4 == 0) {
            table.remove(*mounted);
            mounts.remove_if([&](const Mount& each) { return &each == mounted; });
        } else if (mounted == nullptr && table.is_free(name)) {
            mounts.push_back({name});
            table.add(mounts.back());
        }
        std::string path;
        for (u32 i = random() % 6; i != 0; --i) path += "/abcd"[random() % 5];
        const Mount* expected = nullptr;
        for (const Mount& each : mounts) {
            const std::string own = each.is_root() ? "" : std::string(each.path);
            const std::string whole = !path.empty() && path[0] == '/' ? path : "/" + path;
            const bool matches = whole == own || whole.starts_with(own + "/");
            if (matches && (expected == nullptr || expected->path.size() < each.path.size()))
                expected = &each;
        }
        const Place place = table.find(path);
        const bool is_root = path.empty() || path == "/";
        ASSERT_EQ(place.where, is_root               ? Where::Root
                               : expected == nullptr ? Where::Nowhere
                                                     : Where::Mounted)
            << path;
        ASSERT_EQ(place.mount, is_root ? nullptr : expected) << path;
    }
}

}  // namespace
}  // namespace kinglet::fs
