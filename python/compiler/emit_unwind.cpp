// The ways out of blocks. return, break and continue leave the blocks around them from the inside out: a
// `with` calls __exit__ there, an except clause puts the handled exception back, and a finally clause is run
// by going there with the way out in its dispatch register, from where it goes on after the clause
// (emit_try.cpp).
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace bytecode;

/// The register is that of the local variable.
bool Emitter::is_variable(Symbol name, Reg reg) {
    const Place place = place_named(name);
    return place.kind == Place::Kind::Register && place.index == reg;
}

void Emitter::leave_by(Block::Exit exit, Reg value, Block* from) {
    if (!code().is_reachable() || session_.failed()) return;
    const bool is_return = exit == Block::kReturn;
    Temps temps(*this);
    const auto is_end = [&](const Block* block) {
        return block == nullptr || (!is_return && block->kind == Block::Kind::Loop);
    };
    // __exit__ may raise, and that is no affair of the blocks left already: their ranges get a hole.
    bool calls_exit = false;
    for (const Block* block = from; !is_end(block) && block->kind != Block::Kind::Finally;
         block = block->outer) {
        calls_exit |= block->kind == Block::Kind::With;
    }
    Block* block = from;
    for (; !is_end(block); block = block->outer) {
        if (calls_exit) code().close(block->range);
        if (block->kind == Block::Kind::Finally) break;
        if (block->is_star) return session_.fail(Message::LeavesExceptStar);
        if (block->kind == Block::Kind::With) {
            if (is_return && value != kNoRegister && value >= block->value) {
                move(block->exception, value);  // out of the way of the call
                value = block->exception;
            }
            Block* const around = unit_->blocks;
            unit_->blocks = block->outer;  // an await there stands outside of the clauses left already
            call_exit(*block, kNoRegister);
            unit_->blocks = around;
        } else if (block->kind == Block::Kind::ExceptBody || block->kind == Block::Kind::FinallyBody) {
            abc(Opcode::LeaveHandler, block->value);
            if (block->name == Symbol::None) continue;
            if (is_return && value != kNoRegister && is_variable(block->name, value)) {
                const Reg kept = new_temp();  // except ... as x: return x
                move(kept, value);
                value = kept;
            }
            clear_name(block->name);
        }
    }
    if (block != nullptr && block->kind == Block::Kind::Finally) {
        if (is_return && value != kNoRegister)
            move(block->value, value);
        else if (is_return)
            load_word(block->value, kWordNone);
        load_word(block->exception, static_cast<i32>(exit) * 2 + 1);
        block->exits = static_cast<u8>(block->exits | 1U << exit);
        jump(*block->leave);
    } else if (is_return) {
        if (value == kNoRegister)
            abc(Opcode::ReturnNone, 0);
        else
            abc(Opcode::Return, value);
        end_path();
    } else if (block != nullptr) {
        jump(exit == Block::kBreak ? *block->leave : *block->again);
    }
    if (!calls_exit) return;
    for (const Block* left = block == nullptr ? nullptr : block->outer; from != left && from != nullptr;
         from = from->outer) {
        code().open(from->range);
    }
}

}  // namespace kinglet::compiler
