#include "python/runtime/types/range.hpp"

#include <limits>

#include "tests/support/python/world.hpp"

namespace kinglet::runtime {
namespace {

constexpr SignedWord kMax = std::numeric_limits<SignedWord>::max();
constexpr SignedWord kMin = std::numeric_limits<SignedWord>::min();

TEST(Range, LengthAtTheEdges) {
    EXPECT_EQ(range_length(0, 0, 1), 0U);
    EXPECT_EQ(range_length(0, 10, 3), 4U);
    EXPECT_EQ(range_length(10, 0, -3), 4U);
    EXPECT_EQ(range_length(5, 0, 1), 0U);
    EXPECT_EQ(range_length(kMin, kMax, 1), ~Word{0});
    EXPECT_EQ(range_length(kMax, kMin, -1), ~Word{0});
    EXPECT_EQ(range_length(kMin, kMax, kMax), 3U);
    EXPECT_EQ(range_length(kMax, kMin, kMin), 2U);
    EXPECT_EQ(range_length(0, kMax, kMax), 1U);
}

TEST(Range, WalksToTheEdgesOfAWord) {
    World world(__builtin_frame_address(0));
    world.run("top = " + std::to_string(kMax) + "\n");
    EXPECT_EQ(world.run("print(list(range(top - 2, top)) == [top - 2, top - 1], list(range(top, top - 4, "
                        "-2)) == [top, top - 2])\n"),
              "True True\n");
    EXPECT_EQ(world.run("print(len([x for x in range(top - 3, top, 2)]), (top - 1) in range(0, top), top in "
                        "range(0, top))\n"),
              "2 True False\n");
    EXPECT_EQ(world.run("range(top + 1)\n"), "OverflowError");
}

}  // namespace
}  // namespace kinglet::runtime
