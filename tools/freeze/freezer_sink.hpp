// The sink that the freezer compiles into: every name, constant and code object becomes a C++ definition of
// constant data, and its handle knows the C++ expression of its value. What the data looks like:
// python/runtime (code.hpp, types/*.hpp), python/frozen/constants.hpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "python/bytecode/code_sink.hpp"
#include "python/syntax/memory.hpp"
#include "python/syntax/sink.hpp"

namespace kinglet::freeze {

using bytecode::Handle;

class FreezerSink final : public bytecode::CodeSink {
  public:
    /// The definitions so far, in an order in which each comes after what it refers to.
    const std::string& definitions() const { return definitions_; }
    /// What cannot be frozen (a name that is not ASCII, an imaginary number); empty: all is well.
    const std::string& problem() const { return problem_; }
    /// The C++ expression of the code's address as an Object.
    std::string code_address(Handle code) const {
        return "&" + values_[code - kFirstHandle].variable + ".code.header";
    }

    Handle name(std::string_view text) override;
    Handle integer(i64 value) override;
    Handle string(std::string_view utf8) override;
    Handle tuple(std::span<const Handle> items) override;
    Handle immediate(u32 word) override;
    Handle code(const bytecode::CodeParts& parts) override;
    std::string_view text(Handle name) override { return values_[name - kFirstHandle].text; }
    Handle fold(bytecode::BinaryOperator op, Handle left, Handle right) override;
    Handle fold(bytecode::UnaryOperator op, Handle operand) override;
    void* allocate(usize bytes) override;
    void* reallocate(void* block, usize bytes) override;
    void free(void* block) override;

    // Literals of the parser.
    Handle big_integer(std::string_view digits, u32 base);
    Handle floating(std::string text);
    Handle bytes(std::string_view data);
    Handle refuse(const std::string& problem);

  private:
    enum class Kind : u8 { Name, Int, BigInt, Float, Str, Bytes, Tuple, Immediate, Code };
    struct Value {
        Kind kind;
        std::string text;        // of names and strings; the digits of a float
        std::string expression;  // a kinglet::runtime::Value
        std::string variable;    // where it is defined
        i64 number = 0;          // Int
    };
    static constexpr Handle kFirstHandle = 1000;

    Handle add(std::string key, Value value);
    Handle known(const std::string& key) const;
    std::string new_variable(const char* prefix) { return prefix + std::to_string(++count_); }
    Handle big(const std::vector<u32>& magnitude, bool is_negative);
    const Value& value(Handle handle) const { return values_[handle - kFirstHandle]; }

    std::vector<Value> values_;
    std::map<std::string, Handle> handles_;
    std::string definitions_;
    std::string problem_;
    u32 count_ = 0;
};

/// The parser's side of it.
class FreezerSymbols final : public syntax::SymbolSink, public syntax::Memory {
  public:
    explicit FreezerSymbols(FreezerSink& sink) : sink_(sink) {}

    syntax::Symbol intern(std::string_view text) override {
        return static_cast<syntax::Symbol>(sink_.name(text));
    }
    syntax::Literal big_integer(std::string_view digits, u32 base) override {
        return static_cast<syntax::Literal>(sink_.big_integer(digits, base));
    }
    syntax::Literal floating(std::string_view text) override {
        return static_cast<syntax::Literal>(sink_.floating(std::string(text)));
    }
    syntax::Literal imaginary(std::string_view) override {
        return static_cast<syntax::Literal>(sink_.refuse("there are no imaginary numbers"));
    }
    syntax::Literal string(std::string_view utf8) override {
        return static_cast<syntax::Literal>(sink_.string(utf8));
    }
    syntax::Literal bytes(std::string_view data) override {
        return static_cast<syntax::Literal>(sink_.bytes(data));
    }
    void* allocate(usize bytes) override { return sink_.allocate(bytes); }
    void release(void* memory, usize) override { sink_.free(memory); }

  private:
    FreezerSink& sink_;
};

/// The text as a C++ string literal.
std::string quoted(std::string_view text);

}  // namespace kinglet::freeze
