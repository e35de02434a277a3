#include "tests/support/syntax/parse_text.hpp"

namespace kinglet::syntax {

std::string error_text(const SyntaxError& error, const TextSink& sink) {
    constexpr const char* kKinds[] = {"no error", "SyntaxError",   "IndentationError",
                                      "TabError", "out of memory", "too deep"};
    std::string out = kKinds[static_cast<usize>(error.kind)];
    out += " " + std::to_string(error.line) + ":" + std::to_string(error.column) + " " +
           UnpackedText(message_text(error.message)).c_str();
    if (error.in_scope) out += " in " + (error.scope == Symbol::None ? "<module>" : sink.text(error.scope));
    if (error.incomplete) out += " (incomplete)";
    return out;
}

std::string parse_text(std::string_view text, DumpStyle style, ParserOptions options) {
    StringSource source(text);
    TextSink sink;
    TestMemory memory;
    Parser parser(source, sink, memory, options);
    std::string out;
    for (;;) {
        Node* statements = nullptr;
        switch (parser.next_statement(statements)) {
            case Parser::Outcome::End: return out;
            case Parser::Outcome::Error: return error_text(parser.error(), sink);
            case Parser::Outcome::Statement: break;
        }
        if (!out.empty()) out += '\n';
        out += dump(statements, sink, style);
    }
}

std::string parse_expression_text(std::string_view text) {
    StringSource source(text);
    TextSink sink;
    TestMemory memory;
    Parser parser(source, sink, memory);
    Node* expression = nullptr;
    if (parser.parse_expression(expression) == Parser::Outcome::Error)
        return error_text(parser.error(), sink);
    return dump(expression, sink);
}

}  // namespace kinglet::syntax
