// What all parts of one compilation share: the sink, the options, the first error, the names that mean
// something to the compiler.
//
// Errors are sticky: the first one is kept, and from then on everything that grows refuses to, so that the
// code between two checks may go on without harm. Nothing of what was emitted is used afterwards.
#pragma once

#include "base/stack_supply.hpp"
#include "python/bytecode/code_sink.hpp"
#include "python/compiler/error.hpp"
#include "python/syntax/tree.hpp"

namespace kinglet::compiler {

using bytecode::CodeSink;
using bytecode::Handle;
using syntax::Node;
using syntax::NodeKind;
using syntax::Symbol;

/// How the program text is used.
enum class Mode : u8 {
    File,    ///< a module, or one expression (Compiler::add_expression)
    Single,  ///< the prompt: the results of expression statements are shown
};

/// Where the names of module code live.
enum class Names : u8 {
    Globals,
    Namespace,  ///< exec and eval with a dict of locals: it is R[0] (bytecode::kIsNamespaceBody)
};

enum class DocStrings : u8 { Drop, Keep };
enum class LocalNames : u8 { Drop, Keep };

struct Options {
    Mode mode = Mode::File;
    Names names = Names::Globals;
    DocStrings doc_strings = DocStrings::Drop;
    LocalNames local_names = LocalNames::Drop;  ///< for locals() in a function
    u8 optimisation = 0;           ///< above 0: no assert, __debug__ is False; from 3: no line numbers
    StackSupply* stack = nullptr;  ///< for the recursion over the tree; null: no limit
};

class Session {
  public:
    Session(CodeSink& code_sink, const Options& compile_options);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    CodeSink& sink;
    const Options options;
    Error error;
    u32 line = 0;                 ///< of what is being compiled: for errors
    Symbol scope = Symbol::None;  ///< likewise the function or class

    // Names that the compiler knows.
    Symbol name_super{}, name_class{}, name_range{}, name_const{}, name_debug{}, name_doc{},
        name_micropython{};

    bool failed() const { return error.kind != ErrorKind::None; }
    void fail(Message message) { set_error(ErrorKind::Syntax, message); }
    /// ViperTypeError, with names for the `%q` of its text.
    void fail_type(Message message, Handle first = 0, Handle second = 0, Handle third = 0);
    void fail_not_implemented(Message message) { set_error(ErrorKind::NotImplemented, message); }
    void out_of_memory() { set_error(ErrorKind::OutOfMemory, Message::OutOfMemory); }
    /// The handle, unless memory ran out, which becomes the error.
    Handle checked(Handle handle) {
        if (handle == bytecode::kOutOfMemory) out_of_memory();
        return handle;
    }
    /// A name of the compiler's own; `text` is a literal, which may lie in flash.
    Symbol intern(const char* text);

    /// Called wherever the compiler recurses over the tree: true (and an error) when the stack is used up or
    /// an error is there already.
    bool is_too_deep();
    /// Where most recursions lead through: time to go on with run_elsewhere.
    bool is_low_on_stack() const { return options.stack != nullptr && options.stack->is_low(); }
    template <typename Work>
    void run_elsewhere(const Work& work) {
        if (!failed() && !options.stack->run_on_new_piece(work)) fail_too_deep();
    }

    /// `bytes` of memory, or null and the error is set.
    void* allocate(usize bytes);
    /// Room for more elements: doubles `capacity`. Null (the old block stays) and the error is set when that
    /// fails.
    void* grow(void* block, u32& capacity, usize element_bytes);

  private:
    void set_error(ErrorKind kind, Message message);
    void fail_too_deep() { set_error(ErrorKind::TooDeep, Message::TooDeep); }
};

}  // namespace kinglet::compiler
