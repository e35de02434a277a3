// The second half of scope analysis: variables that functions share. Language Reference 4.2.2.
#include "python/compiler/scope.hpp"

namespace kinglet::compiler {

namespace {

void add_free(Arena& arena, Scope& frame, Symbol symbol) {
    Variable* variable = find_or_add(arena, frame, symbol);
    if (variable == nullptr || variable->has(Variable::kFree)) return;
    variable->flags |= Variable::kFree;
    variable->free_index = frame.free_count++;
}

/// The scope around `scope` whose variable `symbol` is, or null: then it is global.
Scope* find_owner(Session& session, const Scope& scope, Symbol symbol) {
    for (Scope* around = scope.parent; around != nullptr; around = around->parent) {
        if (around->kind == ScopeKind::Class) {
            if (symbol == session.name_class) return around;
            continue;  // names of a class body are not seen from inside
        }
        if (around->kind == ScopeKind::Module || around->kind == ScopeKind::Namespace) return nullptr;
        const Variable* variable = around->find(symbol);
        if (variable == nullptr) continue;
        if (variable->has(Variable::kGlobal)) return nullptr;
        if (variable->has(Variable::kBound)) return around;
    }
    return nullptr;
}

void resolve_variable(Session& session, Arena& arena, Scope& scope, const Variable& variable) {
    if (variable.has(Variable::kBound | Variable::kGlobal)) return;
    Scope* owner = find_owner(session, scope, variable.symbol);
    if (owner == nullptr) {
        if (variable.has(Variable::kNonlocal)) session.fail(Message::NoBindingForNonlocal);
        return;
    }
    if (owner->kind == ScopeKind::Class)
        owner->has_class_cell = true;
    else if (owner->frame() != scope.frame())
        owner->find(variable.symbol)->flags |= Variable::kCell;
    Scope* last = owner->frame();
    // A comprehension in a class body runs in the class's frame, and takes the class's own cell from there.
    for (Scope* frame = scope.frame(); frame != last; frame = frame->parent->frame()) {
        add_free(arena, *frame, variable.symbol);
    }
}

/// The scope after `scope` when each comes after its parent; null after the last.
Scope* next_scope(Scope* scope, const Scope* top) {
    if (scope->first_child != nullptr) return scope->first_child;
    while (scope != top && scope->next == nullptr) scope = scope->parent;
    return scope == top ? nullptr : scope->next;
}

}  // namespace

void resolve(Session& session, Arena& arena, Scope& module) {
    for (Scope* scope = next_scope(&module, &module); scope != nullptr && !session.failed();
         scope = next_scope(scope, &module)) {
        if (scope->node != nullptr) session.line = scope->node->line;
        for (const Variable* variable = scope->first; variable != nullptr; variable = variable->next) {
            resolve_variable(session, arena, *scope, *variable);
        }
    }
}

}  // namespace kinglet::compiler
