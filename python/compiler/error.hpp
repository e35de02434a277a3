// Why a compilation ended without code.
#pragma once

#include "base/packed_text.hpp"
#include "python/bytecode/code_sink.hpp"

namespace kinglet::compiler {

enum class Message : u32 {
#define MESSAGE(name, text) name,
#include "python/compiler/messages.def"
#undef MESSAGE
};

/// Which exception the client raises.
enum class ErrorKind : u8 {
    None,
    Syntax,          ///< SyntaxError
    OutOfMemory,     ///< MemoryError
    TooDeep,         ///< RuntimeError: the tree nests deeper than the C stack allows
    ViperType,       ///< ViperTypeError: @micropython.viper
    NotImplemented,  ///< NotImplementedError: likewise
};

struct Error {
    ErrorKind kind = ErrorKind::None;
    Message message = Message::None;
    u32 line = 0;
    bytecode::Handle scope = 0;      ///< name of the innermost function or class around it; 0 is the module
    bytecode::Handle names[3] = {};  ///< what stands for each `%q` in the text
};

PackedText message_text(Message message);

}  // namespace kinglet::compiler
