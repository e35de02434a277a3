// Comprehensions. Those of lists, sets and dicts run in the frame of the function around them, their
// variables in registers of their own; a generator expression is a function that gets its first iterator as
// argument.
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;
namespace words = bytecode;

namespace {

struct Clause {
    Label body;
    Label again;
    Label done;
    Protected next;  // async for
};

}  // namespace

/// Registers for the variables of an inlined comprehension, and new cells where a function inside uses them.
void Emitter::begin_inlined(Scope* scope) {
    for (Variable* variable = scope->first; variable != nullptr; variable = variable->next) {
        if (!variable->has(Variable::kBound)) continue;
        variable->reg = static_cast<u8>(new_temp());
        if (is_viper()) unit_->viper->of[variable->reg] = WordType::Object;
        if (!variable->has(Variable::kCell)) continue;
        load_word(variable->reg, words::kWordUndefined);
        abc(Opcode::MakeCell, variable->reg);
    }
    unit_->inner = scope;
}

/// From here on the names in the target are bound.
void Emitter::define_targets(const Node* target) {
    if (target->kind == NodeKind::Name) {
        const Place place = place_named(as<NameNode>(target)->symbol);
        if (place.kind == Place::Kind::Unset) place.variable->flags |= Variable::kDefined;
    } else if (target->kind == NodeKind::Tuple || target->kind == NodeKind::List) {
        for (const Node* element : each(as<Sequence>(target)->elements)) define_targets(element);
    } else if (target->kind == NodeKind::Starred) {
        define_targets(as<Starred>(target)->value);
    }
}

void Emitter::comprehension(const Node* node, Reg target) {
    Temps temps(*this);
    const ComprehensionFor* first =
        node->kind == NodeKind::DictComp ? as<DictComp>(node)->clauses : as<Comprehension>(node)->clauses;
    Scope* outer = unit_->inner;
    Scope* scope = outer->child_for(node);
    if (scope == nullptr) return session_.out_of_memory();
    const Reg collection = collection_temp(target);
    line_of(node);
    abc(node->kind == NodeKind::ListComp  ? Opcode::BuildList
        : node->kind == NodeKind::SetComp ? Opcode::BuildSet
                                          : Opcode::BuildDict,
        collection, 0, 0);
    clauses(node, first, kNoRegister, collection);
    unit_->inner = outer;
    move(target, collection);
}

void Emitter::comprehension_element(const Node* node, Reg collection) {
    Temps temps(*this);
    if (node->kind == NodeKind::DictComp) {
        const auto* dict = as<DictComp>(node);
        const Reg key = operand(dict->key, dict->value);
        const Reg value = operand(dict->value, nullptr);
        return abc(Opcode::DictSet, collection, key, value);
    }
    const Reg value = operand(as<Comprehension>(node)->element, nullptr);
    if (node->kind == NodeKind::ListComp) return abc(Opcode::ListAppend, collection, value);
    if (node->kind == NodeKind::SetComp) return abc(Opcode::SetAdd, collection, value);
    abc(Opcode::Yield, new_temp(), value);
}

/// The loop of `clause` and those inside. `first_iterator` is that of the first clause if it has been made;
/// the scope's registers are taken when the first iterable has been evaluated outside of it.
void Emitter::clauses(const Node* node, const ComprehensionFor* clause, Reg first_iterator, Reg collection) {
    if (clause == nullptr) return comprehension_element(node, collection);
    if (session_.is_too_deep()) return;
    const bool is_async = detail<AsyncDetail>(clause) == AsyncDetail::Async;
    const bool is_first = unit_->inner->node != node;
    const Reg iterator = first_iterator != kNoRegister ? first_iterator : new_temp(4);
    Opcode next = Opcode::ForIter;
    if (first_iterator == kNoRegister && !is_async) next = begin_iteration(clause->iterable, iterator);
    if (first_iterator == kNoRegister && is_async) {
        Temps temps(*this);
        abc(Opcode::GetAsyncIter, iterator, operand(clause->iterable, nullptr));
    }
    if (is_first) begin_inlined(unit_->inner->child_for(node));
    define_targets(clause->target);
    Temps temps(*this);
    const Reg local = is_async ? kNoRegister : local_target(clause->target);
    const Reg value = local != kNoRegister ? local : new_temp();
    Owned<Clause> loop(session_);
    if (!loop) return;
    code().begin_loop(loop->body, loop->again);
    if (local == kNoRegister)
        assign(clause->target, value);
    else
        mark_assigned(clause->target);
    for (const Node* condition : each(clause->conditions)) jump_if(condition, false, loop->again);
    clauses(node, as<ComprehensionFor>(clause->next), kNoRegister, collection);
    place(loop->again);
    line_of(clause);
    if (!is_async) {
        test(next, iterator, value, 0, loop->body);
    } else {
        const u64 bound = code().bound();
        loop->next.is_used = true;
        code().open(loop->next);
        async_next(iterator, value);
        code().close(loop->next);
        jump(loop->body);
        stop_async_iteration(loop->next, value, bound, loop->done);
    }
    place(loop->done);
}

void Emitter::generator_expression(const Comprehension* node, Reg target) {
    Scope* scope = unit_->inner->child_for(node);
    if (scope == nullptr) return session_.out_of_memory();
    Temps temps(*this);
    const bool is_async = detail<AsyncDetail>(node->clauses) == AsyncDetail::Async;
    if (!begin_unit(scope, session_.intern("<genexpr>"), node->line)) return;
    // Its parameter lies before the variables.
    const Symbol parameter = session_.intern(".0");
    code().add_constant(static_cast<Handle>(parameter));
    unit_->parameters = 1;
    unit_->flags = words::kIsGenerator | (scope->is_coroutine ? words::kIsCoroutine : 0U);
    auto* iterator = arena_.make<Variable>();
    if (iterator != nullptr) {
        iterator->symbol = parameter;
        iterator->flags = Variable::kBound | Variable::kParameter;
        iterator->next = scope->first;
        scope->first = iterator;
        assign_registers();
        clauses(node, node->clauses, 0, 0);
    }
    const Handle body = end_unit();
    if (session_.failed()) return;
    const Reg function = is_top(target) ? target : new_temp();
    make_function(scope, body, nullptr, function);
    const Reg argument = new_temp();
    {
        Temps inner(*this);
        const Reg value = operand(node->clauses->iterable, nullptr);
        line_of(node);
        abc(is_async ? Opcode::GetAsyncIter : Opcode::GetIter, argument, value);
    }
    abc(Opcode::Call, function, 1, target);
}

}  // namespace kinglet::compiler
