#include "python/compiler/scope.hpp"

#include "base/flash.hpp"

namespace kinglet::compiler {

Variable* Scope::find(Symbol symbol) const {
    for (Variable* variable = first; variable != nullptr; variable = variable->next) {
        if (variable->symbol == symbol) return variable;
    }
    return nullptr;
}

Scope* Scope::child_for(const Node* child_node) const {
    for (Scope* child = first_child; child != nullptr; child = child->next) {
        if (child->node == child_node) return child;
    }
    return nullptr;
}

Scope* Scope::frame() {
    Scope* scope = this;
    while (scope->kind == ScopeKind::Inlined) scope = scope->parent;
    return scope;
}

Variable* find_or_add(Arena& arena, Scope& scope, Symbol symbol) {
    if (Variable* known = scope.find(symbol)) return known;
    auto* variable = arena.make<Variable>();
    if (variable == nullptr) return nullptr;
    variable->symbol = symbol;
    variable->bit = kNoBit;
    if (scope.last == nullptr)
        scope.first = variable;
    else
        scope.last->next = variable;
    scope.last = variable;
    return variable;
}

// Language Reference 6.2.1: two leading underscores and not two trailing ones; leading underscores of the
// class's name are dropped.
Symbol mangle(Session& session, Symbol class_name, Symbol name) {
    if (class_name == Symbol::None || name == Symbol::None) return name;
    const std::string_view text = session.sink.text(static_cast<Handle>(name));
    const usize length = text.size();
    const auto is_underscore = [&](std::string_view in, usize at) {
        return flash_byte(in.data() + at) == '_';
    };
    if (length < 3 || !is_underscore(text, 0) || !is_underscore(text, 1)) return name;
    if (is_underscore(text, length - 1) && is_underscore(text, length - 2)) return name;
    for (usize i = 0; i < length; ++i) {
        if (flash_byte(text.data() + i) == '.') return name;  // a dotted module
    }
    std::string_view owner = session.sink.text(static_cast<Handle>(class_name));
    while (!owner.empty() && is_underscore(owner, 0)) owner.remove_prefix(1);
    if (owner.empty()) return name;
    const usize total = 1 + owner.size() + length;
    auto* mangled = static_cast<char*>(session.allocate(total));
    if (mangled == nullptr) return name;
    mangled[0] = '_';
    flash_copy(mangled + 1, owner.data(), owner.size());
    flash_copy(mangled + 1 + owner.size(), text.data(), length);
    const Handle handle = session.checked(session.sink.name({mangled, total}));
    session.sink.free(mangled);
    return static_cast<Symbol>(handle);
}

}  // namespace kinglet::compiler
