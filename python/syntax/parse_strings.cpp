// String literals, adjacent ones joined, and f-strings: Language Reference 2.4, PEP 701.
#include "base/attributes.hpp"
#include "python/syntax/parser.hpp"

namespace kinglet::syntax {

/// One or more adjacent literals. The text that belongs to no node yet lies in the lexer's buffer, from
/// `begin` on.
NOINLINE Node* Parser::strings() {
    const u32 first_line = line();
    const bool bytes = kind() == TokenKind::Bytes;
    const bool is_template = lexer_.token().style.is_template;
    bool joined = false;
    ListBuilder parts;
    u32 begin = lexer_.token().text_begin;
    u32 end = 0;
    do {
        if ((kind() == TokenKind::Bytes) != bytes || lexer_.token().style.is_template != is_template)
            return fail();
        if (kind() == TokenKind::FString) {
            joined = true;
            const StringStyle style = lexer_.token().style;
            if (!formatted(style, parts, begin, TextPart::Body)) return nullptr;
        }
        end = lexer_.text().size();
        lexer_.next(TextMode::Keep);
    } while (kind() == TokenKind::String || kind() == TokenKind::Bytes || kind() == TokenKind::FString);
    if (joined) {
        if (!flush(parts, begin, end)) return nullptr;
        JoinedStr* const node =
            make<JoinedStr>(is_template ? NodeKind::TemplateStr : NodeKind::JoinedStr, first_line);
        if (node != nullptr) node->parts = parts.first;
        return node;
    }
    const std::string_view text = lexer_.text().range(begin, end);
    return bytes ? literal(NodeKind::Bytes, sink_.bytes(text), first_line)
                 : literal(NodeKind::String, sink_.string(text), first_line);
}

/// Makes a part of the text from `begin` to `end`, if there is any.
NOINLINE bool Parser::flush(ListBuilder& parts, u32 begin, u32 end) {
    if (begin == end) return true;
    Node* const node = literal(NodeKind::String, sink_.string(lexer_.text().range(begin, end)), line());
    if (node == nullptr) return false;
    parts.append(node);
    return true;
}

/// The text and fields of an f-string, to its closing quote, or of a format, to the brace that ends its
/// field. The current token is what came before; the text after the last field stays in the buffer.
NOINLINE bool Parser::formatted(const StringStyle& style, ListBuilder& parts, u32& begin, TextPart part) {
    for (;;) {
        const TextEnd end = lexer_.scan_text(style, part);
        if (end == TextEnd::Error) {
            fail();
            return false;
        }
        if (end != TextEnd::Field) {
            if (part == TextPart::Body || end == TextEnd::SpecEnd) return true;
            fail(Message::MalformedFString);
            return false;
        }
        if (!flush(parts, begin, lexer_.text().size()) || !field(style, parts)) return false;
        lexer_.text().truncate(0);
        begin = 0;
    }
}

/// A replacement field after its `{`, to its `}`.
NOINLINE bool Parser::field(const StringStyle& style, ListBuilder& parts) {
    if (!enter()) return false;
    FormattedValue* const node = make<FormattedValue>(NodeKind::FormattedValue, line());
    if (node == nullptr) return false;
    const Lexer::Field field = lexer_.enter_field();
    next();
    node->line = line();
    if (kind() == TokenKind::RightBrace) {
        fail(Message::MalformedFString);
        return false;
    }
    node->value = yield_or_expressions();
    if (node->value == nullptr) return false;
    if (style.is_template && !field_source(field, node)) return false;
    bool debug = false;
    if (accept(TokenKind::Equal)) {
        debug = true;
        Node* const text = literal(NodeKind::String, sink_.string(lexer_.field_text(field)), node->line);
        if (text == nullptr) return false;
        parts.append(text);
    }
    if (kind() == TokenKind::Exclamation && !conversion(node)) return false;
    if (debug && node->detail == 0 && kind() == TokenKind::RightBrace) {
        node->detail = static_cast<u32>(Conversion::Repr);
    }
    if (kind() == TokenKind::Colon) {
        if (!format_spec(style, node)) return false;
    } else if (kind() != TokenKind::RightBrace) {
        fail_in_field();
        return false;
    }
    lexer_.leave_field(field);
    parts.append(node);
    leave();
    return true;
}

/// The text of the field's expression, up to the current token, without the blanks before that.
bool Parser::field_source(const Lexer::Field& field, FormattedValue* node) {
    std::string_view text = lexer_.field_text(field);
    while (!text.empty() && static_cast<u8>(text.back()) <= ' ') text.remove_suffix(1);
    node->source = sink_.string(text);
    if (node->source == Literal::None) fail(Message::OutOfMemory);
    return node->source != Literal::None;
}

/// What follows an expression does not belong there: unless a brace ends the field, the string is to blame.
void Parser::fail_in_field() {
    fail();
    while (kind() != TokenKind::RightBrace) {
        const bool is_end = kind() == TokenKind::EndOfFile ||
                            (kind() == TokenKind::Error && lexer_.error_message() != Message::InvalidSyntax);
        if (is_end && error_.message == Message::InvalidSyntax) error_.message = Message::MalformedFString;
        if (is_end) return;
        next();
    }
}

/// `!r`, `!s` or `!a`.
bool Parser::conversion(FormattedValue* value) {
    next();
    const std::string_view text = lexer_.token_text();
    const char letter = kind() == TokenKind::Name && text.size() == 1 ? text[0] : '\0';
    Conversion wanted = Conversion::None;
    if (letter == 's') wanted = Conversion::Str;
    if (letter == 'r') wanted = Conversion::Repr;
    if (letter == 'a') wanted = Conversion::Ascii;
    if (wanted == Conversion::None) {
        fail();
        return false;
    }
    value->detail = static_cast<u32>(wanted);
    next();
    return true;
}

/// The format after the colon that is the current token.
NOINLINE bool Parser::format_spec(const StringStyle& style, FormattedValue* value) {
    JoinedStr* const spec = make<JoinedStr>(NodeKind::JoinedStr, line());
    if (spec == nullptr) return false;
    value->format_spec = spec;
    ListBuilder parts;
    u32 begin = 0;
    lexer_.text().truncate(0);
    if (!formatted(style, parts, begin, TextPart::FormatSpec)) return false;
    if (!flush(parts, begin, lexer_.text().size())) return false;
    spec->parts = parts.first;
    return true;
}

}  // namespace kinglet::syntax
