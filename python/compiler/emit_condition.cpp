// Conditions: tests that jump. and, or, not and chained comparisons are jumps too.
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;

namespace {

constexpr u32 kOutcome[] = {0, 1};

/// The test with a register; `is_flipped` if it tests the opposite.
Opcode test_opcode(CompareOperator op, bool& is_flipped) {
    is_flipped = op == CompareOperator::IsNot || op == CompareOperator::NotIn;
    if (op >= CompareOperator::Is) return op >= CompareOperator::In ? Opcode::TestIn : Opcode::TestIs;
    return plus(Opcode::TestEqual, static_cast<u32>(op));  // ORDER COMPARE
}

}  // namespace

/// 1 true, 0 false, -1 not known at compile time.
int Emitter::truth_of(const Node* node) {
    if (node->kind == NodeKind::UnaryOp && detail<UnaryOperator>(node) == UnaryOperator::Not) {
        const int inner = truth_of(as<UnaryOp>(node)->operand);
        return inner < 0 ? inner : 1 - inner;
    }
    if (node->kind == NodeKind::Tuple || session_.is_too_deep()) return -1;
    if (node->kind == NodeKind::BoolOp) {
        const int deciding = detail<BoolOperator>(node) == BoolOperator::Or ? 1 : 0;
        for (const Node* one : each(as<BoolOp>(node)->values)) {
            const int known = truth_of(one);
            if (known < 0 || known == deciding) return known;
        }
        return 1 - deciding;
    }
    const Constant constant = constant_of(node);
    if (constant.kind == Constant::Kind::Int) return constant.value != 0 ? 1 : 0;
    if (constant.kind != Constant::Kind::Immediate) return -1;
    return constant.value == bytecode::kWordTrue || constant.value == bytecode::kWordEllipsis ? 1 : 0;
}

void Emitter::jump_if(const Node* node, bool sense, Label& label) {
    if (session_.is_low_on_stack()) return session_.run_elsewhere([&] { jump_if(node, sense, label); });
    if (session_.is_too_deep()) return;
    while (node->kind == NodeKind::UnaryOp && detail<UnaryOperator>(node) == UnaryOperator::Not) {
        node = as<UnaryOp>(node)->operand;
        sense = !sense;
    }
    const int known = truth_of(node);
    if (known >= 0) {
        if ((known != 0) == sense) jump(label);
        return;
    }
    if (node->kind == NodeKind::BoolOp) return jump_if_bool(as<BoolOp>(node), sense, label);
    if (node->kind == NodeKind::Compare) return jump_if_compare(as<Compare>(node), sense, label);
    Temps temps(*this);
    const Typed value = typed_operand(node, nullptr);
    test(truth_test(value.type), value.reg, 0, kOutcome[sense], label);
}

void Emitter::jump_if_bool(const BoolOp* node, bool sense, Label& label) {
    const bool deciding =
        detail<BoolOperator>(node) == BoolOperator::Or;  // the outcome that ends the evaluation
    if (deciding == sense) {
        for (const Node* one : each(node->values)) jump_if(one, sense, label);
        return;
    }
    Label skip;
    for (const Node* one : each(node->values)) {
        if (one->next != nullptr)
            jump_if(one, deciding, skip);
        else
            jump_if(one, sense, label);
    }
    place(skip);
}

void Emitter::jump_if_compare(const Compare* node, bool sense, Label& label) {
    if (is_viper()) return typed_jump(node, sense, label);
    Temps temps(*this);
    const Comparison* rest = node->rest;
    Reg left = operand(node->left, rest->operand);
    Label skip;
    for (; rest->next != nullptr; rest = as<Comparison>(rest->next)) {
        const Reg right = operand(rest->operand, as<Comparison>(rest->next)->operand);
        jump_if_comparison(left, rest, right, false, sense ? skip : label);
        left = right;
    }
    jump_if_comparison(left, rest, kNoRegister, sense, label);
    place(skip);
}

/// `right_reg` holds the right operand, unless it is kNoRegister.
void Emitter::jump_if_comparison(Reg left, const Comparison* right, Reg right_reg, bool sense, Label& label) {
    const auto op = detail<CompareOperator>(right);
    bool is_flipped = false;
    const Opcode opcode = test_opcode(op, is_flipped);
    const u32 outcome = kOutcome[sense != is_flipped];
    if (right_reg == kNoRegister && opcode == Opcode::TestIs && right->operand->kind == NodeKind::NoneValue) {
        line_of(right);
        return test(Opcode::TestNone, left, 0, outcome, label);
    }
    i32 small = 0;
    if (right_reg == kNoRegister && op <= CompareOperator::GreaterEqual &&
        small_int_of(right->operand, small)) {
        const auto with_int = static_cast<u32>(Opcode::TestEqualInt) + static_cast<u32>(op);
        line_of(right);
        return test(static_cast<Opcode>(with_int), left, static_cast<u32>(small), outcome, label);
    }
    Temps temps(*this);
    if (right_reg == kNoRegister) right_reg = operand(right->operand, nullptr);
    line_of(right);
    test(opcode, left, right_reg, outcome, label);
}

}  // namespace kinglet::compiler
