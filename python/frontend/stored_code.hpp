// Modules whose code is kept in flash: docs/spec/code-store.md.
#pragma once

#include "python/frontend/stream_source.hpp"

namespace kinglet::frontend {

/// The code of a file, out of the store or compiled into it; kUndefined: it is to be compiled as if there
/// were no store, from its beginning, to which `source` has been put back.
runtime::Completion stored_code(runtime::Thread&, runtime::Value stream, StreamSource& source,
                                runtime::Str& file);

}  // namespace kinglet::frontend
