// Executor: what the prompt needs of the rest of Python. The front end implements it over the compiler and
// the VM; the prompt knows neither.
#pragma once

#include <span>
#include <string_view>

#include "base/integers.hpp"

namespace kinglet::repl {

/// The text of a program, handed out as it is asked for. It may come straight from the serial line.
class Program {
  public:
    /// Waits until there is at least one byte, puts up to `into.size()` of them there and returns how many. 0
    /// is the end.
    [[nodiscard]] virtual usize read(std::span<u8> into) = 0;
    /// The text ended because of Ctrl-C: it is not to be run, KeyboardInterrupt is to be raised instead.
    virtual bool was_interrupted() const { return false; }

  protected:
    ~Program() = default;
};

/// How a text is read and what is shown of it.
enum class Mode : u8 {
    Single,  ///< one statement; the value of an expression is shown and kept in `_`
    Paste,   ///< any number of statements; values are shown
    File,    ///< any number of statements; nothing is shown
};

enum class Outcome : u8 {
    Done,
    Raised,  ///< an exception waits to be printed
    Exit,    ///< SystemExit, or a reset was asked for: the prompt ends
};

/// Is shown names, for completion. A name may lie in flash.
class NameVisitor {
  public:
    virtual void visit(std::string_view name) = 0;

  protected:
    ~NameVisitor() = default;
};

/// Which line of a statement the prompt asks for.
enum class PromptLine : u8 { First, Next };

class Executor {
  public:
    /// Compiles the whole text, then runs it. Ctrl-C raises KeyboardInterrupt meanwhile. The text need not
    /// have been read to its end after an error in it. Output has been handed to the stream when this
    /// returns.
    [[nodiscard]] virtual Outcome execute(Program& program, Mode mode) = 0;
    /// Prints the exception after Raised, with its traceback, where the program's output goes.
    virtual void print_exception() = 0;
    /// Prints what SystemExit was given, if that is not success, there: after Exit, for tools.
    virtual void print_exit() {}
    /// There was no memory for a program's text: from here on as if execute had raised MemoryError.
    virtual void raise_out_of_memory() = 0;

    /// Shows the names that the object has which `path` ("a.b", or empty for the globals of __main__) leads
    /// to; none if it leads nowhere. Runs no Python code that could be noticed.
    virtual void visit_names(std::string_view path, NameVisitor& visitor) = 0;
    /// Shows the names of the modules that can be imported without a file.
    virtual void visit_modules(NameVisitor& visitor) = 0;

    /// What stands in front of the line (sys.ps1, sys.ps2); it may lie in flash.
    virtual std::string_view prompt_text(PromptLine line) {
        return line == PromptLine::First ? ">>> " : "... ";
    }

    /// Called before each prompt.
    virtual void before_prompt() {}
    /// Called while the prompt waits for a key: does what is due (scheduled functions ...) and returns for
    /// how many microseconds there is nothing to do.
    virtual u64 idle() { return ~u64{0}; }

  protected:
    ~Executor() = default;
};

}  // namespace kinglet::repl
