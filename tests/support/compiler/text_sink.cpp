#include "tests/support/compiler/text_sink.hpp"

#include <cstdlib>

#include "python/bytecode/disassembler.hpp"
#include "python/bytecode/words.hpp"

namespace kinglet::compiler {

namespace {

class StringListing final : public bytecode::Listing {
  public:
    StringListing(std::string& out, const std::vector<std::string>& constants)
        : out_(out), constants_(constants) {}
    void text(std::string_view part) override { out_ += part; }
    void constant(u32 index) override { out_ += index < constants_.size() ? constants_[index] : "?"; }

  private:
    std::string& out_;
    const std::vector<std::string>& constants_;
};

std::string describe(const syntax::SyntaxError& error) {
    return (error.kind == syntax::ErrorKind::OutOfMemory ? "MemoryError"
            : error.kind == syntax::ErrorKind::TooDeep   ? "RuntimeError"
                                                         : "SyntaxError") +
           std::string(" line ") + std::to_string(error.line) + ": " +
           UnpackedText(syntax::message_text(error.message)).c_str();
}

std::string describe(const Error& error) {
    return (error.kind == ErrorKind::OutOfMemory ? "MemoryError"
            : error.kind == ErrorKind::TooDeep   ? "RuntimeError"
                                                 : "SyntaxError") +
           std::string(" line ") + std::to_string(error.line) + ": " +
           UnpackedText(message_text(error.message)).c_str();
}

}  // namespace

std::string TextSink::Code::listing() const {
    std::string out;
    StringListing listing(out, constants);
    bytecode::disassemble(instructions, handlers, listing);
    return out;
}

Handle TextSink::handle(std::string text, const char* kind) {
    if (refuses()) return bytecode::kOutOfMemory;
    const auto [at, is_new] = handles_.try_emplace(kind + text, kFirstHandle + texts_.size());
    if (is_new) texts_.push_back(std::move(text));
    return at->second;
}

Handle TextSink::tuple(std::span<const Handle> items) {
    std::string text = "(";
    for (const Handle item : items) text += (text.size() > 1 ? ", " : "") + text_of(item);
    return handle(text + ")", "tuple:");
}

Handle TextSink::immediate(u32 word) {
    switch (word) {
        case bytecode::kWordNone: return handle("None", "word:");
        case bytecode::kWordTrue: return handle("True", "word:");
        case bytecode::kWordFalse: return handle("False", "word:");
        case bytecode::kWordEllipsis: return handle("...", "word:");
        default: return handle("word " + std::to_string(word), "word:");
    }
}

Handle TextSink::code(const bytecode::CodeParts& parts) {
    Code code{.name = text_of(parts.name),
              .info = parts.info,
              .constants = {},
              .instructions = {},
              .handlers = {},
              .lines = {}};
    for (const Handle constant : parts.constants) code.constants.push_back(text_of(constant));
    code.instructions.assign(parts.instructions.begin(), parts.instructions.end());
    code.handlers.assign(parts.handlers.begin(), parts.handlers.end());
    code.lines.assign(parts.lines.begin(), parts.lines.end());
    const Handle result =
        handle("<code " + code.name + ">", ("code " + std::to_string(codes_.size()) + ":").c_str());
    if (result != bytecode::kOutOfMemory) codes_.push_back(std::move(code));
    return result;
}

void* TextSink::allocate(usize bytes) {
    if (refuses()) return nullptr;
    ++blocks_in_use_;
    return std::malloc(bytes);
}

void* TextSink::reallocate(void* block, usize bytes) {
    if (refuses()) return nullptr;
    return std::realloc(block, bytes);
}

void TextSink::free(void* block) {
    --blocks_in_use_;
    std::free(block);
}

syntax::Literal TextSymbols::big_integer(std::string_view digits, u32 base) {
    const char* prefix = base == 16 ? "0x" : base == 8 ? "0o" : base == 2 ? "0b" : "";
    return literal(prefix + std::string(digits), "int:");
}

Outcome compile(TextSink& sink, std::string_view source, const Options& options) {
    const Handle name = sink.name("<module>");
    const Handle file = sink.name("test.py");
    if (name == 0 || file == 0) return {"MemoryError", 0};
    TextSymbols symbols(sink);
    syntax::StringSource text(source);
    syntax::Parser parser(text, symbols, symbols, {});
    Compiler compiler(sink, options);
    bool good = compiler.begin_module(name, file);
    while (good) {
        syntax::Node* statements = nullptr;
        const auto outcome = parser.next_statement(statements);
        if (outcome == syntax::Parser::Outcome::Error) return {describe(parser.error()), 0};
        if (outcome == syntax::Parser::Outcome::End) break;
        good = compiler.add_statements(statements);
    }
    const Handle code = good ? compiler.finish() : 0;
    if (code == 0) return {describe(compiler.error()), 0};
    return {"", code};
}

std::string compile_to_text(std::string_view source, const Options& options) {
    TextSink sink;
    const Outcome outcome = compile(sink, source, options);
    if (!outcome.error.empty()) return outcome.error;
    std::string text;
    for (const TextSink::Code& code : sink.codes()) {
        text += code.name + "/" + std::to_string(code.info.parameters) + " registers " +
                std::to_string(code.info.registers) + "\n" + code.listing();
    }
    return text;
}

std::string code_of(std::string_view source, std::string_view function, const Options& options) {
    TextSink sink;
    const Outcome outcome = compile(sink, source, options);
    if (!outcome.error.empty()) return outcome.error;
    for (const TextSink::Code& code : sink.codes()) {
        if (code.name == function) return "\n" + code.listing();
    }
    return "no such function";
}

}  // namespace kinglet::compiler
