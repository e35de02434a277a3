// framebuf: FrameBuffer, a picture in memory that somebody else owns; framebuf/surface.cpp draws.
#include "python/runtime/exception.hpp"
#include "python/runtime/heap.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/types/binary.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/sequence.hpp"
#include "python/runtime/types/str.hpp"
#include "python/stdlib/framebuf/surface.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;
using framebuf::kFarthest;
using framebuf::Layout;
using framebuf::Point;
using framebuf::Surface;

namespace {

struct FrameBuffer {
    Object header;
    Value buffer;  // 0 until __init__ ran: then there are no pixels
    i32 width;
    i32 height;
    u32 stride;
    Layout layout;
};

extern const Type frame_buffer_type;

/// A coordinate or color; what lies far away is brought nearer.
Raised number(Thread& thread, Value value, i32& result) {
    SignedWord n = 0;
    TRY(to_integer(thread, value, n));
    result = static_cast<i32>(n < -kFarthest ? -kFarthest : n > kFarthest ? kFarthest : n);
    return kFine;
}
Raised numbers(Thread& thread, const Value* values, u32 count, i32* result) {
    for (u32 i = 0; i < count; ++i) TRY(number(thread, values[i], result[i]));
    return kFine;
}

/// Reads (buffer, width, height, layout[, stride]). ValueError: not a layout, or too small a buffer.
Raised describe(Thread& thread, const Value* values, u32 count, Surface& surface, Buffer& buffer) {
    constexpr i32 kLargest = 0xFFFF;
    i32 in[4];
    TRY(numbers(thread, values + 1, count - 1, in));
    const i32 stride = count == 5 ? in[3] : in[0];
    if (!buffer_of(values[0], buffer))
        return raise(thread, type_error_type, "object with buffer protocol required"_packed);
    if (in[0] < 1 || in[1] < 1 || in[0] > kLargest || in[1] > kLargest || stride < in[0] ||
        stride > kLargest || static_cast<u32>(in[2]) >= framebuf::kLayouts) {
        return raise(thread, value_error_type, "invalid size or format"_packed);
    }
    surface = {buffer.data, in[0], in[1], static_cast<u32>(stride), static_cast<Layout>(in[2])};
    if (surface.needed_bytes() > buffer.count)
        return raise(thread, value_error_type, "buffer too small"_packed);
    return kFine;
}

/// The pixels of a FrameBuffer as they lie now. ValueError if its buffer was made too small for them.
Raised surface_of(Thread& thread, Value self, Surface& surface) {
    const FrameBuffer& frame = *self.as<FrameBuffer>();
    if (!frame.buffer) return kFine;
    Buffer buffer{};
    buffer_of(frame.buffer, buffer);
    surface = {buffer.data, frame.width, frame.height, frame.stride, frame.layout};
    if (surface.needed_bytes() > buffer.count)
        return raise(thread, value_error_type, "buffer too small"_packed);
    return kFine;
}

/// The source of blit: a FrameBuffer, or a tuple or list that describes one.
Raised source_of(Thread& thread, Value value, Surface& surface) {
    if (is_instance(value, frame_buffer_type)) return surface_of(thread, value, surface);
    if (!is_list_like(value) && !is_tuple_like(value))
        return raise(thread, type_error_type, "FrameBuffer, tuple or list required"_packed);
    const ItemSpan items = items_of(value);
    if (items.count < 4 || items.count > 5)
        return raise(thread, value_error_type, "4 or 5 items required"_packed);
    Buffer buffer{};
    return describe(thread, items.items, static_cast<u32>(items.count), surface, buffer);
}

Completion frame_init(Thread& thread, const Value* values, u32 count) {
    FrameBuffer& frame = *values[0].as<FrameBuffer>();
    Surface surface;
    Buffer buffer{};
    TRY(describe(thread, values + 1, count - 1, surface, buffer));
    if (!buffer.is_writable) return raise(thread, type_error_type, "a writable buffer is required"_packed);
    frame.buffer = values[1];
    frame.width = surface.width;
    frame.height = surface.height;
    frame.stride = surface.stride;
    frame.layout = surface.layout;
    return kNone;
}

Completion create(Thread& thread, const Value* values, u32 count) {
    auto* frame = static_cast<FrameBuffer*>(thread.heap.allocate(sizeof(FrameBuffer)));
    if (frame == nullptr) return raise_memory_error(thread, sizeof(FrameBuffer));
    frame->header.shape = &frame_buffer_type.root;
    Value in[6] = {&frame->header};
    for (u32 i = 0; i < count; ++i) in[i + 1] = values[i];
    TRY(frame_init(thread, in, count + 1));
    return &frame->header;
}

/// Of a subclass __init__ does the rest.
Completion frame_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    if ((type.flags & kIsHeapType) != 0) return instance_create(thread, type);
    TRY(check_arity(thread, arguments, type.name, 4, 5));
    return create(thread, arguments.values, arguments.count);
}

/// FrameBuffer1(buffer, width, height[, stride]), as it once was.
Completion framebuf_FrameBuffer1(Thread& thread, const Value* values, u32 count) {
    const Value in[] = {values[0], values[1], values[2], Value::from_int(0),
                        count == 4 ? values[3] : values[1]};
    return create(thread, in, 5);
}

bool frame_buffer(Value self, Buffer& buffer) {
    const FrameBuffer& frame = *self.as<FrameBuffer>();
    return frame.buffer && buffer_of(frame.buffer, buffer);
}

void frame_trace(Tracer& tracer, Object& self) {
    tracer.visit(reinterpret_cast<FrameBuffer&>(self).buffer);
}

// ---- drawing: values are self and the arguments

constexpr u32 kMostNumbers = 5;

/// What every method begins with: the pixels and the first `count` arguments.
Raised begin(Thread& thread, const Value* values, u32 count, Surface& surface, i32* in) {
    TRY(numbers(thread, values + 1, count, in));
    return surface_of(thread, values[0], surface);
}

Completion frame_fill(Thread& thread, const Value* values, u32) {
    Surface surface;
    i32 color = 0;
    TRY(begin(thread, values, 1, surface, &color));
    surface.fill(0, 0, surface.width, surface.height, static_cast<u32>(color));
    return kNone;
}

Completion frame_fill_rect(Thread& thread, const Value* values, u32) {
    Surface surface;
    i32 in[kMostNumbers];
    TRY(begin(thread, values, 5, surface, in));
    surface.fill(in[0], in[1], in[2], in[3], static_cast<u32>(in[4]));
    return kNone;
}

Completion frame_pixel(Thread& thread, const Value* values, u32 count) {
    Surface surface;
    i32 in[kMostNumbers];
    TRY(begin(thread, values, count - 1, surface, in));
    if (!surface.contains(in[0], in[1])) return kNone;
    if (count == 3) return Value::from_int(static_cast<SignedWord>(surface.pixel(in[0], in[1])));
    surface.set_pixel(in[0], in[1], static_cast<u32>(in[2]));
    return kNone;
}

Completion frame_hline(Thread& thread, const Value* values, u32) {
    Surface surface;
    i32 in[kMostNumbers];
    TRY(begin(thread, values, 4, surface, in));
    surface.fill(in[0], in[1], in[2], 1, static_cast<u32>(in[3]));
    return kNone;
}

Completion frame_vline(Thread& thread, const Value* values, u32) {
    Surface surface;
    i32 in[kMostNumbers];
    TRY(begin(thread, values, 4, surface, in));
    surface.fill(in[0], in[1], 1, in[2], static_cast<u32>(in[3]));
    return kNone;
}

Completion frame_rect(Thread& thread, const Value* values, u32 count) {
    Surface surface;
    i32 in[kMostNumbers];
    bool is_filled = false;
    if (count > 6) TRY(truth(thread, values[6], is_filled));
    TRY(begin(thread, values, 5, surface, in));
    const auto color = static_cast<u32>(in[4]);
    if (is_filled) {
        surface.fill(in[0], in[1], in[2], in[3], color);
        return kNone;
    }
    surface.fill(in[0], in[1], in[2], 1, color);
    surface.fill(in[0], in[1] + in[3] - 1, in[2], 1, color);
    surface.fill(in[0], in[1], 1, in[3], color);
    surface.fill(in[0] + in[2] - 1, in[1], 1, in[3], color);
    return kNone;
}

Completion frame_line(Thread& thread, const Value* values, u32) {
    Surface surface;
    i32 in[kMostNumbers];
    TRY(begin(thread, values, 5, surface, in));
    surface.line({in[0], in[1]}, {in[2], in[3]}, static_cast<u32>(in[4]));
    return kNone;
}

Completion frame_ellipse(Thread& thread, const Value* values, u32 count) {
    Surface surface;
    i32 in[kMostNumbers];
    bool is_filled = false;
    i32 quarters = framebuf::kAllQuarters;
    if (count > 6) TRY(truth(thread, values[6], is_filled));
    if (count > 7) TRY(number(thread, values[7], quarters));
    TRY(begin(thread, values, 5, surface, in));
    surface.ellipse({in[0], in[1]}, in[2], in[3], static_cast<u32>(in[4]),
                    static_cast<u32>(quarters) & framebuf::kAllQuarters, is_filled);
    return kNone;
}

Completion frame_poly(Thread& thread, const Value* values, u32 count) {
    Surface surface;
    i32 origin[2];
    i32 color = 0;
    bool is_filled = false;
    TRY(number(thread, values[4], color));
    if (count > 5) TRY(truth(thread, values[5], is_filled));
    TRY(begin(thread, values, 2, surface, origin));
    Buffer buffer{};
    if (!buffer_of(values[3], buffer))
        return raise(thread, type_error_type, "object with buffer protocol required"_packed);
    const u32 size = binary_size(buffer.code, true);
    const u32 points = static_cast<u32>(buffer.count / (2 * size));
    if (points == 0) return kNone;
    // The points, moved to their place, and room for the crossings of a row.
    const usize bytes = points * (sizeof(Point) + sizeof(i32));
    auto* const list = static_cast<Point*>(thread.heap.allocate_raw(bytes, RawKind::Bytes));
    if (list == nullptr) return raise_memory_error(thread, bytes);
    for (u32 i = 0; i < 2 * points; ++i) {
        const Value value =
            TRY(binary_load(thread, buffer.code, true, ByteOrder::Little, buffer.data + usize{i} * size));
        i32 n = 0;
        TRY(number(thread, value, n));
        (i % 2 == 0 ? list[i / 2].x : list[i / 2].y) = n + origin[i % 2];
    }
    if (is_filled) {
        surface.polygon(list, points, static_cast<u32>(color), reinterpret_cast<i32*>(list + points));
    } else {
        surface.outline(list, points, static_cast<u32>(color));
    }
    thread.heap.free_raw(list);
    return kNone;
}

Completion frame_blit(Thread& thread, const Value* values, u32 count) {
    Surface source;
    Surface palette;
    i32 in[3];
    in[2] = -1;
    TRY(numbers(thread, values + 2, count > 4 ? 3 : 2, in));
    TRY(source_of(thread, values[1], source));
    const bool has_palette = count > 5 && !values[5].is_none();
    if (has_palette) TRY(source_of(thread, values[5], palette));
    Surface surface;
    TRY(surface_of(thread, values[0], surface));
    surface.blit(source, in[0], in[1], in[2], has_palette ? &palette : nullptr);
    return kNone;
}

Completion frame_scroll(Thread& thread, const Value* values, u32) {
    Surface surface;
    i32 in[2];
    TRY(begin(thread, values, 2, surface, in));
    surface.scroll(in[0], in[1]);
    return kNone;
}

Completion frame_text(Thread& thread, const Value* values, u32 count) {
    Surface surface;
    i32 in[3];
    in[2] = 1;
    TRY(numbers(thread, values + 2, count - 2, in));
    TRY(surface_of(thread, values[0], surface));
    if (!is_str(values[1]))
        return raise_format(thread, type_error_type, "must be str, not %t"_packed, values[1]);
    const Str& text = *values[1].as<Str>();
    i32 x = in[0];
    for (usize at = 0; at < text.length() && x < surface.width; x += 8) {
        surface.character(str_next_character(text, at), x, in[1], static_cast<u32>(in[2]));
    }
    return kNone;
}

// clang-format off
#define KINGLET_METHODS(X)                                                                              \
    X(blit, 4, 6) X(ellipse, 6, 8) X(fill, 2, 2) X(fill_rect, 6, 6) X(hline, 5, 5) X(line, 6, 6)         \
    X(pixel, 3, 4) X(poly, 5, 6) X(rect, 6, 7) X(scroll, 3, 3) X(text, 4, 5) X(vline, 5, 5)
#define KINGLET_DEFINE(id, least, most) \
    constinit const NativeFunction id##_method = native(name<#id>, frame_##id, least, most, &frame_buffer_type);
KINGLET_METHODS(KINGLET_DEFINE)
#undef KINGLET_DEFINE
constinit const NativeFunction init_method = native(name<"__init__">, frame_init, 5, 6, &frame_buffer_type);

constinit const Attribute frame_buffer_attributes[] = {
    {name<"__init__">, &init_method.header},
#define KINGLET_ATTRIBUTE(id, least, most) {name<#id>, &id##_method.header},
    KINGLET_METHODS(KINGLET_ATTRIBUTE)
#undef KINGLET_ATTRIBUTE
};
// clang-format on

constinit const Slots frame_buffer_slots = {
    .construct = frame_construct,
    .buffer = frame_buffer,
    .trace = frame_trace,
};
constinit const Type frame_buffer_type =
    builtin_type(frame_buffer_type, name<"FrameBuffer">, frame_buffer_slots, sizeof(FrameBuffer),
                 frame_buffer_attributes, kIsBaseType);

constinit const NativeFunction FrameBuffer1_function =
    native(name<"FrameBuffer1">, framebuf_FrameBuffer1, 3, 4);

constexpr Value layout_value(Layout layout) {
    return Value::from_int(static_cast<SignedWord>(layout));
}

constinit const Attribute attributes[] = {
    {name<"FrameBuffer">, &frame_buffer_type.header},
    {name<"FrameBuffer1">, &FrameBuffer1_function.header},
    {name<"GS2_HMSB">, layout_value(Layout::Grey2)},
    {name<"GS4_HMSB">, layout_value(Layout::Grey4)},
    {name<"GS8">, layout_value(Layout::Grey8)},
    {name<"MONO_HLSB">, layout_value(Layout::MonoLeftHigh)},
    {name<"MONO_HMSB">, layout_value(Layout::MonoLeftLow)},
    {name<"MONO_VLSB">, layout_value(Layout::MonoVertical)},
    {name<"MVLSB">, layout_value(Layout::MonoVertical)},
    {name<"RGB565">, layout_value(Layout::Rgb565)},
};

}  // namespace

extern const BuiltinModule framebuf_module;
constinit const BuiltinModule framebuf_module = builtin_module(name<"framebuf">, attributes);

}  // namespace kinglet::stdlib
