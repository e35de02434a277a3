// Simple statements: Language Reference 7.
#include "base/attributes.hpp"
#include "python/syntax/parser.hpp"

namespace kinglet::syntax {

/// Simple statements up to the end of the line, separated by semicolons.
NOINLINE bool Parser::simple_line(ListBuilder& list) {
    do {
        Node* const node = simple_statement();
        if (node == nullptr) return false;
        list.append(node);
        if (!accept(TokenKind::Semicolon)) return expect(TokenKind::Newline);
    } while (kind() != TokenKind::Newline);
    next();
    return true;
}

NOINLINE Node* Parser::simple_statement() {
    begin_statement();
    switch (kind()) {
        case TokenKind::Pass: return plain_statement(NodeKind::Pass);
        case TokenKind::Break: return plain_statement(NodeKind::Break);
        case TokenKind::Continue: return plain_statement(NodeKind::Continue);
        case TokenKind::Return: return return_statement();
        case TokenKind::Raise: return raise_statement();
        case TokenKind::Assert: return assert_statement();
        case TokenKind::Del: return delete_statement();
        case TokenKind::Global: return scope_statement(NodeKind::Global);
        case TokenKind::Nonlocal: return scope_statement(NodeKind::Nonlocal);
        case TokenKind::Import: return import_statement();
        case TokenKind::From: return import_from_statement();
        default: break;
    }
    if (at_word(word("type")) && lexer_.name_follows()) return type_statement();
    return expression_statement();
}

/// `type X = ...`: nobody evaluates the value; X is bound to its name.
NOINLINE Node* Parser::type_statement() {
    Assign* const node = make_statement<Assign>(NodeKind::Assign);
    if (node == nullptr) return nullptr;
    next();
    node->value = literal(NodeKind::String, sink_.string(lexer_.token_text()), line());
    if (node->value == nullptr) return nullptr;
    node->targets = name_node();
    if (node->targets == nullptr || !type_parameters() || !expect(TokenKind::Equal)) return nullptr;
    return binary(kConditional) != nullptr ? node : nullptr;
}

NOINLINE Node* Parser::plain_statement(NodeKind kind) {
    Node* const node = make_statement<Statement>(kind);
    next();
    return node;
}

NOINLINE Node* Parser::return_statement() {
    Return* const node = make_statement<Return>(NodeKind::Return);
    if (node == nullptr) return nullptr;
    next();
    if (!starts_expression(kind())) return node;
    node->value = expressions();
    return node->value != nullptr ? node : nullptr;
}

NOINLINE Node* Parser::raise_statement() {
    Raise* const node = make_statement<Raise>(NodeKind::Raise);
    if (node == nullptr) return nullptr;
    next();
    if (!starts_expression(kind())) return node;
    node->exception = binary(kConditional);
    if (node->exception == nullptr) return nullptr;
    if (!accept(TokenKind::From)) return node;
    node->cause = binary(kConditional);
    return node->cause != nullptr ? node : nullptr;
}

NOINLINE Node* Parser::assert_statement() {
    Assert* const node = make_statement<Assert>(NodeKind::Assert);
    if (node == nullptr) return nullptr;
    next();
    node->test = binary(kConditional);
    if (node->test == nullptr) return nullptr;
    if (!accept(TokenKind::Comma)) return node;
    node->message = binary(kConditional);
    return node->message != nullptr ? node : nullptr;
}

NOINLINE Node* Parser::delete_statement() {
    Delete* const node = make_statement<Delete>(NodeKind::Delete);
    if (node == nullptr) return nullptr;
    next();
    ListBuilder list;
    do {
        if (list.first != nullptr && !starts_expression(kind())) break;
        Node* const target = element(kBitOr);
        if (target == nullptr || !check_target(target, Use::Delete)) return nullptr;
        list.append(target);
    } while (accept(TokenKind::Comma));
    node->targets = list.first;
    return node;
}

NOINLINE Node* Parser::scope_statement(NodeKind kind) {
    ScopeDeclaration* const node = make_statement<ScopeDeclaration>(kind);
    if (node == nullptr) return nullptr;
    next();
    ListBuilder list;
    do {
        Node* const name = name_node();
        if (name == nullptr) return nullptr;
        list.append(name);
    } while (accept(TokenKind::Comma));
    node->names = as<NameNode>(list.first);
    return node;
}

// -- expressions and assignments ----------------------------------------------------------------------------

NOINLINE Node* Parser::expression_statement() {
    const bool parenthesised = kind() == TokenKind::LeftParen;
    Node* const first = yield_or_expressions();
    if (first == nullptr) return nullptr;
    if (kind() == TokenKind::Equal) return assignment(first);
    if (kind() == TokenKind::Colon) return annotated(first, parenthesised);
    if (kind() >= TokenKind::PlusEqual && kind() <= TokenKind::CaretEqual) return augmented(first);
    ExprStatement* const node = make_statement<ExprStatement>(NodeKind::ExprStatement);
    if (node != nullptr) node->value = first;
    return node;
}

NOINLINE Node* Parser::assignment(Node* target) {
    Assign* const node = make_statement<Assign>(NodeKind::Assign);
    if (node == nullptr) return nullptr;
    ListBuilder targets;
    while (accept(TokenKind::Equal)) {
        if (!check_target(target, Use::Assign)) return nullptr;
        targets.append(target);
        target = yield_or_expressions();
        if (target == nullptr) return nullptr;
    }
    node->targets = targets.first;
    node->value = target;
    return node;
}

NOINLINE Node* Parser::augmented(Node* target) {
    AugAssign* const node = make_statement<AugAssign>(NodeKind::AugAssign);
    if (node == nullptr || !check_target(target, Use::Augment)) return nullptr;
    node->detail = static_cast<u32>(kind()) - static_cast<u32>(TokenKind::PlusEqual);
    node->target = target;
    next();
    node->value = yield_or_expressions();
    return node->value != nullptr ? node : nullptr;
}

NOINLINE Node* Parser::annotated(Node* target, bool parenthesised) {
    AnnAssign* const node = make_statement<AnnAssign>(NodeKind::AnnAssign);
    if (node == nullptr || !check_target(target, Use::Annotate)) return nullptr;
    const bool simple = target->kind == NodeKind::Name && !parenthesised;
    node->detail = static_cast<u32>(simple ? AnnotationDetail::Simple : AnnotationDetail::Complex);
    node->target = target;
    next();
    node->annotation = binary(kConditional);
    if (node->annotation == nullptr) return nullptr;
    if (!accept(TokenKind::Equal)) return node;
    node->value = yield_or_expressions();
    return node->value != nullptr ? node : nullptr;
}

}  // namespace kinglet::syntax
