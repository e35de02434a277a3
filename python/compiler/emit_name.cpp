// Names: where a variable lives, and the instructions that load, store and delete it.
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace bytecode;

Place Emitter::place_in(Scope* scope, Symbol symbol) {
    bool is_inside = false;  // in a comprehension: a class body's names are not seen from there
    while (scope->kind == ScopeKind::Inlined) {
        Variable* variable = scope->find(symbol);
        if (variable != nullptr && variable->has(Variable::kBound)) {
            if (variable->has(Variable::kCell)) return {Place::Kind::Cell, variable->reg, variable};
            if (!variable->has(Variable::kDefined)) return {Place::Kind::Unset, 0, variable};
            return {Place::Kind::Register, variable->reg, variable};
        }
        scope = scope->parent;
        is_inside = true;
    }
    return place_in_frame(scope, symbol, is_inside);
}

Place Emitter::place_in_frame(Scope* frame, Symbol symbol, bool is_inside) {
    Variable* variable = frame->find(symbol);
    const auto has = [variable](u32 flag) { return variable != nullptr && variable->has(flag); };
    if (frame->is_function()) {
        if (has(Variable::kBound))
            return {has(Variable::kCell) ? Place::Kind::Cell : Place::Kind::Register, variable->reg,
                    variable};
        if (has(Variable::kFree)) return {Place::Kind::Free, variable->free_index, variable};
        return {Place::Kind::Global, 0, variable};
    }
    if (frame->kind == ScopeKind::Module || has(Variable::kGlobal)) return {Place::Kind::Global, 0, variable};
    if (frame->kind == ScopeKind::Namespace)
        return {is_inside ? Place::Kind::Global : Place::Kind::Name, 0, variable};
    if (is_inside || has(Variable::kNonlocal)) {
        if (has(Variable::kFree)) return {Place::Kind::Free, variable->free_index, variable};
        return {is_inside ? Place::Kind::Global : Place::Kind::Name, 0, variable};
    }
    if (has(Variable::kFree) && !has(Variable::kBound))
        return {Place::Kind::NameOrFree, variable->free_index, variable};
    return {Place::Kind::Name, 0, variable};
}

void Emitter::check_bound(const Place& place) {
    Variable& variable = *place.variable;
    if (is_viper() && unit_->viper->of[variable.reg] != WordType::Object) return;
    if (variable.has(Variable::kDefined) || code().is_bound(variable.bit)) return;
    if (variable.has(Variable::kParameter) && !variable.has(Variable::kDeleted)) return;
    abc(Opcode::CheckBound, variable.reg);
    mark_bound(variable);
}

void Emitter::load_name(Symbol name, Reg target) {
    const Symbol symbol = mangled(name);
    const Place place = place_of(symbol);
    if (is_outer(place)) {
        if (const Constant constant = constant_name(symbol)) return load_constant(constant, target);
    }
    load_place(place, symbol, target);
}

Place Emitter::place_named(Symbol name) {
    return place_of(mangled(name));
}

void Emitter::mark_bound(const Variable& variable) {
    code().mark_bound(variable.bit);
}

void Emitter::load_global(Symbol symbol, Reg target) {
    abx(Opcode::LoadGlobal, target, name_constant(symbol));
}

void Emitter::load_place(const Place& place, Symbol symbol, Reg target) {
    switch (place.kind) {
        case Place::Kind::Register: check_bound(place); return move(target, place.index);
        case Place::Kind::Cell: return abc(Opcode::LoadCell, target, place.index);
        case Place::Kind::Free: return abx(Opcode::LoadFree, target, place.index);
        case Place::Kind::Global: return load_global(symbol, target);
        case Place::Kind::Name: return abx(Opcode::LoadName, target, name_constant(symbol));
        case Place::Kind::NameOrFree: {
            const u32 name = name_constant(symbol);
            if (name > 255 || place.index > 255) session_.fail(Message::TooManyConstants);
            return abc(Opcode::LoadNameOrFree, target, name, place.index);
        }
        case Place::Kind::Unset: load_word(target, kWordUndefined); return abc(Opcode::CheckBound, target);
    }
}

void Emitter::store_name(Symbol name, Reg value) {
    const Symbol symbol = mangled(name);
    const Place place = place_of(symbol);
    switch (place.kind) {
        case Place::Kind::Register:
        case Place::Kind::Unset:
            note_store(place, WordType::Object);
            mark_bound(*place.variable);
            return move(place.variable->reg, value);
        case Place::Kind::Cell: return abc(Opcode::StoreCell, place.index, value);
        case Place::Kind::Free: return abx(Opcode::StoreFree, value, place.index);
        case Place::Kind::Global: return abx(Opcode::StoreGlobal, value, name_constant(symbol));
        case Place::Kind::Name:
        case Place::Kind::NameOrFree: return abx(Opcode::StoreName, value, name_constant(symbol));
    }
}

void Emitter::delete_name(Symbol name) {
    const Symbol symbol = mangled(name);
    const Place place = place_of(symbol);
    switch (place.kind) {
        case Place::Kind::Register:
        case Place::Kind::Unset: check_bound(place); return load_word(place.variable->reg, kWordUndefined);
        case Place::Kind::Cell:
        case Place::Kind::Free: {
            Temps temps(*this);
            const Reg value = new_temp();
            load_place(place, symbol, value);  // raises if it is not bound
            return clear_name(name);
        }
        case Place::Kind::Global: return abx(Opcode::DeleteGlobal, 0, name_constant(symbol));
        case Place::Kind::Name:
        case Place::Kind::NameOrFree: return abx(Opcode::DeleteName, 0, name_constant(symbol));
    }
}

/// Makes the variable unbound, whether it is bound or not.
void Emitter::clear_name(Symbol name) {
    const Place place = place_named(name);
    if (place.kind == Place::Kind::Register || place.kind == Place::Kind::Unset)
        return load_word(place.variable->reg, kWordUndefined);
    Temps temps(*this);
    const Reg value = new_temp();
    if (place.kind == Place::Kind::Cell || place.kind == Place::Kind::Free) {
        load_word(value, kWordUndefined);
        return store_name(name, value);
    }
    load_word(value, kWordNone);
    store_name(name, value);
    delete_name(name);
}

void Emitter::load_cell(Symbol symbol, Reg target) {
    Scope* scope = unit_->inner;
    for (; scope->kind == ScopeKind::Inlined; scope = scope->parent) {
        const Variable* variable = scope->find(symbol);
        if (variable != nullptr && variable->has(Variable::kBound)) return move(target, variable->reg);
    }
    if (scope->kind == ScopeKind::Class && scope->has_class_cell && symbol == session_.name_class)
        return move(target, 1);
    const Variable* variable = scope->find(symbol);
    if (variable == nullptr) return;  // memory ran out while the scopes were made
    if (scope->is_function() && variable->has(Variable::kBound)) return move(target, variable->reg);
    abx(Opcode::LoadFreeCell, target, variable->free_index);
}

}  // namespace kinglet::compiler
