// Code objects under construction: module, class bodies, functions.
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace bytecode;

Emitter::~Emitter() {
    while (unit_ != nullptr) drop_unit();
}

void Emitter::drop_unit() {
    Unit* outer = unit_->outer;
    if (is_viper()) session_.sink.free(unit_->viper);
    unit_->~Unit();
    session_.sink.free(unit_);
    unit_ = outer;
}

bool Emitter::begin_unit(Scope* scope, Symbol name, u32 line) {
    void* memory = session_.allocate(sizeof(Unit));
    if (memory == nullptr) return false;
    auto* unit = new (memory) Unit(session_);
    unit->scope = unit->inner = scope;
    unit->name = name;
    unit->first_line = line;
    unit->outer = unit_;
    unit_ = unit;
    unit->code.set_line(line);
    return true;
}

/// For locals(): kHasLocalNames.
void Emitter::add_local_names() {
    const Scope& scope = *unit_->scope;
    if (session_.options.local_names == LocalNames::Drop || !scope.is_function()) return;
    if (unit_->first_temp > kMostNamed) return;
    u32 named = 0;
    for (const Variable* variable = scope.first; variable != nullptr; variable = variable->next) {
        if (!variable->has(Variable::kBound)) continue;
        code().add_constant(static_cast<Handle>(variable->symbol));
        ++named;
    }
    for (u32 i = 0; i < scope.free_count; ++i) {
        for (const Variable* variable = scope.first; variable != nullptr; variable = variable->next) {
            if (variable->has(Variable::kFree) && variable->free_index == i)
                code().add_constant(static_cast<Handle>(variable->symbol));
        }
    }
    code().add_constant(session_.checked(session_.sink.integer(named)));
    unit_->flags |= kHasLocalNames;
}

Handle Emitter::end_unit() {
    abc(Opcode::ReturnNone, 0);
    add_local_names();
    const CodeInfo info{.registers = unit_->registers == 0 ? 1 : unit_->registers,
                        .parameters = unit_->parameters,
                        .flags = unit_->flags,
                        .free_count = unit_->scope->free_count,
                        .first_line = unit_->first_line,
                        .constant_count = 0,
                        .instruction_count = 0,
                        .handler_count = 0,
                        .line_words = 0};
    const Handle result = code().finish(static_cast<Handle>(unit_->name), file_, info);
    drop_unit();
    return result;
}

/// Gives each variable of the function a register, and makes the cells.
void Emitter::assign_registers() {
    Scope& scope = *unit_->scope;
    u32 count = 0;
    u8 bits = 0;
    for (Variable* variable = scope.first; variable != nullptr; variable = variable->next) {
        if (!variable->has(Variable::kBound)) continue;
        variable->reg = static_cast<u8>(count++);
        if (!variable->has(Variable::kDeleted | Variable::kCell) && bits < kNoBit) variable->bit = bits++;
        if (variable->has(Variable::kParameter)) mark_bound(*variable);
    }
    if (count >= kMaxRegisters) return session_.fail(Message::TooManyRegisters);
    unit_->first_temp = unit_->top = unit_->registers = count;
    for (const Variable* variable = scope.first; variable != nullptr; variable = variable->next) {
        if (variable->has(Variable::kBound) && variable->has(Variable::kCell))
            abc(Opcode::MakeCell, variable->reg);
    }
}

void Emitter::abc(Opcode op, Reg a, u32 b, u32 c) {
    code().abc(op, a, b, c);
}

void Emitter::abx(Opcode op, Reg a, u32 bx) {
    code().abx(op, a, bx);
}

void Emitter::load_word(Reg a, i32 word) {
    code().load_word(a, word);
}

void Emitter::test(Opcode op, Reg a, u32 b, u32 c, Label& label) {
    code().test(op, a, b, c, label);
}

void Emitter::jump(Label& label) {
    code().jump(label);
}

void Emitter::place(Label& label) {
    code().place(label);
}

void Emitter::end_path() {
    code().end_path();
}

void Emitter::line_of(const Node* node) {
    code().set_line(node->line);
    session_.line = node->line;
}

void Emitter::move(Reg target, Reg source) {
    if (target != source) abc(Opcode::Move, target, source);
}

Reg Emitter::new_temp(u32 count) {
    const Reg first = unit_->top;
    unit_->top += count;
    if (unit_->top > unit_->registers) unit_->registers = unit_->top;
    if (unit_->top > kMaxRegisters) session_.fail(Message::TooManyRegisters);
    return first;
}

// -- modules ----------------------------------------------------------------------------------------------

void Emitter::begin_module(Handle name, Handle file, Scope& module) {
    file_ = file;
    if (!begin_unit(&module, static_cast<Symbol>(name), 1)) return;
    if (module.kind != ScopeKind::Namespace) return;
    unit_->flags |= kIsNamespaceBody;
    unit_->first_temp = unit_->top = unit_->registers = 1;
}

void Emitter::module_statement(const Node* node) {
    if (unit_ == nullptr || session_.failed()) return;
    statement(node);
}

void Emitter::module_expression(const Node* expression) {
    if (unit_ == nullptr || session_.failed()) return;
    Temps temps(*this);
    line_of(expression);
    const Reg value = operand(expression, nullptr);
    abc(Opcode::Return, value);
    end_path();
}

Handle Emitter::finish_module() {
    if (unit_ == nullptr || session_.failed()) return kOutOfMemory;
    return end_unit();
}

}  // namespace kinglet::compiler
