#include "python/stdlib/framebuf/surface.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace kinglet::stdlib::framebuf {
namespace {

constexpr i32 kWidth = 13;
constexpr i32 kHeight = 11;
constexpr u8 kGuard = 0xA5;

/// A surface in a vector of just the bytes that it says it needs, and guards around them.
class Guarded {
  public:
    explicit Guarded(Layout layout) {
        surface = {nullptr, kWidth, kHeight, kWidth, layout};
        bytes_.assign(surface.needed_bytes() + 2, kGuard);
        surface.data = bytes_.data() + 1;
    }
    bool is_whole() const { return bytes_.front() == kGuard && bytes_.back() == kGuard; }

    Surface surface;

  private:
    std::vector<u8> bytes_;
};

TEST(Surface, PixelsReadBackInEveryLayout) {
    for (u32 layout = 0; layout < kLayouts; ++layout) {
        Guarded guarded(static_cast<Layout>(layout));
        Surface& surface = guarded.surface;
        surface.fill(-5, -5, 99, 99, 0);
        for (i32 y = 0; y < kHeight; ++y) {
            for (i32 x = 0; x < kWidth; ++x) surface.set_pixel(x, y, (x + y) % 2 == 0 ? 1 : 0);
        }
        for (i32 y = 0; y < kHeight; ++y) {
            for (i32 x = 0; x < kWidth; ++x) EXPECT_EQ(surface.pixel(x, y), (x + y) % 2 == 0 ? 1U : 0U);
        }
        EXPECT_TRUE(guarded.is_whole()) << layout;
    }
}

TEST(Surface, NothingIsDrawnOutside) {
    constexpr i32 kFar[] = {-kFarthest, -20, -1, 0, 5, kHeight, kFarthest};
    for (u32 layout = 0; layout < kLayouts; ++layout) {
        Guarded guarded(static_cast<Layout>(layout));
        Surface& surface = guarded.surface;
        for (const i32 x : kFar) {
            for (const i32 y : kFar) {
                surface.set_pixel(x, y, 1);
                surface.fill(x, y, 30, 30, 1);
                surface.fill(-30, -30, x, y, 1);
                surface.ellipse({x, y}, 9, 14, 1, kAllQuarters, x < y);
                surface.character('g', x, y, 1);
                surface.scroll(x, y);
                surface.blit(surface, x, y, -1, nullptr);
                const Point triangle[] = {{x, y}, {3, -9}, {y, 12}};
                i32 crossings[3];
                surface.polygon(triangle, 3, 1, crossings);
            }
        }
        surface.line({-40, 3}, {60, 9}, 1);
        EXPECT_TRUE(guarded.is_whole()) << layout;
    }
}

TEST(Surface, APaletteWithoutTheColorLeavesThePixelAlone) {
    Guarded target(Layout::Grey8);
    Guarded source(Layout::Grey8);
    target.surface.fill(0, 0, kWidth, kHeight, 7);
    source.surface.fill(0, 0, kWidth, kHeight, 200);
    const Surface palette = {source.surface.data, 2, 1, 2, Layout::Grey8};
    target.surface.blit(source.surface, 0, 0, -1, &palette);
    EXPECT_EQ(target.surface.pixel(0, 0), 7U);
}

}  // namespace
}  // namespace kinglet::stdlib::framebuf
