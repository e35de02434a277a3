#include "chip/devices/flash_contents.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

namespace kinglet::chip {
namespace {

constexpr u32 kSize = 512 * 1024;

struct FlashContentsTest : testing::Test {
    std::string path = testing::TempDir() + "flash_contents_test." + std::to_string(::getpid());
    std::string error;
    ~FlashContentsTest() override { ::unlink(path.c_str()); }
};

TEST_F(FlashContentsTest, InMemoryIsErasedAndOfAKnownSize) {
    const auto contents = FlashContents::in_memory(kSize);
    ASSERT_TRUE(contents);
    EXPECT_EQ(contents->size(), kSize);
    EXPECT_EQ(contents->data()[0], 0xFF);
    EXPECT_EQ(contents->data()[kSize - 1], 0xFF);
    for (u32 size : {0u, 1u, 256u * 1024, 600u * 1024, 32u * 1024 * 1024})
        EXPECT_FALSE(FlashContents::in_memory(size));
}

TEST_F(FlashContentsTest, AFileKeepsWhatWasWritten) {
    {
        const auto contents = FlashContents::of_file(path, kSize, error);
        ASSERT_TRUE(contents) << error;
        EXPECT_EQ(contents->data()[kSize - 1], 0xFF);
        contents->data()[1000] = 0x42;
        EXPECT_TRUE(contents->sync(error)) << error;
    }
    const auto again = FlashContents::of_file(path, 0, error);
    ASSERT_TRUE(again) << error;
    EXPECT_EQ(again->size(), kSize);
    EXPECT_EQ(again->data()[1000], 0x42);
}

TEST_F(FlashContentsTest, SaysWhatIsWrongWithAFile) {
    EXPECT_FALSE(FlashContents::of_file(path, 0, error));
    EXPECT_NE(error.find("No such file"), std::string::npos) << error;
    EXPECT_FALSE(FlashContents::of_file(path, 12345, error));
    EXPECT_NE(error.find("power of two"), std::string::npos) << error;
    EXPECT_FALSE(FlashContents::of_file("/nonexistent/folder/flash", kSize, error));
    EXPECT_NE(error.find("cannot open"), std::string::npos) << error;
    EXPECT_FALSE(FlashContents::of_file(testing::TempDir(), kSize, error));
    EXPECT_FALSE(error.empty());
    std::FILE* file = std::fopen(path.c_str(), "w");
    std::fputs("not a flash", file);
    std::fclose(file);
    EXPECT_FALSE(FlashContents::of_file(path, 0, error));
    EXPECT_NE(error.find("it has 11"), std::string::npos) << error;
    ASSERT_EQ(::truncate(path.c_str(), kSize), 0);
    EXPECT_FALSE(FlashContents::of_file(path, 2 * kSize, error));
    EXPECT_TRUE(FlashContents::of_file(path, kSize, error));
}

}  // namespace
}  // namespace kinglet::chip
