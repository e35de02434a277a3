// The types that module io is made of.
#pragma once

#include "python/runtime/stream.hpp"

namespace kinglet::stdlib {

extern const runtime::StreamType string_io_type;
extern const runtime::StreamType bytes_io_type;
extern const runtime::StreamType buffered_writer_type;

}  // namespace kinglet::stdlib
