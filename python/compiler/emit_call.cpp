// Calls: arguments in registers where they can be, a list and a dict of arguments where there are stars.
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;

namespace {
constexpr u32 kMaxPlainArguments = 60;
}

bool Emitter::needs_extended_call(const Node* arguments) {
    u32 count = 0;
    for (const Node* argument : each(arguments)) {
        if (argument->kind == NodeKind::Starred || argument->kind == NodeKind::DoubleStarred) return true;
        if (++count > kMaxPlainArguments) return true;
    }
    return false;
}

void Emitter::check_keywords(const Node* arguments) {
    for (const Node* argument : each(arguments)) {
        if (argument->kind != NodeKind::Keyword) continue;
        for (const Node* other = argument->next; other != nullptr; other = other->next) {
            if (other->kind == NodeKind::Keyword && as<Keyword>(other)->name == as<Keyword>(argument)->name) {
                session_.line = other->line;
                session_.fail(Message::KeywordRepeated);
            }
        }
    }
}

void Emitter::call(const Call* node, Reg callable, Reg result) {
    if (node->arguments == nullptr && super_call(node, callable, result)) return;
    finish_call(callable, 0, node->arguments, result, node->line);
}

/// super() in a method is super(__class__, first parameter).
bool Emitter::super_call(const Call* node, Reg callable, Reg result) {
    if (node->callee->kind != NodeKind::Name || as<NameNode>(node->callee)->symbol != session_.name_super)
        return false;
    if (place_of(session_.name_super).kind != Place::Kind::Global) return false;
    const Variable* self = unit_->scope->first;
    const Place owner = place_of(session_.name_class);
    if (!unit_->scope->is_function() || self == nullptr || !self->has(Variable::kParameter)) return false;
    if (owner.kind != Place::Kind::Free && owner.kind != Place::Kind::Cell) return false;
    Temps temps(*this);
    const Reg arguments = new_temp(2);
    load_place(owner, session_.name_class, arguments);
    load_place(place_in_frame(unit_->scope, self->symbol, false), self->symbol, arguments + 1);
    code().set_line(node->line);
    abc(Opcode::Call, callable, 2, result);
    return true;
}

/// Puts the arguments into temporaries in a row: first the positional ones, then the values of the keywords,
/// whose names become a tuple.
void Emitter::plain_arguments(const Node* arguments, u32& positional, Handle& keywords) {
    Buffer<Handle> names(session_);
    for (const Node* argument : each(arguments)) {
        if (argument->kind == NodeKind::Keyword) {
            names.push(static_cast<Handle>(as<Keyword>(argument)->name));
            to_temp(as<Keyword>(argument)->value);
        } else {
            to_temp(argument);
            ++positional;
        }
    }
    keywords = 0;
    if (names.size() == 0 || session_.failed()) return;
    check_keywords(arguments);
    keywords = session_.checked(session_.sink.tuple(names.items()));
}

void Emitter::method_call(const Call* node, Reg pair, Reg result) {
    Temps temps(*this);
    u32 positional = 0;
    Handle keywords = 0;
    plain_arguments(node->arguments, positional, keywords);
    line_of(node);
    if (keywords == 0) return abc(Opcode::CallMethod, pair, positional, result);
    const u32 names = code().constant(keywords);
    abc(Opcode::CallMethodKw, pair, positional, result);
    code().word(names);
}

void Emitter::finish_call(Reg base, u32 prefix, const Node* arguments, Reg result, u32 line) {
    Temps temps(*this);
    if (needs_extended_call(arguments)) {
        extended_arguments(base, prefix, arguments);
        code().set_line(line);
        return abc(Opcode::CallEx, base, 0, result);
    }
    u32 positional = prefix;
    Handle keywords = 0;
    plain_arguments(arguments, positional, keywords);
    code().set_line(line);
    if (keywords == 0) return abc(Opcode::Call, base, positional, result);
    const u32 names = code().constant(keywords);
    abc(Opcode::CallKw, base, positional, result);
    code().word(names);
}

/// R[base+1] = all positional arguments, R[base+2] = the dict of keywords or undefined. The prefix lies from
/// base+1 on.
void Emitter::extended_arguments(Reg base, u32 prefix, const Node* arguments) {
    check_keywords(arguments);
    const Reg list = base + 1;
    if (prefix == 0) new_temp();
    u32 count = prefix;
    const Node* last = nullptr;
    bool has_keywords = false;
    for (const Node* argument : each(arguments)) {
        const bool is_keyword =
            argument->kind == NodeKind::Keyword || argument->kind == NodeKind::DoubleStarred;
        has_keywords |= is_keyword;
        if (is_keyword) continue;
        ++count;
        last = argument;
    }
    if (count == 1 && last != nullptr && last->kind == NodeKind::Starred) {
        to(as<Starred>(last)->value, list);  // f(*a): any iterable will do
    } else {
        abc(Opcode::BuildList, list, prefix == 0 ? 0 : list, prefix);
        unit_->top = list + 1;
        positional_list(arguments, list);
    }
    const Reg dict = new_temp();
    if (!has_keywords) return load_word(dict, bytecode::kWordUndefined);
    abc(Opcode::BuildDict, dict, 0, 0);
    for (const Node* argument : each(arguments)) {
        if (argument->kind != NodeKind::Keyword && argument->kind != NodeKind::DoubleStarred) continue;
        Temps temps(*this);
        const Reg pair = new_temp(2);
        if (argument->kind == NodeKind::DoubleStarred) {
            to(as<Starred>(argument)->value, pair);
            abc(Opcode::DictMerge, dict, pair);
            continue;
        }
        // One of its own, so that a key that is there already is noticed.
        abx(Opcode::LoadConst, pair, name_constant(as<Keyword>(argument)->name));
        to(as<Keyword>(argument)->value, pair + 1);
        abc(Opcode::BuildDict, pair, pair, 1);
        abc(Opcode::DictMerge, dict, pair);
    }
}

void Emitter::positional_list(const Node* arguments, Reg list) {
    for (const Node* argument : each(arguments)) {
        if (argument->kind == NodeKind::Keyword || argument->kind == NodeKind::DoubleStarred) continue;
        Temps temps(*this);
        const bool is_starred = argument->kind == NodeKind::Starred;
        const Reg value = operand(is_starred ? as<Starred>(argument)->value : argument, nullptr);
        abc(is_starred ? Opcode::ListExtend : Opcode::ListAppend, list, value);
    }
}

}  // namespace kinglet::compiler
