// with: __exit__ and self lie in R[value], R[value+1] until the block is left.
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;
namespace words = bytecode;

namespace {

struct WithFrame {
    Block block{Block::Kind::With};
    Block handling{Block::Kind::ExceptBody};
    Label done;
    Label suppressed;
};

}  // namespace

/// Calls __exit__ with the exception, or with three None; its result is then in R[block.value].
void Emitter::call_exit(const Block& block, Reg exception) {
    Temps temps(*this);
    unit_->top = block.value + 2;
    const Reg arguments = new_temp(3);
    code().set_line(block.line);
    if (exception != kNoRegister) {
        abc(Opcode::ExitArguments, arguments, exception);
    } else {
        for (u32 i = 0; i < 3; ++i) load_word(arguments + i, words::kWordNone);
    }
    abc(Opcode::CallMethod, block.value, 3, block.value);
    if (block.is_async) await(block.value, block.value);
}

void Emitter::with_items(const With* node, const WithItem* item) {
    if (item == nullptr) return statements(node->body);
    if (session_.is_too_deep()) return;
    Temps temps(*this);
    Owned<WithFrame> frame(session_);
    if (!frame) return;
    Block& block = frame->block;
    Block& handling = frame->handling;
    Label& done = frame->done;
    Label& suppressed = frame->suppressed;
    block.is_async = detail<AsyncDetail>(node) == AsyncDetail::Async;
    block.line = item->line;
    block.range.is_used = true;
    block.exception = new_temp();
    const Reg saved = new_temp();
    block.value = new_temp(2);
    {
        Temps inner(*this);
        const Reg manager = operand(item->context, nullptr);
        line_of(item);
        load_method(block.value, manager, session_.intern(block.is_async ? "__aexit__" : "__exit__"));
        const Reg enter_pair = new_temp(2);
        load_method(enter_pair, manager, session_.intern(block.is_async ? "__aenter__" : "__enter__"));
        abc(Opcode::CallMethod, enter_pair, 0, block.exception);
        if (block.is_async) await(block.exception, block.exception);
    }
    const u64 bound = code().bound();
    enter(block);
    if (item->target != nullptr) assign(item->target, block.exception);
    with_items(node, as<WithItem>(item->next));
    leave(block);
    if (code().is_reachable()) call_exit(block, kNoRegister);
    jump(done);

    code().place_handler(block.range, block.exception, bound);
    if (code().is_reachable()) {
        handling.exception = block.exception;
        handling.value = saved;
        handling.range.is_used = true;
        code().set_line(block.line);
        abc(Opcode::EnterHandler, block.exception, saved);
        enter(handling);
        call_exit(block, block.exception);
        test(Opcode::TestTrue, block.value, 0, 1, suppressed);
        leave(handling);
        place_cleanup(handling, bound, Symbol::None);
        place(suppressed);
        abc(Opcode::LeaveHandler, saved);
    }
    place(done);
}

}  // namespace kinglet::compiler
