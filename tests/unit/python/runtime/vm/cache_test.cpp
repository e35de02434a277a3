#include "python/runtime/vm/cache.hpp"

#include <gtest/gtest.h>

#include "tests/support/python/world.hpp"

namespace kinglet::runtime {
namespace {

/// Places in code that share their first place in the table.
const u32* colliding(u32 n) {
    return reinterpret_cast<const u32*>(Word{0x10000} + n * Word{kCacheEntries} * 4);
}

TEST(Cache, KeepsTwoInstructionsThatCollide) {
    World world(__builtin_frame_address(0));
    int key;
    cache_remember(colliding(0), &key, 8);
    cache_remember(colliding(1), &key, 16);
    ASSERT_NE(cache_find(colliding(0), &key), nullptr);
    ASSERT_NE(cache_find(colliding(1), &key), nullptr);
    EXPECT_EQ(cache_find(colliding(0), &key)->payload, 8U);
    EXPECT_EQ(cache_find(colliding(1), &key)->payload, 16U);
    cache_remember(colliding(2), &key, 24);
    EXPECT_EQ(cache_find(colliding(0), &key), nullptr);  // the oldest gives way
    EXPECT_NE(cache_find(colliding(1), &key), nullptr);
}

TEST(Cache, KeepsTwoShapesOfOneInstruction) {
    World world(__builtin_frame_address(0));
    int square, circle;
    cache_remember(colliding(0), &square, 8);
    cache_remember(colliding(0), &circle, 16);
    EXPECT_EQ(cache_find(colliding(0), &square)->payload, 8U);
    EXPECT_EQ(cache_find(colliding(0), &circle)->payload, 16U);
    cache_remember(colliding(0), &square, 24);
    EXPECT_EQ(cache_find(colliding(0), &square)->payload, 24U);
    EXPECT_EQ(cache_find(colliding(0), &circle)->payload, 16U);
}

TEST(Cache, ForgetsEverythingHoweverMuchItIs) {
    World world(__builtin_frame_address(0));
    int key;
    for (const u32 count : {3U, 100U}) {
        for (u32 i = 0; i < count; ++i) cache_remember(colliding(0) + i, &key, 8);
        world.thread().flush_caches();
        for (u32 i = 0; i < count; ++i) EXPECT_EQ(cache_find(colliding(0) + i, &key), nullptr);
    }
}

}  // namespace
}  // namespace kinglet::runtime
