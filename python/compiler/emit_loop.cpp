// Loops. The condition, or the instruction that takes the next value, stands at the end, so that a turn costs
// one instruction of the loop.
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;
namespace words = bytecode;

namespace {

/// The `:=` that is evaluated whenever the condition is, or null.
const NamedExpr* leading_walrus(const Node* condition) {
    if (condition->kind == NodeKind::Compare) condition = as<Compare>(condition)->left;
    if (condition->kind == NodeKind::BoolOp) return leading_walrus(as<BoolOp>(condition)->values);
    return condition->kind == NodeKind::NamedExpr ? as<NamedExpr>(condition) : nullptr;
}

}  // namespace

void Emitter::while_statement(const While* node) {
    const int known = truth_of(node->test);
    if (known == 0) return statements(node->orelse);
    Owned<Loop> loop(session_);
    if (!loop) return;
    if (known > 0) {
        loop->body.is_reached = true;
        loop->body.bound = code().bound();
        place(loop->body);
    } else {
        code().begin_loop(loop->body, loop->again);
        if (const NamedExpr* named = leading_walrus(node->test)) {
            const Place place = place_named(named->name);
            if (place.kind == Place::Kind::Register) mark_bound(*place.variable);
        }
    }
    enter(loop->block);
    statements(node->body);
    leave(loop->block);
    place(loop->again);
    line_of(node->test);
    if (known > 0)
        jump(loop->body);
    else if (code().is_reachable())
        jump_if(node->test, true, loop->body);
    statements(node->orelse);
    place(loop->done);
}

/// range(...) with one to three plain arguments, or null.
const Call* Emitter::range_call(const Node* iterable) {
    if (iterable->kind != NodeKind::Call) return nullptr;
    const auto* call = as<Call>(iterable);
    if (call->callee->kind != NodeKind::Name || as<NameNode>(call->callee)->symbol != session_.name_range)
        return nullptr;
    u32 count = 0;
    for (const Node* argument : each(call->arguments)) {
        if (argument->kind == NodeKind::Starred || argument->kind == NodeKind::DoubleStarred ||
            argument->kind == NodeKind::Keyword)
            return nullptr;
        ++count;
    }
    if (count < 1 || count > 3 || place_of(session_.name_range).kind != Place::Kind::Global) return nullptr;
    return call;
}

Opcode Emitter::begin_iteration(const Node* iterable, Reg first) {
    if (const Call* range = range_call(iterable)) {
        u32 count = 0;
        line_of(iterable);
        load_global(session_.name_range, first);
        for (const Node* argument : each(range->arguments)) {
            Temps temps(*this);
            to(argument, first + ++count);
        }
        line_of(iterable);
        abc(Opcode::PrepareRange, first, count);
        unit_->top = first + 3;
        return Opcode::ForRange;
    }
    unit_->top = first + 1;
    {
        Temps temps(*this);
        const Reg value = operand(iterable, nullptr);
        line_of(iterable);
        abc(Opcode::GetIter, first, value);
    }
    return Opcode::ForIter;
}

void Emitter::for_statement(const For* node) {
    Temps temps(*this);
    if (is_viper() && typed_range(node)) return;
    const Reg iterator = new_temp(4);
    const Opcode next = begin_iteration(node->iterable, iterator);
    const Reg local = local_target(node->target);
    const Reg value = local != kNoRegister ? local : new_temp();
    Owned<Loop> loop(session_);
    if (!loop) return;
    code().begin_loop(loop->body, loop->again);
    line_of(node);
    if (local == kNoRegister)
        assign(node->target, value);
    else
        mark_assigned(node->target);
    enter(loop->block);
    statements(node->body);
    leave(loop->block);
    place(loop->again);
    line_of(node);
    test(next, iterator, value, 0, loop->body);
    statements(node->orelse);
    place(loop->done);
}

// -- async for --------------------------------------------------------------------------------------------

/// R[target] = await anext(R[iterator]).
void Emitter::async_next(Reg iterator, Reg target) {
    Temps temps(*this);
    const Reg awaited = new_temp();
    abc(Opcode::GetAsyncNext, awaited, iterator);
    await(target, awaited);
}

/// The handler of async_next: the end of the loop is an exception. Goes on with what follows, or to `done`.
void Emitter::stop_async_iteration(Protected& range, Reg exception, u64 bound, Label& done) {
    Temps temps(*this);
    code().place_handler(range, exception, bound);
    const Reg type = new_temp();
    load_global(session_.intern("StopAsyncIteration"), type);
    test(Opcode::TestException, exception, type, 1, done);
    abc(Opcode::Reraise, exception);
    end_path();
}

void Emitter::async_for(const For* node) {
    Temps temps(*this);
    const Reg iterator = new_temp();
    const Reg value = new_temp();
    {
        Temps inner(*this);
        const Reg iterable = operand(node->iterable, nullptr);
        line_of(node);
        abc(Opcode::GetAsyncIter, iterator, iterable);
    }
    Owned<Loop> loop(session_);
    if (!loop) return;
    code().begin_loop(loop->body, loop->again);
    line_of(node);
    assign(node->target, value);
    enter(loop->block);
    statements(node->body);
    leave(loop->block);
    place(loop->again);
    line_of(node);
    const u64 bound = code().bound();
    loop->next.is_used = true;
    code().open(loop->next);
    async_next(iterator, value);
    code().close(loop->next);
    jump(loop->body);
    stop_async_iteration(loop->next, value, bound, loop->exhausted);
    place(loop->exhausted);
    statements(node->orelse);
    place(loop->done);
}

}  // namespace kinglet::compiler
