// Pixels in memory, in the layouts that displays use, and what is drawn with them. Everything is clipped.
#pragma once

#include "base/integers.hpp"

namespace kinglet::stdlib::framebuf {

/// The values are those of the module's constants.
enum class Layout : u32 {
    MonoVertical,  // eight pixels below each other in a byte, the lowest bit on top
    Rgb565,        // sixteen bits, the low byte first
    Grey4,         // two pixels a byte, the left one high
    MonoLeftHigh,  // eight pixels beside each other, the left one in the highest bit
    MonoLeftLow,   // ... in the lowest bit
    Grey2,         // four pixels a byte, the left one lowest
    Grey8,
};
inline constexpr u32 kLayouts = 7;

/// Coordinates lie within 2^20 of 0, so that their sums fit.
inline constexpr i32 kFarthest = 1 << 20;

/// Which quarters of an ellipse are drawn; bit 0 is the upper right one, then against the clock.
inline constexpr u32 kAllQuarters = 15;

struct Point {
    i32 x;
    i32 y;
};

/// A view: it does not own the memory, which for a source may be flash.
struct Surface {
    u8* data = nullptr;
    i32 width = 0;
    i32 height = 0;
    u32 stride = 0;  // pixels from a row to the next; MonoVertical: from a row of bytes
    Layout layout = Layout::MonoVertical;

    /// The bytes that these dimensions need; rounds `stride` up to what the layout can have.
    usize needed_bytes();

    bool contains(i32 x, i32 y) const { return x >= 0 && x < width && y >= 0 && y < height; }
    /// Only inside.
    u32 pixel(i32 x, i32 y) const;
    /// Outside nothing happens.
    void set_pixel(i32 x, i32 y, u32 color);

    void fill(i32 x, i32 y, i32 columns, i32 rows, u32 color);
    void line(Point from, Point to, u32 color);
    void ellipse(Point center, i32 x_radius, i32 y_radius, u32 color, u32 quarters, bool is_filled);
    /// Fills the polygon; `crossings` has room for as many numbers as there are points.
    void polygon(const Point* points, u32 count, u32 color, i32* crossings);
    void outline(const Point* points, u32 count, u32 color);
    void scroll(i32 x_step, i32 y_step);
    /// Copies a surface; pixels of the color `transparent` are left out; with a palette pixel (n, 0) of it
    /// stands for n.
    void blit(const Surface& source, i32 x, i32 y, i64 transparent, const Surface* palette);
    void character(u32 c, i32 x, i32 y, u32 color);
};

}  // namespace kinglet::stdlib::framebuf
