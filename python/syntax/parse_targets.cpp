// What can be bound: targets of assignments, loops, `with` and `del`, and the parameters of functions.
#include "base/attributes.hpp"
#include "python/syntax/parser.hpp"

namespace kinglet::syntax {

// -- targets: Language Reference 7.2 ------------------------------------------------------------------------

bool Parser::check_target(Node* target, Use use) {
    switch (target->kind) {
        case NodeKind::Name:
        case NodeKind::Attribute:
        case NodeKind::Subscript: return true;
        case NodeKind::Tuple:
        case NodeKind::List:
            if (use == Use::Assign || use == Use::Delete) return check_elements(target, use);
            break;
        default: break;
    }
    fail_in_scope(target->line, use == Use::Delete ? Message::CannotDelete : Message::CannotAssign);
    return false;
}

bool Parser::check_elements(Node* target, Use use) {
    bool starred = false;
    for (Node* node : each(as<Sequence>(target)->elements)) {
        Node* element = node;
        if (node->kind == NodeKind::Starred && use == Use::Assign) {
            if (starred) {
                fail_in_scope(node->line, Message::MultipleStarred);
                return false;
            }
            starred = true;
            element = as<Starred>(node)->value;
        }
        if (!check_target(element, use)) return false;
    }
    return true;
}

/// The targets of a `for`, which end before `in`; checked.
NOINLINE Node* Parser::target_list() {
    Node* const first = element(kBitOr);
    if (first == nullptr) return nullptr;
    Node* target = first;
    if (kind() == TokenKind::Comma) {
        Sequence* const tuple = make<Sequence>(NodeKind::Tuple, first->line);
        if (tuple == nullptr) return nullptr;
        ListBuilder list;
        list.append(first);
        while (accept(TokenKind::Comma)) {
            if (!starts_expression(kind())) break;
            Node* const more = element(kBitOr);
            if (more == nullptr) return nullptr;
            list.append(more);
        }
        tuple->elements = list.first;
        target = tuple;
    }
    return check_target(target, Use::Assign) ? target : nullptr;
}

/// The target after `as`; checked.
NOINLINE Node* Parser::single_target() {
    Node* const target = binary(kBitOr);
    return target != nullptr && check_target(target, Use::Assign) ? target : nullptr;
}

// -- parameters: Language Reference 8.7 ---------------------------------------------------------------------

/// Parameters up to the terminator, which stays.
NOINLINE bool Parser::parameters(Parameter*& result, TokenKind terminator, Annotations annotations) {
    ListBuilder list;
    ParameterKind state = ParameterKind::Plain;
    bool slash = false;
    bool name_due = false;  // after a bare `*`
    while (kind() != terminator) {
        ParameterKind wanted = state;
        if (kind() == TokenKind::Slash) {
            if (slash || list.first == nullptr || state != ParameterKind::Plain) return fail() != nullptr;
            slash = true;
            for (Node* node : each(list.first))
                node->detail = static_cast<u32>(ParameterKind::PositionalOnly);
            next();
            if (!accept(TokenKind::Comma)) break;
            continue;
        }
        if (accept(TokenKind::Star)) {
            if (state != ParameterKind::Plain) return fail() != nullptr;
            state = ParameterKind::KeywordOnly;
            if (accept(TokenKind::Comma)) {
                name_due = true;
                continue;
            }
            if (kind() == terminator) break;  // MicroPython takes a last bare star
            wanted = ParameterKind::VarArgs;
        } else if (accept(TokenKind::DoubleStar)) {
            if (state == ParameterKind::KwArgs || name_due) return fail() != nullptr;
            state = ParameterKind::KwArgs;
            wanted = ParameterKind::KwArgs;
        } else if (state == ParameterKind::KwArgs) {
            return fail() != nullptr;
        }
        name_due = false;
        if (!parameter(list, wanted, annotations)) return false;
        if (!accept(TokenKind::Comma)) break;
    }
    if (name_due) return fail() != nullptr;
    result = as<Parameter>(list.first);
    return true;
}

NOINLINE bool Parser::parameter(ListBuilder& list, ParameterKind kind, Annotations annotations) {
    const Node* const before = list.last;
    Parameter* const node = make<Parameter>(NodeKind::Parameter, line());
    if (node == nullptr) return false;
    node->detail = static_cast<u32>(kind);
    node->name = name();
    if (node->name == Symbol::None) return false;
    for (const Node* other : each(list.first)) {
        if (as<Parameter>(other)->name != node->name) continue;
        fail_in_scope(node->line, Message::ArgumentReused);
        return false;
    }
    list.append(node);
    if (annotations == Annotations::Accept && accept(TokenKind::Colon)) {
        node->annotation = kind == ParameterKind::VarArgs ? element(kConditional) : binary(kConditional);
        if (node->annotation == nullptr) return false;
    }
    const bool takes_default = kind == ParameterKind::Plain || kind == ParameterKind::KeywordOnly;
    if (takes_default && accept(TokenKind::Equal)) {
        node->default_value = binary(kConditional);
        return node->default_value != nullptr;
    }
    if (kind == ParameterKind::Plain && before != nullptr &&
        as<Parameter>(before)->default_value != nullptr) {
        fail_in_scope(node->line, Message::NonDefaultAfterDefault);
        return false;
    }
    return true;
}

}  // namespace kinglet::syntax
