// Emitter: walks a tree and emits the code of one module and all that is in it. One function is under
// construction at a time for each level of nesting (Unit). The member functions are spread over files by what
// they emit; the header lists them in the same order.
//
// Registers: variables first, then temporaries, which are a stack. Conventions of all that emits an
// expression:
// - a variable that lives in a register is used where it is; only the last instruction of an expression
// writes to a variable's register, so
//   that neither an exception nor a use of the old value in the middle can see a half-done assignment;
// - whatever lies above the arguments of a call is dead, see bytecode/opcodes.def.
// The C stack is 8 KiB on the chip: functions that recurse keep their frames small, and what is large lies in
// the sink's memory.
#pragma once

#include "python/bytecode/operators.hpp"
#include "python/bytecode/words.hpp"
#include "python/compiler/code_builder.hpp"
#include "python/compiler/scope.hpp"

namespace kinglet::compiler {

inline constexpr Reg kNoRegister = 0xFFFF;
inline constexpr u32 kMaxRegisters = 255;

/// A value known at compile time.
struct Constant {
    enum class Kind : u32 { None, Int, Immediate, Object };
    Kind kind = Kind::None;
    i64 value = 0;  // the int, the word of the immediate, or the handle of the object

    explicit operator bool() const { return kind != Kind::None; }
};

/// What a value is in a function of @micropython.viper; everywhere else all values are objects.
enum class WordType : u32 { Object, Bool, Int, Uint, Ptr, Ptr8, Ptr16, Ptr32, None, Unknown };

/// A value in a register, and what it is there.
struct Typed {
    Reg reg;
    WordType type = WordType::Object;
};

/// The types of a viper function.
struct Viper {
    WordType returns;
    WordType of[kMaxRegisters + 1];  // of each variable's register; Unknown until its first assignment
};

/// Where a variable lives, seen from a scope.
struct Place {
    enum class Kind : u32 { Register, Cell, Free, Global, Name, NameOrFree, Unset };
    Kind kind;
    u32 index;           // register or number of the free cell
    Variable* variable;  // Register
};

/// A construct that the way out of by `return`, `break`, `continue` leads through, or whose code a handler
/// covers.
struct Block {
    enum class Kind : u32 { Loop, TryBody, ExceptBody, Finally, FinallyBody, With };
    enum Exit : u8 { kReturn = 0, kBreak = 1, kContinue = 2 };
    explicit Block(Kind block_kind) : kind(block_kind) {}
    Kind kind;
    u8 exits = 0;           // Finally: which ways out lead through it, a bit for each Exit
    bool is_async = false;  // With
    bool is_star = false;   // ExceptBody: of `except*`
    Block* outer = nullptr;
    Label* leave = nullptr;  // Loop: of break; Finally: of the finally clause
    Label* again = nullptr;  // Loop: of continue
    Protected range;
    Reg exception = 0;  // ExceptBody, Finally (or which way out), With (or the value of a return)
    Reg value = 0;  // ExceptBody, FinallyBody: the exception handled before; Finally: the value of a return;
                    // With: __exit__ and self
    Symbol name = Symbol::None;  // ExceptBody: `as name`
    u32 line = 0;                // With
};

/// A loop whose body is being emitted.
struct Loop {
    Loop() {
        block.leave = &done;
        block.again = &again;
    }
    Block block{Block::Kind::Loop};
    Label body;
    Label again;
    Label done;
    Label exhausted;  // async for
    Protected next;   // likewise
};

/// A function, class body or module under construction.
struct Unit {
    explicit Unit(Session& session) : code(session) {}

    CodeBuilder code;
    Scope* scope = nullptr;
    Scope* inner = nullptr;  // the scope that code is emitted for: `scope`, or a comprehension inside
    Unit* outer = nullptr;
    Block* blocks = nullptr;
    Viper* viper = nullptr;
    Symbol name{};
    u32 first_line = 0;
    u32 parameters = 0;  // as in CodeInfo
    u32 flags = 0;
    u32 first_temp = 0;
    u32 top = 0;        // the first free register
    u32 registers = 0;  // the most that were in use
};

class Emitter {
  public:
    Emitter(Session& session, Arena& arena) : session_(session), arena_(arena), constants_(session) {}
    ~Emitter();
    Emitter(const Emitter&) = delete;
    Emitter& operator=(const Emitter&) = delete;

    void begin_module(Handle name, Handle file, Scope& module);
    /// One statement of the module, whose scopes have been made.
    void module_statement(const Node* statement);
    /// The module is this expression: its value is the result.
    void module_expression(const Node* expression);
    Handle finish_module();

  private:
    /// Gives back the temporaries taken while it lives.
    class Temps {
      public:
        explicit Temps(Emitter& emitter) : emitter_(emitter), top_(emitter.unit_->top) {}
        ~Temps() { emitter_.unit_->top = top_; }
        Temps(const Temps&) = delete;
        Temps& operator=(const Temps&) = delete;

      private:
        Emitter& emitter_;
        u32 top_;
    };

    CodeBuilder& code() { return unit_->code; }
    // What is emitted all the time; a call of these is shorter than one through code().
    void abc(Opcode op, Reg a, u32 b = 0, u32 c = 0);
    void abx(Opcode op, Reg a, u32 bx);
    void load_word(Reg a, i32 word);
    void test(Opcode op, Reg a, u32 b, u32 c, Label& label);
    void jump(Label& label);
    void place(Label& label);
    void end_path();
    void line_of(const Node* node);
    /// `count` new temporaries in a row.
    Reg new_temp(u32 count = 1);
    bool is_temp(Reg reg) const { return reg >= unit_->first_temp; }
    /// Where a collection grows: a variable must not hold it before it is complete.
    Reg collection_temp(Reg target) { return is_top(target) ? target : new_temp(); }
    bool is_top(Reg reg) const { return reg + 1 == unit_->top && is_temp(reg); }

    // -- emit_unit.cpp: functions, classes, modules under construction
    bool begin_unit(Scope* scope, Symbol name, u32 line);
    void add_local_names();
    Handle end_unit();
    void assign_registers();
    void drop_unit();

    // -- emit_name.cpp
    Place place_of(Symbol symbol) { return place_in(unit_->inner, symbol); }
    /// Of the name as the program has it.
    Place place_named(Symbol name);
    void mark_bound(const Variable& variable);
    /// A name of the module or of a class body: it may stand for a constant.
    static bool is_outer(const Place& place) {
        return place.kind == Place::Kind::Global || place.kind == Place::Kind::Name ||
               place.kind == Place::Kind::NameOrFree;
    }
    Place place_in(Scope* scope, Symbol symbol);
    Place place_in_frame(Scope* frame, Symbol symbol, bool is_inside);
    Symbol mangled(Symbol name) { return mangle(session_, unit_->inner->class_name, name); }
    u32 name_constant(Symbol name) { return code().constant(static_cast<Handle>(name)); }
    void check_bound(const Place& place);
    void load_name(Symbol name, Reg target);
    void load_place(const Place& place, Symbol symbol, Reg target);
    void load_global(Symbol symbol, Reg target);
    void store_name(Symbol name, Reg value);
    void delete_name(Symbol name);
    void clear_name(Symbol name);
    /// R[target] = the cell of the variable itself, for a function inside.
    void load_cell(Symbol symbol, Reg target);
    void move(Reg target, Reg source);

    // -- fold.cpp
    /// The value of the expression if it is known.
    Constant constant_of(const Node* node);
    static bytecode::BinaryOperator to_bytecode(syntax::BinaryOperator op) {
        return static_cast<bytecode::BinaryOperator>(op);  // ORDER BINARY
    }
    Constant fold_binary(syntax::BinaryOperator op, const Constant& left, const Constant& right);
    Constant fold_unary(syntax::UnaryOperator op, const Constant& operand);
    Constant fold_spine(const Node* node);
    Constant fold_tuple(const Node* elements);
    Constant constant_name(Symbol symbol);
    Constant handle_constant(Handle handle);
    Handle handle_of(const Constant& constant);
    bool is_const_call(const Node* node);
    /// The small int in an operand field of eight bits.
    bool small_int_of(const Node* node, i32& value);
    void load_constant(const Constant& constant, Reg target);

    // -- emit_expression.cpp
    void to(const Node* node, Reg target);
    void object_to(const Node* node, Reg target);
    /// The register that holds the value: a variable's own, or a new temporary. `later` is what is evaluated
    /// before the value is used, null for nothing: `x + (x := 1)` needs a copy of the first x.
    Reg operand(const Node* node, const Node* later);
    Reg to_temp(const Node* node);
    void effect(const Node* node);
    void spine(const Node* top, Reg target);
    const Node* spine_step(const Node* parent, const Node* top, Reg& value, Reg& scratch, Reg target);
    Reg spine_scratch(Reg& scratch, Reg target);
    void binary(const syntax::BinaryOp* node, Reg left, Reg target);
    void unary(const syntax::UnaryOp* node, Reg target);
    void conditional(const syntax::Conditional* node, Reg target);
    void bool_op(const syntax::BoolOp* node, Reg target);
    void compare(const syntax::Compare* node, Reg target);
    void named_expression(const syntax::NamedExpr* node, Reg target);
    void by_name(Opcode op, Opcode with_register, Reg a, Reg b, Symbol name);
    void attribute(Reg target, Reg object, Symbol name);
    void load_method(Reg target, Reg object, Symbol name);
    void subscript(Reg target, Reg object, const Node* index);
    Reg index_operand(const Node* index);
    void slice(const syntax::Slice* node, Reg target);
    Reg outermost_handled() const;
    void yield(const syntax::Await* node, Reg target);
    void await(Reg target, Reg value);

    // -- emit_display.cpp
    void tuple_display(const Node* elements, Reg target);
    void list_display(const Node* elements, Reg target);
    void set_display(const Node* elements, Reg target);
    void dict_display(const Node* items, Reg target);
    void add_elements(Opcode add, Opcode extend, const Node* elements, Reg collection);
    void joined_string(const syntax::JoinedStr* node, Reg target);
    void string_part(const Node* part, Reg target);
    void template_string(const syntax::JoinedStr* node, Reg target);
    void template_field(const syntax::FormattedValue* field, Reg list);
    Handle template_texts(const syntax::JoinedStr* node);
    Handle joined_text(Handle first, Handle second);

    // -- emit_call.cpp
    void call(const syntax::Call* node, Reg callable, Reg result);
    void method_call(const syntax::Call* node, Reg pair, Reg result);
    bool super_call(const syntax::Call* node, Reg callable, Reg result);
    /// The call of the callable at `base`, behind which `prefix` arguments lie already.
    void finish_call(Reg base, u32 prefix, const Node* arguments, Reg result, u32 line);
    void plain_arguments(const Node* arguments, u32& positional, Handle& keywords);
    void extended_arguments(Reg base, u32 prefix, const Node* arguments);
    void positional_list(const Node* arguments, Reg list);
    static bool needs_extended_call(const Node* arguments);
    void check_keywords(const Node* arguments);

    // -- emit_condition.cpp
    void jump_if(const Node* node, bool sense, Label& label);
    void jump_if_compare(const syntax::Compare* node, bool sense, Label& label);
    void jump_if_comparison(Reg left, const syntax::Comparison* right, Reg right_reg, bool sense,
                            Label& label);
    void jump_if_bool(const syntax::BoolOp* node, bool sense, Label& label);
    int truth_of(const Node* node);

    // -- emit_comprehension.cpp
    void comprehension(const Node* node, Reg target);
    void generator_expression(const syntax::Comprehension* node, Reg target);
    void clauses(const Node* node, const syntax::ComprehensionFor* clause, Reg first_iterator,
                 Reg collection);
    void comprehension_element(const Node* node, Reg collection);
    void begin_inlined(Scope* scope);
    void define_targets(const Node* target);

    // -- emit_target.cpp
    void assign(const Node* target, Reg value);
    void assign_name(Symbol name, Reg value);
    void assign_expression(const Node* targets, const Node* value);
    bool assign_pairwise(const Node* targets, const syntax::Sequence* values);
    void unpack(const Node* elements, Reg value);
    bool unpack_in_place(const Node* elements, u32 count, Reg value);
    void augmented(const syntax::AugAssign* node);
    void delete_target(const Node* target);
    /// The register of the variable if the target is a plain local one, else kNoRegister.
    Reg local_target(const Node* target);
    void mark_assigned(const Node* target);
    void store_attribute(Reg object, Symbol name, Reg value);

    // -- emit_function.cpp
    void function(const syntax::FunctionDef* node, Reg target);
    void lambda(const syntax::Lambda* node, Reg target);
    void function_definition(const syntax::FunctionDef* node);
    void class_definition(const syntax::ClassDef* node);
    void class_value(const syntax::ClassDef* node, Reg target);
    Handle class_body(const syntax::ClassDef* node);
    void set_parameters(const syntax::Parameter* parameters);
    /// Defaults and cells, then the function: the operands lie from R[base].
    void make_function(Scope* scope, Handle body, const syntax::Parameter* parameters, Reg target);
    u32 defaults(const syntax::Parameter* parameters);
    u32 decorators(const Node* list, u32& flags);
    int native_decorator(const Node* node);
    u32 native_flags(const syntax::FunctionDef* node);
    const Node* doc_string(const Node* body);
    void tuple_of_defaults(const syntax::Parameter* parameters, u32 count, Reg target);

    // -- emit_statement.cpp
    void statement(const Node* node);
    void statements(const Node* list);
    void expression_statement(const syntax::ExprStatement* node);
    bool const_definition(const Node* target, const Node* value);
    void return_statement(const syntax::Return* node);
    void raise_statement(const syntax::Raise* node);
    void assert_statement(const syntax::Assert* node);
    void if_statement(const syntax::If* node);
    Label* loop_jump(const Node* body);
    bool next_condition(const syntax::If*& node);
    void import_statement(const syntax::Import* node);
    void imported_name(Reg target, Reg module, Symbol name);
    void import_from(const syntax::ImportFrom* node);

    // -- emit_loop.cpp
    void while_statement(const syntax::While* node);
    void for_statement(const syntax::For* node);
    void async_for(const syntax::For* node);
    /// R[first..] = the iterator of `iterable`, or the range; which instruction takes the next value.
    Opcode begin_iteration(const Node* iterable, Reg first);
    void async_next(Reg iterator, Reg target);
    const syntax::Call* range_call(const Node* iterable);
    void stop_async_iteration(Protected& range, Reg iterator, u64 bound, Label& done);

    // -- emit_match.cpp
    struct Captures;
    void match_statement(const syntax::Match* node);
    void match_case(const syntax::MatchCase* node, Reg subject, Label& done);
    void capture_name(Symbol name, Buffer<Symbol>& names, u32 begin);
    void capture_names(const Node* node, Buffer<Symbol>& names, u32 begin);
    void capture_names_of_either(const syntax::PatternList* node, Buffer<Symbol>& names, u32 begin);
    void pattern(const Node* node, Reg subject, Label& fail, const Captures& captures);
    void value_pattern(const Node* value, Reg subject, Label& fail);
    void either_pattern(const syntax::PatternList* node, Reg subject, Label& fail, const Captures& captures);
    void sequence_pattern(const syntax::PatternList* node, Reg subject, Label& fail,
                          const Captures& captures);
    void item_patterns(const Node* list, u32 after, Reg subject, Label& fail, const Captures& captures);
    void parts_pattern(const Node* list, Reg first, Label& fail, const Captures& captures);
    void mapping_pattern(const syntax::MatchMapping* node, Reg subject, Label& fail,
                         const Captures& captures);
    void class_pattern(const syntax::MatchClass* node, Reg subject, Label& fail, const Captures& captures);

    // -- emit_try.cpp
    void try_statement(const syntax::Try* node);
    void try_finally(const syntax::Try* node);
    void try_except(const syntax::Try* node);
    void except_clauses(const syntax::ExceptHandler* handlers, Block& block, Label& done);
    void except_clause(const syntax::ExceptHandler* handler, Block& around, Label& done);
    void star_clauses(const syntax::ExceptHandler* handlers, Block& around, Label& done);
    void star_clause(const syntax::ExceptHandler* handler, Block& around, Reg sorting);
    /// R[result] = R[object].method(R[argument]), or without one if that is kNoRegister.
    void call_helper(Reg object, const char* method, Reg argument, Reg result);
    void finally_exits(Block& block, bool ends);
    /// The handler that puts the handled exception back and goes on raising.
    void place_cleanup(Block& block, u64 bound, Symbol name);
    void raise_bare();

    // -- emit_with.cpp
    void with_items(const syntax::With* node, const syntax::WithItem* item);
    void call_exit(const Block& block, Reg exception);

    // -- emit_viper.cpp: what @micropython.viper changes; see the head of that file
    bool is_viper() const { return unit_->viper != nullptr; }
    bool begin_viper(const syntax::FunctionDef* node);
    void convert_parameters();
    void end_viper();
    WordType annotated(const Node* annotation);
    int type_named(Symbol symbol);
    Handle name_of(WordType type);
    void fail_types(Message message, WordType first, WordType second = WordType::Object);
    Typed typed_operand(const Node* node, const Node* later);
    WordType typed_to(const Node* node, Reg target);
    WordType typed_constant(const Constant& constant, Reg target);
    WordType typed_spine(const Node* top, Reg target);
    WordType typed_unary(const syntax::UnaryOp* node, Reg target);
    WordType typed_named(const syntax::NamedExpr* node, Reg target);
    WordType same_type(WordType first, WordType second);
    WordType cast(const syntax::Call* node, WordType type, Reg target);
    const syntax::Call* cast_call(const Node* callee, WordType& type);
    WordType typed_load(Typed base, const Node* index, Reg target);
    WordType load_item(Typed base, Typed index, Reg target);
    void store_item(Typed base, Typed index, Typed value);
    WordType typed_binary(syntax::BinaryOperator op, Typed left, Typed right, Reg target, Opcode first);
    bool typed_with_int(syntax::BinaryOperator op, Typed left, const Node* right, Reg target);
    bool typed_test_int(syntax::CompareOperator op, Typed left, const Node* right, bool sense, Label& label);
    bool compares_words(syntax::CompareOperator op, Typed left, Typed right);
    void typed_test(syntax::CompareOperator op, Typed left, Typed right, bool sense, Label& label);
    void typed_jump(const syntax::Compare* node, bool sense, Label& label);
    WordType typed_compare(const syntax::Compare* node, Reg target);
    WordType typed_bool_op(const syntax::BoolOp* node, Reg target);
    WordType typed_conditional(const syntax::Conditional* node, Reg target);
    /// TestTrue or TestWord.
    Opcode truth_test(WordType type);
    /// The value as an object: in its register, or in a new temporary.
    Reg boxed(Typed value);
    void box(Typed value, Reg target);
    void note_store(const Place& place, WordType type);
    void typed_assign(const Node* target, Typed value);
    void typed_assignment(const Node* targets, const Node* value);
    void typed_augmented(const syntax::AugAssign* node);
    void typed_return(const syntax::Return* node);
    bool typed_range(const syntax::For* node);

    // -- emit_unwind.cpp: the ways out of blocks
    void enter(Block& block) {
        block.outer = unit_->blocks;
        unit_->blocks = &block;
        code().open(block.range);
    }
    void leave(Block& block) {
        code().close(block.range);
        unit_->blocks = block.outer;
    }
    bool is_variable(Symbol name, Reg reg);
    void leave_by(Block::Exit exit, Reg value, Block* from);

    Session& session_;
    Arena& arena_;
    Unit* unit_ = nullptr;
    Handle file_ = 0;
    struct NamedConstant {
        Symbol name;
        Constant value;
    };
    bool in_const_ = false;            // in the argument of const()
    Buffer<NamedConstant> constants_;  // NAME = const(...), known from there on in the whole module
};

}  // namespace kinglet::compiler
