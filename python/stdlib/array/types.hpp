// array.array, and the bytes behind the objects that have some: bytes, bytearray, array.
#pragma once

#include "python/runtime/object.hpp"
#include "python/runtime/types/bytes.hpp"

namespace kinglet::stdlib {

/// An array of numbers of one kind.
struct Array {
    runtime::Object header;
    u8* data;                                              // raw block; nullptr as long as it never held any
    runtime::Word count : sizeof(runtime::Word) * 8 - 12;  // items
    runtime::Word size : 4;                                // bytes of an item
    runtime::Word code : 8;                                // the type code
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
