// `match` and its patterns: Language Reference 8.6. `match`, `case` and `_` are words like any other
// elsewhere.
#include "base/attributes.hpp"
#include "python/syntax/parser.hpp"

namespace kinglet::syntax {

/// The current token is the name whose letters these are.
bool Parser::at_word(u64 wanted) const {
    return kind() == TokenKind::Name && packed_word(lexer_.token_text()) == wanted;
}

NOINLINE Node* Parser::match_statement() {
    Match* const node = make_statement<Match>(NodeKind::Match);
    if (node == nullptr) return nullptr;
    next();
    node->subject = expressions(kNamed);
    if (node->subject == nullptr) return nullptr;
    if (!expect(TokenKind::Colon) || !expect(TokenKind::Newline) || !expect(TokenKind::Indent))
        return nullptr;
    if (!enter()) return nullptr;
    ListBuilder cases;
    while (at_word(word("case"))) {
        Node* const added = match_case();
        if (added == nullptr) return nullptr;
        cases.append(added);
    }
    if (cases.first == nullptr || !expect(TokenKind::Dedent)) return fail();
    leave();
    node->cases = as<MatchCase>(cases.first);
    return node;
}

NOINLINE Node* Parser::match_case() {
    begin_statement();
    MatchCase* const node = make_statement<MatchCase>(NodeKind::MatchCase);
    if (node == nullptr) return nullptr;
    next();
    const bool starred = kind() == TokenKind::Star;
    Node* first = sequence_element();
    if (first == nullptr) return nullptr;
    if (starred || kind() == TokenKind::Comma) {
        ListBuilder list;
        list.append(first);
        first = pattern_sequence(list, TokenKind::Colon);
    }
    node->pattern = first;
    if (first == nullptr) return nullptr;
    if (accept(TokenKind::If)) {
        node->guard = binary(kNamed);
        if (node->guard == nullptr) return nullptr;
    }
    node->body = block();
    return node->body != nullptr ? node : nullptr;
}

/// The elements after the first one, up to the terminator (at `case` itself: or up to the guard), which
/// stays.
NOINLINE Node* Parser::pattern_sequence(ListBuilder& list, TokenKind terminator) {
    while (accept(TokenKind::Comma)) {
        if (kind() == terminator || (terminator == TokenKind::Colon && kind() == TokenKind::If)) break;
        Node* const more = sequence_element();
        if (more == nullptr) return nullptr;
        list.append(more);
    }
    PatternList* const node = make<PatternList>(NodeKind::MatchSequence, line());
    if (node != nullptr) node->patterns = list.first;
    return node;
}

NOINLINE Node* Parser::sequence_element() {
    if (kind() != TokenKind::Star) return pattern();
    MatchStar* const node = make<MatchStar>(NodeKind::MatchStar, line());
    if (node == nullptr) return nullptr;
    next();
    return capture_name(node->name) ? node : nullptr;
}

/// A name to bind; None for `_`.
bool Parser::capture_name(Symbol& symbol) {
    if (at_word('_')) {
        next();
        return true;
    }
    symbol = name();
    return symbol != Symbol::None;
}

/// Alternatives, and `as`.
NOINLINE Node* Parser::pattern() {
    if (!enter()) return nullptr;
    Node* node = closed_pattern();
    if (node == nullptr) return nullptr;
    if (kind() == TokenKind::Bar) {
        PatternList* const either = make<PatternList>(NodeKind::MatchOr, node->line);
        if (either == nullptr) return nullptr;
        ListBuilder list;
        list.append(node);
        while (accept(TokenKind::Bar)) {
            Node* const more = closed_pattern();
            if (more == nullptr) return nullptr;
            list.append(more);
        }
        either->patterns = list.first;
        node = either;
    }
    if (accept(TokenKind::As)) {
        if (at_word('_')) return fail();
        MatchAs* const named = make<MatchAs>(NodeKind::MatchAs, node->line);
        if (named == nullptr) return nullptr;
        named->pattern = node;
        named->name = name();
        if (named->name == Symbol::None) return nullptr;
        node = named;
    }
    leave();
    return node;
}

NOINLINE Node* Parser::closed_pattern() {
    switch (kind()) {
        case TokenKind::Name: return name_pattern();
        case TokenKind::LeftParen:
        case TokenKind::LeftBracket: return group_pattern();
        case TokenKind::LeftBrace: return mapping_pattern();
        default: return value_pattern(literal_value());
    }
}

NOINLINE Node* Parser::value_pattern(Node* value) {
    if (value == nullptr) return nullptr;
    MatchValue* const node = make<MatchValue>(NodeKind::MatchValue, value->line);
    if (node != nullptr) node->value = value;
    return node;
}

/// A number with its sign, a complex sum, a string, None, True or False.
NOINLINE Node* Parser::literal_value() {
    const bool numeric =
        kind() == TokenKind::Minus || (kind() >= TokenKind::Integer && kind() <= TokenKind::Imaginary);
    const bool word = kind() == TokenKind::None || kind() == TokenKind::True || kind() == TokenKind::False;
    if (kind() == TokenKind::String || kind() == TokenKind::Bytes || kind() == TokenKind::FString) {
        Node* const text = strings();
        if (text != nullptr && (text->kind == NodeKind::JoinedStr || text->kind == NodeKind::TemplateStr))
            return fail_at(text->line, Message::InvalidSyntax);
        return text;
    }
    if (word) return atom();
    if (!numeric) return fail();
    // `-1+2j` is a sum of numbers; anything else in it is refused here, not by the operators.
    Node* const value = signed_number();
    if (value == nullptr || (kind() != TokenKind::Plus && kind() != TokenKind::Minus)) return value;
    const Node* const real = value->kind == NodeKind::UnaryOp ? as<UnaryOp>(value)->operand : value;
    if (real->kind == NodeKind::Imaginary) return fail();
    BinaryOp* const sum = make<BinaryOp>(NodeKind::BinaryOp, value->line);
    if (sum == nullptr) return nullptr;
    sum->detail =
        static_cast<u32>(kind() == TokenKind::Plus ? BinaryOperator::Add : BinaryOperator::Subtract);
    sum->left = value;
    value->next = sum;
    next();
    if (kind() != TokenKind::Imaginary) return fail();
    sum->right = atom();
    return sum->right != nullptr ? sum : nullptr;
}

NOINLINE Node* Parser::signed_number() {
    UnaryOp* negative = nullptr;
    if (kind() == TokenKind::Minus) {
        negative = make<UnaryOp>(NodeKind::UnaryOp, line());
        if (negative == nullptr) return nullptr;
        negative->detail = static_cast<u32>(UnaryOperator::Negative);
        next();
    }
    if (kind() < TokenKind::Integer || kind() > TokenKind::Imaginary) return fail();
    Node* const value = atom();
    if (value == nullptr || negative == nullptr) return value;
    negative->operand = value;
    return negative;
}

/// A capture, the wildcard, a dotted name or a class.
NOINLINE Node* Parser::name_pattern() {
    const bool wildcard = at_word('_');
    Node* value = name_node();
    const bool plain = kind() != TokenKind::Dot && kind() != TokenKind::LeftParen;
    if (value == nullptr) return nullptr;
    if (plain) {
        MatchAs* const node = make<MatchAs>(NodeKind::MatchAs, value->line);
        if (node != nullptr && !wildcard) node->name = as<NameNode>(value)->symbol;
        return node;
    }
    while (value != nullptr && kind() == TokenKind::Dot) value = attribute(value);
    if (value == nullptr) return nullptr;
    return kind() == TokenKind::LeftParen ? class_pattern(value) : value_pattern(value);
}

/// `(x)` is x; `(x,)`, `()` and everything in brackets is a sequence.
NOINLINE Node* Parser::group_pattern() {
    const bool brackets = kind() == TokenKind::LeftBracket;
    const TokenKind terminator = brackets ? TokenKind::RightBracket : TokenKind::RightParen;
    next();
    ListBuilder list;
    Node* result = nullptr;
    if (kind() != terminator) {
        const bool starred = kind() == TokenKind::Star;
        result = sequence_element();
        if (result == nullptr) return nullptr;
        if (!brackets && !starred && kind() != TokenKind::Comma) return expect(terminator) ? result : nullptr;
        list.append(result);
    }
    result = pattern_sequence(list, terminator);
    return result != nullptr && expect(terminator) ? result : nullptr;
}

NOINLINE Node* Parser::mapping_pattern() {
    MatchMapping* const node = make<MatchMapping>(NodeKind::MatchMapping, line());
    if (node == nullptr) return nullptr;
    next();
    ListBuilder items;
    while (kind() != TokenKind::RightBrace) {
        if (accept(TokenKind::DoubleStar)) {
            if (at_word('_')) return fail();
            node->rest = name();
            if (node->rest == Symbol::None) return nullptr;
            accept(TokenKind::Comma);
            break;
        }
        MatchMappingItem* const item = make<MatchMappingItem>(NodeKind::MatchMappingItem, line());
        if (item == nullptr) return nullptr;
        item->key = kind() == TokenKind::Name ? dotted_value() : literal_value();
        if (item->key == nullptr || !expect(TokenKind::Colon)) return nullptr;
        item->pattern = pattern();
        if (item->pattern == nullptr) return nullptr;
        items.append(item);
        if (!accept(TokenKind::Comma)) break;
    }
    node->items = as<MatchMappingItem>(items.first);
    return expect(TokenKind::RightBrace) ? node : nullptr;
}

/// `a.b.c`, with one dot at least.
NOINLINE Node* Parser::dotted_value() {
    Node* value = name_node();
    if (value == nullptr) return nullptr;
    if (kind() != TokenKind::Dot) return fail();
    while (value != nullptr && kind() == TokenKind::Dot) value = attribute(value);
    return value;
}

NOINLINE Node* Parser::class_pattern(Node* type) {
    MatchClass* const node = make<MatchClass>(NodeKind::MatchClass, type->line);
    if (node == nullptr) return nullptr;
    node->type = type;
    next();
    ListBuilder list;
    bool named = false;
    while (kind() != TokenKind::RightParen) {
        Node* argument = pattern();
        if (argument == nullptr) return nullptr;
        if (kind() == TokenKind::Equal) {
            argument = keyword_pattern(argument);
            if (argument == nullptr) return nullptr;
            named = true;
        } else if (named) {
            return fail_in_scope(argument->line, Message::PositionalAfterKeyword);
        }
        list.append(argument);
        if (!accept(TokenKind::Comma)) break;
    }
    node->arguments = list.first;
    return expect(TokenKind::RightParen) ? node : nullptr;
}

/// `name=pattern`, whose name was read as a capture.
NOINLINE Node* Parser::keyword_pattern(Node* capture) {
    if (capture->kind != NodeKind::MatchAs || as<MatchAs>(capture)->pattern != nullptr) return fail();
    Keyword* const node = make<Keyword>(NodeKind::Keyword, capture->line);
    if (node == nullptr) return nullptr;
    node->name = as<MatchAs>(capture)->name;
    if (node->name == Symbol::None) return fail();
    next();
    node->value = pattern();
    return node->value != nullptr ? node : nullptr;
}

}  // namespace kinglet::syntax
