// The syntax tree: what the parser gives to the compiler.
//
// A node is a struct that begins with `Node` and is told apart by `kind`; there are no virtual functions: a
// client writes `switch (node->kind)` and `as<Call>(node)`. Nodes live in the parser's arena until the next
// top-level statement is asked for; nobody frees one. Rules that hold for every tree:
//
// - Lists (statements of a body, arguments, elements ...) are chained through `Node::next`; an empty list
//   is null. See `each()`. An optional child is null when it is absent.
// - Names and literals are one-word handles that the client's SymbolSink (sink.hpp) made; the tree knows no
//   runtime values.
// - Targets have been checked: what stands in a target position can be assigned to (Name, Attribute,
//   Subscript, Tuple, List, and inside of the last two one Starred at most). There is no load or store mark:
//   the position says which it is.
// - **Spines**: a chain such as `a + b + c` or `a.b(c)[d].e` may be of any length, although nesting is
//   limited. Its nodes hang together by their *first* child (BinaryOp::left, Attribute::value, Call::callee,
//   Subscript::value), and this child, which is in no list, points back to its parent with `next`. So a
//   client needs no recursion there: go down by `spine_child()` to the end, deal with it, and come up by
//   `next` until the node where it started. Two other chains of any length hang together by their last child
//   and are loops in the client anyway: `elif` (an If with IfDetail::Elif, alone in the `orelse` of another
//   If) and `Conditional::orelse`. All else nests at most as deep as ParserOptions::max_depth.
#pragma once

#include "base/integers.hpp"

namespace kinglet::syntax {

/// An identifier, made by the client's SymbolSink. Equal names have equal symbols.
enum class Symbol : std::uintptr_t { None = 0 };
/// A string, bytes, float, imaginary or big integer literal, made by the client's SymbolSink.
enum class Literal : std::uintptr_t { None = 0 };

// clang-format off
enum class NodeKind : u8 {
    // Expressions without children
    Name,        // NameNode
    NoneValue,   // Node
    TrueValue,   // Node
    FalseValue,  // Node
    Ellipsis,    // Node
    Integer,     // IntegerNode: fits into 32 bits, never negative
    BigInteger,  // LiteralNode
    Float,       // LiteralNode
    Imaginary,   // LiteralNode
    String,      // LiteralNode; adjacent literals are joined
    Bytes,       // LiteralNode
    // Expressions
    JoinedStr,       // an f-string
    TemplateStr,     // a t-string; JoinedStr
    FormattedValue,  // only in JoinedStr::parts
    BinaryOp,
    UnaryOp,
    BoolOp,
    Compare,
    Comparison,  // only in Compare::rest
    Call,
    Keyword,  // only in Call::arguments, ClassDef::arguments, MatchClass::arguments
    Attribute,
    Subscript,
    Slice,  // only as Subscript::index, or in a Tuple there
    Tuple,
    List,
    Set,
    Dict,
    DictItem,       // only in Dict::items
    DoubleStarred,  // only in Dict::items, Call::arguments, ClassDef::arguments
    Starred,        // only in lists of elements or arguments, and in targets
    ListComp,
    SetComp,
    DictComp,
    GeneratorExp,
    ComprehensionFor,  // only in a comprehension's clauses
    Lambda,
    Parameter,  // only in Lambda::parameters, FunctionDef::parameters
    Conditional,
    NamedExpr,
    Await,
    Yield,
    YieldFrom,
    // Statements
    ExprStatement,
    Assign,
    AugAssign,
    AnnAssign,
    Return,
    Raise,
    Global,
    Nonlocal,
    Pass,      // Statement
    Break,     // Statement
    Continue,  // Statement
    Delete,
    Assert,
    Import,
    ImportFrom,
    Alias,  // only in Import::aliases, ImportFrom::aliases
    If,
    While,
    For,
    With,
    WithItem,  // only in With::items
    Try,
    ExceptHandler,  // only in Try::handlers
    FunctionDef,
    ClassDef,
    Match,
    MatchCase,  // only in Match::cases
    // Patterns of `case`
    MatchValue,
    MatchSequence,
    MatchStar,  // only in MatchSequence::patterns
    MatchMapping,
    MatchMappingItem,  // only in MatchMapping::items
    MatchClass,
    MatchAs,
    MatchOr,
};

/// Node::detail of BinaryOp and AugAssign. ORDER BINARY, as the tokens and bytecode/operators.hpp.
enum class BinaryOperator : u32 {
    Add, Subtract, Multiply, Divide, FloorDivide, Modulo, Power, MatrixMultiply,
    LeftShift, RightShift, And, Or, Xor,
};
/// Node::detail of UnaryOp.
enum class UnaryOperator : u32 { Not, Negative, Positive, Invert };
/// Node::detail of BoolOp.
enum class BoolOperator : u8 { And, Or };
/// Node::detail of Comparison. ORDER COMPARE.
enum class CompareOperator : u32 {
    Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, Is, IsNot, In, NotIn,
};
/// Node::detail of FormattedValue. `{x=}` gives a String part `x=` and, with neither conversion nor format,
/// Conversion::Repr.
enum class Conversion : u8 { None, Str, Repr, Ascii };
/// Node::detail of Parameter. The order in a list is that of the enumerators; a bare `*` or `/` leaves no
/// node of its own.
enum class ParameterKind : u8 { PositionalOnly, Plain, VarArgs, KeywordOnly, KwArgs };
/// Node::detail of For, With, FunctionDef, ComprehensionFor: `async` stood before it.
enum class AsyncDetail : u8 { Plain, Async };
/// Node::detail of If.
enum class IfDetail : u8 { If, Elif };
/// Node::detail of Try: `except*`.
enum class TryDetail : u8 { Plain, Star };
/// Node::detail of AnnAssign: Simple if the target is a name without parentheses (Python keeps only those).
enum class AnnotationDetail : u8 { Complex, Simple };

struct Node {
    u32 line : 20;    ///< counted from 1
    u32 detail : 4;   ///< an enumerator of one of the enums above, by kind; see `detail<>()`
    NodeKind kind;
    Node* next;       ///< the next element of the list, the parent on a spine, or null
};

// -- expressions --------------------------------------------------------------------------------------------

struct NameNode : Node { Symbol symbol; };
struct IntegerNode : Node { u32 value; };       ///< at most 2^31 - 1
struct LiteralNode : Node { Literal literal; };

struct JoinedStr : Node { Node* parts; };       ///< String and FormattedValue nodes; null for `f''`
struct FormattedValue : Node {
    Node* value;
    JoinedStr* format_spec;                     ///< null without `:`
    Literal source;                             ///< the text of `value`, in a TemplateStr only
};
struct BinaryOp : Node { Node *left, *right; };
struct UnaryOp : Node { Node* operand; };
struct BoolOp : Node { Node* values; };         ///< two or more
struct Compare : Node {
    Node* left;
    struct Comparison* rest;                    ///< one or more
};
struct Comparison : Node { Node* operand; };
struct Call : Node {
    Node* callee;
    Node* arguments;                            ///< expressions, Starred, Keyword, DoubleStarred, as written
};
struct Keyword : Node {
    Symbol name;
    Node* value;                                ///< a pattern in MatchClass
};
struct Attribute : Node {
    Node* value;
    Symbol name;
};
struct Subscript : Node {
    Node* value;
    Node* index;                                ///< Slice, or a Tuple (which may hold Slice and Starred)
};
struct Slice : Node { Node *lower, *upper, *step; };  ///< each optional
/// Tuple, List and Set (a Set has one or more elements).
struct Sequence : Node { Node* elements; };
struct Dict : Node { Node* items; };            ///< DictItem and DoubleStarred
struct DictItem : Node { Node *key, *value; };
/// Starred and DoubleStarred.
struct Starred : Node { Node* value; };
/// ListComp, SetComp, GeneratorExp.
struct Comprehension : Node {
    Node* element;
    struct ComprehensionFor* clauses;           ///< one or more
};
struct DictComp : Node {
    Node *key, *value;
    struct ComprehensionFor* clauses;
};
struct ComprehensionFor : Node {                ///< detail: AsyncDetail
    Node *target, *iterable;
    Node* conditions;                           ///< a list, of `if`s
};
struct Parameter : Node {
    Symbol name;
    Node *annotation, *default_value;           ///< each optional
};
struct Lambda : Node {
    Parameter* parameters;
    Node* body;
};
struct Conditional : Node { Node *test, *body, *orelse; };
struct NamedExpr : Node {                       ///< name := value
    Symbol name;
    Node* value;
};
/// Await, Yield (the value is optional), YieldFrom.
struct Await : Node { Node* value; };

// -- statements ---------------------------------------------------------------------------------------------

struct Statement : Node {
    u16 column;                                 ///< counted from 1, in characters; 65535 means that or more
    u16 level;                                  ///< ImportFrom: the number of leading dots; otherwise 0
};
struct ExprStatement : Statement { Node* value; };
struct Assign : Statement {
    Node* targets;                              ///< one or more; `a = b = c` has two
    Node* value;
};
struct AugAssign : Statement { Node *target, *value; };  ///< target: Name, Attribute, Subscript
struct AnnAssign : Statement {                  ///< detail: AnnotationDetail
    Node* target;                               ///< Name, Attribute, Subscript
    Node* annotation;
    Node* value;                                ///< optional
};
struct Return : Statement { Node* value; };     ///< optional
struct Raise : Statement { Node *exception, *cause; };  ///< each optional
/// Global and Nonlocal.
struct ScopeDeclaration : Statement { NameNode* names; };
struct Delete : Statement { Node* targets; };   ///< Name, Attribute, Subscript, Tuple, List
struct Assert : Statement { Node *test, *message; };  ///< message optional
struct Import : Statement { struct Alias* aliases; };
struct ImportFrom : Statement {                 ///< level: the number of leading dots
    Symbol module;                              ///< dotted; None for `from . import x`
    struct Alias* aliases;                      ///< null means `*`
};
struct Alias : Node {
    Symbol name;                                ///< whole: 'a.b.c'
    NameNode* parts;                            ///< a, b, c; in ImportFrom always one
    Symbol as_name;                             ///< None without `as`
};
struct If : Statement { Node *test, *body, *orelse; };     ///< detail: IfDetail; see Spines above
struct While : Statement { Node *test, *body, *orelse; };
struct For : Statement {                        ///< detail: AsyncDetail
    Node *target, *iterable, *body, *orelse;
};
struct With : Statement {                       ///< detail: AsyncDetail
    struct WithItem* items;
    Node* body;
};
struct WithItem : Node { Node *context, *target; };        ///< target optional
struct Try : Statement {                        ///< detail: TryDetail
    Node* body;
    struct ExceptHandler* handlers;
    Node *orelse, *finalbody;
};
struct ExceptHandler : Statement {
    Node* type;                                 ///< null for a bare `except:`, which is the last one
    Symbol name;                                ///< None without `as`
    Node* body;
};
struct FunctionDef : Statement {                ///< detail: AsyncDetail; line and column are those of `def`
    Symbol name;
    Node* decorators;                           ///< expressions, the outermost first
    Parameter* parameters;
    Node* returns;                              ///< annotation, optional
    Node* body;
};
struct ClassDef : Statement {
    Symbol name;
    Node* decorators;
    Node* arguments;                            ///< as Call::arguments
    Node* body;
};

// -- match --------------------------------------------------------------------------------------------------

struct Match : Statement {
    Node* subject;
    struct MatchCase* cases;
};
struct MatchCase : Statement {
    Node* pattern;
    Node* guard;                                ///< optional
    Node* body;
};
struct MatchValue : Node { Node* value; };      ///< None, True, False compare with `is`, all else with `==`
/// MatchSequence and MatchOr.
struct PatternList : Node { Node* patterns; };
struct MatchStar : Node { Symbol name; };       ///< None for `*_`
struct MatchMapping : Node {
    struct MatchMappingItem* items;
    Symbol rest;                                ///< the name of `**rest`, or None
};
struct MatchMappingItem : Node { Node *key, *pattern; };
struct MatchClass : Node {
    Node* type;
    Node* arguments;                            ///< patterns, then Keyword nodes whose value is a pattern
};
struct MatchAs : Node {
    Node* pattern;                              ///< null: a capture, or with no name the wildcard `_`
    Symbol name;
};

// clang-format on
// -- access -------------------------------------------------------------------------------------------------

/// The node as the struct that its kind has; the caller has looked at `kind`.
template <typename T>
T* as(Node* node) {
    return static_cast<T*>(node);
}
template <typename T>
const T* as(const Node* node) {
    return static_cast<const T*>(node);
}

/// `detail` as the enum that belongs to the node's kind.
template <typename E>
E detail(const Node* node) {
    return static_cast<E>(node->detail);
}

/// The first child of a node that hangs on a spine, null for all other kinds.
inline Node* spine_child(const Node* node) {
    switch (node->kind) {
        case NodeKind::BinaryOp: return as<BinaryOp>(node)->left;
        case NodeKind::Attribute: return as<Attribute>(node)->value;
        case NodeKind::Call: return as<Call>(node)->callee;
        case NodeKind::Subscript: return as<Subscript>(node)->value;
        default: return nullptr;
    }
}

/// Iterates over a list: `for (Node* argument : each(call->arguments))`.
template <typename T>
class NodeRange {
  public:
    class Iterator {
      public:
        explicit Iterator(T* node) : node_(node) {}
        T* operator*() const { return node_; }
        Iterator& operator++() {
            node_ = static_cast<T*>(node_->next);
            return *this;
        }
        bool operator!=(const Iterator& other) const { return node_ != other.node_; }

      private:
        T* node_;
    };
    explicit NodeRange(T* first) : first_(first) {}
    Iterator begin() const { return Iterator(first_); }
    Iterator end() const { return Iterator(nullptr); }

  private:
    T* first_;
};
template <typename T>
NodeRange<T> each(T* first) {
    return NodeRange<T>(first);
}

}  // namespace kinglet::syntax
