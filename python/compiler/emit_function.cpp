// Functions, lambdas and classes: their parameters, defaults, decorators and cells.
#include "base/flash.hpp"
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;
namespace words = bytecode;

namespace {

u32 count_of(const Parameter* parameters, bool (*wanted)(ParameterKind)) {
    u32 count = 0;
    for (const Parameter* parameter : each(parameters)) count += wanted(detail<ParameterKind>(parameter));
    return count;
}

bool is_positional(ParameterKind kind) {
    return kind <= ParameterKind::Plain;
}
bool is_positional_only(ParameterKind kind) {
    return kind == ParameterKind::PositionalOnly;
}
bool is_keyword_only(ParameterKind kind) {
    return kind == ParameterKind::KeywordOnly;
}

}  // namespace

// -- parameters -------------------------------------------------------------------------------------------

/// Of the function under construction: their names are its first constants.
void Emitter::set_parameters(const Parameter* parameters) {
    const u32 positional = count_of(parameters, is_positional);
    const u32 positional_only = count_of(parameters, is_positional_only);
    const u32 keyword_only = count_of(parameters, is_keyword_only);
    if (positional + keyword_only + 2 >= kMaxRegisters) return session_.fail(Message::TooManyRegisters);
    unit_->parameters = positional | positional_only << 8 | keyword_only << 16;
    for (const Parameter* parameter : each(parameters)) {
        if (detail<ParameterKind>(parameter) == ParameterKind::VarArgs) unit_->flags |= words::kHasVarArgs;
        if (detail<ParameterKind>(parameter) == ParameterKind::KwArgs) unit_->flags |= words::kHasVarKeywords;
    }
    for (const Variable* variable = unit_->scope->first; variable != nullptr; variable = variable->next) {
        if (variable->has(Variable::kParameter)) code().add_constant(static_cast<Handle>(variable->symbol));
    }
}

/// Defaults into temporaries: the bits of MakeFunction.
u32 Emitter::defaults(const Parameter* parameters) {
    u32 positional = 0;
    u32 keywords = 0;
    for (const Parameter* parameter : each(parameters)) {
        if (parameter->default_value == nullptr) continue;
        (is_positional(detail<ParameterKind>(parameter)) ? positional : keywords) += 1;
    }
    if (positional != 0) tuple_of_defaults(parameters, positional, new_temp());
    if (keywords == 0) return positional == 0 ? 0 : 1;
    const Reg dict = new_temp();
    abc(Opcode::BuildDict, dict, 0, 0);
    for (const Parameter* parameter : each(parameters)) {
        if (parameter->default_value == nullptr || !is_keyword_only(detail<ParameterKind>(parameter)))
            continue;
        Temps temps(*this);
        const Reg name = new_temp();
        abx(Opcode::LoadConst, name, name_constant(mangled(parameter->name)));
        const Reg value = operand(parameter->default_value, nullptr);
        abc(Opcode::DictSet, dict, name, value);
    }
    return positional == 0 ? 2 : 3;
}

void Emitter::tuple_of_defaults(const Parameter* parameters, u32 count, Reg target) {
    Buffer<Handle> handles(session_);
    for (const Parameter* parameter : each(parameters)) {
        if (parameter->default_value == nullptr || !is_positional(detail<ParameterKind>(parameter))) continue;
        const Constant constant = constant_of(parameter->default_value);
        if (!constant) break;
        handles.push(handle_of(constant));
    }
    if (session_.failed()) return;
    if (handles.size() == count) {
        const Handle tuple = session_.checked(session_.sink.tuple(handles.items()));
        return abx(Opcode::LoadConst, target, code().constant(tuple));
    }
    Temps temps(*this);
    const Reg first = unit_->top;
    for (const Parameter* parameter : each(parameters)) {
        if (parameter->default_value == nullptr || !is_positional(detail<ParameterKind>(parameter))) continue;
        to_temp(parameter->default_value);
    }
    abc(Opcode::BuildTuple, target, first, count);
}

void Emitter::make_function(Scope* scope, Handle body, const Parameter* parameters, Reg target) {
    Temps temps(*this);
    if (is_top(target)) unit_->top = target;  // the operands may begin there
    const Reg base = unit_->top;
    const u32 how = defaults(parameters);
    for (u32 i = 0; i < scope->free_count; ++i) {
        for (const Variable* variable = scope->first; variable != nullptr; variable = variable->next) {
            if (variable->has(Variable::kFree) && variable->free_index == i)
                load_cell(variable->symbol, new_temp());
        }
    }
    const Reg function = unit_->top == base ? target : base;
    const u32 index = code().constant(body);
    abc(Opcode::MakeFunction, function, how);
    code().word(index);
    move(target, function);
}

// -- def --------------------------------------------------------------------------------------------------

/// The doc string of a body, or null.
const Node* Emitter::doc_string(const Node* body) {
    if (body == nullptr || body->kind != NodeKind::ExprStatement) return nullptr;
    const Node* value = as<ExprStatement>(body)->value;
    return value->kind == NodeKind::String ? value : nullptr;
}

void Emitter::function(const FunctionDef* node, Reg target) {
    Scope* scope = unit_->inner->child_for(node);
    if (scope == nullptr) return session_.out_of_memory();
    u32 flags = native_flags(node);
    const Symbol outer = session_.scope;
    session_.scope = node->name;
    if (!begin_unit(scope, node->name, node->line)) return;
    if ((flags & words::kIsViper) != 0 && !begin_viper(node)) return;
    set_parameters(node->parameters);
    if (scope->is_generator) flags |= words::kIsGenerator;
    if (scope->is_coroutine) flags |= words::kIsCoroutine;
    const Node* doc = doc_string(node->body);
    if (doc != nullptr && session_.options.doc_strings == DocStrings::Keep) {
        flags |= words::kHasDocString;
        code().add_constant(static_cast<Handle>(as<LiteralNode>(doc)->literal));
    }
    unit_->flags = unit_->flags | flags;
    assign_registers();
    if (is_viper()) convert_parameters();
    statements(doc != nullptr ? node->body->next : node->body);
    if (is_viper()) end_viper();
    const Handle body = end_unit();
    session_.scope = outer;
    line_of(node);
    if (!session_.failed()) make_function(scope, body, node->parameters, target);
}

void Emitter::lambda(const Lambda* node, Reg target) {
    Scope* scope = unit_->inner->child_for(node);
    if (scope == nullptr) return session_.out_of_memory();
    if (!begin_unit(scope, session_.intern("<lambda>"), node->line)) return;
    set_parameters(node->parameters);
    if (scope->is_generator) unit_->flags |= words::kIsGenerator;
    assign_registers();
    {
        Temps temps(*this);
        const Reg value = operand(node->body, nullptr);
        abc(Opcode::Return, value);
        end_path();
    }
    const Handle body = end_unit();
    line_of(node);
    if (!session_.failed()) make_function(scope, body, node->parameters, target);
}

/// @micropython.native and the like: the flag of the code, 0 for `bytecode`, -1 if it is no decorator of that
/// kind.
int Emitter::native_decorator(const Node* node) {
    const Node* base = node;
    while (base->kind == NodeKind::Attribute) base = as<Attribute>(base)->value;
    if (base == node || base->kind != NodeKind::Name ||
        as<NameNode>(base)->symbol != session_.name_micropython)
        return -1;
    const auto* attribute = as<Attribute>(node);
    if (attribute->value == base) {
        if (attribute->name == session_.intern("bytecode")) return 0;
        if (attribute->name == session_.intern("native")) return words::kIsNative;
        if (attribute->name == session_.intern("viper")) return words::kIsViper;
    }
    session_.line = node->line;
    session_.fail(Message::InvalidDecorator);
    return -1;
}

/// How the function is to be compiled: as its decorators say, or as the function around it if they say
/// nothing.
u32 Emitter::native_flags(const FunctionDef* node) {
    for (const Node* decorator : each(node->decorators)) {
        const int native = native_decorator(decorator);
        if (native >= 0) return static_cast<u32>(native);
    }
    return is_viper() ? words::kIsViper : 0U;
}

/// Evaluates the decorators into temporaries in a row; how many there are.
u32 Emitter::decorators(const Node* list, u32& first) {
    u32 count = 0;
    first = unit_->top;
    for (const Node* decorator : each(list)) {
        if (native_decorator(decorator) >= 0) continue;
        to_temp(decorator);
        ++count;
    }
    return count;
}

void Emitter::function_definition(const FunctionDef* node) {
    Temps temps(*this);
    u32 first = 0;
    u32 count = decorators(node->decorators, first);
    const Symbol symbol = mangled(node->name);
    const Place place = place_of(symbol);
    if (count == 0 && place.kind == Place::Kind::Register) {
        function(node, place.index);
        note_store(place, WordType::Object);
        return mark_bound(*place.variable);
    }
    const Reg value = new_temp();
    function(node, value);
    for (Reg at = value; count > 0; --count, --at) abc(Opcode::Call, at - 1, 1, at - 1);
    store_name(node->name, first);
}

// -- class ------------------------------------------------------------------------------------------------

Handle Emitter::class_body(const ClassDef* node) {
    Scope* scope = unit_->inner->child_for(node);
    if (scope == nullptr) {
        session_.out_of_memory();
        return words::kOutOfMemory;
    }
    const Symbol outer = session_.scope;
    session_.scope = node->name;
    if (!begin_unit(scope, node->name, node->line)) return words::kOutOfMemory;
    unit_->flags = words::kIsNamespaceBody;
    const u32 held = scope->has_class_cell ? 2 : 1;  // the namespace, the cell of __class__
    unit_->first_temp = unit_->top = unit_->registers = held;
    // LoadNameOrFree has room for eight bits.
    for (const Variable* variable = scope->first; variable != nullptr; variable = variable->next) {
        if (variable->has(Variable::kFree)) name_constant(variable->symbol);
    }
    if (scope->has_class_cell) abc(Opcode::MakeCell, 1);
    const Node* doc = doc_string(node->body);
    if (doc != nullptr && session_.options.doc_strings == DocStrings::Keep) {
        Temps temps(*this);
        const Reg value = to_temp(doc);
        abx(Opcode::StoreName, value, name_constant(session_.name_doc));
    }
    statements(doc != nullptr ? node->body->next : node->body);
    if (scope->has_class_cell) {
        abc(Opcode::Return, 1);
        end_path();
    }
    const Handle body = end_unit();
    session_.scope = outer;
    return body;
}

void Emitter::class_value(const ClassDef* node, Reg target) {
    const Handle body = class_body(node);
    if (session_.failed()) return;
    Temps temps(*this);
    const Reg base = is_top(target) ? target : new_temp();
    line_of(node);
    abc(Opcode::LoadBuildClass, base);
    const Reg function = new_temp();
    make_function(unit_->inner->child_for(node), body, nullptr, function);
    abx(Opcode::LoadConst, new_temp(), name_constant(node->name));
    finish_call(base, 2, node->arguments, target, node->line);
}

void Emitter::class_definition(const ClassDef* node) {
    Temps temps(*this);
    u32 first = 0;
    u32 count = decorators(node->decorators, first);
    const Reg value = new_temp();
    class_value(node, value);
    for (Reg at = value; count > 0; --count, --at) abc(Opcode::Call, at - 1, 1, at - 1);
    store_name(node->name, first);
}

}  // namespace kinglet::compiler
