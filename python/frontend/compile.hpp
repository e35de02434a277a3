// From program text to a code object: parser, compiler and heap put together. This is what Thread::compile is
// set to.
#pragma once

#include "python/runtime/thread.hpp"
#include "python/syntax/source.hpp"

namespace kinglet::frontend {

/// What a compilation came to.
struct Compiled {
    runtime::Completion
        code;         // a code object, or raised: SyntaxError, IndentationError, MemoryError, RuntimeError
    bool incomplete;  // raised, but more lines could make it right
};

struct StoreSession;

/// Compiles what `source` gives, as it comes. `mode`: runtime::CompileMode. `file` is interned. With a
/// session the code goes to the code store.
Compiled compile(runtime::Thread&, syntax::Source& source, runtime::Str& file, u32 mode,
                 StoreSession* session = nullptr);

/// The same for text that lies in memory, or in flash: a runtime::CompileHook.
runtime::Completion compile_text(runtime::Thread&, std::string_view text, runtime::Str& file, u32 mode);

/// The same for a stream, of which a block at a time is in memory; a file's code may come out of the code
/// store: a runtime::CompileStreamHook.
runtime::Completion compile_stream(runtime::Thread&, runtime::Value stream, runtime::Str& file, u32 mode);

/// Would more lines make this text right? (It is parsed and compiled; nothing is raised.)
bool is_incomplete(runtime::Thread&, std::string_view text);

}  // namespace kinglet::frontend
