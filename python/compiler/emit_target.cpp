// Targets: assignment, unpacking, augmented assignment, del.
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;

namespace {

bool is_sequence(const Node* node) {
    return node->kind == NodeKind::Tuple || node->kind == NodeKind::List;
}

/// The number of elements, or -1 if there is a starred one.
i32 plain_count(const Node* elements) {
    i32 count = 0;
    for (const Node* element : each(elements)) {
        if (element->kind == NodeKind::Starred) return -1;
        ++count;
    }
    return count;
}

}  // namespace

Reg Emitter::local_target(const Node* target) {
    if (target->kind != NodeKind::Name) return kNoRegister;
    const Place place = place_named(as<NameNode>(target)->symbol);
    return place.kind == Place::Kind::Register || place.kind == Place::Kind::Unset ? place.variable->reg
                                                                                   : kNoRegister;
}

/// A local target has got its value by an instruction that wrote to its register.
void Emitter::mark_assigned(const Node* target) {
    if (target->kind != NodeKind::Name) return;
    const Place place = place_named(as<NameNode>(target)->symbol);
    if (place.kind != Place::Kind::Register) return;
    note_store(place, WordType::Object);
    mark_bound(*place.variable);
}

void Emitter::assign(const Node* target, Reg value) {
    if (session_.is_too_deep()) return;
    switch (target->kind) {
        case NodeKind::Name: return assign_name(as<NameNode>(target)->symbol, value);
        case NodeKind::Attribute: {
            Temps temps(*this);
            const Reg object = operand(as<Attribute>(target)->value, nullptr);
            line_of(target);
            return store_attribute(object, as<Attribute>(target)->name, value);
        }
        case NodeKind::Subscript: {
            if (is_viper()) return typed_assign(target, {value});
            Temps temps(*this);
            const Reg object = operand(as<Subscript>(target)->value, as<Subscript>(target)->index);
            const Reg key = operand(as<Subscript>(target)->index, nullptr);
            line_of(target);
            return abc(Opcode::SetItem, object, key, value);
        }
        case NodeKind::Tuple:
        case NodeKind::List: return unpack(as<Sequence>(target)->elements, value);
        default: return;
    }
}

void Emitter::assign_name(Symbol name, Reg value) {
    if (constants_.size() != 0 && is_outer(place_named(name)) && constant_name(mangled(name)))
        session_.fail(Message::ConstantAssigned);
    store_name(name, value);
}

/// `targets` is a list: a = b = value.
void Emitter::assign_expression(const Node* targets, const Node* value) {
    const bool is_single = targets->next == nullptr;
    if (is_single && is_sequence(targets) && is_sequence(value) &&
        assign_pairwise(as<Sequence>(targets)->elements, as<Sequence>(value)))
        return;
    if (is_viper()) return typed_assignment(targets, value);
    Temps temps(*this);
    Reg reg = local_target(targets);
    const Node* first = targets;
    if (reg != kNoRegister) {
        to(value, reg);
        mark_assigned(targets);
        first = targets->next;
    } else {
        reg = operand(value, is_single && targets->kind == NodeKind::Name ? nullptr : targets);
    }
    code().set_line(value->line);
    for (const Node* target : each(first)) assign(target, reg);
}

/// `a, b = b, a` without a tuple: false if the shapes differ.
bool Emitter::assign_pairwise(const Node* targets, const Sequence* values) {
    constexpr i32 kMostPairs = 8;
    const i32 count = plain_count(targets);
    if (count < 1 || count > kMostPairs || count != plain_count(values->elements)) return false;
    Temps temps(*this);
    u8 regs[kMostPairs];
    WordType types[kMostPairs];
    u32 at = 0;
    for (const Node* value : each(values->elements)) {
        // A variable may stay where it is, unless a target before its own changes it.
        const Typed source = typed_operand(value, value->next == nullptr ? nullptr : values);
        Reg reg = source.reg;
        u32 before = at;
        for (const Node* target = targets; before > 0; --before, target = target->next) {
            if (local_target(target) == reg || target->kind == NodeKind::Tuple ||
                target->kind == NodeKind::List) {
                const Reg copy = reg < unit_->first_temp ? new_temp() : reg;
                move(copy, reg);
                reg = copy;
                break;
            }
        }
        types[at] = source.type;
        regs[at++] = static_cast<u8>(reg);
    }
    at = 0;
    for (const Node* target : each(targets)) {
        typed_assign(target, {regs[at], types[at]});
        ++at;
    }
    return true;
}

// -- unpacking --------------------------------------------------------------------------------------------

/// The elements are variables whose registers lie in a row: they are unpacked into these.
bool Emitter::unpack_in_place(const Node* elements, u32 count, Reg value) {
    const Reg first = count == 0 ? kNoRegister : local_target(elements);
    if (first == kNoRegister) return false;
    Reg expected = first;
    for (const Node* element : each(elements)) {
        if (local_target(element) != expected++) return false;
    }
    abc(Opcode::Unpack, first, value, count);
    for (const Node* element : each(elements)) mark_assigned(element);
    return true;
}

void Emitter::unpack(const Node* elements, Reg value) {
    u32 before = 0;
    u32 after = 0;
    bool has_star = false;
    for (const Node* element : each(elements)) {
        if (element->kind == NodeKind::Starred) {
            if (has_star) session_.fail(Message::MultipleStarred);
            has_star = true;
        } else {
            ++(has_star ? after : before);
        }
    }
    if (!has_star && unpack_in_place(elements, before, value)) return;
    Temps temps(*this);
    const u32 count = before + after + (has_star ? 1 : 0);
    if (count >= kMaxRegisters) return session_.fail(Message::TooManyRegisters);
    const Reg first = count == 0 ? 0 : new_temp(count);
    abc(has_star ? Opcode::UnpackEx : Opcode::Unpack, first, value, before);
    if (has_star) code().word(after);
    Reg reg = first;
    for (const Node* element : each(elements)) {
        assign(element->kind == NodeKind::Starred ? as<Starred>(element)->value : element, reg++);
    }
}

// -- a += b -----------------------------------------------------------------------------------------------

void Emitter::augmented(const AugAssign* node) {
    if (is_viper()) return typed_augmented(node);
    Temps temps(*this);
    const Node* target = node->target;
    const Reg local = local_target(target);
    Reg object = 0;
    Reg key = 0;
    Reg current = 0;
    if (target->kind == NodeKind::Name) {
        current = operand(target, node->value);
    } else if (target->kind == NodeKind::Attribute) {
        object = operand(as<Attribute>(target)->value, node->value);
        current = new_temp();
        line_of(target);
        attribute(current, object, as<Attribute>(target)->name);
    } else {
        object = operand(as<Subscript>(target)->value, node);
        key = operand(as<Subscript>(target)->index, node->value);
        current = new_temp();
        line_of(target);
        abc(Opcode::GetItem, current, object, key);
    }
    const Reg result = local != kNoRegister ? local : is_temp(current) ? current : new_temp();
    const auto op = detail<BinaryOperator>(node);
    i32 small = 0;
    if ((op == BinaryOperator::Add || op == BinaryOperator::Subtract) && small_int_of(node->value, small)) {
        line_of(node);
        abc(op == BinaryOperator::Add ? Opcode::InplaceAddInt : Opcode::InplaceSubtractInt, result, current,
            static_cast<u32>(small));
    } else {
        const Reg value = operand(node->value, nullptr);
        line_of(node);
        abc(plus(Opcode::InplaceAdd, static_cast<u32>(op)), result, current, value);
    }
    if (local != kNoRegister) return;
    if (target->kind == NodeKind::Name) return assign_name(as<NameNode>(target)->symbol, result);
    if (target->kind == NodeKind::Attribute)
        return store_attribute(object, as<Attribute>(target)->name, result);
    abc(Opcode::SetItem, object, key, result);
}

// -- del --------------------------------------------------------------------------------------------------

void Emitter::delete_target(const Node* target) {
    if (session_.is_too_deep()) return;
    Temps temps(*this);
    switch (target->kind) {
        case NodeKind::Name: return delete_name(as<NameNode>(target)->symbol);
        case NodeKind::Attribute: {
            const Reg object = operand(as<Attribute>(target)->value, nullptr);
            line_of(target);
            return abx(Opcode::DeleteAttr, object, name_constant(mangled(as<Attribute>(target)->name)));
        }
        case NodeKind::Subscript: {
            const Reg object = operand(as<Subscript>(target)->value, as<Subscript>(target)->index);
            const Reg key = operand(as<Subscript>(target)->index, nullptr);
            line_of(target);
            return abc(Opcode::DeleteItem, object, key);
        }
        case NodeKind::Tuple:
        case NodeKind::List:
            for (const Node* element : each(as<Sequence>(target)->elements)) delete_target(element);
            return;
        default: return;
    }
}

}  // namespace kinglet::compiler
