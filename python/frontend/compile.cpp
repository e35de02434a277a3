#include "python/frontend/compile.hpp"

#include "base/flash.hpp"
#include "python/compiler/compiler.hpp"
#include "python/frontend/heap_stack.hpp"
#include "python/frontend/sink.hpp"
#include "python/frontend/stored_code.hpp"
#include "python/runtime/code.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/traceback.hpp"
#include "python/syntax/parser.hpp"

namespace kinglet::frontend {

using runtime::Completion;
using runtime::Str;
using runtime::Thread;
using runtime::Value;

namespace {

/// How deep a tree may be; before that, it is the C stack that ends.
constexpr u16 kMaxDepth = 1000;

/// Text that may lie in flash.
class TextSource final : public syntax::Source {
  public:
    explicit TextSource(std::string_view text) : rest_(text) {}
    usize read(std::span<u8> into) override {
        const usize count = rest_.size() < into.size() ? rest_.size() : into.size();
        flash_copy(into.data(), rest_.data(), count);
        rest_.remove_prefix(count);
        return count;
    }

  private:
    std::string_view rest_;
};

/// Where something is wrong, for the traceback.
struct Place {
    u32 line;
    Value
        scope;  // the function, class or `<module>` that the line belongs to; 0 for a line that is no Python
};

/// Gives the exception just raised a traceback: one line of the text that was being compiled.
void add_place(Thread& thread, Str& file, Place place) {
    if (!thread.raised.is_object() || runtime::is_exactly(thread.raised, runtime::memory_error_type)) return;
    runtime::Exception& exception = *thread.raised.as<runtime::Exception>();
    if (!place.scope) return runtime::traceback_add_place(thread, exception, file, place.line);
    // An entry that names a function is one of code: code without instructions stands for the text.
    RuntimeSink sink(thread);
    bytecode::CodeParts parts{};
    parts.name = place.scope.word();
    parts.file = Value(&file.header).word();
    parts.info.registers = 1;
    parts.info.first_line = place.line;
    const auto* code = reinterpret_cast<const runtime::Code*>(sink.code(parts));
    if (code != nullptr) runtime::traceback_add(thread, exception, *code, place.line);
}

Value scope_or_module(Value scope) {
    return scope ? scope : Value(&runtime::name<"<module>">->header);
}

void raise_at(Thread& thread, const runtime::Type& type, PackedText text, Str& file, Place place) {
    (void)runtime::raise(thread, type, text);
    add_place(thread, file, place);
}

void raise_memory(Thread& thread) {
    if (!thread.raised) (void)runtime::raise_memory_error(thread, 0);
}

void raise_syntax_error(Thread& thread, const syntax::SyntaxError& error, Str& file) {
    const Value scope = Value::from_word(static_cast<runtime::Word>(error.scope));
    const Place place{error.line, error.in_scope ? scope_or_module(scope) : Value()};
    switch (error.kind) {
        case syntax::ErrorKind::OutOfMemory: return raise_memory(thread);
        case syntax::ErrorKind::TooDeep:
            return raise_at(thread, runtime::runtime_error_type, syntax::message_text(error.message), file,
                            place);
        case syntax::ErrorKind::Indentation:
        case syntax::ErrorKind::Tabs:
            return raise_at(thread,
                            error.kind == syntax::ErrorKind::Tabs ? runtime::tab_error_type
                                                                  : runtime::indentation_error_type,
                            syntax::message_text(error.message), file, place);
        default:
            return raise_at(thread, runtime::syntax_error_type, syntax::message_text(error.message), file,
                            place);
    }
}

void raise_compile_error(Thread& thread, const compiler::Error& error, Str& file) {
    const Place place{error.line, scope_or_module(Value::from_word(error.scope))};
    switch (error.kind) {
        case compiler::ErrorKind::OutOfMemory: return raise_memory(thread);
        case compiler::ErrorKind::TooDeep:
            return raise_at(thread, runtime::runtime_error_type, compiler::message_text(error.message), file,
                            place);
        case compiler::ErrorKind::ViperType:
            (void)runtime::raise_format(thread, runtime::viper_type_error_type,
                                        compiler::message_text(error.message),
                                        Value::from_word(error.names[0]), Value::from_word(error.names[1]),
                                        Value::from_word(error.names[2]));
            return add_place(thread, file, place);
        case compiler::ErrorKind::NotImplemented:
            return raise_at(thread, runtime::not_implemented_error_type,
                            compiler::message_text(error.message), file, place);
        default:
            return raise_at(thread, runtime::syntax_error_type, compiler::message_text(error.message), file,
                            place);
    }
}

compiler::Options options_of(const Thread& thread, u32 mode, StackSupply& stack) {
    compiler::Options options;
    options.mode = (mode & runtime::kCompileModeMask) == runtime::kCompileSingle ? compiler::Mode::Single
                                                                                 : compiler::Mode::File;
    options.names =
        (mode & runtime::kCompileNamespace) ? compiler::Names::Namespace : compiler::Names::Globals;
    options.doc_strings = sizeof(void*) == 4 ? compiler::DocStrings::Drop : compiler::DocStrings::Keep;
    options.local_names = sizeof(void*) == 4 ? compiler::LocalNames::Drop : compiler::LocalNames::Keep;
    options.optimisation = static_cast<u8>(thread.optimisation);
    options.stack = &stack;
    return options;
}

syntax::ParserOptions parser_options(StackSupply& stack) {
    syntax::ParserOptions result;
    result.stack = &stack;
    result.max_depth = kMaxDepth;
    return result;
}

}  // namespace

Compiled compile(Thread& thread, syntax::Source& source, Str& file, u32 mode, StoreSession* session) {
    RuntimeSink sink(thread, session);
    LiteralSink literals(thread, sink);
    HeapStack stack(thread);
    const compiler::Options options = options_of(thread, mode, stack);
    syntax::Parser parser(source, literals, literals, parser_options(stack));
    compiler::Compiler compiler(sink, options);
    const bool begun =
        compiler.begin_module(Value(&runtime::name<"<module>">->header).word(), Value(&file.header).word());
    const bool is_expression = (mode & runtime::kCompileModeMask) == runtime::kCompileEval;
    bool is_empty = true;
    for (bool more = begun; more; is_empty = false) {
        syntax::Node* statements = nullptr;
        const syntax::Parser::Outcome outcome =
            is_expression ? parser.parse_expression(statements) : parser.next_statement(statements);
        if (outcome == syntax::Parser::Outcome::Error) {
            raise_syntax_error(thread, parser.error(), file);
            return {Value(), parser.error().incomplete};
        }
        if (outcome == syntax::Parser::Outcome::End) {
            // compile(text, file, 'single'): the prompt itself may be given nothing.
            if (is_empty && mode == (runtime::kCompileSingle | runtime::kCompileNamespace)) {
                raise_syntax_error(thread, {.kind = syntax::ErrorKind::Syntax, .line = 1}, file);
                return {Value(), true};
            }
            break;
        }
        if (is_expression) {
            more = false;
            if (!compiler.add_expression(statements)) break;
        } else {
            more = compiler.add_statements(statements);
        }
    }
    const bytecode::Handle code = compiler.finish();
    if (code == bytecode::kOutOfMemory) {
        raise_compile_error(thread, compiler.error(), file);
        return {Value(), false};
    }
    return {Value::from_word(code), false};
}

Completion compile_text(Thread& thread, std::string_view text, Str& file, u32 mode) {
    TextSource source(text);
    return compile(thread, source, file, mode).code;
}

Completion compile_stream(Thread& thread, Value stream, Str& file, u32 mode) {
    StreamSource source(thread, stream, file);
    Completion code = runtime::kUndefined;
    if (mode == runtime::kCompileFile) code = stored_code(thread, stream, source, file);
    const bool is_stored = code.is_raised() || !code.value().is_undefined();
    if (!is_stored && !source.exception()) code = compile(thread, source, file, mode).code;
    if (!source.exception()) return code;
    thread.raised = source.exception();  // worse than what came of the half text
    return Value();
}

bool is_incomplete(Thread& thread, std::string_view text) {
    TextSource source(text);
    const Compiled outcome = compile(thread, source, runtime::name_ref<"<stdin>">, runtime::kCompileSingle);
    thread.raised = Value();
    return outcome.incomplete;
}

}  // namespace kinglet::frontend
