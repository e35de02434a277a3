// array.array, and the bytes behind the objects that have some: bytes, bytearray, array.
#pragma once

#include "python/runtime/object.hpp"
#include "python/runtime/types/bytes.hpp"

namespace kinglet::stdlib {

/// An array of numbers of one kind.
struct Array {
    runtime::Object header;
    u8* data;      // raw block; nullptr while capacity is 0
    u32 count;     // items
    u32 capacity;  // items
    u32 code;      // the type code
    u32 size;      // bytes of an item
};

extern const runtime::Type array_type;

struct WritableView {
    u8* data;
    usize count;  // bytes
};

/// The bytes of an object, valid until it changes; TypeError.
runtime::Raised readable_view(runtime::Thread&, runtime::Value object, runtime::ByteView& view);
runtime::Raised writable_view(runtime::Thread&, runtime::Value object, WritableView& view);

}  // namespace kinglet::stdlib
