// Expressions in @micropython.viper functions: each gives a value and its type. The rules are MicroPython's:
// no operation mixes words and objects, int and uint are not ordered, pointers can only be indexed.
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;
namespace words = bytecode;

namespace {

bool is_object(WordType type) {
    return type == WordType::Object || type == WordType::None;
}
bool is_number(WordType type) {
    return type == WordType::Int || type == WordType::Uint;
}

/// Load8, Load16 or Load32 for a pointer that can be indexed; `first` is the first of them.
Opcode access(Opcode first, WordType pointer) {
    return plus(first, static_cast<u32>(pointer) - static_cast<u32>(WordType::Ptr8));
}

/// Nop for an operator that words have not. ORDER BINARY
constexpr Opcode kWordOpcodes[] = {
    Opcode::WordAdd,         Opcode::WordSubtract,   Opcode::WordMultiply, Opcode::Nop,
    Opcode::WordFloorDivide, Opcode::WordModulo,     Opcode::Nop,          Opcode::Nop,
    Opcode::WordLeftShift,   Opcode::WordRightShift, Opcode::WordAnd,      Opcode::WordOr,
    Opcode::WordXor,
};

Opcode word_opcode(BinaryOperator op, WordType left) {
    if (op == BinaryOperator::RightShift && left == WordType::Uint) return Opcode::WordShiftDown;
    return kWordOpcodes[static_cast<u32>(op)];
}

const char* method_of(BinaryOperator op) {
    if (op == BinaryOperator::Power) return "__pow__";
    return op == BinaryOperator::Divide ? "__truediv__" : "__matmul__";
}

}  // namespace

// -- values -----------------------------------------------------------------------------------------------

Typed Emitter::typed_operand(const Node* node, const Node* later) {
    if (!is_viper()) return {operand(node, later)};
    if (node->kind == NodeKind::Name) {
        const Place place = place_named(as<NameNode>(node)->symbol);
        const bool may_change = place.variable != nullptr && place.variable->has(Variable::kWalrus);
        if (place.kind == Place::Kind::Register && (!may_change || later == nullptr)) {
            const WordType type = unit_->viper->of[place.index];
            if (type == WordType::Unknown)
                session_.fail_type(Message::TypeNotKnown, static_cast<Handle>(place.variable->symbol));
            check_bound(place);
            return {place.index, type};
        }
    }
    const Reg target = new_temp();
    return {target, typed_to(node, target)};
}

WordType Emitter::typed_to(const Node* node, Reg target) {
    if (session_.is_too_deep()) return WordType::Object;
    if (const Constant constant = constant_of(node)) return typed_constant(constant, target);
    switch (node->kind) {
        case NodeKind::Name: {
            line_of(node);
            const Symbol symbol = as<NameNode>(node)->symbol;
            const Place place = place_named(symbol);
            if (place.kind != Place::Kind::Register) {
                load_name(symbol, target);
                return WordType::Object;
            }
            const Typed value = typed_operand(node, nullptr);
            move(target, value.reg);
            return value.type;
        }
        case NodeKind::BinaryOp:
        case NodeKind::Attribute:
        case NodeKind::Call:
        case NodeKind::Subscript: return typed_spine(node, target);
        case NodeKind::UnaryOp: return typed_unary(as<UnaryOp>(node), target);
        case NodeKind::BoolOp: return typed_bool_op(as<BoolOp>(node), target);
        case NodeKind::Compare: return typed_compare(as<Compare>(node), target);
        case NodeKind::Conditional: return typed_conditional(as<Conditional>(node), target);
        case NodeKind::NamedExpr: return typed_named(as<NamedExpr>(node), target);
        default: object_to(node, target); return WordType::Object;
    }
}

WordType Emitter::typed_constant(const Constant& constant, Reg target) {
    if (constant.kind == Constant::Kind::Immediate && constant.value == words::kWordNone) {
        load_constant(constant, target);
        return WordType::None;
    }
    if (constant.kind == Constant::Kind::Immediate && constant.value != words::kWordEllipsis) {
        load_word(target, constant.value == words::kWordTrue ? 1 : 0);
        return WordType::Bool;
    }
    if (constant.kind != Constant::Kind::Int || constant.value != static_cast<isize>(constant.value)) {
        load_constant(constant, target);
        return WordType::Object;
    }
    if (constant.value == static_cast<i16>(constant.value)) {
        load_word(target, static_cast<i32>(constant.value));
    } else {
        load_constant(constant, target);
        abc(Opcode::ToWord, target, target, 0);
    }
    return WordType::Int;
}

/// For what has one of several values.
WordType Emitter::same_type(WordType first, WordType second) {
    if (is_object(first) && is_object(second)) return WordType::Object;
    if (first != second) fail_types(Message::OutcomesMixTypes, first, second);
    return first;
}

WordType Emitter::typed_bool_op(const BoolOp* node, Reg target) {
    Temps temps(*this);
    const Reg value = is_temp(target) ? target : new_temp();
    const u32 outcome = detail<BoolOperator>(node) == BoolOperator::Or ? 1 : 0;
    Label done;
    WordType type = WordType::Unknown;
    for (const Node* one : each(node->values)) {
        const WordType its = typed_to(one, value);
        type = type == WordType::Unknown ? its : same_type(type, its);
        if (one->next != nullptr) test(truth_test(type), value, 0, outcome, done);
    }
    place(done);
    move(target, value);
    return type;
}

WordType Emitter::typed_conditional(const Conditional* node, Reg target) {
    Label otherwise;
    Label done;
    jump_if(node->test, false, otherwise);
    const WordType body = typed_to(node->body, target);
    jump(done);
    place(otherwise);
    const WordType orelse = typed_to(node->orelse, target);
    place(done);
    return same_type(body, orelse);
}

WordType Emitter::typed_named(const NamedExpr* node, Reg target) {
    const WordType type = typed_to(node->value, target);
    const Place place = place_named(node->name);
    if (place.kind == Place::Kind::Register) {
        note_store(place, type);
        mark_bound(*place.variable);
        move(place.index, target);
    } else {
        Temps temps(*this);
        store_name(node->name, boxed({target, type}));
    }
    return type;
}

// -- chains: a + b + c, p[i], int(x) ----------------------------------------------------------------------

WordType Emitter::typed_spine(const Node* top, Reg target) {
    Temps temps(*this);
    const Node* node = top;
    while (const Node* child = spine_child(node)) node = child;
    while (node->next->kind == NodeKind::BinaryOp && node->next != top && constant_of(node->next))
        node = node->next;
    Reg scratch = kNoRegister;
    Typed value{kNoRegister};
    WordType wanted = WordType::Object;
    const Call* casting = node->next->kind == NodeKind::Call ? cast_call(node, wanted) : nullptr;
    if (casting != nullptr) {
        value.reg = casting == top ? target : spine_scratch(scratch, target);
        value.type = cast(casting, wanted, value.reg);
        node = casting;
    } else if (node->kind == NodeKind::Name && node->next->kind != NodeKind::Call) {
        value = typed_operand(node, node->next->kind == NodeKind::Attribute ? nullptr : top);
        if (is_top(value.reg)) scratch = value.reg;
    } else {
        value.reg = spine_scratch(scratch, target);
        value.type = typed_to(node, value.reg);
    }
    while (node != top && !session_.failed()) {
        const Node* parent = node->next;
        const bool is_item = parent->kind == NodeKind::Subscript && !is_object(value.type);
        if (!is_item && parent->kind != NodeKind::BinaryOp) {
            if (!is_object(value.type)) {
                box(value, spine_scratch(scratch, target));
                value.reg = scratch;
            }
            node = spine_step(parent, top, value.reg, scratch, target);
            value.type = WordType::Object;
            continue;
        }
        const Reg result = parent == top ? target : spine_scratch(scratch, target);
        Temps inner(*this);
        if (!is_item &&
            typed_with_int(detail<BinaryOperator>(parent), value, as<BinaryOp>(parent)->right, result)) {
            value.reg = result;
        } else if (is_item) {
            value = {result, typed_load(value, as<Subscript>(parent)->index, result)};
        } else {
            const Typed right = typed_operand(as<BinaryOp>(parent)->right, nullptr);
            line_of(parent);
            value = {result, typed_binary(detail<BinaryOperator>(parent), value, right, result, Opcode::Add)};
        }
        node = parent;
    }
    return value.type;
}

/// The call of which `callee` is the callee, if that is the global name of a type of words.
const Call* Emitter::cast_call(const Node* callee, WordType& type) {
    if (callee->kind != NodeKind::Name) return nullptr;
    const auto* call = as<Call>(callee->next);
    if (call->callee != callee) return nullptr;
    const Symbol symbol = as<NameNode>(callee)->symbol;
    const int named = type_named(symbol);
    if (named < static_cast<int>(WordType::Bool)) return nullptr;
    if (place_named(symbol).kind != Place::Kind::Global) return nullptr;
    const Node* argument = call->arguments;
    if (argument == nullptr || argument->next != nullptr || argument->kind == NodeKind::Starred ||
        argument->kind == NodeKind::Keyword || argument->kind == NodeKind::DoubleStarred)
        return nullptr;
    type = static_cast<WordType>(named);
    return call;
}

WordType Emitter::cast(const Call* node, WordType type, Reg target) {
    Temps temps(*this);
    const Node* argument = node->arguments;
    if (argument->kind == NodeKind::Name) {
        const Symbol symbol = as<NameNode>(argument)->symbol;
        if (type_named(symbol) >= static_cast<int>(WordType::Bool) &&
            place_named(symbol).kind == Place::Kind::Global)
            session_.fail_not_implemented(Message::CastOfCast);
    }
    const Typed value = typed_operand(argument, nullptr);
    line_of(node);
    const bool to_truth = type == WordType::Bool && value.type != WordType::Bool;
    if (value.type == WordType::None) {
        load_word(target, 0);
    } else if (value.type == WordType::Object) {
        abc(Opcode::ToWord, target, value.reg, to_truth ? 1 : type >= WordType::Ptr ? 2 : 0);
    } else if (to_truth) {
        Label done;
        const Reg truth = new_temp();
        load_word(truth, 0);
        test(Opcode::TestWord, value.reg, 0, 0, done);
        load_word(truth, 1);
        place(done);
        move(target, truth);
    } else {
        move(target, value.reg);
    }
    return type;
}

// -- items ------------------------------------------------------------------------------------------------

WordType Emitter::typed_load(Typed base, const Node* index, Reg target) {
    const Typed key = typed_operand(index, nullptr);
    line_of(index);
    return load_item(base, key, target);
}

WordType Emitter::load_item(Typed base, Typed index, Reg target) {
    if (is_object(base.type)) {
        const Reg key = boxed(index);
        abc(Opcode::GetItem, target, base.reg, key);
        return WordType::Object;
    }
    if (base.type < WordType::Ptr8) fail_types(Message::CannotLoadFrom, base.type);
    if (!is_number(index.type)) fail_types(Message::CannotLoadWith, index.type);
    if (!session_.failed()) abc(access(Opcode::Load8, base.type), target, base.reg, index.reg);
    return WordType::Int;
}

void Emitter::store_item(Typed base, Typed index, Typed value) {
    if (is_object(base.type)) {
        const Reg key = boxed(index);
        return abc(Opcode::SetItem, base.reg, key, boxed(value));
    }
    if (base.type < WordType::Ptr8) return fail_types(Message::CannotStoreTo, base.type);
    if (!is_number(value.type) && value.type != WordType::Bool)
        return fail_types(Message::CannotStore, value.type);
    if (!is_number(index.type)) return fail_types(Message::CannotStoreWith, index.type);
    abc(access(Opcode::Store8, base.type), base.reg, index.reg, value.reg);
}

// -- operators --------------------------------------------------------------------------------------------

WordType Emitter::typed_unary(const UnaryOp* node, Reg target) {
    Temps temps(*this);
    const Typed value = typed_operand(node->operand, nullptr);
    line_of(node);
    const auto op = detail<UnaryOperator>(node);
    if (is_object(value.type)) {
        constexpr Opcode kOpcodes[] = {Opcode::Not, Opcode::Negative, Opcode::Positive, Opcode::Invert};
        abc(kOpcodes[static_cast<u32>(op)], target, value.reg);
        return WordType::Object;
    }
    const bool is_not = op == UnaryOperator::Not;
    if (!is_number(value.type) && !(is_not && value.type == WordType::Bool))
        fail_types(Message::UnaryNotOfType, value.type);
    if (is_not && is_number(value.type)) session_.fail_type(Message::NotNotImplemented);
    if (op == UnaryOperator::Positive) {
        move(target, value.reg);
        return value.type;
    }
    const bool is_negative = op == UnaryOperator::Negative;
    const Reg other = new_temp();
    load_word(other, is_negative ? 0 : is_not ? 1 : -1);
    abc(is_negative ? Opcode::WordSubtract : Opcode::WordXor, target, other, value.reg);
    return value.type;
}

/// `first` is the first opcode of the group that objects take: Add or InplaceAdd.
WordType Emitter::typed_binary(BinaryOperator op, Typed left, Typed right, Reg target, Opcode first) {
    if (is_object(left.type) && is_object(right.type)) {
        abc(plus(first, static_cast<u32>(to_bytecode(op))), target, left.reg, right.reg);
        return WordType::Object;
    }
    if (!is_number(left.type) || !is_number(right.type)) {
        fail_types(Message::BinaryMixesTypes, left.type, right.type);
        return WordType::Object;
    }
    const Opcode opcode = word_opcode(op, left.type);
    const bool is_division = opcode == Opcode::WordFloorDivide || opcode == Opcode::WordModulo;
    if (is_division && left.type == WordType::Uint) session_.fail_type(Message::UnsignedDivision);
    if (opcode == Opcode::Nop)
        session_.fail_type(Message::BinaryNotImplemented,
                           static_cast<Handle>(session_.intern(method_of(op))));
    abc(opcode, target, left.reg, right.reg);
    return left.type;
}

/// left op right, where right is a small int that an instruction has room for. False: it is not so.
bool Emitter::typed_with_int(BinaryOperator op, Typed left, const Node* right, Reg target) {
    i32 small = 0;
    if (!is_number(left.type) || !small_int_of(right, small)) return false;
    const bool is_shift = op == BinaryOperator::LeftShift || op == BinaryOperator::RightShift;
    Opcode opcode = Opcode::WordAddInt;
    if (op == BinaryOperator::Subtract && small != -128)
        small = -small;
    else if (op == BinaryOperator::And)
        opcode = Opcode::WordAndInt;
    else if (is_shift && static_cast<u32>(small) < 32)
        opcode = op == BinaryOperator::LeftShift ? Opcode::WordLeftShiftInt
                 : left.type == WordType::Uint   ? Opcode::WordShiftDownInt
                                                 : Opcode::WordRightShiftInt;
    else if (op != BinaryOperator::Add)
        return false;
    line_of(right);
    abc(opcode, target, left.reg, static_cast<u32>(small));
    return true;
}

// -- comparisons ------------------------------------------------------------------------------------------

/// Words, not objects; an error if they cannot be compared.
bool Emitter::compares_words(CompareOperator op, Typed left, Typed right) {
    if (is_object(left.type) && is_object(right.type)) return false;
    if (!is_number(left.type) || !is_number(right.type))
        fail_types(Message::BinaryMixesTypes, left.type, right.type);
    else if (op > CompareOperator::GreaterEqual)
        session_.fail_type(Message::BinaryNotImplemented, static_cast<Handle>(session_.intern("")));
    else if (left.type != right.type)
        session_.fail_type(Message::CompareMixesTypes);
    return true;
}

void Emitter::typed_test(CompareOperator op, Typed left, Typed right, bool sense, Label& label) {
    const bool is_negated = op == CompareOperator::NotEqual || op == CompareOperator::LessEqual ||
                            op == CompareOperator::GreaterEqual || op == CompareOperator::IsNot ||
                            op == CompareOperator::NotIn;
    u32 outcome = sense != is_negated ? 1 : 0;
    if (!compares_words(op, left, right)) {
        Opcode opcode = plus(Opcode::TestEqual, static_cast<u32>(op));
        if (op == CompareOperator::Is || op == CompareOperator::IsNot)
            opcode = Opcode::TestIs;
        else if (op == CompareOperator::In || op == CompareOperator::NotIn)
            opcode = Opcode::TestIn;
        else
            outcome = sense ? 1 : 0;
        return test(opcode, left.reg, right.reg, outcome, label);
    }
    if (session_.failed()) return;
    if (op <= CompareOperator::NotEqual)
        return test(Opcode::TestWordEqual, left.reg, right.reg, outcome, label);
    // a <= b is not b < a.
    const bool is_swapped = op == CompareOperator::Greater || op == CompareOperator::LessEqual;
    test(left.type == WordType::Uint ? Opcode::TestWordBelow : Opcode::TestWordLess,
         is_swapped ? right.reg : left.reg, is_swapped ? left.reg : right.reg, outcome, label);
}

/// The same for a comparison of an int with a small one.
bool Emitter::typed_test_int(CompareOperator op, Typed left, const Node* right, bool sense, Label& label) {
    i32 small = 0;
    if (left.type != WordType::Int || op > CompareOperator::GreaterEqual || !small_int_of(right, small))
        return false;
    const bool is_equality = op <= CompareOperator::NotEqual;
    // a <= n is a < n + 1; what is left is the opposite of == and of <.
    if (op == CompareOperator::LessEqual || op == CompareOperator::Greater) ++small;
    if (small > 127) return false;
    const bool is_negated = op == CompareOperator::NotEqual || op == CompareOperator::Greater ||
                            op == CompareOperator::GreaterEqual;
    line_of(right);
    test(is_equality ? Opcode::TestWordEqualInt : Opcode::TestWordLessInt, left.reg, static_cast<u32>(small),
         sense != is_negated ? 1 : 0, label);
    return true;
}

void Emitter::typed_jump(const Compare* node, bool sense, Label& label) {
    Temps temps(*this);
    const Comparison* rest = node->rest;
    Typed left = typed_operand(node->left, rest->operand);
    Label skip;
    for (; rest != nullptr && !session_.failed(); rest = as<Comparison>(rest->next)) {
        const bool is_last = rest->next == nullptr;
        if (is_last && typed_test_int(detail<CompareOperator>(rest), left, rest->operand, sense, label))
            break;
        const Typed right =
            typed_operand(rest->operand, is_last ? nullptr : as<Comparison>(rest->next)->operand);
        line_of(rest);
        const auto op = detail<CompareOperator>(rest);
        typed_test(op, left, right, is_last && sense, is_last || !sense ? label : skip);
        left = right;
    }
    place(skip);
}

WordType Emitter::typed_compare(const Compare* node, Reg target) {
    const Comparison* rest = node->rest;
    Label yes;
    Label done;
    if (rest->next == nullptr) {
        Temps temps(*this);
        const Typed left = typed_operand(node->left, rest->operand);
        const Typed right = typed_operand(rest->operand, nullptr);
        line_of(rest);
        const auto op = detail<CompareOperator>(rest);
        if (!compares_words(op, left, right)) {
            abc(plus(Opcode::Equal, static_cast<u32>(op)), target, left.reg, right.reg);
            return WordType::Object;
        }
        typed_test(op, left, right, true, yes);
    } else {
        typed_jump(node, true, yes);
    }
    load_word(target, 0);
    jump(done);
    place(yes);
    load_word(target, 1);
    place(done);
    return WordType::Bool;
}

}  // namespace kinglet::compiler
