// Does the prompt have to ask for another line?
#pragma once

#include <string_view>

namespace kinglet::repl {

/// True if what has been typed (lines separated by '\n', without one at the end unless the last line is
/// empty) cannot be a whole statement: a bracket or a triple quote is open, the line ends with a backslash,
/// or it is a compound statement whose last line is not empty.
bool needs_another_line(std::string_view text);

}  // namespace kinglet::repl
