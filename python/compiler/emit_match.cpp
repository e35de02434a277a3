// match: each case is a chain of tests that jump to the next case. What a pattern captures gathers in
// registers of the case, and becomes the values of the variables when the whole pattern has matched.
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;
namespace words = bytecode;
using bytecode::MatchQuestion;

/// The names that a case captures, and the first of the registers where their values wait.
struct Emitter::Captures {
    explicit Captures(Session& session) : names(session) {}

    Buffer<Symbol> names;
    Reg first = 0;

    Reg reg_of(Symbol name) const {
        for (u32 i = 0; i < names.size(); ++i) {
            if (names[i] == name) return first + i;
        }
        return first;
    }
};

namespace {

/// Matches whatever comes.
bool is_irrefutable(const Node* pattern) {
    while (pattern->kind == NodeKind::MatchAs || pattern->kind == NodeKind::MatchOr) {
        if (pattern->kind == NodeKind::MatchAs) {
            pattern = as<MatchAs>(pattern)->pattern;
            if (pattern == nullptr) return true;
        } else {
            pattern = as<PatternList>(pattern)->patterns;
            while (pattern->next != nullptr) pattern = pattern->next;  // no other alternative may be
        }
    }
    return false;
}

/// `_`, or `*_`: nobody looks at what it matches.
bool is_wildcard(const Node* pattern) {
    if (pattern->kind == NodeKind::MatchStar) return as<MatchStar>(pattern)->name == Symbol::None;
    return pattern->kind == NodeKind::MatchAs && as<MatchAs>(pattern)->pattern == nullptr &&
           as<MatchAs>(pattern)->name == Symbol::None;
}

}  // namespace

void Emitter::match_statement(const Match* node) {
    Temps temps(*this);
    const Reg subject = to_temp(node->subject);
    Label done;
    for (const MatchCase* one : each(node->cases)) {
        if (!code().is_reachable()) break;
        if (is_irrefutable(one->pattern) && one->guard == nullptr && one->next != nullptr)
            session_.fail(Message::PatternUnreachable);
        match_case(one, subject, done);
    }
    place(done);
}

void Emitter::match_case(const MatchCase* node, Reg subject, Label& done) {
    if (session_.is_too_deep()) return;
    line_of(node);
    Label next;
    {
        Temps temps(*this);
        Captures captures(session_);
        capture_names(node->pattern, captures.names, 0);
        if (captures.names.size() != 0) captures.first = new_temp(captures.names.size());
        pattern(node->pattern, subject, next, captures);
        for (u32 i = 0; i < captures.names.size(); ++i) store_name(captures.names[i], captures.first + i);
    }
    if (node->guard != nullptr) jump_if(node->guard, false, next);
    statements(node->body);
    jump(done);
    place(next);
}

void Emitter::capture_name(Symbol name, Buffer<Symbol>& names, u32 begin) {
    if (name == Symbol::None) return;
    for (u32 i = begin; i < names.size(); ++i) {
        if (names[i] == name) session_.fail(Message::PatternNameRepeated);
    }
    names.push(name);
}

/// Appends what the pattern captures. `begin`: where the names begin that must not occur again.
void Emitter::capture_names(const Node* node, Buffer<Symbol>& names, u32 begin) {
    if (node == nullptr || session_.is_too_deep()) return;
    session_.line = node->line;
    switch (node->kind) {
        case NodeKind::MatchSequence:
            for (const Node* one : each(as<PatternList>(node)->patterns)) capture_names(one, names, begin);
            return;
        case NodeKind::MatchOr: return capture_names_of_either(as<PatternList>(node), names, begin);
        case NodeKind::MatchStar: return capture_name(as<MatchStar>(node)->name, names, begin);
        case NodeKind::MatchMapping:
            for (const MatchMappingItem* item : each(as<MatchMapping>(node)->items))
                capture_names(item->pattern, names, begin);
            return capture_name(as<MatchMapping>(node)->rest, names, begin);
        case NodeKind::MatchClass:
            for (const Node* one : each(as<MatchClass>(node)->arguments)) capture_names(one, names, begin);
            return;
        case NodeKind::Keyword: return capture_names(as<Keyword>(node)->value, names, begin);
        case NodeKind::MatchAs:
            capture_names(as<MatchAs>(node)->pattern, names, begin);
            return capture_name(as<MatchAs>(node)->name, names, begin);
        default: return;
    }
}

/// Each alternative captures the names of the first.
void Emitter::capture_names_of_either(const PatternList* node, Buffer<Symbol>& names, u32 begin) {
    const u32 first = names.size();
    capture_names(node->patterns, names, begin);
    const u32 count = names.size() - first;
    for (const Node* one = node->patterns;; one = one->next) {
        if (one->next == nullptr || session_.failed()) return;
        if (is_irrefutable(one)) return session_.fail(Message::PatternUnreachable);
        capture_names(one->next, names, first + count);
        u32 known = 0;
        for (u32 i = first + count; i < names.size(); ++i) {
            for (u32 k = first; k < first + count; ++k) known += names[i] == names[k];
        }
        if (known != count || names.size() != first + 2 * count) session_.fail(Message::PatternNamesDiffer);
        names.truncate(first + count);
    }
}

// -- patterns ---------------------------------------------------------------------------------------------

/// Goes on if R[subject] matches, and jumps to `fail` if not.
void Emitter::pattern(const Node* node, Reg subject, Label& fail, const Captures& captures) {
    if (session_.is_too_deep() || !code().is_reachable()) return;
    line_of(node);
    switch (node->kind) {
        case NodeKind::MatchValue: return value_pattern(as<MatchValue>(node)->value, subject, fail);
        case NodeKind::MatchSequence: return sequence_pattern(as<PatternList>(node), subject, fail, captures);
        case NodeKind::MatchMapping: return mapping_pattern(as<MatchMapping>(node), subject, fail, captures);
        case NodeKind::MatchClass: return class_pattern(as<MatchClass>(node), subject, fail, captures);
        case NodeKind::MatchOr: return either_pattern(as<PatternList>(node), subject, fail, captures);
        case NodeKind::MatchAs:
            if (as<MatchAs>(node)->pattern != nullptr)
                pattern(as<MatchAs>(node)->pattern, subject, fail, captures);
            if (as<MatchAs>(node)->name != Symbol::None)
                move(captures.reg_of(as<MatchAs>(node)->name), subject);
            return;
        case NodeKind::MatchStar:
            if (as<MatchStar>(node)->name != Symbol::None)
                move(captures.reg_of(as<MatchStar>(node)->name), subject);
            return;
        case NodeKind::Keyword: return pattern(as<Keyword>(node)->value, subject, fail, captures);
        default: return;
    }
}

void Emitter::value_pattern(const Node* value, Reg subject, Label& fail) {
    if (value->kind == NodeKind::NoneValue) return test(Opcode::TestNone, subject, 0, 0, fail);
    i32 small = 0;
    if (small_int_of(value, small))
        return test(Opcode::TestEqualInt, subject, static_cast<u32>(small), 0, fail);
    Temps temps(*this);
    const bool is_bool = value->kind == NodeKind::TrueValue || value->kind == NodeKind::FalseValue;
    const Reg wanted = operand(value, nullptr);
    line_of(value);
    test(is_bool ? Opcode::TestIs : Opcode::TestEqual, subject, wanted, 0, fail);
}

void Emitter::either_pattern(const PatternList* node, Reg subject, Label& fail, const Captures& captures) {
    Label matched;
    for (const Node* one : each(node->patterns)) {
        if (one->next == nullptr) {
            pattern(one, subject, fail, captures);
            break;
        }
        Label next;
        pattern(one, subject, next, captures);
        jump(matched);
        place(next);
    }
    place(matched);
}

void Emitter::sequence_pattern(const PatternList* node, Reg subject, Label& fail, const Captures& captures) {
    Temps temps(*this);
    u32 before = 0;
    u32 after = 0;
    const Node* star = nullptr;
    for (const Node* one : each(node->patterns)) {
        if (one->kind != NodeKind::MatchStar) {
            ++(star != nullptr ? after : before);
        } else if (star != nullptr) {
            return session_.fail(Message::MultipleStarredPatterns);
        } else {
            star = one;
        }
    }
    const u32 count = before + after + (star != nullptr ? 1 : 0);
    if (count >= kMaxRegisters) return session_.fail(Message::TooManyRegisters);
    {
        Temps inner(*this);
        const Reg length = new_temp();
        const Reg wanted = new_temp();
        abc(Opcode::Match, length, subject, static_cast<u32>(MatchQuestion::Length));
        load_word(wanted, static_cast<i32>(before + after) * 2 + 1);
        test(star != nullptr ? Opcode::TestGreaterEqual : Opcode::TestEqual, length, wanted, 0, fail);
    }
    if (star != nullptr && is_wildcard(star) && count < 128)
        return item_patterns(node->patterns, after, subject, fail, captures);
    if (count == 0) return;
    const Reg first = new_temp(count);
    abc(star != nullptr ? Opcode::UnpackEx : Opcode::Unpack, first, subject, before);
    if (star != nullptr) code().word(after);
    parts_pattern(node->patterns, first, fail, captures);
}

/// `[a, *_, b]` looks at the items that it names, and copies nothing.
void Emitter::item_patterns(const Node* list, u32 after, Reg subject, Label& fail, const Captures& captures) {
    i32 index = 0;
    for (const Node* one : each(list)) {
        if (one->kind == NodeKind::MatchStar) {
            index = -static_cast<i32>(after);
            continue;
        }
        if (!is_wildcard(one)) {
            Temps temps(*this);
            const Reg item = new_temp();
            abc(Opcode::GetItemInt, item, subject, static_cast<u32>(index));
            pattern(one, item, fail, captures);
        }
        ++index;
    }
}

/// Each pattern of the list against a register of the row.
void Emitter::parts_pattern(const Node* list, Reg first, Label& fail, const Captures& captures) {
    for (const Node* one : each(list)) pattern(one, first++, fail, captures);
}

void Emitter::mapping_pattern(const MatchMapping* node, Reg subject, Label& fail, const Captures& captures) {
    Temps temps(*this);
    const Reg operands = new_temp(2);
    const Reg values = new_temp();
    u32 count = 0;
    {
        Temps inner(*this);
        const Reg first = unit_->top;
        for (const MatchMappingItem* item : each(node->items)) {
            to_temp(item->key);
            ++count;
        }
        abc(Opcode::BuildTuple, operands + 1, count == 0 ? operands : first, count);
    }
    move(operands, subject);
    abc(Opcode::Match, values, operands, static_cast<u32>(MatchQuestion::Values));
    test(Opcode::TestNone, values, 0, 1, fail);
    if (node->rest != Symbol::None)
        abc(Opcode::Match, captures.reg_of(node->rest), operands, static_cast<u32>(MatchQuestion::Rest));
    if (count == 0) return;
    Reg value = new_temp(count);
    abc(Opcode::Unpack, value, values, count);
    for (const MatchMappingItem* item : each(node->items)) pattern(item->pattern, value++, fail, captures);
}

void Emitter::class_pattern(const MatchClass* node, Reg subject, Label& fail, const Captures& captures) {
    Temps temps(*this);
    const Reg operands = new_temp(4);
    Buffer<Handle> names(session_);
    u32 positional = 0;
    u32 count = 0;
    for (const Node* one : each(node->arguments)) {
        ++count;
        if (one->kind == NodeKind::Keyword)
            names.push(static_cast<Handle>(as<Keyword>(one)->name));
        else
            ++positional;
    }
    check_keywords(node->arguments);
    if (count >= kMaxRegisters) return session_.fail(Message::TooManyRegisters);
    to(node->type, operands + 1);
    move(operands, subject);
    load_word(operands + 2, static_cast<i32>(positional) * 2 + 1);
    const Handle tuple = session_.failed() ? 0 : session_.checked(session_.sink.tuple(names.items()));
    abx(Opcode::LoadConst, operands + 3, code().constant(tuple));
    abc(Opcode::Match, operands, operands, static_cast<u32>(MatchQuestion::Attributes));
    test(Opcode::TestNone, operands, 0, 1, fail);
    if (count == 0) return;
    const Reg first = new_temp(count);
    abc(Opcode::Unpack, first, operands, count);
    parts_pattern(node->arguments, first, fail, captures);
}

}  // namespace kinglet::compiler
