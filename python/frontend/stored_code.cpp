#include "python/frontend/stored_code.hpp"

#include <new>

#include "python/frontend/compile.hpp"
#include "python/frontend/sink.hpp"
#include "python/runtime/code.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/store/entry_writer.hpp"

namespace kinglet::frontend {

using runtime::CodeStore;
using runtime::Completion;
using runtime::EntryWriter;
using runtime::kUndefined;
using runtime::Str;
using runtime::Thread;
using runtime::Value;

namespace {

/// Compiles into the store. kUndefined: in this life it must be compiled into RAM.
Completion compile_into(Thread& thread, StoreSession& session, StreamSource& source, Str& file) {
    Completion code = kUndefined;
    {
        const runtime::NamesApart apart(thread);
        code = compile(thread, source, file, runtime::kCompileFile, &session).code;
    }
    if (session.failed) {
        thread.raised = Value();
        return kUndefined;
    }
    if (code.is_raised() || source.exception() || session.writer == nullptr) return code;
    const auto& root = *code.value().as<runtime::Code>();
    const bool is_kept = session.writer->finish(source.key().finish(), root, !session.conflicts);
    return is_kept && !session.conflicts ? code : Completion(kUndefined);
}

}  // namespace

Completion stored_code(Thread& thread, Value stream, StreamSource& source, Str& file) {
    CodeStore* const store = thread.store;
    // What is read by Python is read once: reading may do more than that.
    const bool is_file = (runtime::type_of(stream).flags & runtime::kIsHeapType) == 0;
    if (store == nullptr || !store->is_enabled() || store->is_busy() || !is_file) return kUndefined;
    source.read_all();
    if (source.exception()) return kUndefined;
    const runtime::Code* code = nullptr;
    const CodeStore::Found found = store->find(source.key().finish(), code);
    if (found == CodeStore::Found::Code) return Value(&code->header);
    const bool is_long = source.key().length() >= store->least_source();
    if (!source.rewind() || found == CodeStore::Found::NotNow) return kUndefined;

    void* memory = is_long ? thread.heap.allocate_raw(sizeof(EntryWriter), runtime::RawKind::Bytes) : nullptr;
    if (is_long && memory == nullptr) return kUndefined;
    EntryWriter* writer = is_long ? ::new (memory) EntryWriter(*store) : nullptr;
    StoreSession session{*store, writer};
    store->begin();
    const Completion compiled = compile_into(thread, session, source, file);
    store->close();
    thread.heap.free_raw(memory);
    if (compiled.is_raised() || !compiled.value().is_undefined()) return compiled;
    (void)source.rewind();
    return kUndefined;
}

}  // namespace kinglet::frontend
