// The types that module micropython is made of.
#pragma once

#include "python/runtime/stream.hpp"

namespace kinglet::stdlib {

extern const runtime::StreamType ring_io_type;

}  // namespace kinglet::stdlib
