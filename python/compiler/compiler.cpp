#include "python/compiler/compiler.hpp"

namespace kinglet::compiler {

Compiler::Compiler(CodeSink& sink, const Options& options)
    : session_(sink, options), arena_(session_), emitter_(session_, arena_) {}

Compiler::~Compiler() = default;

bool Compiler::begin_module(Handle name, Handle file) {
    module_.kind = session_.options.names == Names::Namespace ? ScopeKind::Namespace : ScopeKind::Module;
    if (!session_.failed()) emitter_.begin_module(name, file, module_);
    return !session_.failed();
}

/// The scopes of a top-level statement are of no use to the next.
void Compiler::forget_scopes() {
    module_.first = module_.last = nullptr;
    module_.first_child = module_.last_child = nullptr;
    arena_.reset();
}

bool Compiler::add_statements(const Node* list) {
    for (const Node* statement : syntax::each(list)) {
        if (session_.failed()) break;
        session_.scope = Symbol::None;
        collect(session_, arena_, module_, statement);
        if (!session_.failed()) resolve(session_, arena_, module_);
        if (!session_.failed()) emitter_.module_statement(statement);
        forget_scopes();
    }
    return !session_.failed();
}

bool Compiler::add_expression(const Node* expression) {
    if (session_.failed()) return false;
    collect_expression(session_, arena_, module_, expression);
    if (!session_.failed()) resolve(session_, arena_, module_);
    if (!session_.failed()) emitter_.module_expression(expression);
    forget_scopes();
    return !session_.failed();
}

Handle Compiler::finish() {
    return emitter_.finish_module();
}

}  // namespace kinglet::compiler
