#include "device/hal/flash_layout.hpp"

#include <gtest/gtest.h>

namespace kinglet::hal {
namespace {

constexpr u32 kKib = 1024;

TEST(FlashLayout, EveryPartHasFilesBehindImageAndStore) {
    for (u32 size = 512 * kKib; size <= 16 * kKib * kKib; size *= 2) {
        const FlashLayout layout = flash_layout(size);
        EXPECT_EQ(layout.store_begin, 448 * kKib);
        EXPECT_EQ(layout.store_begin + layout.store_bytes, layout.files_begin);
        EXPECT_LE(layout.files_begin, FlashLayout::kWindow);
        EXPECT_EQ(layout.files_begin % 4096, 0u);
        EXPECT_GE(layout.files_bytes(size), 64 * kKib);
        EXPECT_EQ(layout.files_begin + layout.files_bytes(size), size);
    }
}

TEST(FlashLayout, SmallPartsHaveNoStore) {
    EXPECT_EQ(flash_layout(512 * kKib).store_bytes, 0u);
    EXPECT_EQ(flash_layout(256 * kKib).files_bytes(256 * kKib), 0u);
    EXPECT_EQ(flash_layout(0).files_bytes(0), 0u);
}

TEST(FlashLayout, TheStoreGrowsWithThePart) {
    EXPECT_EQ(flash_layout(1024 * kKib).store_bytes, 128 * kKib);
    EXPECT_EQ(flash_layout(4096 * kKib).store_bytes, 576 * kKib);
}

}  // namespace
}  // namespace kinglet::hal
