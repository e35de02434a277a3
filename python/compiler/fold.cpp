// Constants: what is known at compile time. Ints of 64 bits are computed here; floats, strings and longer
// ints by the sink if it can.
#include "base/flash.hpp"
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;
using bytecode::kNotFolded;
using bytecode::kOutOfMemory;

namespace {

Constant of_int(i64 value) {
    return {Constant::Kind::Int, value};
}
Constant of_word(u32 word) {
    return {Constant::Kind::Immediate, static_cast<i64>(word)};
}
Constant of_bool(bool value) {
    return of_word(value ? bytecode::kWordTrue : bytecode::kWordFalse);
}

bool power(i64 base, i64 exponent, i64& result) {
    if (exponent < 0 || exponent > 63) return false;
    result = 1;
    for (; exponent > 0; --exponent) {
        if (__builtin_mul_overflow(result, base, &result)) return false;
    }
    return true;
}

bool divide(i64 left, i64 right, i64& quotient, i64& rest) {
    if (right == 0 || right == -1) return false;
    quotient = left / right;
    rest = left % right;
    if (rest != 0 && (rest < 0) != (right < 0)) {
        --quotient;
        rest += right;
    }
    return true;
}

bool compute(BinaryOperator op, i64 left, i64 right, i64& result) {
    i64 other = 0;
    switch (op) {
        case BinaryOperator::Add: return !__builtin_add_overflow(left, right, &result);
        case BinaryOperator::Subtract: return !__builtin_sub_overflow(left, right, &result);
        case BinaryOperator::Multiply: return !__builtin_mul_overflow(left, right, &result);
        case BinaryOperator::FloorDivide: return divide(left, right, result, other);
        case BinaryOperator::Modulo: return divide(left, right, other, result);
        case BinaryOperator::Power: return power(left, right, result);
        case BinaryOperator::LeftShift:
            return right >= 0 && right < 63 && !__builtin_mul_overflow(left, i64{1} << right, &result);
        case BinaryOperator::RightShift:
            if (right < 0) return false;
            result = left >> (right > 63 ? 63 : right);
            return true;
        case BinaryOperator::And: result = left & right; return true;
        case BinaryOperator::Or: result = left | right; return true;
        case BinaryOperator::Xor: result = left ^ right; return true;
        case BinaryOperator::Divide:
        case BinaryOperator::MatrixMultiply: return false;
    }
    return false;
}

}  // namespace

Constant Emitter::handle_constant(Handle handle) {
    if (handle == kNotFolded || session_.checked(handle) == kOutOfMemory) return {};
    return {Constant::Kind::Object, static_cast<i64>(handle)};
}

Handle Emitter::handle_of(const Constant& constant) {
    if (constant.kind == Constant::Kind::Int) return session_.checked(session_.sink.integer(constant.value));
    if (constant.kind == Constant::Kind::Immediate)
        return session_.checked(session_.sink.immediate(static_cast<u32>(constant.value)));
    return static_cast<Handle>(constant.value);
}

Constant Emitter::fold_binary(BinaryOperator op, const Constant& left, const Constant& right) {
    using Kind = Constant::Kind;
    if (left.kind == Kind::Immediate || right.kind == Kind::Immediate) return {};
    if (left.kind == Kind::Int && right.kind == Kind::Int) {
        i64 result = 0;
        if (compute(op, left.value, right.value, result)) return of_int(result);
    }
    const Handle left_handle = handle_of(left);
    const Handle right_handle = handle_of(right);
    if (session_.failed()) return {};
    return handle_constant(session_.sink.fold(to_bytecode(op), left_handle, right_handle));
}

Constant Emitter::fold_unary(UnaryOperator op, const Constant& operand) {
    using Kind = Constant::Kind;
    if (operand.kind == Kind::Int) {
        switch (op) {
            case UnaryOperator::Not: return of_bool(operand.value == 0);
            case UnaryOperator::Positive: return operand;
            case UnaryOperator::Invert: return of_int(~operand.value);
            case UnaryOperator::Negative:
                if (operand.value == INT64_MIN) return {};
                return of_int(-operand.value);
        }
    }
    if (operand.kind == Kind::Immediate) {
        if (op != UnaryOperator::Not || operand.value == bytecode::kWordEllipsis) return {};
        return of_bool(operand.value != bytecode::kWordTrue);
    }
    switch (op) {
        case UnaryOperator::Not: return {};
        case UnaryOperator::Positive:
            return handle_constant(session_.sink.fold(bytecode::UnaryOperator::Positive, handle_of(operand)));
        case UnaryOperator::Negative:
            return handle_constant(session_.sink.fold(bytecode::UnaryOperator::Negative, handle_of(operand)));
        case UnaryOperator::Invert:
            return handle_constant(session_.sink.fold(bytecode::UnaryOperator::Invert, handle_of(operand)));
    }
    return {};
}

/// `node` is a BinaryOp.
Constant Emitter::fold_spine(const Node* node) {
    const Node* at = node;
    while (at->kind == NodeKind::BinaryOp) at = as<BinaryOp>(at)->left;
    if (spine_child(at) != nullptr && !is_const_call(at)) return {};
    Constant value = constant_of(at);
    while (value && at != node) {
        at = at->next;
        const Constant right = constant_of(as<BinaryOp>(at)->right);
        if (!right) return {};
        value = fold_binary(detail<BinaryOperator>(at), value, right);
    }
    return value;
}

Constant Emitter::fold_tuple(const Node* elements) {
    Buffer<Handle> handles(session_);
    for (const Node* element : each(elements)) {
        const Constant constant = constant_of(element);
        if (!constant) return {};
        handles.push(handle_of(constant));
    }
    if (session_.failed()) return {};
    const Handle known = code().equal_tuple(handles.items());
    return handle_constant(known != kOutOfMemory ? known : session_.sink.tuple(handles.items()));
}

/// `const(...)`, which stands for its argument.
bool Emitter::is_const_call(const Node* node) {
    if (node->kind != NodeKind::Call) return false;
    const auto* call = as<Call>(node);
    const Node* argument = call->arguments;
    return call->callee->kind == NodeKind::Name &&
           as<NameNode>(call->callee)->symbol == session_.name_const && argument != nullptr &&
           argument->next == nullptr && argument->kind != NodeKind::Starred &&
           argument->kind != NodeKind::Keyword && argument->kind != NodeKind::DoubleStarred;
}

Constant Emitter::constant_name(Symbol symbol) {
    if (symbol == session_.name_debug) return of_bool(session_.options.optimisation == 0);
    for (u32 i = constants_.size(); i-- > 0;) {
        if (constants_[i].name == symbol) return constants_[i].value;
    }
    return {};
}

Constant Emitter::constant_of(const Node* node) {
    if (session_.is_too_deep()) return {};
    switch (node->kind) {
        case NodeKind::NoneValue: return of_word(bytecode::kWordNone);
        case NodeKind::TrueValue: return of_word(bytecode::kWordTrue);
        case NodeKind::FalseValue: return of_word(bytecode::kWordFalse);
        case NodeKind::Ellipsis: return of_word(bytecode::kWordEllipsis);
        case NodeKind::Integer: return of_int(as<IntegerNode>(node)->value);
        case NodeKind::BigInteger:
        case NodeKind::Float:
        case NodeKind::Imaginary:
        case NodeKind::String:
        case NodeKind::Bytes: return handle_constant(static_cast<Handle>(as<LiteralNode>(node)->literal));
        case NodeKind::Name: {
            const Symbol symbol = as<NameNode>(node)->symbol;
            if (symbol == session_.name_debug) return constant_name(symbol);
            if (constants_.size() == 0 || !is_outer(place_of(mangled(symbol)))) return {};
            return constant_name(mangled(symbol));
        }
        case NodeKind::Attribute: {
            // What a builtin module has is known in const() alone: elsewhere the name may be something else.
            const Node* module = as<Attribute>(node)->value;
            if (!bytecode::kHasModuleConstants || !in_const_ || module->kind != NodeKind::Name) return {};
            return handle_constant(
                session_.sink.module_constant(static_cast<Handle>(as<NameNode>(module)->symbol),
                                              static_cast<Handle>(as<Attribute>(node)->name)));
        }
        case NodeKind::UnaryOp: {
            const Constant operand = constant_of(as<UnaryOp>(node)->operand);
            return operand ? fold_unary(detail<UnaryOperator>(node), operand) : Constant{};
        }
        case NodeKind::BinaryOp: return fold_spine(node);
        case NodeKind::Tuple: return fold_tuple(as<Sequence>(node)->elements);
        case NodeKind::Call: {
            if (!is_const_call(node)) return {};
            const bool was_in_const = in_const_;
            in_const_ = true;
            const Constant value = constant_of(as<Call>(node)->arguments);
            in_const_ = was_in_const;
            if (!value) session_.fail(Message::NotAConstant);
            return value;
        }
        default: return {};
    }
}

bool Emitter::small_int_of(const Node* node, i32& value) {
    if (node->kind != NodeKind::Integer && node->kind != NodeKind::UnaryOp && node->kind != NodeKind::Name &&
        !is_const_call(node))
        return false;
    const Constant constant = constant_of(node);
    if (constant.kind != Constant::Kind::Int || constant.value < -128 || constant.value > 127) return false;
    value = static_cast<i32>(constant.value);
    return true;
}

void Emitter::load_constant(const Constant& constant, Reg target) {
    if (constant.kind == Constant::Kind::Immediate)
        return code().load_word(target, static_cast<i32>(constant.value));
    if (constant.kind == Constant::Kind::Int && constant.value >= bytecode::kLoadWordIntMin &&
        constant.value <= bytecode::kLoadWordIntMax)
        return code().load_word(target, static_cast<i32>(constant.value) * 2 + 1);
    code().abx(Opcode::LoadConst, target, code().constant(handle_of(constant)));
}

}  // namespace kinglet::compiler
