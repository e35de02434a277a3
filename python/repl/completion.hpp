// What the Tab key does to a word.
#pragma once

#include <string_view>

#include "python/repl/line_buffer.hpp"
#include "python/repl/terminal.hpp"

namespace kinglet::repl {

class Completion {
  public:
    enum class Result : u8 {
        Nothing,
        Insert,  ///< `text()` completes the word
        Listed,  ///< several names were printed, on lines of their own
    };

    Completion(Terminal& terminal, Executor& executor, Allocator& allocator)
        : terminal_(terminal), executor_(executor), common_(allocator) {}

    /// Completes the word at the end of `line`: a name of __main__, an attribute after a dot, a module after
    /// `import `. Names that begin with an underscore count only if the word does.
    Result complete(std::string_view line);
    /// After Insert, until the next call.
    std::string_view text() const { return common_.from(known_); }

  private:
    class Collector;
    class Lister;
    void visit(std::string_view line, std::string_view path, NameVisitor& visitor);

    Terminal& terminal_;
    Executor& executor_;
    LineBuffer common_;  // what all candidates begin with
    usize known_ = 0;    // how much of it has been typed
};

}  // namespace kinglet::repl
