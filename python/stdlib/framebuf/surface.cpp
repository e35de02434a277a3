#include "python/stdlib/framebuf/surface.hpp"

#include "base/flash.hpp"
#include "python/stdlib/framebuf/font.hpp"

namespace kinglet::stdlib::framebuf {

namespace {

constinit const Font font;

/// Where a pixel lies: its byte, and in it.
struct Cell {
    usize index;
    u32 shift;
    u32 mask;
};

Cell cell_of(const Surface& surface, u32 x, u32 y) {
    const usize at = usize{y} * surface.stride + x;
    switch (surface.layout) {
        case Layout::MonoVertical: return {usize{y / 8} * surface.stride + x, y % 8, 1};
        case Layout::MonoLeftHigh: return {at / 8, 7 - x % 8, 1};
        case Layout::MonoLeftLow: return {at / 8, x % 8, 1};
        case Layout::Grey2: return {at / 4, x % 4 * 2, 3};
        case Layout::Grey4: return {at / 2, x % 2 == 0 ? 4U : 0U, 15};
        case Layout::Grey8: return {at, 0, 0xFF};
        case Layout::Rgb565: break;
    }
    return {2 * at, 0, 0xFFFF};
}

i32 smaller(i32 a, i32 b) {
    return a < b ? a : b;
}
i32 larger(i32 a, i32 b) {
    return a > b ? a : b;
}

}  // namespace

usize Surface::needed_bytes() {
    u32 bits = 1;
    u32 group = 8;  // pixels that share a byte beside each other
    switch (layout) {
        case Layout::MonoVertical: group = 1; break;
        case Layout::MonoLeftHigh:
        case Layout::MonoLeftLow: break;
        case Layout::Grey2:
            bits = 2;
            group = 4;
            break;
        case Layout::Grey4:
            bits = 4;
            group = 2;
            break;
        case Layout::Grey8:
            bits = 8;
            group = 1;
            break;
        case Layout::Rgb565:
            bits = 16;
            group = 1;
            break;
    }
    stride = (stride + group - 1) / group * group;
    // The last row need not be as long as the stride.
    const u32 columns = (static_cast<u32>(width) + group - 1) / group * group;
    if (layout == Layout::MonoVertical)
        return usize{(static_cast<u32>(height) + 7) / 8 - 1} * stride + columns;
    return (usize{static_cast<u32>(height) - 1} * stride + columns) * bits / 8;
}

u32 Surface::pixel(i32 x, i32 y) const {
    const Cell cell = cell_of(*this, static_cast<u32>(x), static_cast<u32>(y));
    u32 bits = flash_byte(data + cell.index);
    if (layout == Layout::Rgb565) bits |= u32{flash_byte(data + cell.index + 1)} << 8;
    return bits >> cell.shift & cell.mask;
}

void Surface::set_pixel(i32 x, i32 y, u32 color) {
    if (!contains(x, y)) return;
    const Cell cell = cell_of(*this, static_cast<u32>(x), static_cast<u32>(y));
    u8& byte = data[cell.index];
    if (cell.mask == 1) color = color != 0;
    if (layout == Layout::Rgb565) {
        data[cell.index + 1] = static_cast<u8>(color >> 8);
        byte = static_cast<u8>(color);
        return;
    }
    byte = static_cast<u8>((byte & ~(cell.mask << cell.shift)) | (color & cell.mask) << cell.shift);
}

void Surface::fill(i32 x, i32 y, i32 columns, i32 rows, u32 color) {
    const i32 right = smaller(x + columns, width);
    const i32 bottom = smaller(y + rows, height);
    const i32 left = larger(x, 0);
    for (i32 row = larger(y, 0); row < bottom; ++row) {
        for (i32 column = left; column < right; ++column) set_pixel(column, row, color);
    }
}

/// Bresenham's. The end is drawn by itself: it shall be exact.
void Surface::line(Point from, Point to, u32 color) {
    Point step = {to.x > from.x ? 1 : -1, to.y > from.y ? 1 : -1};
    i32 along = (to.x - from.x) * step.x;
    i32 across = (to.y - from.y) * step.y;
    const bool is_steep = across > along;
    i32* const main = is_steep ? &from.y : &from.x;
    i32* const other = is_steep ? &from.x : &from.y;
    if (is_steep) {
        step = {step.y, step.x};
        const i32 length = along;
        along = across;
        across = length;
    }
    i32 error = 2 * across - along;
    for (i32 i = 0; i < along; ++i) {
        set_pixel(from.x, from.y, color);
        if (error >= 0) {
            *other += step.y;
            error -= 2 * along;
        }
        *main += step.x;
        error += 2 * across;
    }
    set_pixel(to.x, to.y, color);
}

namespace {

/// The points of an ellipse at a distance from its center, in each of the quarters.
struct Quarters {
    Surface& surface;
    Point center;
    u32 color;
    u32 wanted;
    bool is_filled;

    void draw(i32 x, i32 y) const {
        for (u32 quarter = 0; quarter < 4; ++quarter) {
            if ((wanted >> quarter & 1) == 0) continue;
            const bool is_left = quarter == 1 || quarter == 2;
            const i32 row = quarter < 2 ? center.y - y : center.y + y;
            const i32 column = is_left ? center.x - x : center.x + x;
            if (is_filled) {
                surface.fill(is_left ? column : center.x, row, x + 1, 1, color);
            } else {
                surface.set_pixel(column, row, color);
            }
        }
    }
};

/// Goes from the end of the first axis, step by step along the second, until the curve has turned by half.
/// `place(first, second)` takes each point.
template <typename Place>
void walk_arc(i64 first_radius, i64 second_radius, Place place) {
    const i64 first_square = 2 * first_radius * first_radius;
    const i64 second_square = 2 * second_radius * second_radius;
    i64 first = first_radius;
    i64 second = 0;
    i64 first_change = second_radius * second_radius * (1 - 2 * first_radius);
    i64 second_change = first_radius * first_radius;
    i64 error = 0;
    i64 first_limit = second_square * first_radius;
    i64 second_limit = 0;
    while (first_limit >= second_limit) {
        place(static_cast<i32>(first), static_cast<i32>(second));
        ++second;
        second_limit += first_square;
        error += second_change;
        second_change += first_square;
        if (2 * error + first_change > 0) {
            --first;
            first_limit -= second_square;
            error += first_change;
            first_change += second_square;
        }
    }
}

}  // namespace

/// The midpoint algorithm (J. Kennedy): two arcs, each stepping along the axis that it is flat to.
void Surface::ellipse(Point center, i32 x_radius, i32 y_radius, u32 color, u32 quarters, bool is_filled) {
    if (x_radius == 0 && y_radius == 0) {
        if (quarters != 0) set_pixel(center.x, center.y, color);
        return;
    }
    const Quarters target = {*this, center, color, quarters, is_filled};
    // Both arcs through one instance: the walk is the larger part.
    bool is_upright = true;
    const auto place = [&](i32 first, i32 second) {
        target.draw(is_upright ? first : second, is_upright ? second : first);
    };
    walk_arc(x_radius, y_radius, place);
    is_upright = false;
    walk_arc(y_radius, x_radius, place);
}

void Surface::outline(const Point* points, u32 count, u32 color) {
    Point previous = points[0];
    for (u32 i = count; i-- != 0;) {
        line(previous, points[i], color);
        previous = points[i];
    }
}

/// Row by row between every other crossing of the row with an edge. An edge does not own its lowest row, or
/// neighbours would cross it twice; the corners that this leaves out are set by themselves.
void Surface::polygon(const Point* points, u32 count, u32 color, i32* crossings) {
    i32 top = kFarthest;
    i32 bottom = -kFarthest;
    for (u32 i = 0; i < count; ++i) {
        top = smaller(top, points[i].y);
        bottom = larger(bottom, points[i].y);
    }
    bottom = smaller(bottom, height - 1);
    for (i32 row = larger(top, 0); row <= bottom; ++row) {
        u32 found = 0;
        Point a = points[0];
        for (u32 i = count; i-- != 0;) {
            const Point b = points[i];
            if ((a.y > row) != (b.y > row)) {
                // In 32nds of a pixel, rounded.
                const i64 slope = i64{32} * (b.x - a.x) * (row - a.y) / (b.y - a.y);
                const i32 x = a.x + static_cast<i32>((slope + 16) >> 5);
                u32 at = found++;
                for (; at != 0 && crossings[at - 1] > x; --at) crossings[at] = crossings[at - 1];
                crossings[at] = x;
            } else if (row == larger(a.y, b.y)) {
                line(a.y < b.y ? b : a, a.y > b.y ? a : b, color);
            }
            a = b;
        }
        for (u32 i = 0; i + 1 < found; i += 2) {
            fill(crossings[i], row, crossings[i + 1] - crossings[i] + 1, 1, color);
        }
    }
}

void Surface::scroll(i32 x_step, i32 y_step) {
    if (x_step >= width || -x_step >= width || y_step >= height || -y_step >= height) return;
    // From the side that it moves to, so that nothing is read after it was overwritten.
    const i32 columns = width - (x_step < 0 ? -x_step : x_step);
    const i32 rows = height - (y_step < 0 ? -y_step : y_step);
    for (i32 i = 0; i < rows; ++i) {
        const i32 y = y_step < 0 ? i : height - 1 - i;
        for (i32 j = 0; j < columns; ++j) {
            const i32 x = x_step < 0 ? j : width - 1 - j;
            set_pixel(x, y, pixel(x - x_step, y - y_step));
        }
    }
}

void Surface::blit(const Surface& source, i32 x, i32 y, i64 transparent, const Surface* palette) {
    const i32 right = smaller(width, x + source.width);
    const i32 bottom = smaller(height, y + source.height);
    for (i32 row = larger(y, 0); row < bottom; ++row) {
        for (i32 column = larger(x, 0); column < right; ++column) {
            u32 color = source.pixel(column - x, row - y);
            if (palette != nullptr) {
                if (!palette->contains(static_cast<i32>(color), 0)) continue;
                color = palette->pixel(static_cast<i32>(color), 0);
            }
            if (color != transparent) set_pixel(column, row, color);
        }
    }
}

void Surface::character(u32 c, i32 x, i32 y, u32 color) {
    const u32 glyph = c - kFontFirst < kFontCount ? c - kFontFirst : kFontCount - 1;
    for (u32 column = 0; column < kFontSize; ++column) {
        u32 bits = whole_word(font.words[2 * glyph + column / 4]) >> (column % 4 * 8) & 0xFF;
        for (i32 row = y; bits != 0; bits >>= 1, ++row) {
            if ((bits & 1) != 0) set_pixel(x + static_cast<i32>(column), row, color);
        }
    }
}

}  // namespace kinglet::stdlib::framebuf
