// `import` and `from ... import`: Language Reference 7.11.
#include "base/attributes.hpp"
#include "python/syntax/parser.hpp"

namespace kinglet::syntax {

namespace {

constexpr u32 kMaxImportLevel = 1000;

}  // namespace

/// `a.b.c` as an Alias without `as`.
NOINLINE Alias* Parser::dotted_name() {
    Alias* const node = make<Alias>(NodeKind::Alias, line());
    if (node == nullptr) return nullptr;
    ListBuilder parts;
    const u32 begin = lexer_.token().text_begin;
    for (;;) {
        // The names and the dots gather in the lexer's buffer, until the whole is known.
        if (kind() != TokenKind::Name) {
            fail();
            return nullptr;
        }
        NameNode* const part = make<NameNode>(NodeKind::Name, line());
        if (part == nullptr) return nullptr;
        part->symbol = intern(lexer_.token_text());
        if (part->symbol == Symbol::None) return nullptr;
        parts.append(part);
        const u32 end = lexer_.text().size();
        lexer_.next(TextMode::Keep);
        if (kind() != TokenKind::Dot) {
            node->name = parts.first == parts.last ? part->symbol : intern(lexer_.text().range(begin, end));
            node->parts = as<NameNode>(parts.first);
            return node->name != Symbol::None ? node : nullptr;
        }
        lexer_.text().append('.');
        lexer_.next(TextMode::Keep);
    }
}

/// `as name`, if it is there.
bool Parser::as_name(Symbol& symbol) {
    if (!accept(TokenKind::As)) return true;
    symbol = name();
    return symbol != Symbol::None;
}

NOINLINE Node* Parser::import_statement() {
    Import* const node = make_statement<Import>(NodeKind::Import);
    if (node == nullptr) return nullptr;
    next();
    ListBuilder list;
    do {
        Alias* const alias = dotted_name();
        if (alias == nullptr || !as_name(alias->as_name)) return nullptr;
        list.append(alias);
    } while (accept(TokenKind::Comma));
    node->aliases = as<Alias>(list.first);
    return node;
}

/// The names after `import`, up to the closing parenthesis or the end of the statement.
NOINLINE bool Parser::imported_names(ImportFrom* statement, bool parenthesised) {
    ListBuilder list;
    do {
        if (parenthesised && list.first != nullptr && kind() == TokenKind::RightParen) break;
        Alias* const alias = make<Alias>(NodeKind::Alias, line());
        if (alias == nullptr) return false;
        alias->parts = as<NameNode>(name_node());
        if (alias->parts == nullptr || !as_name(alias->as_name)) return false;
        alias->name = alias->parts->symbol;
        list.append(alias);
    } while (accept(TokenKind::Comma));
    statement->aliases = as<Alias>(list.first);
    return !parenthesised || expect(TokenKind::RightParen);
}

NOINLINE Node* Parser::import_from_statement() {
    ImportFrom* const node = make_statement<ImportFrom>(NodeKind::ImportFrom);
    if (node == nullptr) return nullptr;
    next();
    while (kind() == TokenKind::Dot || kind() == TokenKind::Ellipsis) {
        node->level = static_cast<u16>(node->level + (kind() == TokenKind::Dot ? 1 : 3));
        if (node->level > kMaxImportLevel) return fail(Message::TooDeep);
        next();
    }
    if (node->level == 0 || kind() != TokenKind::Import) {
        const Alias* const module = dotted_name();
        if (module == nullptr) return nullptr;
        node->module = module->name;
    }
    if (!expect(TokenKind::Import)) return nullptr;
    if (accept(TokenKind::Star)) return node;
    const bool parenthesised = accept(TokenKind::LeftParen);
    return imported_names(node, parenthesised) ? node : nullptr;
}

}  // namespace kinglet::syntax
