#include "python/syntax/parser.hpp"

namespace kinglet::syntax {

namespace {

constexpr u32 kMaxLine = 0xFFFFF;

ErrorKind kind_of(Message message) {
    if (message == Message::OutOfMemory) return ErrorKind::OutOfMemory;
    if (message == Message::TooDeep) return ErrorKind::TooDeep;
    if (message == Message::UnexpectedIndent || message == Message::UnindentMismatch)
        return ErrorKind::Indentation;
    if (message == Message::InconsistentTabs) return ErrorKind::Tabs;
    return ErrorKind::Syntax;
}

}  // namespace

Parser::Parser(Source& source, SymbolSink& sink, Memory& memory, ParserOptions options)
    : lexer_(source, memory),
      arena_(memory, options.chunk_size),
      sink_(sink),
      max_depth_(options.max_depth),
      stack_(options.stack) {}

Parser::Outcome Parser::next_statement(Node*& statements) {
    statements = nullptr;
    if (error_.kind != ErrorKind::None) return Outcome::Error;
    arena_.reset();
    if (!started_) next();
    started_ = true;
    if (kind() == TokenKind::EndOfFile) return Outcome::End;
    ListBuilder list;
    if (!statement(list)) return Outcome::Error;
    statements = list.first;
    return Outcome::Statement;
}

Parser::Outcome Parser::parse_expression(Node*& expression) {
    expression = nullptr;
    if (error_.kind != ErrorKind::None) return Outcome::Error;
    arena_.reset();
    started_ = true;
    next();
    if (kind() == TokenKind::Indent) next();  // `eval` strips blanks
    Node* const node = expressions();
    if (node == nullptr) return Outcome::Error;
    while (accept(TokenKind::Newline) || accept(TokenKind::Dedent)) {
    }
    if (kind() != TokenKind::EndOfFile) {
        fail();
        return Outcome::Error;
    }
    expression = node;
    return Outcome::Statement;
}

bool Parser::accept(TokenKind wanted) {
    if (kind() != wanted) return false;
    next();
    return true;
}

bool Parser::expect(TokenKind wanted) {
    if (accept(wanted)) return true;
    fail();
    return false;
}

// One level deeper; false if that is too deep.
bool Parser::enter() {
    if (depth_ >= max_depth_ || (stack_ != nullptr && stack_->is_used_up())) {
        fail(Message::TooDeep);
        return false;
    }
    ++depth_;
    return true;
}

/// The name that is the current token, which is passed over; None after a failure.
Symbol Parser::name() {
    if (kind() != TokenKind::Name) {
        fail();
        return Symbol::None;
    }
    const Symbol symbol = intern(lexer_.token_text());
    next();
    return symbol;
}

Symbol Parser::intern(std::string_view text) {
    const Symbol symbol = sink_.intern(text);
    if (symbol == Symbol::None) fail(Message::OutOfMemory);
    return symbol;
}

// -- nodes --------------------------------------------------------------------------------------------------

Node* Parser::new_node(NodeKind kind, usize size, u32 line) {
    Node* const node = static_cast<Node*>(arena_.allocate(size));
    if (node == nullptr) return fail(Message::OutOfMemory);
    node->line = line < kMaxLine ? line : kMaxLine;
    node->kind = kind;
    return node;
}

/// The statement that `new_statement` will make begins at the current token.
void Parser::begin_statement() {
    statement_line_ = line();
    statement_column_ = lexer_.token().column;
}

Statement* Parser::new_statement(NodeKind kind, usize size) {
    Statement* const statement = static_cast<Statement*>(new_node(kind, size, statement_line_));
    if (statement != nullptr) statement->column = statement_column_;
    return statement;
}

// -- errors -------------------------------------------------------------------------------------------------

// Of several errors the first one counts: the others are its echo.

Node* Parser::fail() {
    if (error_.kind != ErrorKind::None) return nullptr;
    const bool lexical = kind() == TokenKind::Error;
    fail(lexical ? lexer_.error_message() : Message::InvalidSyntax);
    const bool ended = kind() == TokenKind::EndOfFile || (kind() == TokenKind::Dedent && lexer_.is_at_end());
    error_.incomplete = ended || (lexical && lexer_.error_is_incomplete());
    return nullptr;
}

Node* Parser::fail(Message message) {
    return fail_at(line(), message);
}

Node* Parser::fail_at(u32 line, Message message) {
    if (error_.kind != ErrorKind::None) return nullptr;
    error_.kind = kind_of(message);
    error_.message = message;
    error_.line = line;
    error_.column = line == lexer_.token().line ? lexer_.token().column : 0;
    return nullptr;
}

/// An error of meaning, not of form.
Node* Parser::fail_in_scope(u32 line, Message message) {
    if (error_.kind != ErrorKind::None) return nullptr;
    fail_at(line, message);
    error_.column = line == statement_line_ ? statement_column_ : 0;
    error_.in_scope = true;
    error_.scope = scope_;
    return nullptr;
}

}  // namespace kinglet::syntax
