// Statements but loops, try and with.
#include "base/flash.hpp"
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;
namespace words = bytecode;

void Emitter::statements(const Node* list) {
    for (const Node* node : each(list)) statement(node);
}

void Emitter::statement(const Node* node) {
    if (session_.is_low_on_stack()) return session_.run_elsewhere([this, node] { statement(node); });
    if (!code().is_reachable() || session_.is_too_deep()) return;
    line_of(node);
    switch (node->kind) {
        case NodeKind::ExprStatement: return expression_statement(as<ExprStatement>(node));
        case NodeKind::Assign:
            if (const_definition(as<Assign>(node)->targets, as<Assign>(node)->value)) return;
            return assign_expression(as<Assign>(node)->targets, as<Assign>(node)->value);
        case NodeKind::AugAssign: return augmented(as<AugAssign>(node));
        case NodeKind::AnnAssign:
            if (as<AnnAssign>(node)->value == nullptr) return;
            if (const_definition(as<AnnAssign>(node)->target, as<AnnAssign>(node)->value)) return;
            return assign_expression(as<AnnAssign>(node)->target, as<AnnAssign>(node)->value);
        case NodeKind::Return: return return_statement(as<Return>(node));
        case NodeKind::Raise: return raise_statement(as<Raise>(node));
        case NodeKind::Break: return leave_by(Block::kBreak, 0, unit_->blocks);
        case NodeKind::Continue: return leave_by(Block::kContinue, 0, unit_->blocks);
        case NodeKind::Delete:
            for (const Node* target : each(as<Delete>(node)->targets)) delete_target(target);
            return;
        case NodeKind::Assert: return assert_statement(as<Assert>(node));
        case NodeKind::Import: return import_statement(as<Import>(node));
        case NodeKind::ImportFrom: return import_from(as<ImportFrom>(node));
        case NodeKind::If: return if_statement(as<If>(node));
        case NodeKind::While: return while_statement(as<While>(node));
        case NodeKind::For:
            if (detail<AsyncDetail>(node) == AsyncDetail::Async) return async_for(as<For>(node));
            return for_statement(as<For>(node));
        case NodeKind::With: return with_items(as<With>(node), as<With>(node)->items);
        case NodeKind::Try: return try_statement(as<Try>(node));
        case NodeKind::FunctionDef: return function_definition(as<FunctionDef>(node));
        case NodeKind::ClassDef: return class_definition(as<ClassDef>(node));
        case NodeKind::Match: return match_statement(as<Match>(node));
        default: return;  // pass, global, nonlocal
    }
}

void Emitter::expression_statement(const ExprStatement* node) {
    const bool is_module =
        unit_->scope->kind == ScopeKind::Module || unit_->scope->kind == ScopeKind::Namespace;
    if (!is_module || session_.options.mode != Mode::Single) return effect(node->value);
    Temps temps(*this);
    const Reg value = operand(node->value, nullptr);
    line_of(node);
    abc(Opcode::DisplayResult, value);
}

/// `NAME = const(...)` in a module or a class: the name stands for the value from here on in the whole text,
/// and with a leading underscore it is not even stored.
bool Emitter::const_definition(const Node* target, const Node* value) {
    if (target->next != nullptr || target->kind != NodeKind::Name || !is_const_call(value)) return false;
    const Symbol name = mangled(as<NameNode>(target)->symbol);
    if (!is_outer(place_of(name))) return false;
    if (constant_name(name)) session_.fail(Message::ConstantAssigned);
    const Constant constant = constant_of(value);
    if (!constant) return false;
    if (flash_byte(session_.sink.text(static_cast<Handle>(name)).data()) != '_')
        assign_expression(target, value);
    constants_.push({name, constant});
    return true;
}

void Emitter::return_statement(const Return* node) {
    Temps temps(*this);
    if (is_viper()) return typed_return(node);
    if (node->value == nullptr || node->value->kind == NodeKind::NoneValue)
        return leave_by(Block::kReturn, kNoRegister, unit_->blocks);
    const Reg value = operand(node->value, nullptr);
    leave_by(Block::kReturn, value, unit_->blocks);
}

void Emitter::raise_statement(const Raise* node) {
    Temps temps(*this);
    if (is_viper() && (node->exception == nullptr || node->cause != nullptr))
        return session_.fail_not_implemented(Message::NativeRaise);
    if (node->exception == nullptr) return raise_bare();
    const Typed raised = typed_operand(node->exception, node->cause);
    if (raised.type != WordType::Object) return session_.fail_type(Message::RaiseNotAnObject);
    const Reg exception = raised.reg;
    const Reg cause = node->cause == nullptr ? 0 : operand(node->cause, nullptr);
    line_of(node);
    if (node->cause == nullptr)
        abc(Opcode::Raise, exception);
    else
        abc(Opcode::RaiseFrom, exception, cause);
    end_path();
}

void Emitter::assert_statement(const Assert* node) {
    if (session_.options.optimisation > 0) return;
    Label holds;
    jump_if(node->test, true, holds);
    Temps temps(*this);
    const Reg message = new_temp();
    if (node->message != nullptr)
        to(node->message, message);
    else
        load_word(message, words::kWordUndefined);
    line_of(node);
    abc(Opcode::RaiseAssertion, message);
    end_path();
    place(holds);
}

/// The body is nothing but a `break` or `continue` that leads through no other block: its label.
Label* Emitter::loop_jump(const Node* body) {
    if (body->next != nullptr || (body->kind != NodeKind::Break && body->kind != NodeKind::Continue))
        return nullptr;
    const Block* block = unit_->blocks;
    while (block != nullptr && block->kind == Block::Kind::TryBody) block = block->outer;
    if (block == nullptr || block->kind != Block::Kind::Loop) return nullptr;
    return body->kind == NodeKind::Break ? block->leave : block->again;
}

/// `node` becomes its elif; or its else is emitted, and there is none.
bool Emitter::next_condition(const If*& node) {
    const Node* orelse = node->orelse;
    if (orelse == nullptr || orelse->kind != NodeKind::If || detail<IfDetail>(orelse) != IfDetail::Elif) {
        statements(orelse);
        return false;
    }
    node = as<If>(orelse);
    line_of(node);
    return code().is_reachable();
}

void Emitter::if_statement(const If* node) {
    Label done;
    while (true) {
        const int known = truth_of(node->test);
        if (Label* loop = known < 0 ? loop_jump(node->body) : nullptr) {
            jump_if(node->test, true, *loop);
            if (node->orelse == nullptr) break;
            if (!next_condition(node)) break;
            continue;
        }
        Label otherwise;
        if (known < 0) jump_if(node->test, false, otherwise);
        if (known != 0) {
            statements(node->body);
            if (known > 0) break;
            if (node->orelse != nullptr) jump(done);
            place(otherwise);
        }
        if (!next_condition(node)) break;
    }
    place(done);
}

// -- import -----------------------------------------------------------------------------------------------

void Emitter::import_statement(const Import* node) {
    for (const Alias* alias : each(node->aliases)) {
        Temps temps(*this);
        Reg module = new_temp();
        load_word(module, words::kWordNone);
        const u32 index = name_constant(alias->name);
        abx(Opcode::ImportName, module, index);
        code().word(0);
        if (alias->as_name == Symbol::None) {
            store_name(alias->parts->symbol, module);
            continue;
        }
        // `import a.b.c as d`: the import gives a, the rest is looked up in it.
        for (const Node* part = alias->parts->next; part != nullptr; part = part->next) {
            imported_name(module, module, as<NameNode>(part)->symbol);
        }
        store_name(alias->as_name, module);
    }
}

void Emitter::imported_name(Reg target, Reg module, Symbol name) {
    const u32 index = name_constant(name);
    if (index <= 255) return abc(Opcode::ImportFrom, target, module, index);
    Temps temps(*this);
    const Reg name_reg = new_temp();
    abx(Opcode::LoadConst, name_reg, index);
    abc(Opcode::ImportFromR, target, module, name_reg);
}

void Emitter::import_from(const ImportFrom* node) {
    if (node->module == session_.intern("__future__")) return;  // what it asks for is the way things are
    Temps temps(*this);
    Buffer<Handle> wanted(session_);
    for (const Alias* alias : each(node->aliases)) wanted.push(static_cast<Handle>(alias->name));
    if (node->aliases == nullptr) wanted.push(static_cast<Handle>(session_.intern("*")));
    if (session_.failed()) return;
    const Reg module = new_temp();
    const Reg value = new_temp();
    abx(Opcode::LoadConst, module, code().constant(session_.checked(session_.sink.tuple(wanted.items()))));
    const Symbol name = node->module != Symbol::None ? node->module : session_.intern("");
    abx(Opcode::ImportName, module, name_constant(name));
    code().word(node->level);
    if (node->aliases == nullptr) return abc(Opcode::ImportStar, module);
    for (const Alias* alias : each(node->aliases)) {
        imported_name(value, module, alias->name);
        store_name(alias->as_name != Symbol::None ? alias->as_name : alias->name, value);
    }
}

}  // namespace kinglet::compiler
