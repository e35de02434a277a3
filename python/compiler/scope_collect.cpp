// The first half of scope analysis: a walk over a top-level statement that notes each name in its scope.
#include "python/compiler/scope.hpp"

namespace kinglet::compiler {

using namespace syntax;

namespace {

Symbol name_around(const Scope* scope);

class Collector {
  public:
    Collector(Session& session, Arena& arena, Scope& module)
        : session_(session), arena_(arena), scope_(&module) {}

    void statements(const Node* list) {
        for (const Node* node : each(list)) statement(node);
    }
    void statement(const Node* node);
    void expression(const Node* node);

  private:
    // -- names
    Variable* variable(Symbol symbol) {
        return find_or_add(arena_, *scope_, mangle(session_, scope_->class_name, symbol));
    }
    void use(Symbol symbol);
    /// It is a name that was declared global or nonlocal here.
    bool is_declared(const Node* target) {
        if (target->kind != NodeKind::Name) return false;
        const Variable* known = variable(as<NameNode>(target)->symbol);
        return known != nullptr && known->has(Variable::kGlobal | Variable::kNonlocal);
    }
    void bind(Symbol symbol, u32 flags = 0);
    void bind_walrus(const NamedExpr* node);
    void declare(const ScopeDeclaration* node);

    // -- scopes
    Scope* enter(ScopeKind kind, const Node* node);
    void leave() {
        scope_ = scope_->parent;
        session_.scope = name_around(scope_);
    }
    void function(const Node* node, ScopeKind kind, const Parameter* parameters, const Node* body);
    void class_body(const ClassDef* node);
    void iterable(const ComprehensionFor* clause);
    void comprehension(const Node* node, ScopeKind kind, const Node* element, const Node* value,
                       const ComprehensionFor* clauses);

    // -- the tree
    void expressions(const Node* list) {
        for (const Node* node : each(list)) expression(node);
    }
    void spine(const Node* node);
    void conditional(const Conditional* node);
    void target(const Node* node, u32 flags = 0);
    void yield(const Node* node);
    void await(const Node* node);
    void loop(const Node* body, const Node* orelse);
    void conditions(const If* node);
    void try_statement(const Try* node);
    void imports(const Alias* aliases, bool top_level_only);
    void defaults(const Parameter* parameters);
    void pattern(const Node* node);
    void patterns(const Node* list) {
        for (const Node* node : each(list)) pattern(node);
    }

    Session& session_;
    Arena& arena_;
    Scope* scope_;
    bool in_loop_ = false;
    bool in_iterable_ = false;  // of a comprehension
};

// -- names ------------------------------------------------------------------------------------------------

void Collector::use(Symbol symbol) {
    variable(symbol);
    // super() reads the cell __class__ behind the programmer's back.
    if (symbol == session_.name_super && scope_->class_name != Symbol::None) variable(session_.name_class);
}

void Collector::bind(Symbol symbol, u32 flags) {
    if (symbol == session_.name_debug) session_.fail(Message::AssignToDebug);
    Variable* known = variable(symbol);
    if (known == nullptr) return;
    known->flags |= flags;
    if (!known->has(Variable::kGlobal | Variable::kNonlocal)) known->flags |= Variable::kBound;
}

// PEP 572: inside a comprehension `:=` assigns in the function around it.
void Collector::bind_walrus(const NamedExpr* node) {
    session_.line = node->line;
    if (in_iterable_) session_.fail(Message::WalrusInIterable);
    const Symbol symbol = mangle(session_, scope_->class_name, node->name);
    // The variables of a comprehension further out may be assigned, as in MicroPython.
    const Variable* known = scope_->is_comprehension() ? scope_->find(symbol) : nullptr;
    if (known != nullptr && known->has(Variable::kBound)) session_.fail(Message::WalrusRebindsIteration);
    Scope* owner = scope_;
    while (owner->is_comprehension()) owner = owner->parent;
    if (owner != scope_ && owner->kind == ScopeKind::Class) session_.fail(Message::WalrusInClass);
    Scope* inner = scope_;
    variable(node->name);
    scope_ = owner;
    bind(node->name, Variable::kWalrus);
    scope_ = inner;
}

void Collector::declare(const ScopeDeclaration* node) {
    const bool is_global = node->kind == NodeKind::Global;
    const bool is_module = scope_->kind == ScopeKind::Module || scope_->kind == ScopeKind::Namespace;
    if (!is_global && is_module) session_.fail(Message::NonlocalInOuterCode);
    for (const NameNode* name : each(node->names)) {
        const u32 flag = is_global ? Variable::kGlobal : Variable::kNonlocal;
        const Symbol symbol = mangle(session_, scope_->class_name, name->symbol);
        const Variable* known = scope_->find(symbol);
        if (known != nullptr && !known->has(flag) && !is_module) {
            session_.fail(is_global ? Message::RedefinedAsGlobal : Message::RedefinedAsNonlocal);
        }
        if (Variable* declared = variable(name->symbol)) declared->flags |= flag;
    }
}

// -- scopes -----------------------------------------------------------------------------------------------

/// The function or class that an error message names.
Symbol name_around(const Scope* scope) {
    for (; scope != nullptr; scope = scope->parent) {
        if (scope->kind == ScopeKind::Function) return as<FunctionDef>(scope->node)->name;
        if (scope->kind == ScopeKind::Class) return as<ClassDef>(scope->node)->name;
    }
    return Symbol::None;
}

Scope* Collector::enter(ScopeKind kind, const Node* node) {
    auto* scope = arena_.make<Scope>();
    if (scope == nullptr) return nullptr;
    scope->kind = kind;
    scope->node = node;
    scope->parent = scope_;
    scope->class_name = scope_->class_name;
    if (scope_->last_child == nullptr)
        scope_->first_child = scope;
    else
        scope_->last_child->next = scope;
    scope_->last_child = scope;
    scope_ = scope;
    session_.scope = name_around(scope);
    return scope;
}

void Collector::defaults(const Parameter* parameters) {
    for (const Parameter* parameter : each(parameters)) {
        if (parameter->default_value != nullptr) expression(parameter->default_value);
    }
}

void Collector::function(const Node* node, ScopeKind kind, const Parameter* parameters, const Node* body) {
    defaults(parameters);
    Scope* scope = enter(kind, node);
    if (scope == nullptr) return;
    scope->is_coroutine = kind == ScopeKind::Function && detail<AsyncDetail>(node) == AsyncDetail::Async;
    const auto bind_parameters = [&](auto wanted) {
        for (const Parameter* parameter : each(parameters)) {
            if (wanted(detail<ParameterKind>(parameter))) bind(parameter->name, Variable::kParameter);
        }
    };
    // The order of their registers: see bytecode/code.hpp.
    bind_parameters([](ParameterKind k) { return k <= ParameterKind::Plain; });
    bind_parameters([](ParameterKind k) { return k == ParameterKind::KeywordOnly; });
    bind_parameters([](ParameterKind k) { return k == ParameterKind::VarArgs; });
    bind_parameters([](ParameterKind k) { return k == ParameterKind::KwArgs; });
    const bool outer_in_loop = in_loop_;
    in_loop_ = false;
    if (kind == ScopeKind::Lambda)
        expression(body);
    else
        statements(body);
    in_loop_ = outer_in_loop;
    if (scope->is_coroutine && scope->is_generator && scope->returns_value) {
        session_.line = node->line;
        session_.fail(Message::ReturnInAsyncGenerator);
    }
    leave();
}

void Collector::class_body(const ClassDef* node) {
    expressions(node->decorators);
    expressions(node->arguments);
    bind(node->name);
    Scope* scope = enter(ScopeKind::Class, node);
    if (scope == nullptr) return;
    scope->class_name = node->name;
    const bool outer_in_loop = in_loop_;
    in_loop_ = false;
    statements(node->body);
    in_loop_ = outer_in_loop;
    leave();
}

void Collector::iterable(const ComprehensionFor* clause) {
    const bool outer = in_iterable_;
    in_iterable_ = true;
    expression(clause->iterable);
    in_iterable_ = outer;
}

// Language Reference 6.2.4: the first iterable is evaluated in the scope around the comprehension.
void Collector::comprehension(const Node* node, ScopeKind kind, const Node* element, const Node* value,
                              const ComprehensionFor* clauses) {
    iterable(clauses);
    Scope* scope = enter(kind, node);
    if (scope == nullptr) return;
    for (const ComprehensionFor* clause : each(clauses)) {
        if (detail<AsyncDetail>(clause) == AsyncDetail::Async) await(clause);
        target(clause->target);
    }
    for (const ComprehensionFor* clause : each(clauses)) {
        if (clause != clauses) iterable(clause);
        expressions(clause->conditions);
    }
    expression(element);
    if (value != nullptr) expression(value);
    leave();
}

void Collector::yield(const Node* node) {
    session_.line = node->line;
    if (scope_->is_comprehension()) return session_.fail(Message::YieldInComprehension);
    if (!scope_->is_function()) return session_.fail(Message::YieldOutsideFunction);
    if (scope_->is_coroutine && node->kind == NodeKind::YieldFrom) session_.fail(Message::YieldFromInAsync);
    scope_->is_generator = true;
}

void Collector::await(const Node* node) {
    session_.line = node->line;
    Scope* frame = scope_->frame();
    if (frame->kind == ScopeKind::Generator) {
        frame->is_coroutine = true;  // an asynchronous generator; who iterates it needs to be async
    } else if (!frame->is_function()) {
        session_.fail(node->kind == NodeKind::Await ? Message::AwaitOutsideFunction
                                                    : Message::AwaitOutsideAsync);
    } else if (!frame->is_coroutine) {
        session_.fail(Message::AwaitOutsideAsync);
    }
}

// -- expressions ------------------------------------------------------------------------------------------

void Collector::spine(const Node* node) {
    const Node* leaf = node;
    while (const Node* child = spine_child(leaf)) leaf = child;
    expression(leaf);
    for (const Node* at = leaf; at != node;) {
        at = at->next;
        switch (at->kind) {
            case NodeKind::BinaryOp: expression(as<BinaryOp>(at)->right); break;
            case NodeKind::Call: expressions(as<Call>(at)->arguments); break;
            case NodeKind::Subscript: expression(as<Subscript>(at)->index); break;
            default: break;
        }
    }
}

void Collector::conditional(const Conditional* node) {
    while (true) {
        expression(node->test);
        expression(node->body);
        if (node->orelse->kind != NodeKind::Conditional) return expression(node->orelse);
        node = as<Conditional>(node->orelse);
    }
}

void Collector::expression(const Node* node) {
    if (session_.is_low_on_stack()) return session_.run_elsewhere([this, node] { expression(node); });
    if (node == nullptr || session_.is_too_deep()) return;
    switch (node->kind) {
        case NodeKind::Name: return use(as<NameNode>(node)->symbol);
        case NodeKind::BinaryOp:
        case NodeKind::Attribute:
        case NodeKind::Call:
        case NodeKind::Subscript: return spine(node);
        case NodeKind::JoinedStr:
        case NodeKind::TemplateStr: return expressions(as<JoinedStr>(node)->parts);
        case NodeKind::FormattedValue:
            expression(as<FormattedValue>(node)->value);
            return expression(as<FormattedValue>(node)->format_spec);
        case NodeKind::UnaryOp: return expression(as<UnaryOp>(node)->operand);
        case NodeKind::BoolOp: return expressions(as<BoolOp>(node)->values);
        case NodeKind::Compare:
            expression(as<Compare>(node)->left);
            return expressions(as<Compare>(node)->rest);
        case NodeKind::Comparison: return expression(as<Comparison>(node)->operand);
        case NodeKind::Keyword: return expression(as<Keyword>(node)->value);
        case NodeKind::Slice:
            expression(as<Slice>(node)->lower);
            expression(as<Slice>(node)->upper);
            return expression(as<Slice>(node)->step);
        case NodeKind::Tuple:
        case NodeKind::List:
        case NodeKind::Set: return expressions(as<Sequence>(node)->elements);
        case NodeKind::Dict: return expressions(as<Dict>(node)->items);
        case NodeKind::DictItem:
            expression(as<DictItem>(node)->key);
            return expression(as<DictItem>(node)->value);
        case NodeKind::DoubleStarred:
        case NodeKind::Starred: return expression(as<Starred>(node)->value);
        case NodeKind::ListComp:
        case NodeKind::SetComp: {
            const auto* comp = as<Comprehension>(node);
            return comprehension(node, ScopeKind::Inlined, comp->element, nullptr, comp->clauses);
        }
        case NodeKind::DictComp: {
            const auto* comp = as<DictComp>(node);
            return comprehension(node, ScopeKind::Inlined, comp->key, comp->value, comp->clauses);
        }
        case NodeKind::GeneratorExp: {
            const auto* comp = as<Comprehension>(node);
            return comprehension(node, ScopeKind::Generator, comp->element, nullptr, comp->clauses);
        }
        case NodeKind::Lambda:
            return function(node, ScopeKind::Lambda, as<Lambda>(node)->parameters, as<Lambda>(node)->body);
        case NodeKind::Conditional: return conditional(as<Conditional>(node));
        case NodeKind::NamedExpr:
            expression(as<NamedExpr>(node)->value);
            return bind_walrus(as<NamedExpr>(node));
        case NodeKind::Await: await(node); return expression(as<Await>(node)->value);
        case NodeKind::Yield:
        case NodeKind::YieldFrom: yield(node); return expression(as<Await>(node)->value);
        default: return;  // literals
    }
}

void Collector::target(const Node* node, u32 flags) {
    if (session_.is_too_deep()) return;
    switch (node->kind) {
        case NodeKind::Name: return bind(as<NameNode>(node)->symbol, flags);
        case NodeKind::Tuple:
        case NodeKind::List:
            for (const Node* element : each(as<Sequence>(node)->elements)) target(element, flags);
            return;
        case NodeKind::Starred: return target(as<Starred>(node)->value, flags);
        default: return expression(node);
    }
}

// -- statements -------------------------------------------------------------------------------------------

void Collector::loop(const Node* body, const Node* orelse) {
    const bool outer_in_loop = in_loop_;
    in_loop_ = true;
    statements(body);
    in_loop_ = outer_in_loop;
    statements(orelse);
}

void Collector::conditions(const If* node) {
    while (true) {
        session_.line = node->line;
        expression(node->test);
        statements(node->body);
        const Node* orelse = node->orelse;
        if (orelse == nullptr || orelse->kind != NodeKind::If || detail<IfDetail>(orelse) != IfDetail::Elif)
            return statements(orelse);
        node = as<If>(orelse);
    }
}

void Collector::try_statement(const Try* node) {
    statements(node->body);
    for (const ExceptHandler* handler : each(node->handlers)) {
        expression(handler->type);
        if (handler->name != Symbol::None) bind(handler->name, Variable::kDeleted);
        statements(handler->body);
    }
    statements(node->orelse);
    statements(node->finalbody);
}

void Collector::imports(const Alias* aliases, bool top_level_only) {
    for (const Alias* alias : each(aliases)) {
        if (alias->as_name != Symbol::None)
            bind(alias->as_name);
        else
            bind(top_level_only ? alias->parts->symbol : alias->name);
    }
}

void Collector::pattern(const Node* node) {
    if (node == nullptr || session_.is_too_deep()) return;
    switch (node->kind) {
        case NodeKind::MatchValue: return expression(as<MatchValue>(node)->value);
        case NodeKind::MatchSequence:
        case NodeKind::MatchOr: return patterns(as<PatternList>(node)->patterns);
        case NodeKind::MatchStar:
            if (as<MatchStar>(node)->name != Symbol::None) bind(as<MatchStar>(node)->name);
            return;
        case NodeKind::MatchMapping:
            for (const MatchMappingItem* item : each(as<MatchMapping>(node)->items)) {
                expression(item->key);
                pattern(item->pattern);
            }
            if (as<MatchMapping>(node)->rest != Symbol::None) bind(as<MatchMapping>(node)->rest);
            return;
        case NodeKind::MatchClass:
            expression(as<MatchClass>(node)->type);
            return patterns(as<MatchClass>(node)->arguments);
        case NodeKind::Keyword: return pattern(as<Keyword>(node)->value);
        case NodeKind::MatchAs:
            pattern(as<MatchAs>(node)->pattern);
            if (as<MatchAs>(node)->name != Symbol::None) bind(as<MatchAs>(node)->name);
            return;
        default: return;
    }
}

void Collector::statement(const Node* node) {
    if (session_.is_low_on_stack()) return session_.run_elsewhere([this, node] { statement(node); });
    if (session_.is_too_deep()) return;
    session_.line = node->line;
    switch (node->kind) {
        case NodeKind::ExprStatement: return expression(as<ExprStatement>(node)->value);
        case NodeKind::Assign:
            expression(as<Assign>(node)->value);
            for (const Node* one : each(as<Assign>(node)->targets)) target(one);
            return;
        case NodeKind::AugAssign:
            expression(as<AugAssign>(node)->value);
            return target(as<AugAssign>(node)->target);
        case NodeKind::AnnAssign:
            if (is_declared(as<AnnAssign>(node)->target)) session_.fail(Message::AnnotatedGlobal);
            expression(as<AnnAssign>(node)->value);
            return target(as<AnnAssign>(node)->target);
        case NodeKind::Return:
            if (!scope_->is_function()) session_.fail(Message::ReturnOutsideFunction);
            scope_->returns_value |= as<Return>(node)->value != nullptr;
            return expression(as<Return>(node)->value);
        case NodeKind::Raise:
            expression(as<Raise>(node)->exception);
            return expression(as<Raise>(node)->cause);
        case NodeKind::Global:
        case NodeKind::Nonlocal: return declare(as<ScopeDeclaration>(node));
        case NodeKind::Break:
            if (!in_loop_) session_.fail(Message::BreakOutsideLoop);
            return;
        case NodeKind::Continue:
            if (!in_loop_) session_.fail(Message::BreakOutsideLoop);
            return;
        case NodeKind::Delete:
            for (const Node* one : each(as<Delete>(node)->targets)) target(one, Variable::kDeleted);
            return;
        case NodeKind::Assert:
            expression(as<Assert>(node)->test);
            return expression(as<Assert>(node)->message);
        case NodeKind::Import: return imports(as<Import>(node)->aliases, true);
        case NodeKind::ImportFrom:
            if (as<ImportFrom>(node)->aliases == nullptr && scope_->kind != ScopeKind::Module &&
                scope_->kind != ScopeKind::Namespace)
                session_.fail(Message::ImportStarNotAtModule);
            return imports(as<ImportFrom>(node)->aliases, false);
        case NodeKind::If: return conditions(as<If>(node));
        case NodeKind::While:
            expression(as<While>(node)->test);
            return loop(as<While>(node)->body, as<While>(node)->orelse);
        case NodeKind::For:
            if (detail<AsyncDetail>(node) == AsyncDetail::Async) await(node);
            expression(as<For>(node)->iterable);
            target(as<For>(node)->target);
            return loop(as<For>(node)->body, as<For>(node)->orelse);
        case NodeKind::With:
            if (detail<AsyncDetail>(node) == AsyncDetail::Async) await(node);
            for (const WithItem* item : each(as<With>(node)->items)) {
                expression(item->context);
                if (item->target != nullptr) target(item->target);
            }
            return statements(as<With>(node)->body);
        case NodeKind::Try: return try_statement(as<Try>(node));
        case NodeKind::FunctionDef: {
            const auto* def = as<FunctionDef>(node);
            expressions(def->decorators);
            bind(def->name);
            return function(node, ScopeKind::Function, def->parameters, def->body);
        }
        case NodeKind::ClassDef: return class_body(as<ClassDef>(node));
        case NodeKind::Match:
            expression(as<Match>(node)->subject);
            for (const MatchCase* one : each(as<Match>(node)->cases)) {
                pattern(one->pattern);
                expression(one->guard);
                statements(one->body);
            }
            return;
        default: return;
    }
}

}  // namespace

void collect(Session& session, Arena& arena, Scope& module, const Node* statement) {
    Collector(session, arena, module).statement(statement);
}

void collect_expression(Session& session, Arena& arena, Scope& module, const Node* expression) {
    Collector(session, arena, module).expression(expression);
}

}  // namespace kinglet::compiler
