// Expressions, the part without operators: Language Reference 6.2 and 6.3.
#include "base/attributes.hpp"
#include "python/syntax/parser.hpp"

namespace kinglet::syntax {

NOINLINE Node* Parser::literal(NodeKind kind, Literal literal, u32 line) {
    if (literal == Literal::None) return fail(Message::OutOfMemory);
    LiteralNode* const node = make<LiteralNode>(kind, line);
    if (node != nullptr) node->literal = literal;
    return node;
}

NOINLINE Node* Parser::number() {
    const u32 first_line = line();
    const std::string_view text = lexer_.token_text();
    switch (kind()) {
        case TokenKind::BigInteger:
            return literal(NodeKind::BigInteger, sink_.big_integer(text, lexer_.token().value), first_line);
        case TokenKind::Float: return literal(NodeKind::Float, sink_.floating(text), first_line);
        case TokenKind::Imaginary: return literal(NodeKind::Imaginary, sink_.imaginary(text), first_line);
        default: break;
    }
    IntegerNode* const node = make<IntegerNode>(NodeKind::Integer, first_line);
    if (node != nullptr) node->value = lexer_.token().value;
    return node;
}

NOINLINE Node* Parser::name_node() {
    NameNode* const node = make<NameNode>(NodeKind::Name, line());
    if (node == nullptr) return nullptr;
    node->symbol = name();
    return node->symbol != Symbol::None ? node : nullptr;
}

NOINLINE Node* Parser::plain_node(NodeKind kind) {
    Node* const node = make<Node>(kind, line());
    next();
    return node;
}

NOINLINE Node* Parser::atom() {
    switch (kind()) {
        case TokenKind::Name: return name_node();
        case TokenKind::Integer:
        case TokenKind::BigInteger:
        case TokenKind::Float:
        case TokenKind::Imaginary: {
            Node* const node = number();
            next();
            return node;
        }
        case TokenKind::String:
        case TokenKind::Bytes:
        case TokenKind::FString: return strings();
        case TokenKind::None: return plain_node(NodeKind::NoneValue);
        case TokenKind::True: return plain_node(NodeKind::TrueValue);
        case TokenKind::False: return plain_node(NodeKind::FalseValue);
        case TokenKind::Ellipsis: return plain_node(NodeKind::Ellipsis);
        case TokenKind::LeftParen: return group(GroupMode::Plain);
        case TokenKind::LeftBracket: return list_display();
        case TokenKind::LeftBrace: return brace_display();
        default: return fail();
    }
}

// -- displays -----------------------------------------------------------------------------------------------

/// `*x` or `**x`: the operand binds at least as tightly as `binding`.
NOINLINE Node* Parser::starred(NodeKind kind, u32 binding) {
    Starred* const node = make<Starred>(kind, line());
    if (node == nullptr) return nullptr;
    next();
    node->value = binary(binding);
    return node->value != nullptr ? node : nullptr;
}

/// An element of a display or of a list of expressions: `*x`, or an expression as loose as `binding`.
Node* Parser::element(u32 binding) {
    if (kind() == TokenKind::Star) return starred(NodeKind::Starred, kBitOr);
    return binary(binding);
}

/// The elements after the first, which is followed by a comma or by the terminator.
bool Parser::elements(ListBuilder& list, TokenKind terminator, GroupMode mode) {
    while (accept(TokenKind::Comma)) {
        if (kind() == terminator) break;
        Node* node = element(kNamed);
        if (node != nullptr && mode == GroupMode::WithItems && kind() == TokenKind::As)
            node = with_item(node);
        if (node == nullptr) return false;
        list.append(node);
    }
    if (terminator == TokenKind::RightBrace && kind() == TokenKind::Colon) {
        fail_in_scope(line(), Message::ExpectingValue);
        return false;
    }
    return expect(terminator);
}

/// What stands in parentheses. With GroupMode::WithItems the result may be a Tuple with WithItem nodes among
/// its elements.
NOINLINE Node* Parser::group(GroupMode mode) {
    const u32 first_line = line();
    next();
    if (kind() == TokenKind::Yield) {
        Node* const node = yield_expression();
        return node != nullptr && expect(TokenKind::RightParen) ? node : nullptr;
    }
    ListBuilder list;
    if (!accept(TokenKind::RightParen)) {
        Node* node = element(kNamed);
        if (node == nullptr) return nullptr;
        if (kind() == TokenKind::For || kind() == TokenKind::Async) {
            node = comprehension(NodeKind::GeneratorExp, node, first_line);
            return node != nullptr && expect(TokenKind::RightParen) ? node : nullptr;
        }
        const bool item = mode == GroupMode::WithItems && kind() == TokenKind::As;
        if (item) node = with_item(node);
        if (node == nullptr) return nullptr;
        if (kind() != TokenKind::Comma && !item) {
            if (node->kind == NodeKind::Starred) return fail_in_scope(node->line, Message::MisplacedStarred);
            if (node->kind == NodeKind::NamedExpr) node->detail = 0;
            // In `with ((a, b)):` the tuple is one item.
            if (node->kind == NodeKind::Tuple && mode == GroupMode::WithItems) node->detail = 1;
            return expect(TokenKind::RightParen) ? node : nullptr;
        }
        list.append(node);
        if (!elements(list, TokenKind::RightParen, mode)) return nullptr;
    }
    Sequence* const tuple = make<Sequence>(NodeKind::Tuple, first_line);
    if (tuple != nullptr) tuple->elements = list.first;
    return tuple;
}

NOINLINE Node* Parser::list_display() {
    const u32 first_line = line();
    next();
    ListBuilder list;
    if (!accept(TokenKind::RightBracket)) {
        Node* node = element(kNamed);
        if (node == nullptr) return nullptr;
        if (kind() == TokenKind::For || kind() == TokenKind::Async) {
            node = comprehension(NodeKind::ListComp, node, first_line);
            return node != nullptr && expect(TokenKind::RightBracket) ? node : nullptr;
        }
        list.append(node);
        if (!elements(list, TokenKind::RightBracket, GroupMode::Plain)) return nullptr;
    }
    Sequence* const result = make<Sequence>(NodeKind::List, first_line);
    if (result != nullptr) result->elements = list.first;
    return result;
}

NOINLINE Node* Parser::brace_display() {
    const u32 first_line = line();
    next();
    if (accept(TokenKind::RightBrace)) return make<Dict>(NodeKind::Dict, first_line);
    if (kind() == TokenKind::DoubleStar) return dict_display(nullptr, first_line);
    Node* const first = element(kNamed);
    if (first == nullptr) return nullptr;
    if (kind() == TokenKind::Colon && first->kind != NodeKind::Starred)
        return dict_display(first, first_line);
    return set_display(first, first_line);
}

NOINLINE Node* Parser::set_display(Node* first, u32 first_line) {
    if (kind() == TokenKind::For || kind() == TokenKind::Async) {
        Node* const node = comprehension(NodeKind::SetComp, first, first_line);
        return node != nullptr && expect(TokenKind::RightBrace) ? node : nullptr;
    }
    ListBuilder list;
    list.append(first);
    if (!elements(list, TokenKind::RightBrace, GroupMode::Plain)) return nullptr;
    Sequence* const node = make<Sequence>(NodeKind::Set, first_line);
    if (node != nullptr) node->elements = list.first;
    return node;
}

/// `key: value` whose key has been read, or `**x`.
NOINLINE Node* Parser::dict_item(Node* key) {
    if (key == nullptr) {
        if (kind() == TokenKind::DoubleStar) return starred(NodeKind::DoubleStarred, kBitOr);
        key = binary(kConditional);
        if (key == nullptr) return nullptr;
        if (kind() == TokenKind::Comma || kind() == TokenKind::RightBrace) {
            return fail_in_scope(key->line, Message::ExpectingKeyValue);
        }
    }
    DictItem* const item = make<DictItem>(NodeKind::DictItem, key->line);
    if (item == nullptr || !expect(TokenKind::Colon)) return nullptr;
    item->key = key;
    item->value = binary(kConditional);
    return item->value != nullptr ? item : nullptr;
}

NOINLINE Node* Parser::dict_display(Node* key, u32 first_line) {
    Node* item = dict_item(key);
    if (item == nullptr) return nullptr;
    if (kind() == TokenKind::For || kind() == TokenKind::Async) {
        if (item->kind != NodeKind::DictItem) return fail();
        DictComp* const node = make<DictComp>(NodeKind::DictComp, first_line);
        if (node == nullptr) return nullptr;
        node->key = key;
        node->value = as<DictItem>(item)->value;
        node->clauses = clauses();
        return node->clauses != nullptr && expect(TokenKind::RightBrace) ? node : nullptr;
    }
    ListBuilder list;
    list.append(item);
    while (accept(TokenKind::Comma)) {
        if (kind() == TokenKind::RightBrace) break;
        item = dict_item(nullptr);
        if (item == nullptr) return nullptr;
        list.append(item);
    }
    if (!expect(TokenKind::RightBrace)) return nullptr;
    Dict* const node = make<Dict>(NodeKind::Dict, first_line);
    if (node != nullptr) node->items = list.first;
    return node;
}

// -- comprehensions -----------------------------------------------------------------------------------------

NOINLINE Node* Parser::comprehension(NodeKind kind, Node* element, u32 first_line) {
    if (element->kind == NodeKind::Starred) return fail_in_scope(element->line, Message::MisplacedStarred);
    Comprehension* const node = make<Comprehension>(kind, first_line);
    if (node == nullptr) return nullptr;
    node->element = element;
    node->clauses = clauses();
    return node->clauses != nullptr ? node : nullptr;
}

NOINLINE ComprehensionFor* Parser::clauses() {
    ListBuilder list;
    while (kind() == TokenKind::For || kind() == TokenKind::Async) {
        ComprehensionFor* const clause = make<ComprehensionFor>(NodeKind::ComprehensionFor, line());
        if (clause == nullptr) return nullptr;
        list.append(clause);
        if (accept(TokenKind::Async)) clause->detail = static_cast<u32>(AsyncDetail::Async);
        if (!expect(TokenKind::For)) return nullptr;
        clause->target = target_list();
        if (clause->target == nullptr || !expect(TokenKind::In)) return nullptr;
        clause->iterable = binary(kOr);
        if (clause->iterable == nullptr) return nullptr;
        ListBuilder conditions;
        while (accept(TokenKind::If)) {
            Node* const condition = binary(kOr);
            if (condition == nullptr) return nullptr;
            conditions.append(condition);
        }
        clause->conditions = conditions.first;
    }
    return as<ComprehensionFor>(list.first);
}

// -- trailers -----------------------------------------------------------------------------------------------

/// Attributes, subscripts and calls after `value`, which may be null after a failure.
NOINLINE Node* Parser::postfix(Node* value) {
    while (value != nullptr) {
        switch (kind()) {
            case TokenKind::Dot: value = attribute(value); break;
            case TokenKind::LeftParen: value = call(value); break;
            case TokenKind::LeftBracket: value = subscript(value); break;
            default: return value;
        }
    }
    return nullptr;
}

NOINLINE Node* Parser::attribute(Node* value) {
    next();
    Attribute* const node = make<Attribute>(NodeKind::Attribute, line());
    if (node == nullptr) return nullptr;
    node->value = value;
    value->next = node;
    node->name = name();
    return node->name != Symbol::None ? node : nullptr;
}

NOINLINE Node* Parser::subscript(Node* value) {
    Subscript* const node = make<Subscript>(NodeKind::Subscript, value->line);
    if (node == nullptr) return nullptr;
    node->value = value;
    value->next = node;
    const u32 index_line = line();
    next();
    Node* const first = subscript_element();
    if (first == nullptr) return nullptr;
    node->index = first;
    if (kind() == TokenKind::Comma || first->kind == NodeKind::Starred) {
        Sequence* const tuple = make<Sequence>(NodeKind::Tuple, index_line);
        if (tuple == nullptr) return nullptr;
        node->index = tuple;
        ListBuilder list;
        list.append(first);
        while (accept(TokenKind::Comma)) {
            if (kind() == TokenKind::RightBracket) break;
            Node* const more = subscript_element();
            if (more == nullptr) return nullptr;
            list.append(more);
        }
        tuple->elements = list.first;
    }
    return expect(TokenKind::RightBracket) ? node : nullptr;
}

NOINLINE Node* Parser::subscript_element() {
    Node* lower = nullptr;
    if (kind() != TokenKind::Colon) {
        lower = element(kNamed);
        if (lower == nullptr || kind() != TokenKind::Colon || lower->kind == NodeKind::Starred) return lower;
    }
    return slice(lower);
}

NOINLINE Node* Parser::slice(Node* lower) {
    Slice* const node = make<Slice>(NodeKind::Slice, line());
    if (node == nullptr) return nullptr;
    node->lower = lower;
    next();
    if (starts_expression(kind())) {
        node->upper = binary(kConditional);
        if (node->upper == nullptr) return nullptr;
    }
    if (accept(TokenKind::Colon) && starts_expression(kind())) {
        node->step = binary(kConditional);
        if (node->step == nullptr) return nullptr;
    }
    return node;
}

NOINLINE Node* Parser::call(Node* callee) {
    Call* const node = make<Call>(NodeKind::Call, callee->line);
    if (node == nullptr) return nullptr;
    node->callee = callee;
    callee->next = node;
    return arguments(node->arguments) ? node : nullptr;
}

/// The arguments of a call or class, from the opening parenthesis to the closing one.
NOINLINE bool Parser::arguments(Node*& result) {
    next();
    ListBuilder list;
    NodeKind seen = NodeKind::Name;  // then Keyword, then DoubleStarred
    while (kind() != TokenKind::RightParen) {
        Node* const node = argument(seen);
        if (node == nullptr) return false;
        list.append(node);
        if (node->kind == NodeKind::DoubleStarred ||
            (node->kind == NodeKind::Keyword && seen == NodeKind::Name)) {
            seen = node->kind;
        }
        if (node->kind == NodeKind::GeneratorExp && node->detail != 0) {
            // Only as the sole argument, and without a comma, does a generator need no parentheses of its
            // own.
            node->detail = 0;
            if (node != list.first || kind() == TokenKind::Comma) {
                fail();
                return false;
            }
        }
        if (!accept(TokenKind::Comma)) break;
    }
    result = list.first;
    return expect(TokenKind::RightParen);
}

/// One argument; `seen` says which kinds have come before.
NOINLINE Node* Parser::argument(NodeKind seen) {
    if (kind() == TokenKind::DoubleStar) return starred(NodeKind::DoubleStarred, kConditional);
    if (kind() == TokenKind::Star) {
        if (seen == NodeKind::DoubleStarred) return fail_in_scope(line(), Message::StarAfterDoubleStar);
        return starred(NodeKind::Starred, kConditional);
    }
    Node* const value = binary(kNamed);
    if (value == nullptr) return nullptr;
    if (kind() == TokenKind::Equal) {
        if (value->kind != NodeKind::Name) return fail_in_scope(value->line, Message::KeywordNotName);
        Keyword* const node = make<Keyword>(NodeKind::Keyword, value->line);
        if (node == nullptr) return nullptr;
        node->name = as<NameNode>(value)->symbol;
        next();
        node->value = binary(kConditional);
        return node->value != nullptr ? node : nullptr;
    }
    if (kind() == TokenKind::For || kind() == TokenKind::Async) {
        Node* const generator = comprehension(NodeKind::GeneratorExp, value, value->line);
        if (generator != nullptr) generator->detail = 1;  // bare, until arguments() has looked at it
        return generator;
    }
    if (seen == NodeKind::Keyword) return fail_in_scope(value->line, Message::PositionalAfterKeyword);
    if (seen == NodeKind::DoubleStarred)
        return fail_in_scope(value->line, Message::PositionalAfterDoubleStar);
    return value;
}

// -- lists of expressions -----------------------------------------------------------------------------------

bool Parser::starts_expression(TokenKind kind) {
    switch (kind) {
        case TokenKind::Name:
        case TokenKind::Integer:
        case TokenKind::BigInteger:
        case TokenKind::Float:
        case TokenKind::Imaginary:
        case TokenKind::String:
        case TokenKind::Bytes:
        case TokenKind::FString:
        case TokenKind::Plus:
        case TokenKind::Minus:
        case TokenKind::Tilde:
        case TokenKind::Star:
        case TokenKind::Ellipsis:
        case TokenKind::LeftParen:
        case TokenKind::LeftBracket:
        case TokenKind::LeftBrace:
        case TokenKind::False:
        case TokenKind::None:
        case TokenKind::True:
        case TokenKind::Await:
        case TokenKind::Lambda:
        case TokenKind::Not: return true;
        default: return false;
    }
}

/// Expressions with commas, as on the right of an assignment: a Tuple if there is a comma. Each may be as
/// loose as `binding`.
NOINLINE Node* Parser::expressions(u32 binding) {
    Node* const first = element(binding);
    if (first == nullptr) return nullptr;
    if (kind() != TokenKind::Comma) {
        if (first->kind == NodeKind::Starred) return fail_in_scope(first->line, Message::MisplacedStarred);
        return first;
    }
    Sequence* const tuple = make<Sequence>(NodeKind::Tuple, first->line);
    if (tuple == nullptr) return nullptr;
    ListBuilder list;
    list.append(first);
    while (accept(TokenKind::Comma)) {
        if (!starts_expression(kind())) break;
        Node* const more = element(binding);
        if (more == nullptr) return nullptr;
        list.append(more);
    }
    tuple->elements = list.first;
    return tuple;
}

Node* Parser::yield_or_expressions() {
    return kind() == TokenKind::Yield ? yield_expression() : expressions();
}

NOINLINE Node* Parser::yield_expression() {
    Await* const node = make<Await>(NodeKind::Yield, line());
    if (node == nullptr) return nullptr;
    next();
    if (accept(TokenKind::From)) {
        node->kind = NodeKind::YieldFrom;
        node->value = binary(kConditional);
        return node->value != nullptr ? node : nullptr;
    }
    if (!starts_expression(kind())) return node;
    node->value = expressions();
    return node->value != nullptr ? node : nullptr;
}

}  // namespace kinglet::syntax
