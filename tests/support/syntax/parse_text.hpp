// Parses a text and gives the tree, or the error, as text.
#pragma once

#include <string>

#include "python/syntax/parser.hpp"
#include "tests/support/syntax/dump.hpp"

namespace kinglet::syntax {

/// The dump of all statements, separated by line ends, or `error LINE:COLUMN text`, with `incomplete` and `in
/// NAME` where that holds.
std::string parse_text(std::string_view text, DumpStyle style = DumpStyle::Readable,
                       ParserOptions options = {});
/// The same for `eval`.
std::string parse_expression_text(std::string_view text);
/// How the error reads.
std::string error_text(const SyntaxError& error, const TextSink& sink);

}  // namespace kinglet::syntax
