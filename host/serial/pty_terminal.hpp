// A pseudo terminal as the board's serial line, under a name of the user's choice: a symbolic link, which is
// taken away at the end. It has a rate, which the program that opens it sets; nothing is kept while nobody
// has it open. It has no control lines.
#pragma once

#include <memory>
#include <string>

#include "host/serial/terminal.hpp"

namespace kinglet::host {

/// Null with `error` set. A link that an earlier board left behind is replaced, nothing else is.
std::unique_ptr<Terminal> make_pty_terminal(const std::string& link, SerialBoard& board, std::string& error);

}  // namespace kinglet::host
