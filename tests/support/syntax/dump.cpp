#include "tests/support/syntax/dump.hpp"

#include <cstring>

namespace kinglet::syntax {

namespace {

constexpr const char* kBinary[] = {"+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "|", "^"};
constexpr const char* kUnary[] = {"not", "neg", "pos", "~"};
constexpr const char* kCompare[] = {"==", "!=", "<", "<=", ">", ">=", "is", "is-not", "in", "not-in"};
constexpr const char* kConversion[] = {"", "!s", "!r", "!a"};
constexpr const char* kParameter[] = {"pos", "arg", "*", "kw", "**"};

class Dumper {
  public:
    Dumper(const TextSink& sink, DumpStyle style) : sink_(sink), exact_(style == DumpStyle::Exact) {}

    std::string take() { return std::move(out_); }

    void list(const Node* first) {
        for (const Node* node : each(first)) {
            if (node != first) out_ += exact_ && is_statement(node) ? "\n" : " ";
            visit(node);
        }
    }

    void visit(const Node* node) {
        // Chains by the first child may be long: down without recursion, and up again.
        const Node* bottom = node;
        while (spine_child(bottom) != nullptr) {
            open_spine(bottom);
            bottom = spine_child(bottom);
        }
        leaf(bottom);
        while (bottom != node) {
            bottom = bottom->next;
            close_spine(bottom);
        }
    }

  private:
    static bool is_statement(const Node* node) {
        return node->kind >= NodeKind::ExprStatement && node->kind <= NodeKind::MatchCase &&
               node->kind != NodeKind::Alias && node->kind != NodeKind::WithItem;
    }

    void open(const char* head) {
        out_ += '(';
        out_ += head;
    }
    void close() { out_ += ')'; }
    void put(const char* text) {
        out_ += ' ';
        out_ += text;
    }
    void put(Symbol symbol) {
        out_ += ' ';
        out_ += symbol == Symbol::None ? "_" : sink_.text(symbol);
    }
    void child(const Node* node) {
        out_ += ' ';
        if (node == nullptr) {
            out_ += '_';
        } else {
            visit(node);
        }
    }
    void children(const Node* first) {
        if (first != nullptr) out_ += ' ';
        list(first);
    }
    void body(const Node* first) {
        out_ += exact_ ? " {\n" : " {";
        list(first);
        out_ += '}';
    }
    void optional_body(const char* name, const Node* first) {
        if (first == nullptr) return;
        put(name);
        body(first);
    }

    void quoted(const std::string& text) {
        out_ += '"';
        for (const char character : text) {
            const u8 byte = static_cast<u8>(character);
            const bool plain =
                exact_ ? std::isalnum(byte) != 0 : byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
            if (plain) {
                out_ += character;
            } else {
                char escape[8];
                std::snprintf(escape, sizeof escape, "\\x%02x", byte);
                out_ += escape;
            }
        }
        out_ += '"';
    }

    void literal(const Node* node) {
        const TextSink::Entry& entry = sink_.entry(as<LiteralNode>(node)->literal);
        switch (entry.kind) {
            case TextSink::Kind::String: quoted(entry.text); break;
            case TextSink::Kind::Bytes:
                out_ += 'b';
                quoted(entry.text);
                break;
            case TextSink::Kind::BigInteger:
                out_ += "<int " + std::to_string(entry.base) + " " + entry.text + ">";
                break;
            case TextSink::Kind::Float:
            case TextSink::Kind::Imaginary:
                if (exact_) {
                    const double value = std::strtod(entry.text.c_str(), nullptr);
                    u64 bits;
                    std::memcpy(&bits, &value, sizeof bits);
                    char text[32];
                    std::snprintf(text, sizeof text, "#%016llx", static_cast<unsigned long long>(bits));
                    out_ += text;
                } else {
                    out_ += entry.text;
                }
                if (entry.kind == TextSink::Kind::Imaginary) out_ += 'j';
                break;
        }
    }

    void joined(const JoinedStr* node) {
        open("f");
        for (const Node* part = node->parts; part != nullptr; part = part->next) {
            out_ += ' ';
            if (part->kind == NodeKind::String && exact_) {
                std::string text;  // adjacent parts are one for CPython
                for (;; part = part->next) {
                    text += sink_.entry(as<LiteralNode>(part)->literal).text;
                    if (part->next == nullptr || part->next->kind != NodeKind::String) break;
                }
                quoted(text);
            } else {
                visit(part);
            }
        }
        close();
    }

    void arguments(const Node* first) {
        if (!exact_) return children(first);
        // CPython's tree keeps positional and keyword arguments apart.
        const auto is_keyword = [](const Node* node) {
            return node->kind == NodeKind::Keyword || node->kind == NodeKind::DoubleStarred;
        };
        for (const Node* node : each(first)) {
            if (!is_keyword(node)) child(node);
        }
        for (const Node* node : each(first)) {
            if (is_keyword(node)) child(node);
        }
    }

    void open_spine(const Node* node) {
        switch (node->kind) {
            case NodeKind::BinaryOp: open(kBinary[node->detail]); break;
            case NodeKind::Attribute: open("."); break;
            case NodeKind::Call: open("call"); break;
            default: open("[]"); break;
        }
        out_ += ' ';
    }

    void close_spine(const Node* node) {
        switch (node->kind) {
            case NodeKind::BinaryOp: child(as<BinaryOp>(node)->right); break;
            case NodeKind::Attribute: put(as<Attribute>(node)->name); break;
            case NodeKind::Call: arguments(as<Call>(node)->arguments); break;
            default: child(as<Subscript>(node)->index); break;
        }
        close();
    }

    void comprehension(const char* head, const Node* key, const Node* value, const Node* clauses) {
        open(head);
        child(key);
        if (value != nullptr) child(value);
        children(clauses);
        close();
    }

    void sequence(const char* head, const Node* elements) {
        open(head);
        children(elements);
        close();
    }

    void wrap(const char* head, const Node* value) {
        open(head);
        if (value != nullptr) child(value);
        close();
    }

    void leaf(const Node* node) {
        if (is_statement(node)) return statement(node);
        switch (node->kind) {
            case NodeKind::Name: out_ += sink_.text(as<NameNode>(node)->symbol); break;
            case NodeKind::NoneValue: out_ += "None"; break;
            case NodeKind::TrueValue: out_ += "True"; break;
            case NodeKind::FalseValue: out_ += "False"; break;
            case NodeKind::Ellipsis: out_ += "..."; break;
            case NodeKind::Integer: out_ += std::to_string(as<IntegerNode>(node)->value); break;
            case NodeKind::BigInteger:
            case NodeKind::Float:
            case NodeKind::Imaginary:
            case NodeKind::String:
            case NodeKind::Bytes: literal(node); break;
            case NodeKind::TemplateStr:
            case NodeKind::JoinedStr: joined(as<JoinedStr>(node)); break;
            case NodeKind::FormattedValue: {
                const auto* value = as<FormattedValue>(node);
                open("{}");
                child(value->value);
                if (node->detail != 0) put(kConversion[node->detail]);
                if (value->format_spec != nullptr) child(value->format_spec);
                close();
                break;
            }
            case NodeKind::UnaryOp: wrap(kUnary[node->detail], as<UnaryOp>(node)->operand); break;
            case NodeKind::BoolOp:
                sequence(detail<BoolOperator>(node) == BoolOperator::And ? "and" : "or",
                         as<BoolOp>(node)->values);
                break;
            case NodeKind::Compare:
                open("compare");
                child(as<Compare>(node)->left);
                for (const Node* item : each(as<Compare>(node)->rest)) {
                    put(kCompare[item->detail]);
                    child(as<Comparison>(item)->operand);
                }
                close();
                break;
            case NodeKind::Keyword:
                open("=");
                put(as<Keyword>(node)->name);
                child(as<Keyword>(node)->value);
                close();
                break;
            case NodeKind::Slice:
                open("slice");
                child(as<Slice>(node)->lower);
                child(as<Slice>(node)->upper);
                child(as<Slice>(node)->step);
                close();
                break;
            case NodeKind::Tuple: sequence("tuple", as<Sequence>(node)->elements); break;
            case NodeKind::List: sequence("list", as<Sequence>(node)->elements); break;
            case NodeKind::Set: sequence("set", as<Sequence>(node)->elements); break;
            case NodeKind::Dict: sequence("dict", as<Dict>(node)->items); break;
            case NodeKind::DictItem:
                open(":");
                child(as<DictItem>(node)->key);
                child(as<DictItem>(node)->value);
                close();
                break;
            case NodeKind::Starred: wrap("*", as<Starred>(node)->value); break;
            case NodeKind::DoubleStarred: wrap("**", as<Starred>(node)->value); break;
            case NodeKind::ListComp:
            case NodeKind::SetComp:
            case NodeKind::GeneratorExp: {
                const auto* value = as<Comprehension>(node);
                const bool is_list = node->kind == NodeKind::ListComp;
                comprehension(is_list                           ? "listcomp"
                              : node->kind == NodeKind::SetComp ? "setcomp"
                                                                : "genexp",
                              value->element, nullptr, value->clauses);
                break;
            }
            case NodeKind::DictComp: {
                const auto* value = as<DictComp>(node);
                comprehension("dictcomp", value->key, value->value, value->clauses);
                break;
            }
            case NodeKind::ComprehensionFor: {
                const auto* clause = as<ComprehensionFor>(node);
                open(node->detail != 0 ? "async-for" : "for");
                child(clause->target);
                child(clause->iterable);
                for (const Node* condition : each(clause->conditions)) {
                    out_ += ' ';
                    wrap("if", condition);
                }
                close();
                break;
            }
            case NodeKind::Lambda:
                open("lambda ");
                sequence("", as<Lambda>(node)->parameters);
                child(as<Lambda>(node)->body);
                close();
                break;
            case NodeKind::Parameter: {
                const auto* value = as<Parameter>(node);
                open(kParameter[node->detail]);
                put(value->name);
                if (value->annotation != nullptr) {
                    put(":");
                    child(value->annotation);
                }
                if (value->default_value != nullptr) {
                    put("=");
                    child(value->default_value);
                }
                close();
                break;
            }
            case NodeKind::Conditional: conditional(node); break;
            case NodeKind::NamedExpr:
                open(":=");
                put(as<NamedExpr>(node)->name);
                child(as<NamedExpr>(node)->value);
                close();
                break;
            case NodeKind::Await: wrap("await", as<Await>(node)->value); break;
            case NodeKind::Yield: wrap("yield", as<Await>(node)->value); break;
            case NodeKind::YieldFrom: wrap("yield-from", as<Await>(node)->value); break;
            case NodeKind::Alias: alias(as<Alias>(node)); break;
            case NodeKind::WithItem: {
                const auto* item = as<WithItem>(node);
                open("item");
                child(item->context);
                if (item->target != nullptr) child(item->target);
                close();
                break;
            }
            default: pattern(node); break;
        }
    }

    // `a if b else c if d else ...` of any length: a loop.
    void conditional(const Node* node) {
        u32 depth = 0;
        for (; node->kind == NodeKind::Conditional; node = as<Conditional>(node)->orelse, ++depth) {
            open("?");
            child(as<Conditional>(node)->test);
            child(as<Conditional>(node)->body);
            out_ += ' ';
        }
        visit(node);
        out_.append(depth, ')');
    }

    void alias(const Alias* node) {
        open("as");
        put(node->name);
        if (node->parts->next != nullptr) {
            out_ += " [";
            list(node->parts);
            out_ += ']';
        }
        if (node->as_name != Symbol::None) put(node->as_name);
        close();
    }

    void pattern(const Node* node) {
        switch (node->kind) {
            case NodeKind::MatchValue: wrap("value", as<MatchValue>(node)->value); break;
            case NodeKind::MatchSequence: sequence("sequence", as<PatternList>(node)->patterns); break;
            case NodeKind::MatchOr: sequence("|", as<PatternList>(node)->patterns); break;
            case NodeKind::MatchStar:
                open("*");
                put(as<MatchStar>(node)->name);
                close();
                break;
            case NodeKind::MatchMapping:
                open("mapping");
                children(as<MatchMapping>(node)->items);
                if (as<MatchMapping>(node)->rest != Symbol::None) {
                    put("**");
                    put(as<MatchMapping>(node)->rest);
                }
                close();
                break;
            case NodeKind::MatchMappingItem:
                open(":");
                child(as<MatchMappingItem>(node)->key);
                child(as<MatchMappingItem>(node)->pattern);
                close();
                break;
            case NodeKind::MatchClass:
                open("class");
                child(as<MatchClass>(node)->type);
                children(as<MatchClass>(node)->arguments);
                close();
                break;
            case NodeKind::MatchAs:
                open("as");
                child(as<MatchAs>(node)->pattern);
                put(as<MatchAs>(node)->name);
                close();
                break;
            default: out_ += "<?>"; break;
        }
    }

    // -- statements -----------------------------------------------------------------------------------------

    void open_statement(const Node* node, const char* head) {
        if (exact_ && node->kind != NodeKind::MatchCase) out_ += std::to_string(node->line) + ":";
        open(node->detail != 0 && is_async_kind(node) ? "async-" : "");
        out_ += head;
    }
    static bool is_async_kind(const Node* node) {
        return node->kind == NodeKind::For || node->kind == NodeKind::With ||
               node->kind == NodeKind::FunctionDef;
    }

    void statement(const Node* node) {
        switch (node->kind) {
            case NodeKind::ExprStatement:
                open_statement(node, "expr");
                child(as<ExprStatement>(node)->value);
                break;
            case NodeKind::Assign:
                open_statement(node, "=");
                children(as<Assign>(node)->targets);
                child(as<Assign>(node)->value);
                break;
            case NodeKind::AugAssign:
                open_statement(node, kBinary[node->detail]);
                out_ += '=';
                child(as<AugAssign>(node)->target);
                child(as<AugAssign>(node)->value);
                break;
            case NodeKind::AnnAssign:
                open_statement(node, node->detail != 0 ? "ann" : "ann-complex");
                child(as<AnnAssign>(node)->target);
                child(as<AnnAssign>(node)->annotation);
                child(as<AnnAssign>(node)->value);
                break;
            case NodeKind::Return:
                open_statement(node, "return");
                if (as<Return>(node)->value != nullptr) child(as<Return>(node)->value);
                break;
            case NodeKind::Raise:
                open_statement(node, "raise");
                if (as<Raise>(node)->exception != nullptr) child(as<Raise>(node)->exception);
                if (as<Raise>(node)->cause != nullptr) child(as<Raise>(node)->cause);
                break;
            case NodeKind::Global:
            case NodeKind::Nonlocal:
                open_statement(node, node->kind == NodeKind::Global ? "global" : "nonlocal");
                children(as<ScopeDeclaration>(node)->names);
                break;
            case NodeKind::Pass: open_statement(node, "pass"); break;
            case NodeKind::Break: open_statement(node, "break"); break;
            case NodeKind::Continue: open_statement(node, "continue"); break;
            case NodeKind::Delete:
                open_statement(node, "del");
                children(as<Delete>(node)->targets);
                break;
            case NodeKind::Assert:
                open_statement(node, "assert");
                child(as<Assert>(node)->test);
                if (as<Assert>(node)->message != nullptr) child(as<Assert>(node)->message);
                break;
            case NodeKind::Import:
                open_statement(node, "import");
                children(as<Import>(node)->aliases);
                break;
            case NodeKind::ImportFrom: {
                const auto* import = as<ImportFrom>(node);
                open_statement(node, "from");
                put(std::to_string(import->level).c_str());
                put(import->module);
                children(import->aliases);
                if (import->aliases == nullptr) put("*");
                break;
            }
            default: compound(node); break;
        }
        close();
    }

    void compound(const Node* node) {
        switch (node->kind) {
            case NodeKind::If: if_chain(node); break;
            case NodeKind::While:
                open_statement(node, "while");
                child(as<While>(node)->test);
                body(as<While>(node)->body);
                optional_body("else", as<While>(node)->orelse);
                break;
            case NodeKind::For:
                open_statement(node, "for");
                child(as<For>(node)->target);
                child(as<For>(node)->iterable);
                body(as<For>(node)->body);
                optional_body("else", as<For>(node)->orelse);
                break;
            case NodeKind::With:
                open_statement(node, "with");
                children(as<With>(node)->items);
                body(as<With>(node)->body);
                break;
            case NodeKind::Try:
                open_statement(node, node->detail != 0 ? "try*" : "try");
                body(as<Try>(node)->body);
                children(as<Try>(node)->handlers);
                optional_body("else", as<Try>(node)->orelse);
                optional_body("finally", as<Try>(node)->finalbody);
                break;
            case NodeKind::ExceptHandler:
                open_statement(node, "except");
                child(as<ExceptHandler>(node)->type);
                put(as<ExceptHandler>(node)->name);
                body(as<ExceptHandler>(node)->body);
                break;
            case NodeKind::FunctionDef: {
                const auto* function = as<FunctionDef>(node);
                open_statement(node, "def");
                put(function->name);
                out_ += ' ';
                sequence("", function->parameters);
                if (function->returns != nullptr) {
                    put("->");
                    child(function->returns);
                }
                decorators(function->decorators);
                body(function->body);
                break;
            }
            case NodeKind::ClassDef:
                open_statement(node, "class");
                put(as<ClassDef>(node)->name);
                arguments(as<ClassDef>(node)->arguments);
                decorators(as<ClassDef>(node)->decorators);
                body(as<ClassDef>(node)->body);
                break;
            case NodeKind::Match:
                open_statement(node, "match");
                child(as<Match>(node)->subject);
                children(as<Match>(node)->cases);
                break;
            case NodeKind::MatchCase:
                open_statement(node, "case");
                child(as<MatchCase>(node)->pattern);
                if (as<MatchCase>(node)->guard != nullptr) {
                    put("if");
                    child(as<MatchCase>(node)->guard);
                }
                body(as<MatchCase>(node)->body);
                break;
            default: out_ += "<?"; break;
        }
    }

    void decorators(const Node* first) {
        for (const Node* node : each(first)) {
            out_ += ' ';
            wrap("@", node);
        }
    }

    // elif, elif, elif ... : a loop.
    void if_chain(const Node* node) {
        u32 depth = 0;
        for (;;) {
            const auto* branch = as<If>(node);
            open_statement(node, "if");
            child(branch->test);
            body(branch->body);
            if (branch->orelse == nullptr || branch->orelse->detail == 0 ||
                branch->orelse->kind != NodeKind::If) {
                optional_body("else", branch->orelse);
                break;
            }
            out_ += exact_ ? " else {\n" : " else {";
            node = branch->orelse;
            ++depth;
        }
        while (depth-- != 0) out_ += ")}";
    }

    const TextSink& sink_;
    bool exact_;
    std::string out_;
};

}  // namespace

std::string dump(const Node* node, const TextSink& sink, DumpStyle style) {
    Dumper dumper(sink, style);
    dumper.list(node);
    return dumper.take();
}

}  // namespace kinglet::syntax
