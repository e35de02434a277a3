// The parser: tokens to trees, by recursive descent for statements and precedence climbing for expressions.
// The grammar is that of Python 3.14 (Language Reference 6 to 8, 10). Type parameters leave no trace in the
// tree, and a `type` statement only that its name is bound.
//
// It works statement by statement: the tree of one top-level statement is in the arena, the client compiles
// it, and the next call frees it. So the memory for a program is that of its largest top-level statement.
// Text comes from the Source as it is needed.
//
// The C stack: recursion happens once per level of nesting in the source. `max_depth` bounds it by counting
// and `stack` by looking, and goes on elsewhere where there is such a place. A level is a pair of brackets,
// an operator that binds tighter than the one before, or a block. On the lx106 (gcc 12.2 -Os, -fstack-usage)
// a level takes about 100 bytes of stack for a block, 160 for parentheses and at most 240 for any other, and
// 200 below the last check.
#pragma once

#include "base/stack_supply.hpp"
#include "python/syntax/lexer.hpp"
#include "python/syntax/sink.hpp"

namespace kinglet::syntax {

struct ParserOptions {
    StackSupply* stack = nullptr;  ///< when it is used up the text is `too deeply nested`; null: no limit
    u16 max_depth = 100;           ///< beyond this the text is `too deeply nested`
    u16 chunk_size = 512;          ///< of the arena
};

class Parser {
  public:
    enum class Outcome : u8 { Statement, End, Error };

    /// Reads the first bytes of `source`. All three must outlive the parser.
    Parser(Source& source, SymbolSink& sink, Memory& memory, ParserOptions options = {});

    /// The next top-level statement, or the statements of a line such as `a; b` as a list. What the call
    /// before gave is freed. After Error (see `error()`) and End every further call gives the same.
    [[nodiscard]] Outcome next_statement(Node*& statements);

    /// The whole source as one expression (`eval`): Statement means that there is one. To be called once,
    /// instead of next_statement.
    [[nodiscard]] Outcome parse_expression(Node*& expression);

    const SyntaxError& error() const { return error_; }

  private:
    /// How tightly an operator binds: an operand is parsed up to the operators that bind less than asked for.
    // clang-format off
    enum Binding : u8 {
        kNoOperator, kNamed, kConditional, kOr, kAnd, kNot, kCompare, kBitOr, kBitXor, kBitAnd, kShift, kSum,
        kTerm, kUnary, kPower, kAwait,
    };
    // clang-format on
    /// What a target is for.
    enum class Use : u8 { Assign, Delete, Augment, Annotate };
    /// Whether parameters may have annotations.
    enum class Annotations : u8 { Refuse, Accept };
    /// Whether the elements in parentheses may have `as`, because `with` stands before.
    enum class GroupMode : u8 { Plain, WithItems };

    struct ListBuilder {
        Node* first = nullptr;
        Node* last = nullptr;

        void append(Node* node) {
            if (first == nullptr) {
                first = node;
            } else {
                last->next = node;
            }
            last = node;
        }
    };

    // parser.cpp
    TokenKind kind() const { return lexer_.token().kind; }
    u32 line() const { return lexer_.token().line; }
    void next() { lexer_.next(); }
    bool accept(TokenKind wanted);
    bool expect(TokenKind wanted);
    bool enter();
    void leave() { --depth_; }
    bool is_low_on_stack() const { return stack_ != nullptr && stack_->is_low(); }
    Symbol name();
    Symbol intern(std::string_view text);
    Node* new_node(NodeKind kind, usize size, u32 line);
    template <typename T>
    T* make(NodeKind kind, u32 line) {
        return static_cast<T*>(new_node(kind, sizeof(T), line));
    }
    template <typename T>
    T* make_statement(NodeKind kind) {
        return static_cast<T*>(new_statement(kind, sizeof(T)));
    }
    Statement* new_statement(NodeKind kind, usize size);
    void begin_statement();
    Node* fail();
    Node* fail(Message message);
    Node* fail_at(u32 line, Message message);
    Node* fail_in_scope(u32 line, Message message);

    // parse_operators.cpp
    Node* binary(u32 minimum, Node* left = nullptr);
    Node* binary_elsewhere(u32 minimum, Node* left);
    static u32 binding_of(TokenKind kind);
    Node* operand(u32 minimum);
    Node* unary(UnaryOperator op, u32 binding, u32 minimum);
    Node* binary_operation(Node* left, u32 binding);
    Node* boolean(Node* left, u32 binding);
    Node* comparison(Node* left);
    Node* conditional(Node* left);
    Node* named(Node* left);
    Node* await(u32 minimum);
    Node* lambda(u32 minimum);

    // parse_atoms.cpp
    Node* atom();
    Node* number();
    Node* name_node();
    Node* plain_node(NodeKind kind);
    Node* literal(NodeKind kind, Literal literal, u32 line);
    Node* group(GroupMode mode);
    Node* list_display();
    Node* brace_display();
    Node* dict_display(Node* key, u32 line);
    Node* set_display(Node* first, u32 line);
    Node* dict_item(Node* key);
    Node* element(u32 binding);
    bool elements(ListBuilder& list, TokenKind terminator, GroupMode mode);
    Node* comprehension(NodeKind kind, Node* element, u32 line);
    ComprehensionFor* clauses();
    Node* postfix(Node* value);
    Node* attribute(Node* value);
    Node* subscript(Node* value);
    Node* subscript_element();
    Node* slice(Node* lower);
    Node* call(Node* callee);
    bool arguments(Node*& list);
    Node* argument(NodeKind seen);
    Node* starred(NodeKind kind, u32 binding);
    Node* expressions(u32 binding = kConditional);
    Node* yield_or_expressions();
    Node* yield_expression();
    static bool starts_expression(TokenKind kind);

    // parse_strings.cpp
    Node* strings();
    bool formatted(const StringStyle& style, ListBuilder& parts, u32& begin, TextPart part);
    bool field(const StringStyle& style, ListBuilder& parts);
    bool field_source(const Lexer::Field& field, FormattedValue* node);
    void fail_in_field();
    bool flush(ListBuilder& parts, u32 begin, u32 end);
    bool format_spec(const StringStyle& style, FormattedValue* value);
    bool conversion(FormattedValue* value);

    // parse_targets.cpp
    bool check_target(Node* target, Use use);
    bool check_elements(Node* target, Use use);
    Node* target_list();
    Node* single_target();
    bool parameters(Parameter*& list, TokenKind terminator, Annotations annotations);
    bool parameter(ListBuilder& list, ParameterKind kind, Annotations annotations);

    // parse_simple.cpp
    bool simple_line(ListBuilder& list);
    Node* simple_statement();
    Node* expression_statement();
    Node* assignment(Node* target);
    Node* augmented(Node* target);
    Node* annotated(Node* target, bool parenthesised);
    Node* return_statement();
    Node* raise_statement();
    Node* assert_statement();
    Node* delete_statement();
    Node* scope_statement(NodeKind kind);
    Node* plain_statement(NodeKind kind);
    Node* type_statement();

    // parse_imports.cpp
    Node* import_statement();
    Node* import_from_statement();
    bool imported_names(ImportFrom* statement, bool parenthesised);
    Alias* dotted_name();
    bool as_name(Symbol& symbol);

    // parse_compound.cpp
    bool statement(ListBuilder& list);
    bool statement_elsewhere(ListBuilder& list);
    Node* block();
    bool else_block(Node*& body);
    Node* if_statement();
    Node* while_statement();
    Node* for_statement(AsyncDetail detail);
    Node* try_statement();
    Node* handler(Try* statement, Node* before);
    Node* with_statement(AsyncDetail detail);
    Node* with_item(Node* context);
    Node* items_of_group(Node* group);
    bool with_items(With* statement);
    Node* function(Node* decorators, AsyncDetail detail);
    Node* class_statement(Node* decorators);
    bool type_parameters();
    Node* decorated();
    Node* async_statement(Node* decorators);

    // parse_match.cpp
    bool at_word(u64 wanted) const;
    Node* match_statement();
    Node* match_case();
    Node* pattern_sequence(ListBuilder& list, TokenKind terminator);
    Node* sequence_element();
    bool capture_name(Symbol& symbol);
    Node* pattern();
    Node* closed_pattern();
    Node* value_pattern(Node* value);
    Node* literal_value();
    Node* signed_number();
    Node* name_pattern();
    Node* group_pattern();
    Node* mapping_pattern();
    Node* dotted_value();
    Node* class_pattern(Node* type);
    Node* keyword_pattern(Node* capture);

    Lexer lexer_;
    Arena arena_;
    SymbolSink& sink_;
    SyntaxError error_;
    Symbol scope_ = Symbol::None;
    u32 statement_line_ = 0;  // where the statement that is being parsed begins
    u16 statement_column_ = 0;
    u16 depth_ = 0;
    u16 max_depth_;
    StackSupply* stack_;
    bool started_ = false;
};

}  // namespace kinglet::syntax
