// The tree as text, in prefix form: `x = a + 1` is `(= x (+ a 1))`. What each node looks like: dump.cpp.
#pragma once

#include <string>

#include "tests/support/syntax/text_sink.hpp"

namespace kinglet::syntax {

enum class DumpStyle : u8 {
    Readable,  ///< for tests
    Exact,  ///< for the comparison with CPython: statements with their lines, floats as bits, no doubt about
            ///< any string
};

/// The statements of a list, or an expression.
std::string dump(const Node* node, const TextSink& sink, DumpStyle style = DumpStyle::Readable);

}  // namespace kinglet::syntax
