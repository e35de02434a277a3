#include "python/compiler/code_builder.hpp"

#include <algorithm>

namespace kinglet::compiler {

using namespace bytecode;

namespace {
constexpr u32 kMaxInstructions = 0xFFFE;  // handlers hold positions in sixteen bits
}  // namespace

void CodeBuilder::emit(u32 word) {
    if (!is_reachable_) return;
    if (line_ != noted_line_) note_line();
    if (instructions_.size() >= kMaxInstructions) session_.fail(Message::CodeTooLarge);
    instructions_.push(word);
}

// -- jumps ------------------------------------------------------------------------------------------------

void CodeBuilder::emit_jump(Label& label) {
    if (!is_reachable_) return;
    const auto here = static_cast<i32>(position());
    if (label.is_placed()) {
        emit(encode_jump(label.position - here - 1));
    } else {
        emit(encode_jump(label.chain));
        label.chain = here;
        label.bound = label.is_reached ? label.bound & bound_ : bound_;
    }
    label.is_reached = true;
}

void CodeBuilder::jump_of_test(Label& label) {
    emit_jump(label);
}

void CodeBuilder::jump(Label& label) {
    emit_jump(label);
    end_path();
}

void CodeBuilder::place(Label& label) {
    const auto here = static_cast<i32>(position());
    label.position = here;
    for (i32 at = label.chain; at >= 0 && static_cast<u32>(at) < instructions_.size();) {
        u32& word = instructions_[static_cast<u32>(at)];
        const i32 older = field_sj(word);
        word = encode_jump(here - at - 1);
        at = older;
    }
    label.chain = -1;
    if (!label.is_reached) return;
    bound_ = is_reachable_ ? bound_ & label.bound : label.bound;
    is_reachable_ = true;
}

void CodeBuilder::begin_loop(Label& body, Label& condition) {
    jump(condition);
    body.is_reached = condition.is_reached;
    body.bound = condition.bound;
    place(body);
}

/// A jump to a jump goes to where that one goes.
void CodeBuilder::thread_jumps() {
    const u32 count = instructions_.size();
    for (u32 at = 0; at < count; ++at) {
        const Opcode op = opcode_of(instructions_[at]);
        const Form form = form_of(op);
        if (form == Form::ABW || form == Form::ABCW || form == Form::ABxW) {
            ++at;
            continue;
        }
        if (op != Opcode::Jump) continue;
        i32 target = static_cast<i32>(at) + 1 + field_sj(instructions_[at]);
        for (u32 hops = 0; hops < 8 && opcode_of(instructions_[static_cast<u32>(target)]) == Opcode::Jump;
             ++hops) {
            target += 1 + field_sj(instructions_[static_cast<u32>(target)]);
        }
        instructions_[at] = encode_jump(target - static_cast<i32>(at) - 1);
    }
}

// -- constants --------------------------------------------------------------------------------------------

u32 CodeBuilder::constant(Handle handle) {
    for (u32 i = constants_.size(); i-- > 0;) {
        if (constants_[i] == handle) return i;
    }
    if (constants_.size() >= kMostConstants) session_.fail(Message::TooManyConstants);
    constants_.push(handle);
    return constants_.size() - 1;
}

Handle CodeBuilder::equal_tuple(std::span<const Handle> items) const {
    for (u32 i = items.empty() ? 0 : constants_.size(); i-- > 0;) {
        const std::span<const Handle> known = session_.sink.items(constants_[i]);
        if (known.size() == items.size() && std::equal(items.begin(), items.end(), known.begin()))
            return constants_[i];
    }
    return kOutOfMemory;
}

// -- handlers ---------------------------------------------------------------------------------------------

void CodeBuilder::close(Protected& range) {
    const u32 end = position();
    if (!range.is_used || range.start >= end) return;
    handlers_.push({static_cast<u16>(range.start), static_cast<u16>(end), static_cast<u16>(range.chain), 0});
    range.chain = handlers_.size() - 1;
    range.start = end;
    if (handlers_.size() >= Protected::kNoEntry) session_.fail(Message::CodeTooLarge);
}

void CodeBuilder::place_handler(Protected& range, Reg exception, u64 bound_at_start) {
    if (range.chain == Protected::kNoEntry || session_.failed()) return;
    for (u32 at = range.chain; at != Protected::kNoEntry;) {
        Handler& handler = handlers_[at];
        at = handler.target;
        handler.target = static_cast<u16>(position());
        handler.reg = static_cast<u16>(exception);
    }
    bound_ = is_reachable_ ? bound_ & bound_at_start : bound_at_start;
    is_reachable_ = true;
}

// -- lines ------------------------------------------------------------------------------------------------

void CodeBuilder::add_line_pair(u32 words, i32 change) {
    if (lines_.size() >= kMostLineWords) return session_.fail(Message::CodeTooLarge);
    const u32 pair = words | (static_cast<u32>(change) & 0xFFU) << 8;
    if (line_pair_pending_)
        lines_[lines_.size() - 1] |= pair << 16;
    else
        lines_.push(pair);
    line_pair_pending_ = !line_pair_pending_ && !session_.failed();
}

void CodeBuilder::note_line() {
    if (session_.options.optimisation >= 3) return;
    if (first_line_ == 0) {
        first_line_ = line_;
    } else {
        u32 words = position() - noted_position_;
        i32 change = static_cast<i32>(line_) - static_cast<i32>(noted_line_);
        while (words > 255) {
            add_line_pair(255, 0);
            words -= 255;
        }
        while (change > 127 || change < -128) {
            const i32 step = change > 0 ? 127 : -128;
            add_line_pair(words, step);
            change -= step;
            words = 0;
        }
        add_line_pair(words, change);
    }
    noted_line_ = line_;
    noted_position_ = position();
}

Handle CodeBuilder::finish(Handle name, Handle file, CodeInfo info) {
    if (session_.failed()) return kOutOfMemory;
    thread_jumps();
    // As the layout says: word 0 = first | end << 16, word 1 = handler | register << 16.
    static_assert(sizeof(Handler) == 8);
    Buffer<u32> words(session_);
    for (const Handler& handler : handlers_.items()) {
        words.push(handler.start | static_cast<u32>(handler.end) << 16);
        words.push(handler.target | static_cast<u32>(handler.reg) << 16);
    }
    if (session_.failed()) return kOutOfMemory;
    if (first_line_ != 0) info.first_line = first_line_;
    if (session_.options.optimisation >= 3) info.first_line = 1;
    info.constant_count = constants_.size();
    info.instruction_count = instructions_.size();
    info.handler_count = handlers_.size();
    info.line_words = lines_.size();
    return session_.checked(session_.sink.code(
        {name, file, info, constants_.items(), instructions_.items(), words.items(), lines_.items()}));
}

}  // namespace kinglet::compiler
