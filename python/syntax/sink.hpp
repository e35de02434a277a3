// SymbolSink: where the parser turns the text of names and literals into handles.
//
// The client (the compiler) implements it over its own name and constant tables; the parser stores the
// handles in the tree and never looks into them. The text passed in lives only during the call. A sink that
// runs out of memory returns None, and the parse ends with ErrorKind::OutOfMemory.
#pragma once

#include <string_view>

#include "python/syntax/tree.hpp"

namespace kinglet::syntax {

class SymbolSink {
  public:
    /// An identifier (UTF-8), or the dotted name of a module. Equal text must give the equal symbol.
    [[nodiscard]] virtual Symbol intern(std::string_view name) = 0;
    /// An integer of 2^31 or more. `digits` has neither prefix nor underscores; base is 2, 8, 10 or 16.
    [[nodiscard]] virtual Literal big_integer(std::string_view digits, u32 base) = 0;
    /// A float: digits, point, exponent; no underscores. It is valid.
    [[nodiscard]] virtual Literal floating(std::string_view text) = 0;
    /// An imaginary number: `text` as for floating (it may have neither point nor exponent), without the j.
    [[nodiscard]] virtual Literal imaginary(std::string_view text) = 0;
    /// A string: the value, escapes replaced, as UTF-8. It may hold zero bytes, and lone surrogates in three
    /// bytes each.
    [[nodiscard]] virtual Literal string(std::string_view utf8) = 0;
    /// A bytes object: the value.
    [[nodiscard]] virtual Literal bytes(std::string_view data) = 0;

  protected:
    ~SymbolSink() = default;
};

}  // namespace kinglet::syntax
