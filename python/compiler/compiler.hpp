// Compiler: the tree of a program, statement by statement, to one code object.
//
//   Compiler compiler(sink, options);
//   compiler.begin_module(name, file);
//   while (parser.next_statement(statements) == Parser::Outcome::Statement) if
//   (!compiler.add_statements(statements)) break; Handle code = compiler.finish();      // 0: see
//   compiler.error()
//
// Only the statement at hand needs its tree; its handles (names, literals) must be those of the same sink.
// The compiler owns nothing but working memory of the sink, which its destructor gives back; a compilation
// may be dropped at any time.
#pragma once

#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

class Compiler {
  public:
    Compiler(CodeSink& sink, const Options& options);
    ~Compiler();
    Compiler(const Compiler&) = delete;
    Compiler& operator=(const Compiler&) = delete;

    /// `name` of the code object (MicroPython says <module>) and the source's file name, both names of the
    /// sink.
    [[nodiscard]] bool begin_module(Handle name, Handle file);
    /// The next statement of the module, or those of a line, as a list. False when an error ended the
    /// compilation.
    [[nodiscard]] bool add_statements(const Node* list);
    /// Instead of statements, for `eval`: the expression whose value the code returns.
    [[nodiscard]] bool add_expression(const Node* expression);
    /// The code object of the module, or kOutOfMemory if there is an error.
    [[nodiscard]] Handle finish();

    const Error& error() const { return session_.error; }

  private:
    void forget_scopes();

    Session session_;
    Arena arena_;
    Scope module_{};
    Emitter emitter_;
};

}  // namespace kinglet::compiler
