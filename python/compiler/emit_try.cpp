// try: the handlers, and the finally clause, which is emitted once. R[exception] of a Finally block says how
// the clause was reached: None at the end of the body, a small int (Block::Exit) by return, break or
// continue, or the exception.
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;
namespace words = bytecode;

namespace {

struct TryFinally {
    Label clause;
    Label done;
    Block body{Block::Kind::Finally};
    Block finally{Block::Kind::FinallyBody};
};

struct StarClause {
    Block block{Block::Kind::ExceptBody};
    Label done;
    Label next;
};

struct TryExcept {
    Label done;
    Block body{Block::Kind::TryBody};
    Block handling{Block::Kind::TryBody};
};

}  // namespace

void Emitter::try_statement(const Try* node) {
    if (!bytecode::kHasExceptionGroups && detail<TryDetail>(node) == TryDetail::Star)
        return session_.fail(Message::ExceptStar);
    if (node->finalbody != nullptr) return try_finally(node);
    try_except(node);
}

/// The innermost except clause of this function, unless a finally clause is nearer, knows what it handles.
void Emitter::raise_bare() {
    for (const Block* block = unit_->blocks; block != nullptr; block = block->outer) {
        if (block->kind == Block::Kind::FinallyBody) break;
        if (block->kind != Block::Kind::ExceptBody) continue;
        abc(Opcode::Reraise, block->exception);
        return end_path();
    }
    abc(Opcode::RaiseBare, 0);
    end_path();
}

/// For an exception that leaves an except or finally clause.
void Emitter::place_cleanup(Block& block, u64 bound, Symbol name) {
    code().place_handler(block.range, block.exception, bound);
    if (!code().is_reachable()) return;
    abc(Opcode::LeaveHandler, block.value);
    if (name != Symbol::None) clear_name(name);
    abc(Opcode::Reraise, block.exception);
    end_path();
}

// -- finally ----------------------------------------------------------------------------------------------

void Emitter::try_finally(const Try* node) {
    Temps temps(*this);
    Owned<TryFinally> frame(session_);
    if (!frame) return;
    Label& clause = frame->clause;
    Label& done = frame->done;
    Block& body = frame->body;
    Block& finally = frame->finally;
    body.range.is_used = true;
    body.exception = new_temp();
    body.value = new_temp();
    body.leave = &clause;
    const u64 bound_before = code().bound();
    enter(body);
    if (node->handlers != nullptr)
        try_except(node);
    else
        statements(node->body);
    leave(body);
    const bool ends = code().is_reachable();
    const u64 bound_at_end = code().bound();
    load_word(body.exception, words::kWordNone);
    code().place_handler(body.range, body.exception, bound_before);
    place(clause);
    if (!code().is_reachable()) return;

    finally.range.is_used = true;
    finally.exception = body.exception;
    finally.value = new_temp();
    line_of(node->finalbody);
    abc(Opcode::EnterHandler, body.exception, finally.value);
    const u64 bound_in_clause = code().bound();
    enter(finally);
    statements(node->finalbody);
    leave(finally);
    abc(Opcode::LeaveHandler, finally.value);
    if (!ends && body.exits == 0) {
        abc(Opcode::Reraise, body.exception);
        end_path();
    }
    if (code().is_reachable()) {
        abc(Opcode::EndFinally, body.exception);
        const u64 bound_by_clause = code().bound();
        finally_exits(body, ends);
        if (ends) code().set_bound(bound_by_clause | bound_at_end);
        jump(done);
    }
    place_cleanup(finally, bound_in_clause, Symbol::None);
    place(done);
}

/// Goes on with the return, break or continue that led to the finally clause. If the body does not end by
/// itself, one of them did.
void Emitter::finally_exits(Block& block, bool ends) {
    for (const Block::Exit exit : {Block::kReturn, Block::kBreak, Block::kContinue}) {
        if ((block.exits >> exit & 1U) == 0) continue;
        if (!ends && block.exits >> exit == 1) return leave_by(exit, block.value, unit_->blocks);
        Label next;
        test(Opcode::TestEqualInt, block.exception, exit, 0, next);
        leave_by(exit, block.value, unit_->blocks);
        place(next);
    }
}

// -- except -----------------------------------------------------------------------------------------------

void Emitter::try_except(const Try* node) {
    Temps temps(*this);
    Owned<TryExcept> frame(session_);
    if (!frame) return;
    Label& done = frame->done;
    Block& body = frame->body;
    Block& handling = frame->handling;
    body.range.is_used = handling.range.is_used = true;
    handling.exception = new_temp();
    handling.value = new_temp();
    const u64 bound = code().bound();
    enter(body);
    statements(node->body);
    leave(body);
    statements(node->orelse);
    jump(done);
    code().place_handler(body.range, handling.exception, bound);
    if (code().is_reachable()) {
        line_of(node->handlers);
        abc(Opcode::EnterHandler, handling.exception, handling.value);
        enter(handling);
        if (bytecode::kHasExceptionGroups && detail<TryDetail>(node) == TryDetail::Star)
            star_clauses(node->handlers, handling, done);
        else
            except_clauses(node->handlers, handling, done);
        leave(handling);
        // No clause wants it.
        abc(Opcode::LeaveHandler, handling.value);
        abc(Opcode::Reraise, handling.exception);
        end_path();
        place_cleanup(handling, bound, Symbol::None);
    }
    place(done);
}

void Emitter::except_clauses(const ExceptHandler* handlers, Block& block, Label& done) {
    for (const ExceptHandler* handler : each(handlers)) {
        if (!code().is_reachable()) return;
        Label next;
        if (handler->type != nullptr) {
            Temps temps(*this);
            line_of(handler);
            const Reg type = operand(handler->type, nullptr);
            line_of(handler);
            test(Opcode::TestException, block.exception, type, 0, next);
        }
        except_clause(handler, block, done);
        place(next);
    }
}

/// The name of `as` lives as long as the clause, whatever way leads out of it.
void Emitter::except_clause(const ExceptHandler* handler, Block& around, Label& done) {
    Block clause(Block::Kind::ExceptBody);
    clause.exception = around.exception;
    clause.value = around.value;
    clause.name = handler->name;
    clause.range.is_used = handler->name != Symbol::None;
    if (handler->name != Symbol::None) store_name(handler->name, around.exception);
    const u64 bound = code().bound();
    enter(clause);
    statements(handler->body);
    leave(clause);
    abc(Opcode::LeaveHandler, around.value);
    if (handler->name != Symbol::None && code().is_reachable()) clear_name(handler->name);
    jump(done);
    if (handler->name == Symbol::None) return;
    code().close(around.range);
    place_cleanup(clause, bound, handler->name);
    code().open(around.range);
}

// -- except* ----------------------------------------------------------------------------------------------

void Emitter::call_helper(Reg object, const char* method, Reg argument, Reg result) {
    Temps temps(*this);
    const Reg pair = new_temp(2);
    load_method(pair, object, session_.intern(method));
    if (argument != kNoRegister) move(new_temp(), argument);
    abc(Opcode::CallMethod, pair, argument != kNoRegister ? 1 : 0, result);
}

/// An object of frozen Python splits the exception among the clauses, each of which runs if it gets a part,
/// and gathers what they raise. What is to be raised in the end goes to R[around.exception].
void Emitter::star_clauses(const ExceptHandler* handlers, Block& around, Label& done) {
    Temps temps(*this);
    const Reg sorting = new_temp();
    {
        Temps inner(*this);
        const Reg base = new_temp(2);
        load_word(base, words::kWordNone);
        abx(Opcode::ImportName, base, name_constant(session_.intern("_exception_groups")));
        code().word(0);
        attribute(base, base, session_.intern("Sorting"));
        move(base + 1, around.exception);
        abc(Opcode::Call, base, 1, sorting);
    }
    for (const ExceptHandler* handler : each(handlers)) star_clause(handler, around, sorting);
    call_helper(sorting, "end", kNoRegister, around.exception);
    Label raises;
    test(Opcode::TestNone, around.exception, 0, 0, raises);
    abc(Opcode::LeaveHandler, around.value);
    jump(done);
    place(raises);
}

void Emitter::star_clause(const ExceptHandler* handler, Block& around, Reg sorting) {
    if (session_.is_too_deep()) return;
    Temps temps(*this);
    Owned<StarClause> frame(session_);
    if (!frame) return;
    Block& clause = frame->block;
    clause.exception = new_temp();
    clause.value = new_temp();
    const Reg raised = new_temp();
    line_of(handler);
    to(handler->type, raised);
    line_of(handler);
    call_helper(sorting, "match", raised, clause.exception);
    test(Opcode::TestNone, clause.exception, 0, 1, frame->next);
    clause.name = handler->name;
    clause.is_star = true;
    clause.range.is_used = true;
    abc(Opcode::EnterHandler, clause.exception, clause.value);
    if (handler->name != Symbol::None) store_name(handler->name, clause.exception);
    const u64 bound = code().bound();
    enter(clause);
    statements(handler->body);
    leave(clause);
    abc(Opcode::LeaveHandler, clause.value);
    jump(frame->done);
    code().close(around.range);
    code().place_handler(clause.range, raised, bound);
    code().open(around.range);
    if (code().is_reachable()) {
        abc(Opcode::LeaveHandler, clause.value);
        call_helper(sorting, "add", raised, raised);
    }
    place(frame->done);
    if (handler->name != Symbol::None && code().is_reachable()) clear_name(handler->name);
    place(frame->next);
}

}  // namespace kinglet::compiler
