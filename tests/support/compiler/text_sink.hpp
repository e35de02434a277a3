// A sink that keeps descriptions: names and constants as the text that repr() would give, code as vectors.
// Equal text gives equal handles. It can refuse the Nth request for memory, and knows whether all memory came
// back.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "python/bytecode/verifier.hpp"
#include "python/compiler/compiler.hpp"
#include "python/syntax/parser.hpp"

namespace kinglet::compiler {

class TextSink final : public bytecode::CodeSink {
  public:
    struct Code {
        std::string name;
        bytecode::CodeInfo info;
        std::vector<std::string> constants;
        std::vector<u32> instructions, handlers, lines;

        bytecode::CodeView view() const { return {info, instructions, handlers, lines}; }
        std::string listing() const;
    };

    // bytecode::CodeSink
    Handle name(std::string_view text) override { return handle(std::string(text), "name:"); }
    Handle integer(i64 value) override { return handle(std::to_string(value), "int:"); }
    Handle string(std::string_view utf8) override { return handle("'" + std::string(utf8) + "'", "str:"); }
    Handle tuple(std::span<const Handle> items) override;
    Handle immediate(u32 word) override;
    Handle code(const bytecode::CodeParts& parts) override;
    std::string_view text(Handle name) override { return text_of(name); }
    void* allocate(usize bytes) override;
    void* reallocate(void* block, usize bytes) override;
    void free(void* block) override;

    /// The handle of this text of this kind.
    Handle handle(std::string text, const char* kind);
    const std::string& text_of(Handle handle) const { return texts_[handle - kFirstHandle]; }
    const std::vector<Code>& codes() const { return codes_; }
    usize blocks_in_use() const { return blocks_in_use_; }
    u32 requests() const { return requests_; }
    /// Request `n`, counted from 0, and none after it, is refused.
    void fail_request(u32 n) { failing_request_ = n; }

  private:
    static constexpr Handle kFirstHandle = 1000;
    bool refuses() { return requests_++ == failing_request_; }

    std::vector<std::string> texts_;
    std::map<std::string, Handle> handles_;
    std::vector<Code> codes_;
    usize blocks_in_use_ = 0;
    u32 requests_ = 0;
    u32 failing_request_ = ~0U;
};

/// The same for the parser.
class TextSymbols final : public syntax::SymbolSink, public syntax::Memory {
  public:
    explicit TextSymbols(TextSink& sink) : sink_(sink) {}

    syntax::Symbol intern(std::string_view text) override {
        return static_cast<syntax::Symbol>(sink_.name(text));
    }
    syntax::Literal big_integer(std::string_view digits, u32 base) override;
    syntax::Literal floating(std::string_view text) override { return literal(std::string(text), "float:"); }
    syntax::Literal imaginary(std::string_view text) override {
        return literal(std::string(text) + "j", "complex:");
    }
    syntax::Literal string(std::string_view utf8) override {
        return static_cast<syntax::Literal>(sink_.string(utf8));
    }
    syntax::Literal bytes(std::string_view data) override {
        return literal("b'" + std::string(data) + "'", "bytes:");
    }
    void* allocate(usize bytes) override { return sink_.allocate(bytes); }
    void release(void* memory, usize) override { sink_.free(memory); }

  private:
    syntax::Literal literal(std::string text, const char* kind) {
        return static_cast<syntax::Literal>(sink_.handle(std::move(text), kind));
    }
    TextSink& sink_;
};

/// What became of a program: `error` is empty if it compiled.
struct Outcome {
    std::string error;
    Handle code = 0;
};

/// Parses and compiles `source`.
Outcome compile(TextSink& sink, std::string_view source, const Options& options = {});

/// The listing of all code objects, each after its header line (`def f/2 registers 3`), the module last; or
/// `SyntaxError line 3: text`.
std::string compile_to_text(std::string_view source, const Options& options = {});

/// The instructions of the function `f` that the source defines, one a line without positions of those that
/// nothing jumps to.
std::string code_of(std::string_view source, std::string_view function = "f", const Options& options = {});

}  // namespace kinglet::compiler
