// RuntimeSink: what parser and compiler put their names, constants and code into: the Python heap. A handle
// is the value's word. Working memory is taken from the heap too, in blocks that are scanned conservatively,
// so that what a half-finished compilation holds stays alive as long as the compilation's own objects lie on
// the C stack.
#pragma once

#include "python/bytecode/code_sink.hpp"
#include "python/runtime/thread.hpp"
#include "python/syntax/memory.hpp"
#include "python/syntax/sink.hpp"

namespace kinglet::runtime {
class CodeStore;
class EntryWriter;
struct Tuple;
}  // namespace kinglet::runtime

namespace kinglet::frontend {

/// Of a compilation whose result goes to the code store.
struct StoreSession {
    runtime::CodeStore& store;
    runtime::EntryWriter* writer;  // takes code and constants; nullptr: only names go to the store
    bool conflicts = false;  // a name in RAM is used by others: what was written cannot run in this life
    bool failed = false;     // the store, and for that the compilation
};

/// For the compiler.
class RuntimeSink final : public bytecode::CodeSink {
  public:
    explicit RuntimeSink(runtime::Thread& thread, StoreSession* session = nullptr)
        : thread_(thread), session_(session) {}

    bytecode::Handle name(std::string_view text) override;
    bytecode::Handle integer(i64 value) override;
    bytecode::Handle string(std::string_view utf8) override;
    bytecode::Handle tuple(std::span<const bytecode::Handle> items) override;
    std::span<const bytecode::Handle> items(bytecode::Handle tuple) override;
    bytecode::Handle immediate(u32 word) override { return word; }
    bytecode::Handle code(const bytecode::CodeParts& parts) override;
    std::string_view text(bytecode::Handle name) override;
    bytecode::Handle fold(bytecode::BinaryOperator op, bytecode::Handle left,
                          bytecode::Handle right) override;
    bytecode::Handle fold(bytecode::UnaryOperator op, bytecode::Handle operand) override;
    bytecode::Handle module_constant(bytecode::Handle module, bytecode::Handle name) override;
    void* allocate(usize bytes) override;
    void* reallocate(void* block, usize bytes) override;
    void free(void* block) override { thread_.heap.free_raw(block); }

  private:
    bytecode::Handle folded(runtime::Completion outcome);
    bytecode::Handle settled(bytecode::Handle handle);
    bytecode::Handle settled_name(runtime::Str& str);
    bytecode::Handle settled_tuple(const runtime::Tuple& tuple);
    bytecode::Handle stored(const void* object, usize bytes);

    runtime::Thread& thread_;
    StoreSession* session_;
};

/// For the parser: the same handles.
class LiteralSink final : public syntax::SymbolSink, public syntax::Memory {
  public:
    LiteralSink(runtime::Thread& thread, RuntimeSink& sink) : thread_(thread), sink_(sink) {}

    syntax::Symbol intern(std::string_view name) override;
    syntax::Literal big_integer(std::string_view digits, u32 base) override;
    syntax::Literal floating(std::string_view text) override;
    syntax::Literal imaginary(std::string_view text) override;
    syntax::Literal string(std::string_view utf8) override;
    syntax::Literal bytes(std::string_view data) override;

    void* allocate(usize bytes) override { return sink_.allocate(bytes); }
    void release(void* memory, usize) override { sink_.free(memory); }

  private:
    runtime::Thread& thread_;
    RuntimeSink& sink_;
};

}  // namespace kinglet::frontend
