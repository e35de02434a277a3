// What is wrong with a program text, and where.
#pragma once

#include "base/packed_text.hpp"
#include "python/syntax/tree.hpp"

namespace kinglet::syntax {

enum class Message : u32 {
#define MESSAGE(name, text) name,
#include "python/syntax/messages.def"
#undef MESSAGE
};

/// Which exception the client raises.
enum class ErrorKind : u8 {
    None,
    Syntax,       ///< SyntaxError
    Indentation,  ///< IndentationError
    Tabs,         ///< TabError
    OutOfMemory,  ///< MemoryError
    TooDeep,      ///< RuntimeError
};

struct SyntaxError {
    ErrorKind kind = ErrorKind::None;
    Message message = Message::InvalidSyntax;
    /// The text ended inside brackets, a string or a block: more lines could make it right. A prompt asks for
    /// them.
    bool incomplete = false;
    /// The line was read as Python, but means nothing (`1 = x`): MicroPython names the function in the
    /// traceback then.
    bool in_scope = false;
    u16 column = 0;               ///< counted from 1, in characters; 0 if only the line is known
    u32 line = 0;                 ///< counted from 1
    Symbol scope = Symbol::None;  ///< the innermost `def` or `class` around it; None is the module
};

PackedText message_text(Message message);

}  // namespace kinglet::syntax
