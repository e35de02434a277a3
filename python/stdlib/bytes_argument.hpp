// Arguments that are bytes-like, for the modules whose business is bytes.
#pragma once

#include "python/runtime/exception.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::stdlib {

/// The memory of a bytes-like object as it lies now; TypeError.
inline runtime::Raised bytes_argument(runtime::Thread& thread, runtime::Value value,
                                      runtime::ByteView& view) {
    runtime::Buffer buffer{};
    if (!runtime::buffer_of(value, buffer)) {
        return runtime::raise_format(thread, runtime::type_error_type,
                                     "a bytes-like object is required, not '%t'"_packed, value);
    }
    view = {buffer.data, buffer.count};
    return runtime::kFine;
}

/// The same, or the bytes of a str.
inline runtime::Raised text_or_bytes_argument(runtime::Thread& thread, runtime::Value value,
                                              runtime::ByteView& view) {
    if (!runtime::is_str(value)) return bytes_argument(thread, value, view);
    const runtime::Str& str = *value.as<runtime::Str>();
    view = {reinterpret_cast<const u8*>(str.data()), str.length()};
    return runtime::kFine;
}

}  // namespace kinglet::stdlib
