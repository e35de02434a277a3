// Compound statements: Language Reference 8.
#include "base/attributes.hpp"
#include "python/syntax/parser.hpp"

namespace kinglet::syntax {

NOINLINE bool Parser::statement_elsewhere(ListBuilder& list) {
    bool fine = false;
    if (!stack_->run_on_new_piece([&] { fine = statement(list); })) fail(Message::TooDeep);
    return fine;
}

/// A compound statement, or a line of simple ones.
NOINLINE bool Parser::statement(ListBuilder& list) {
    if (is_low_on_stack()) return statement_elsewhere(list);
    begin_statement();
    Node* node = nullptr;
    switch (kind()) {
        case TokenKind::If: node = if_statement(); break;
        case TokenKind::While: node = while_statement(); break;
        case TokenKind::For: node = for_statement(AsyncDetail::Plain); break;
        case TokenKind::Try: node = try_statement(); break;
        case TokenKind::With: node = with_statement(AsyncDetail::Plain); break;
        case TokenKind::Def: node = function(nullptr, AsyncDetail::Plain); break;
        case TokenKind::Class: node = class_statement(nullptr); break;
        case TokenKind::At: node = decorated(); break;
        case TokenKind::Async: node = async_statement(nullptr); break;
        case TokenKind::Indent: fail(Message::UnexpectedIndent); return false;
        default:
            if (!at_word(word("match")) || !lexer_.line_ends_with_colon()) return simple_line(list);
            node = match_statement();
            break;
    }
    if (node == nullptr) return false;
    list.append(node);
    return true;
}

/// The body of a compound statement, from its colon on.
NOINLINE Node* Parser::block() {
    if (!expect(TokenKind::Colon)) return nullptr;
    ListBuilder list;
    if (kind() != TokenKind::Newline) return simple_line(list) ? list.first : nullptr;
    if (!enter()) return nullptr;
    next();
    if (!expect(TokenKind::Indent)) return nullptr;
    do {
        if (!statement(list)) return nullptr;
    } while (kind() != TokenKind::Dedent && kind() != TokenKind::EndOfFile);
    accept(TokenKind::Dedent);
    leave();
    return list.first;
}

/// `else: ...`, if it is there.
bool Parser::else_block(Node*& body) {
    if (!accept(TokenKind::Else)) return true;
    body = block();
    return body != nullptr;
}

NOINLINE Node* Parser::if_statement() {
    If* const first = make_statement<If>(NodeKind::If);
    If* node = first;
    while (node != nullptr) {
        next();
        node->test = binary(kNamed);
        if (node->test == nullptr) return nullptr;
        node->body = block();
        if (node->body == nullptr) return nullptr;
        if (kind() != TokenKind::Elif) return else_block(node->orelse) ? first : nullptr;
        begin_statement();
        If* const elif = make_statement<If>(NodeKind::If);
        if (elif != nullptr) elif->detail = static_cast<u32>(IfDetail::Elif);
        node->orelse = elif;
        node = elif;
    }
    return nullptr;
}

NOINLINE Node* Parser::while_statement() {
    While* const node = make_statement<While>(NodeKind::While);
    if (node == nullptr) return nullptr;
    next();
    node->test = binary(kNamed);
    if (node->test == nullptr) return nullptr;
    node->body = block();
    return node->body != nullptr && else_block(node->orelse) ? node : nullptr;
}

NOINLINE Node* Parser::for_statement(AsyncDetail detail) {
    For* const node = make_statement<For>(NodeKind::For);
    if (node == nullptr) return nullptr;
    node->detail = static_cast<u32>(detail);
    next();
    node->target = target_list();
    if (node->target == nullptr || !expect(TokenKind::In)) return nullptr;
    node->iterable = expressions();
    if (node->iterable == nullptr) return nullptr;
    node->body = block();
    return node->body != nullptr && else_block(node->orelse) ? node : nullptr;
}

// -- try ----------------------------------------------------------------------------------------------------

NOINLINE Node* Parser::try_statement() {
    Try* const node = make_statement<Try>(NodeKind::Try);
    if (node == nullptr) return nullptr;
    next();
    node->body = block();
    if (node->body == nullptr) return nullptr;
    ListBuilder handlers;
    while (kind() == TokenKind::Except) {
        Node* const added = handler(node, handlers.last);
        if (added == nullptr) return nullptr;
        handlers.append(added);
    }
    node->handlers = as<ExceptHandler>(handlers.first);
    if (handlers.first != nullptr && !else_block(node->orelse)) return nullptr;
    if (accept(TokenKind::Finally)) {
        node->finalbody = block();
        return node->finalbody != nullptr ? node : nullptr;
    }
    return handlers.first != nullptr ? node : fail();
}

NOINLINE Node* Parser::handler(Try* statement, Node* before) {
    begin_statement();
    ExceptHandler* const node = make_statement<ExceptHandler>(NodeKind::ExceptHandler);
    if (node == nullptr) return nullptr;
    next();
    const TryDetail detail = accept(TokenKind::Star) ? TryDetail::Star : TryDetail::Plain;
    if (before == nullptr) {
        statement->detail = static_cast<u32>(detail);
    } else if (statement->detail != static_cast<u32>(detail)) {
        return fail();  // `except` and `except*` do not mix
    } else if (as<ExceptHandler>(before)->type == nullptr) {
        return fail_in_scope(before->line, Message::DefaultExceptNotLast);
    }
    if (kind() != TokenKind::Colon || detail == TryDetail::Star) {
        node->type = binary(kConditional);
        if (node->type == nullptr || !as_name(node->name)) return nullptr;
    }
    node->body = block();
    return node->body != nullptr ? node : nullptr;
}

// -- with ---------------------------------------------------------------------------------------------------

NOINLINE Node* Parser::with_statement(AsyncDetail detail) {
    With* const node = make_statement<With>(NodeKind::With);
    if (node == nullptr) return nullptr;
    node->detail = static_cast<u32>(detail);
    next();
    if (!with_items(node)) return nullptr;
    node->body = block();
    return node->body != nullptr ? node : nullptr;
}

/// `context`, with its `as target` if it is there.
NOINLINE Node* Parser::with_item(Node* context) {
    if (context->kind == NodeKind::Starred) return fail();
    WithItem* const node = make<WithItem>(NodeKind::WithItem, context->line);
    if (node == nullptr) return nullptr;
    node->context = context;
    if (!accept(TokenKind::As)) return node;
    node->target = single_target();
    return node->target != nullptr ? node : nullptr;
}

/// Makes the elements of a parenthesised group the items, where that is what they are: if one of them has
/// `as`, or if the parentheses hold all there is. Returns null if the group is an expression, or after a
/// failure.
NOINLINE Node* Parser::items_of_group(Node* group) {
    Node* const first = as<Sequence>(group)->elements;
    bool has_as = false;
    bool is_tuple = false;
    for (const Node* node : each(first)) {
        has_as = has_as || node->kind == NodeKind::WithItem;
        // What cannot stand as an item without parentheses of its own.
        const bool bare_named = node->kind == NodeKind::NamedExpr && node->detail != 0;
        is_tuple = is_tuple || node->kind == NodeKind::Starred || bare_named;
    }
    if (has_as && (is_tuple || kind() != TokenKind::Colon)) return fail();
    if (is_tuple || kind() != TokenKind::Colon) return nullptr;
    ListBuilder items;
    for (Node* node = first; node != nullptr;) {
        Node* const following = node->next;
        node->next = nullptr;
        Node* const item = node->kind == NodeKind::WithItem ? node : with_item(node);
        if (item == nullptr) return nullptr;
        items.append(item);
        node = following;
    }
    return items.first;
}

NOINLINE bool Parser::with_items(With* statement) {
    Node* left = nullptr;
    if (kind() == TokenKind::LeftParen) {
        left = group(GroupMode::WithItems);
        if (left == nullptr) return false;
        const bool is_inner = left->detail != 0;
        if (left->kind == NodeKind::Tuple) left->detail = 0;
        if (left->kind == NodeKind::Tuple && !is_inner) {
            statement->items = as<WithItem>(items_of_group(left));
            if (statement->items != nullptr) return true;
            if (error_.kind != ErrorKind::None) return false;
        }
        left = postfix(left);
        if (left == nullptr) return false;
    }
    ListBuilder list;
    do {
        Node* const context = binary(kConditional, left);
        left = nullptr;
        if (context == nullptr) return false;
        Node* const item = with_item(context);
        if (item == nullptr) return false;
        list.append(item);
    } while (accept(TokenKind::Comma));
    statement->items = as<WithItem>(list.first);
    return true;
}

// -- functions and classes ----------------------------------------------------------------------------------

NOINLINE Node* Parser::function(Node* decorators, AsyncDetail detail) {
    FunctionDef* const node = make_statement<FunctionDef>(NodeKind::FunctionDef);
    if (node == nullptr) return nullptr;
    node->detail = static_cast<u32>(detail);
    node->decorators = decorators;
    next();
    node->name = name();
    if (node->name == Symbol::None || !type_parameters() || !expect(TokenKind::LeftParen)) return nullptr;
    const Symbol outer = scope_;
    scope_ = node->name;
    if (!parameters(node->parameters, TokenKind::RightParen, Annotations::Accept)) return nullptr;
    if (!expect(TokenKind::RightParen)) return nullptr;
    if (accept(TokenKind::Arrow)) {
        node->returns = binary(kConditional);
        if (node->returns == nullptr) return nullptr;
    }
    node->body = block();
    scope_ = outer;
    return node->body != nullptr ? node : nullptr;
}

NOINLINE Node* Parser::class_statement(Node* decorators) {
    ClassDef* const node = make_statement<ClassDef>(NodeKind::ClassDef);
    if (node == nullptr) return nullptr;
    node->decorators = decorators;
    next();
    node->name = name();
    if (node->name == Symbol::None || !type_parameters()) return nullptr;
    if (kind() == TokenKind::LeftParen && !arguments(node->arguments)) return nullptr;
    const Symbol outer = scope_;
    scope_ = node->name;
    node->body = block();
    scope_ = outer;
    return node->body != nullptr ? node : nullptr;
}

/// `[T, *Ts, **P]` with bounds and defaults, if it is there: read, and forgotten.
NOINLINE bool Parser::type_parameters() {
    if (!accept(TokenKind::LeftBracket)) return true;
    for (bool is_first = true; is_first || kind() != TokenKind::RightBracket; is_first = false) {
        if (!accept(TokenKind::Star)) accept(TokenKind::DoubleStar);
        if (name() == Symbol::None) return false;
        if (accept(TokenKind::Colon) && binary(kConditional) == nullptr) return false;
        if (accept(TokenKind::Equal) && element(kConditional) == nullptr) return false;
        if (!accept(TokenKind::Comma)) break;
    }
    return expect(TokenKind::RightBracket);
}

NOINLINE Node* Parser::decorated() {
    ListBuilder decorators;
    while (accept(TokenKind::At)) {
        Node* const decorator = binary(kNamed);
        if (decorator == nullptr || !expect(TokenKind::Newline)) return nullptr;
        decorators.append(decorator);
    }
    begin_statement();
    switch (kind()) {
        case TokenKind::Def: return function(decorators.first, AsyncDetail::Plain);
        case TokenKind::Class: return class_statement(decorators.first);
        case TokenKind::Async: return async_statement(decorators.first);
        default: return fail();
    }
}

NOINLINE Node* Parser::async_statement(Node* decorators) {
    next();
    if (kind() == TokenKind::Def) return function(decorators, AsyncDetail::Async);
    if (decorators != nullptr) return fail();
    if (kind() == TokenKind::For) return for_statement(AsyncDetail::Async);
    if (kind() == TokenKind::With) return with_statement(AsyncDetail::Async);
    return fail();
}

}  // namespace kinglet::syntax
