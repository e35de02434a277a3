// Expressions, the part with operators: Language Reference 6.4 to 6.14. One function climbs all levels of
// precedence.
#include "base/attributes.hpp"
#include "base/flash.hpp"
#include "python/syntax/parser.hpp"

namespace kinglet::syntax {

namespace {

constexpr u32 index_of(TokenKind kind) {
    return static_cast<u32>(kind);
}

constexpr u32 kFirstOperator = index_of(TokenKind::Plus);
constexpr u32 kLastOperator = index_of(TokenKind::GreaterEqual);

}  // namespace

// NOINLINE below keeps the stack frames of the functions that recurse small.

NOINLINE Node* Parser::binary_elsewhere(u32 minimum, Node* left) {
    Node* node = nullptr;
    if (!stack_->run_on_new_piece([&] { node = binary(minimum, left); })) fail(Message::TooDeep);
    return node;
}

Node* Parser::binary(u32 minimum, Node* left) {
    if (is_low_on_stack()) return binary_elsewhere(minimum, left);
    if (!enter()) return nullptr;
    if (left == nullptr) left = operand(minimum);
    while (left != nullptr) {
        const u32 binding = binding_of(kind());
        if (binding < minimum || binding == kNoOperator) break;
        if (binding >= kBitOr) {
            left = binary_operation(left, binding);
        } else if (binding == kCompare) {
            left = comparison(left);
        } else if (binding == kOr || binding == kAnd) {
            left = boolean(left, binding);
        } else if (binding == kConditional) {
            left = conditional(left);
        } else {
            left = named(left);
        }
    }
    leave();
    return left;
}

// How tightly the token binds when it stands after an operand.
u32 Parser::binding_of(TokenKind kind) {
    // clang-format off
    static constexpr u32 kBindings[] = {
        kSum, kSum, kTerm, kTerm, kTerm, kTerm, kPower, kTerm,  // + - * / // % ** @
        kShift, kShift, kBitAnd, kBitOr, kBitXor,               // << >> & | ^
    };
    // clang-format on
    if (kind >= TokenKind::Plus && kind <= TokenKind::Caret) {
        return flash_word(&kBindings[index_of(kind) - kFirstOperator]);
    }
    if (kind >= TokenKind::EqualEqual && kind <= TokenKind::GreaterEqual) return kCompare;
    if (kind < TokenKind::ColonEqual) return kNoOperator;
    if (kind == TokenKind::ColonEqual) return kNamed;
    if (kind == TokenKind::If) return kConditional;
    if (kind == TokenKind::Or) return kOr;
    if (kind == TokenKind::And) return kAnd;
    if (kind == TokenKind::In || kind == TokenKind::Is || kind == TokenKind::Not) return kCompare;
    return kNoOperator;
}

NOINLINE Node* Parser::operand(u32 minimum) {
    switch (kind()) {
        case TokenKind::Not: return unary(UnaryOperator::Not, kNot, minimum);
        case TokenKind::Minus: return unary(UnaryOperator::Negative, kUnary, minimum);
        case TokenKind::Plus: return unary(UnaryOperator::Positive, kUnary, minimum);
        case TokenKind::Tilde: return unary(UnaryOperator::Invert, kUnary, minimum);
        case TokenKind::Await: return await(minimum);
        case TokenKind::Lambda: return lambda(minimum);
        default: return postfix(atom());
    }
}

NOINLINE Node* Parser::unary(UnaryOperator op, u32 binding, u32 minimum) {
    if (minimum > binding) return fail();
    UnaryOp* const node = make<UnaryOp>(NodeKind::UnaryOp, line());
    if (node == nullptr) return nullptr;
    node->detail = static_cast<u32>(op);
    next();
    node->operand = binary(binding);
    return node->operand != nullptr ? node : nullptr;
}

NOINLINE Node* Parser::await(u32 minimum) {
    if (minimum > kAwait) return fail();
    Await* const node = make<Await>(NodeKind::Await, line());
    if (node == nullptr) return nullptr;
    next();
    node->value = postfix(atom());
    return node->value != nullptr ? node : nullptr;
}

NOINLINE Node* Parser::lambda(u32 minimum) {
    if (minimum > kConditional || lexer_.is_at_field_level()) return fail();
    Lambda* const node = make<Lambda>(NodeKind::Lambda, line());
    if (node == nullptr) return nullptr;
    next();
    if (!parameters(node->parameters, TokenKind::Colon, Annotations::Refuse) || !expect(TokenKind::Colon)) {
        return nullptr;
    }
    node->body = binary(kConditional);
    return node->body != nullptr ? node : nullptr;
}

NOINLINE Node* Parser::binary_operation(Node* left, u32 binding) {
    BinaryOp* const node = make<BinaryOp>(NodeKind::BinaryOp, left->line);
    if (node == nullptr) return nullptr;
    node->detail = index_of(kind()) - kFirstOperator;
    node->left = left;
    left->next = node;
    next();
    // A power's right side may begin with a sign, and powers group to the right.
    node->right = binary(binding == kPower ? static_cast<u32>(kUnary) : binding + 1);
    return node->right != nullptr ? node : nullptr;
}

NOINLINE Node* Parser::boolean(Node* left, u32 binding) {
    const TokenKind op = kind();
    BoolOp* const node = make<BoolOp>(NodeKind::BoolOp, left->line);
    if (node == nullptr) return nullptr;
    node->detail = static_cast<u32>(binding == kAnd ? BoolOperator::And : BoolOperator::Or);
    node->values = left;
    while (accept(op)) {
        Node* const value = binary(binding + 1);
        if (value == nullptr) return nullptr;
        left->next = value;
        left = value;
    }
    return node;
}

NOINLINE Node* Parser::comparison(Node* left) {
    Compare* const node = make<Compare>(NodeKind::Compare, left->line);
    if (node == nullptr) return nullptr;
    node->left = left;
    ListBuilder rest;
    while (binding_of(kind()) == kCompare) {
        CompareOperator op = CompareOperator::In;
        Comparison* const item = make<Comparison>(NodeKind::Comparison, line());
        if (item == nullptr) return nullptr;
        if (kind() <= TokenKind::GreaterEqual) {
            op = static_cast<CompareOperator>(index_of(kind()) - index_of(TokenKind::EqualEqual));
            next();
        } else if (accept(TokenKind::Is)) {
            op = accept(TokenKind::Not) ? CompareOperator::IsNot : CompareOperator::Is;
        } else {
            if (accept(TokenKind::Not)) op = CompareOperator::NotIn;
            if (!expect(TokenKind::In)) return nullptr;
        }
        item->detail = static_cast<u32>(op);
        item->operand = binary(kBitOr);
        if (item->operand == nullptr) return nullptr;
        rest.append(item);
    }
    node->rest = as<Comparison>(rest.first);
    return node;
}

// `body if test else orelse`, and as long as it goes on so.
NOINLINE Node* Parser::conditional(Node* left) {
    Conditional* first = nullptr;
    Node** link = nullptr;
    for (;;) {
        Conditional* const node = make<Conditional>(NodeKind::Conditional, left->line);
        if (node == nullptr) return nullptr;
        if (first == nullptr) first = node;
        if (link != nullptr) *link = node;
        link = &node->orelse;
        node->body = left;
        next();
        node->test = binary(kOr);
        if (node->test == nullptr || !expect(TokenKind::Else)) return nullptr;
        left = binary(kind() == TokenKind::Lambda ? kConditional : kOr);
        if (left == nullptr) return nullptr;
        if (kind() != TokenKind::If) break;
    }
    *link = left;
    return first;
}

NOINLINE Node* Parser::named(Node* left) {
    if (left->kind != NodeKind::Name) return fail_in_scope(left->line, Message::CannotAssign);
    NamedExpr* const node = make<NamedExpr>(NodeKind::NamedExpr, left->line);
    if (node == nullptr) return nullptr;
    node->name = as<NameNode>(left)->symbol;
    node->detail = 1;  // without parentheses of its own, until group() has seen some
    next();
    node->value = binary(kConditional);
    return node->value != nullptr ? node : nullptr;
}

}  // namespace kinglet::syntax
