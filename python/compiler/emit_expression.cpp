// Expressions: dispatch, operators, attributes, items.
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;
namespace words = bytecode;

namespace {

/// Evaluating it assigns to nothing.
bool is_plain(const Node* node) {
    if (node == nullptr) return true;
    switch (node->kind) {
        case NodeKind::Name:
        case NodeKind::Integer:
        case NodeKind::String:
        case NodeKind::NoneValue:
        case NodeKind::TrueValue:
        case NodeKind::FalseValue: return true;
        default: return false;
    }
}

/// The form with an int of the binary operators, Nop where there is none. ORDER BINARY
constexpr Opcode kWithInt[] = {
    Opcode::AddInt,    Opcode::SubtractInt, Opcode::MultiplyInt, Opcode::Nop,          Opcode::FloorDivideInt,
    Opcode::ModuloInt, Opcode::Nop,         Opcode::Nop,         Opcode::LeftShiftInt, Opcode::RightShiftInt,
    Opcode::BitAndInt, Opcode::Nop,         Opcode::Nop,
};

}  // namespace

void Emitter::to(const Node* node, Reg target) {
    if (session_.is_low_on_stack()) return session_.run_elsewhere([=, this] { to(node, target); });
    if (session_.is_too_deep()) return;
    if (is_viper() && node->kind != NodeKind::BoolOp && node->kind != NodeKind::Conditional)
        return box({target, typed_to(node, target)}, target);
    object_to(node, target);
}

void Emitter::object_to(const Node* node, Reg target) {
    switch (node->kind) {
        case NodeKind::Name: line_of(node); return load_name(as<NameNode>(node)->symbol, target);
        case NodeKind::BinaryOp:
        case NodeKind::Attribute:
        case NodeKind::Call:
        case NodeKind::Subscript: return spine(node, target);
        case NodeKind::UnaryOp: return unary(as<UnaryOp>(node), target);
        case NodeKind::BoolOp: return bool_op(as<BoolOp>(node), target);
        case NodeKind::Compare: return compare(as<Compare>(node), target);
        case NodeKind::Conditional: return conditional(as<Conditional>(node), target);
        case NodeKind::NamedExpr: return named_expression(as<NamedExpr>(node), target);
        case NodeKind::Tuple: return tuple_display(as<Sequence>(node)->elements, target);
        case NodeKind::List: return list_display(as<Sequence>(node)->elements, target);
        case NodeKind::Set: return set_display(as<Sequence>(node)->elements, target);
        case NodeKind::Dict: return dict_display(as<Dict>(node)->items, target);
        case NodeKind::JoinedStr: return joined_string(as<JoinedStr>(node), target);
        case NodeKind::TemplateStr: return template_string(as<JoinedStr>(node), target);
        case NodeKind::FormattedValue: return string_part(node, target);
        case NodeKind::Slice: return slice(as<Slice>(node), target);
        case NodeKind::ListComp:
        case NodeKind::SetComp:
        case NodeKind::DictComp: return comprehension(node, target);
        case NodeKind::GeneratorExp: return generator_expression(as<Comprehension>(node), target);
        case NodeKind::Lambda: return lambda(as<Lambda>(node), target);
        case NodeKind::Await: {
            Temps temps(*this);
            const Reg value = operand(as<Await>(node)->value, nullptr);
            line_of(node);
            return await(target, value);
        }
        case NodeKind::Yield:
        case NodeKind::YieldFrom: return yield(as<Await>(node), target);
        default: return load_constant(constant_of(node), target);
    }
}

Reg Emitter::operand(const Node* node, const Node* later) {
    if (is_viper()) return boxed(typed_operand(node, later));
    if (node->kind == NodeKind::Name) {
        const Symbol symbol = mangled(as<NameNode>(node)->symbol);
        const Place place = place_of(symbol);
        if (place.kind == Place::Kind::Register &&
            (!place.variable->has(Variable::kWalrus) || is_plain(later))) {
            check_bound(place);
            return place.index;
        }
    }
    if (node->kind == NodeKind::NamedExpr && is_plain(later)) {
        const auto* named = as<NamedExpr>(node);
        const Place place = place_named(named->name);
        if (place.kind == Place::Kind::Register) {
            to(named->value, place.index);
            mark_bound(*place.variable);
            return place.index;
        }
    }
    return to_temp(node);
}

Reg Emitter::to_temp(const Node* node) {
    const Reg target = new_temp();
    to(node, target);
    return target;
}

void Emitter::effect(const Node* node) {
    if (node->kind != NodeKind::Name && constant_of(node)) return;
    Temps temps(*this);
    operand(node, nullptr);
}

// -- chains: a + b + c, a.b(c)[d] -------------------------------------------------------------------------

/// A temporary for what lies between the steps of a chain; on top of all others, because arguments of calls
/// go behind it.
Reg Emitter::spine_scratch(Reg& scratch, Reg target) {
    if (scratch == kNoRegister) scratch = is_top(target) ? target : new_temp();
    return scratch;
}

void Emitter::spine(const Node* top, Reg target) {
    if (const Constant constant = constant_of(top)) return load_constant(constant, target);
    Temps temps(*this);
    const Node* node = top;
    while (const Node* child = spine_child(node)) node = child;
    Reg scratch = kNoRegister;
    Reg value = kNoRegister;
    // As much of the chain as is constant: `1 + 2 + x`, const(1) + x.
    const Node* prefix = node;
    while (prefix != top && (is_const_call(prefix->next) || prefix->next->kind == NodeKind::BinaryOp)) {
        prefix = prefix->next;
        if (!is_const_call(prefix) && !constant_of(prefix)) break;
        node = prefix;
    }
    if (node == top) {
        // Folding the whole failed for want of memory before, and now did not.
        if (const Constant constant = constant_of(top)) load_constant(constant, target);
        return;
    }
    const Node* parent = node->next;
    const bool is_callee = parent->kind == NodeKind::Call;
    if (!is_callee && (node->kind == NodeKind::Name || node->kind == NodeKind::NamedExpr)) {
        const Node* later = parent->kind == NodeKind::BinaryOp    ? as<BinaryOp>(parent)->right
                            : parent->kind == NodeKind::Subscript ? as<Subscript>(parent)->index
                            : parent->kind == NodeKind::Attribute ? nullptr
                                                                  : parent;
        const Place place = place_named(node->kind == NodeKind::Name ? as<NameNode>(node)->symbol
                                                                     : as<NamedExpr>(node)->name);
        if (place.kind == Place::Kind::Register) value = operand(node, later);
        if (value != kNoRegister && value != place.index) scratch = value;
    }
    if (value == kNoRegister) {
        value = spine_scratch(scratch, target);
        if (const Constant constant = constant_of(node))
            load_constant(constant, value);
        else
            to(node, value);
    }
    while (node != top) node = spine_step(node->next, top, value, scratch, target);
}

/// Applies `parent`, and for a method call the call too, to `value`. Returns the last node it dealt with.
const Node* Emitter::spine_step(const Node* parent, const Node* top, Reg& value, Reg& scratch, Reg target) {
    if (session_.failed()) return top;
    const Call* called = nullptr;
    if (parent->kind == NodeKind::Attribute && parent != top && parent->next->kind == NodeKind::Call) {
        called = as<Call>(parent->next);
        if (called->callee != parent || needs_extended_call(called->arguments)) called = nullptr;
    }
    const bool is_last = parent == top || called == top;
    if (!is_last || called != nullptr || parent->kind == NodeKind::Call) spine_scratch(scratch, target);
    const Reg result = is_last ? target : scratch;
    Temps temps(*this);
    switch (parent->kind) {
        case NodeKind::BinaryOp: binary(as<BinaryOp>(parent), value, result); break;
        case NodeKind::Subscript: subscript(result, value, as<Subscript>(parent)->index); break;
        case NodeKind::Call:
            move(scratch, value);
            call(as<Call>(parent), scratch, result);
            break;
        default:
            line_of(parent);
            if (called == nullptr) {
                attribute(result, value, as<Attribute>(parent)->name);
                break;
            }
            new_temp();  // self, behind the function
            load_method(scratch, value, as<Attribute>(parent)->name);
            method_call(called, scratch, result);
            parent = called;
    }
    value = result;
    return parent;
}

// -- operators --------------------------------------------------------------------------------------------

void Emitter::binary(const BinaryOp* node, Reg left, Reg target) {
    const u32 op = static_cast<u32>(detail<BinaryOperator>(node));
    i32 small = 0;
    if (kWithInt[op] != Opcode::Nop && small_int_of(node->right, small)) {
        line_of(node);
        return abc(kWithInt[op], target, left, static_cast<u32>(small));
    }
    Temps temps(*this);
    const Reg right = operand(node->right, nullptr);
    line_of(node);
    abc(plus(Opcode::Add, op), target, left, right);
}

void Emitter::unary(const UnaryOp* node, Reg target) {
    if (const Constant constant = constant_of(node)) return load_constant(constant, target);
    Temps temps(*this);
    const Reg value = operand(node->operand, nullptr);
    line_of(node);
    switch (detail<UnaryOperator>(node)) {
        case UnaryOperator::Not: return abc(Opcode::Not, target, value);
        case UnaryOperator::Negative: return abc(Opcode::Negative, target, value);
        case UnaryOperator::Positive: return abc(Opcode::Positive, target, value);
        case UnaryOperator::Invert: return abc(Opcode::Invert, target, value);
    }
}

void Emitter::conditional(const Conditional* node, Reg target) {
    Label done;
    while (true) {
        const int known = truth_of(node->test);
        Label otherwise;
        if (known < 0) jump_if(node->test, false, otherwise);
        if (known != 0) {
            to(node->body, target);
            if (known > 0) break;
            jump(done);
            place(otherwise);
        }
        if (node->orelse->kind != NodeKind::Conditional) {
            to(node->orelse, target);
            break;
        }
        node = as<Conditional>(node->orelse);
    }
    place(done);
}

// A variable must not see the operands that are evaluated before the last one.
void Emitter::bool_op(const BoolOp* node, Reg target) {
    Temps temps(*this);
    const Reg value = is_temp(target) ? target : new_temp();
    const u32 outcome = detail<BoolOperator>(node) == BoolOperator::Or ? 1 : 0;
    Label done;
    for (const Node* one : each(node->values)) {
        to(one, value);
        if (one->next != nullptr) test(Opcode::TestTrue, value, 0, outcome, done);
    }
    place(done);
    move(target, value);
}

void Emitter::compare(const Compare* node, Reg target) {
    Temps temps(*this);
    const Comparison* rest = node->rest;
    const bool is_chain = rest->next != nullptr;
    const Reg result = is_chain && !is_temp(target) ? new_temp() : target;
    Reg left = operand(node->left, rest->operand);
    Label done;
    for (; rest != nullptr; rest = as<Comparison>(rest->next)) {
        const Reg right =
            operand(rest->operand, rest->next == nullptr ? nullptr : as<Comparison>(rest->next)->operand);
        line_of(rest);
        const auto op = static_cast<u32>(Opcode::Equal) + static_cast<u32>(detail<CompareOperator>(rest));
        abc(static_cast<Opcode>(op), result, left, right);
        if (rest->next != nullptr) test(Opcode::TestTrue, result, 0, 0, done);
        left = right;
    }
    place(done);
    move(target, result);
}

void Emitter::named_expression(const NamedExpr* node, Reg target) {
    const Place place = place_named(node->name);
    if (place.kind == Place::Kind::Register) {
        to(node->value, place.index);
        mark_bound(*place.variable);
        return move(target, place.index);
    }
    to(node->value, target);
    store_name(node->name, target);
}

// -- attributes and items ---------------------------------------------------------------------------------

/// An instruction whose field C is a name, or its form where a register holds the name.
void Emitter::by_name(Opcode op, Opcode with_register, Reg a, Reg b, Symbol name) {
    u32 index = name_constant(mangled(name));
    Temps temps(*this);
    if (index > 255) {
        const Reg name_reg = new_temp();
        abx(Opcode::LoadConst, name_reg, index);
        op = with_register;
        index = name_reg;
    }
    abc(op, a, b, index);
}

void Emitter::attribute(Reg target, Reg object, Symbol name) {
    by_name(Opcode::LoadAttr, Opcode::LoadAttrR, target, object, name);
}

void Emitter::load_method(Reg target, Reg object, Symbol name) {
    by_name(Opcode::LoadMethod, Opcode::LoadMethodR, target, object, name);
}

void Emitter::store_attribute(Reg object, Symbol name, Reg value) {
    const u32 index = name_constant(mangled(name));
    if (index <= 255) return abc(Opcode::StoreAttr, object, index, value);
    Temps temps(*this);
    const Reg name_reg = new_temp();
    abx(Opcode::LoadConst, name_reg, index);
    abc(Opcode::StoreAttrR, object, name_reg, value);
}

void Emitter::subscript(Reg target, Reg object, const Node* index) {
    i32 small = 0;
    if (small_int_of(index, small)) {
        line_of(index);
        return abc(Opcode::GetItemInt, target, object, static_cast<u32>(small));
    }
    Temps temps(*this);
    const Reg key = operand(index, nullptr);
    line_of(index);
    abc(Opcode::GetItem, target, object, key);
}

void Emitter::slice(const Slice* node, Reg target) {
    Temps temps(*this);
    const Reg first = new_temp(3);
    const Node* parts[] = {node->lower, node->upper, node->step};
    for (u32 i = 0; i < 3; ++i) {
        if (parts[i] != nullptr)
            to(parts[i], first + i);
        else
            load_word(first + i, words::kWordNone);
    }
    abc(Opcode::BuildSlice, target, first);
}

// -- generators -------------------------------------------------------------------------------------------

/// The register that keeps what was handled before the outermost clause around; 0: no clause is around. (The
/// exception's register lies before it.)
Reg Emitter::outermost_handled() const {
    Reg found = 0;
    for (const Block* block = unit_->blocks; block != nullptr; block = block->outer) {
        if (block->kind == Block::Kind::ExceptBody || block->kind == Block::Kind::FinallyBody)
            found = block->value;
    }
    return found;
}

void Emitter::yield(const Await* node, Reg target) {
    Temps temps(*this);
    if (node->kind == NodeKind::YieldFrom) {
        const Reg value = operand(node->value, nullptr);
        const Reg iterator = new_temp();
        const Reg result = is_temp(target) ? target : new_temp();
        line_of(node);
        abc(Opcode::GetYieldFromIter, iterator, value);
        load_word(result, words::kWordNone);
        abc(Opcode::YieldFrom, result, iterator, outermost_handled());
        return move(target, result);
    }
    Reg value = 0;
    if (node->value != nullptr)
        value = operand(node->value, nullptr);
    else
        load_word(value = new_temp(), words::kWordNone);
    line_of(node);
    abc(Opcode::Yield, target, value, outermost_handled());
}

void Emitter::await(Reg target, Reg value) {
    Temps temps(*this);
    const Reg iterator = new_temp();
    const Reg result = is_temp(target) ? target : new_temp();
    abc(Opcode::GetAwaitable, iterator, value);
    load_word(result, words::kWordNone);
    abc(Opcode::YieldFrom, result, iterator, outermost_handled());
    move(target, result);
}

}  // namespace kinglet::compiler
