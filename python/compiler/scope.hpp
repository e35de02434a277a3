// Scopes: which variable each name means. Before a top-level statement is emitted, `collect` walks it and
// makes a Scope for every function, lambda, class and comprehension in it, and `resolve` finds out which
// variables are shared between functions and so need a cell.
//
// List, set and dict comprehensions are no functions of their own: their loops run in the frame of the
// function around them, with variables of their own (ScopeKind::Inlined). A generator expression is a
// function. Scopes live until the top-level statement is done.
#pragma once

#include "python/compiler/buffer.hpp"
#include "python/compiler/session.hpp"

namespace kinglet::compiler {

enum class ScopeKind : u8 { Module, Namespace, Class, Function, Lambda, Generator, Inlined };

/// A name in a scope. The flags say what the scope does with it; the rest is filled in when its function is
/// emitted.
struct Variable {
    enum Flags : u16 {
        kBound = 1U << 0,      // assigned in this scope, so it is the scope's own
        kParameter = 1U << 1,  // also kBound
        kGlobal = 1U << 2,     // `global x`
        kNonlocal = 1U << 3,   // `nonlocal x`
        kDeleted = 1U << 4,    // `del x` or `except ... as x`: may be unbound anywhere
        kWalrus = 1U << 5,     // `x := ...`: may change in the middle of an expression
        kCell = 1U << 6,       // kBound, and a function inside uses it
        kFree = 1U << 7,       // a cell of a function around this one: number `free_index` of those
        kDefined = 1U << 8,    // Inlined: the loop that assigns it has been emitted
    };
    Symbol symbol;
    Variable* next;
    u16 flags;
    u8 reg;  // kBound in a function: where the value, or its cell, lies
    u8 bit;  // which bit of CodeBuilder's set of bound variables it has; kNoBit for none
    u16 free_index;

    bool has(u32 flag) const { return (flags & flag) != 0; }
};
inline constexpr u8 kNoBit = 64;

struct Scope {
    ScopeKind kind;
    bool is_generator;    // there is a yield in it
    bool is_coroutine;    // async def, or a generator expression that awaits
    bool returns_value;   // there is a `return` with a value in it
    bool has_class_cell;  // Class: a method uses __class__ or super()
    u16 free_count;
    const Node* node;   // what it was made for
    Symbol class_name;  // of the innermost class around it: for private names
    Scope* parent;
    Scope* first_child;
    Scope* last_child;
    Scope* next;  // the parent's next child
    Variable* first;
    Variable* last;

    /// The variable of that name, or null.
    Variable* find(Symbol symbol) const;
    /// The scope that was made for `child_node` inside this one.
    Scope* child_for(const Node* child_node) const;
    /// The scope whose frame holds this one's variables: itself, unless inlined.
    Scope* frame();
    bool is_function() const {
        return kind == ScopeKind::Function || kind == ScopeKind::Lambda || kind == ScopeKind::Generator;
    }
    bool is_comprehension() const { return kind == ScopeKind::Generator || kind == ScopeKind::Inlined; }
};

/// Makes the scopes of one top-level statement as children of `module`. Finds the errors that depend on
/// scopes and places (`break` outside a loop ...). After an error the session has failed.
void collect(Session& session, Arena& arena, Scope& module, const Node* statement);

/// The same for the expression of `eval`.
void collect_expression(Session& session, Arena& arena, Scope& module, const Node* expression);

/// Finds the shared variables of all scopes below `module`.
void resolve(Session& session, Arena& arena, Scope& module);

/// The variable of that name, made if it is new; null when memory ran out.
Variable* find_or_add(Arena& arena, Scope& scope, Symbol symbol);

/// The name as the scope writes it: `__x` inside of class C is `_C__x`.
Symbol mangle(Session& session, Symbol class_name, Symbol name);

}  // namespace kinglet::compiler
