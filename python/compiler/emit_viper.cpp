// @micropython.viper: functions whose variables may be machine words. Every register has a type that is known
// while the code is emitted: that of an annotated parameter, or of the first value that a variable is given.
// What works on words is in emit_viper_expression.cpp; all else asks for objects (`to`, `operand`), and words
// are boxed on the way there. Variables in cells are objects always.
//
// Where a translator into machine code would begin: docs/architecture.md.
#include "base/flash.hpp"
#include "python/compiler/emitter.hpp"

namespace kinglet::compiler {

using namespace syntax;
namespace words = bytecode;

namespace {

// By WordType. Read through base/flash.hpp: intern() does.
constexpr const char* kTypeNames[] = {"object", "bool",  "int",   "uint", "ptr",
                                      "ptr8",   "ptr16", "ptr32", "None"};
constexpr u32 kAnnotationCount = 8;

// Field C of ToWord and FromWord: runtime/vm/words.hpp.
constexpr u32 kAsSigned = 0, kAsTruth = 1, kAsAddress = 2, kAsUnsigned = 2;

bool is_object(WordType type) {
    return type == WordType::Object || type == WordType::None;
}

}  // namespace

// -- types and their names --------------------------------------------------------------------------------

/// The WordType of that name, or -1.
int Emitter::type_named(Symbol symbol) {
    const std::string_view text = session_.sink.text(static_cast<Handle>(symbol));
    for (u32 i = 0; i < kAnnotationCount; ++i) {
        if (flash_length(kTypeNames[i]) == text.size() &&
            flash_compare(kTypeNames[i], text.data(), text.size()) == 0)
            return static_cast<int>(i);
    }
    return -1;
}

/// For messages.
Handle Emitter::name_of(WordType type) {
    return static_cast<Handle>(session_.intern(kTypeNames[static_cast<u32>(type)]));
}

/// ViperTypeError with the names of one or two types.
void Emitter::fail_types(Message message, WordType first, WordType second) {
    session_.fail_type(message, name_of(first), name_of(second));
}

WordType Emitter::annotated(const Node* annotation) {
    if (annotation == nullptr) return WordType::Object;
    session_.line = annotation->line;
    if (annotation->kind != NodeKind::Name) {
        session_.fail(Message::AnnotationNotAName);
        return WordType::Object;
    }
    const Symbol symbol = as<NameNode>(annotation)->symbol;
    const int type = type_named(symbol);
    if (type >= 0) return static_cast<WordType>(type);
    session_.fail_type(Message::UnknownType, static_cast<Handle>(symbol));
    return WordType::Object;
}

// -- the function -----------------------------------------------------------------------------------------

bool Emitter::begin_viper(const FunctionDef* node) {
    auto* viper = static_cast<Viper*>(session_.allocate(sizeof(Viper)));
    unit_->viper = viper;
    if (viper == nullptr) return false;
    for (WordType& type : viper->of) type = WordType::Unknown;
    viper->returns = annotated(node->returns);
    session_.line = node->line;
    const Scope& scope = *unit_->scope;
    if (scope.is_generator || scope.is_coroutine) session_.fail_not_implemented(Message::NativeYield);
    return !session_.failed();
}

/// At the function's entry: the parameters, which come as objects.
void Emitter::convert_parameters() {
    for (const Variable* variable = unit_->scope->first; variable != nullptr; variable = variable->next) {
        if (!variable->has(Variable::kParameter)) continue;
        WordType& type = unit_->viper->of[variable->reg];
        type = WordType::Object;
        if (variable->has(Variable::kCell)) continue;
        for (const Parameter* one : each(as<FunctionDef>(unit_->scope->node)->parameters)) {
            const auto kind = detail<ParameterKind>(one);
            if (mangled(one->name) == variable->symbol && kind != ParameterKind::VarArgs &&
                kind != ParameterKind::KwArgs)
                type = annotated(one->annotation);
        }
        if (type == WordType::Object) continue;
        const u32 kind = type == WordType::Bool ? kAsTruth : type >= WordType::Ptr ? kAsAddress : kAsSigned;
        abc(Opcode::ToWord, variable->reg, variable->reg, kind);
    }
}

/// The end without a `return`: None, or 0 of the type that the function returns.
void Emitter::end_viper() {
    if (!code().is_reachable()) return;
    const Return none{};
    typed_return(&none);
}

void Emitter::typed_return(const Return* node) {
    Temps temps(*this);
    const WordType wanted = unit_->viper->returns;
    Typed value{0, WordType::None};
    if (node->value != nullptr) value = typed_operand(node->value, nullptr);
    if (value.type == WordType::None) {
        if (wanted == WordType::Object) return leave_by(Block::kReturn, kNoRegister, unit_->blocks);
        value.reg = new_temp();
        load_word(value.reg, wanted == WordType::Bool ? words::kWordFalse : 1);
        return leave_by(Block::kReturn, value.reg, unit_->blocks);
    }
    if (value.type != wanted) return fail_types(Message::ReturnHasOtherType, wanted, value.type);
    if (wanted >= WordType::Ptr) value.type = WordType::Uint;
    leave_by(Block::kReturn, boxed(value), unit_->blocks);
}

// -- words and objects ------------------------------------------------------------------------------------

void Emitter::box(Typed value, Reg target) {
    if (is_object(value.type)) return move(target, value.reg);
    if (value.type >= WordType::Ptr) return session_.fail_not_implemented(Message::PointerToObject);
    abc(Opcode::FromWord, target, value.reg,
        value.type == WordType::Bool  ? kAsTruth
        : value.type == WordType::Int ? kAsSigned
                                      : kAsUnsigned);
}

Reg Emitter::boxed(Typed value) {
    if (is_object(value.type)) return value.reg;
    const Reg object = new_temp();
    box(value, object);
    return object;
}

Opcode Emitter::truth_test(WordType type) {
    if (is_object(type)) return Opcode::TestTrue;
    if (type >= WordType::Ptr) fail_types(Message::NotATruth, type);
    return Opcode::TestWord;
}

// -- variables --------------------------------------------------------------------------------------------

/// A value of that type goes to the variable, which has this type from now on.
void Emitter::note_store(const Place& place, WordType type) {
    if (!is_viper() || place.variable == nullptr) return;
    if (place.kind != Place::Kind::Register && place.kind != Place::Kind::Unset) return;
    if (type == WordType::None) type = WordType::Object;
    WordType& known = unit_->viper->of[place.variable->reg];
    if (known == WordType::Unknown) known = type;
    if (known != type)
        session_.fail_type(Message::LocalHasOtherType, static_cast<Handle>(place.variable->symbol),
                           name_of(known), name_of(type));
}

void Emitter::typed_assign(const Node* target, Typed value) {
    if (!is_viper()) return assign(target, value.reg);
    Temps temps(*this);
    if (target->kind == NodeKind::Subscript) {
        const auto* item = as<Subscript>(target);
        const Typed base = typed_operand(item->value, item->index);
        const Typed index = typed_operand(item->index, nullptr);
        line_of(target);
        return store_item(base, index, value);
    }
    if (target->kind == NodeKind::Name && !is_object(value.type)) {
        const Place place = place_named(as<NameNode>(target)->symbol);
        if (place.kind == Place::Kind::Register) {
            note_store(place, value.type);
            mark_bound(*place.variable);
            return move(place.index, value.reg);
        }
    }
    assign(target, boxed(value));
}

/// a = b = value.
void Emitter::typed_assignment(const Node* targets, const Node* value) {
    Temps temps(*this);
    const Reg local = local_target(targets);
    Typed source;
    if (local != kNoRegister) {
        source = {local, typed_to(value, local)};
        const Place place = place_named(as<NameNode>(targets)->symbol);
        note_store(place, source.type);
        mark_bound(*place.variable);
        targets = targets->next;
    } else {
        source = typed_operand(value, targets);
    }
    code().set_line(value->line);
    for (const Node* target : each(targets)) typed_assign(target, source);
}

void Emitter::typed_augmented(const AugAssign* node) {
    Temps temps(*this);
    const Node* target = node->target;
    const auto op = detail<BinaryOperator>(node);
    Typed object{}, key{}, current{};
    if (target->kind == NodeKind::Name) {
        current = typed_operand(target, node->value);
    } else if (target->kind == NodeKind::Attribute) {
        object = typed_operand(as<Attribute>(target)->value, node->value);
        object.reg = boxed(object);
        current.reg = new_temp();
        line_of(target);
        attribute(current.reg, object.reg, as<Attribute>(target)->name);
    } else {
        object = typed_operand(as<Subscript>(target)->value, node);
        key = typed_operand(as<Subscript>(target)->index, node->value);
        current.reg = new_temp();
        line_of(target);
        current.type = load_item(object, key, current.reg);
    }
    const Reg local = local_target(target);
    const Reg result = local != kNoRegister ? local : new_temp();
    Typed value{result, current.type};
    if (!typed_with_int(op, current, node->value, result)) {
        const Typed right = typed_operand(node->value, nullptr);
        line_of(node);
        value.type = typed_binary(op, current, right, result, Opcode::InplaceAdd);
    }
    if (local != kNoRegister) return note_store(place_named(as<NameNode>(target)->symbol), value.type);
    if (target->kind == NodeKind::Subscript) return store_item(object, key, value);
    const Reg stored = boxed(value);
    if (target->kind == NodeKind::Name) return store_name(as<NameNode>(target)->symbol, stored);
    store_attribute(object.reg, as<Attribute>(target)->name, stored);
}

// -- for ... in range -------------------------------------------------------------------------------------

/// A loop over a range of words whose step is known: a counter and a test. False for any other loop.
bool Emitter::typed_range(const For* node) {
    const Call* range = range_call(node->iterable);
    if (range == nullptr) return false;
    const Node* first = range->arguments;
    const Node* end = first->next;
    Constant step{Constant::Kind::Int, 1};
    if (end != nullptr && end->next != nullptr) step = constant_of(end->next);
    if (step.kind != Constant::Kind::Int || step.value == 0) return false;
    Owned<Loop> loop(session_);
    if (!loop) return true;
    line_of(node->iterable);
    // The counter is not the variable: the body may change that. Behind it its limit and the step.
    Typed counter{new_temp(3), WordType::Int};
    Typed limit{counter.reg + 1};
    if (end == nullptr) {
        end = first;
        load_word(counter.reg, 0);
    } else {
        counter.type = typed_to(first, counter.reg);
    }
    limit.type = typed_to(end, limit.reg);
    typed_constant(step, counter.reg + 2);
    const bool is_plain = step.value > 0 && counter.type == WordType::Int && limit.type == WordType::Int;
    const Reg local = is_plain ? local_target(node->target) : kNoRegister;
    const Typed next{local != kNoRegister ? local : is_plain ? new_temp() : counter.reg, counter.type};
    code().begin_loop(loop->body, loop->again);
    line_of(node);
    if (local != kNoRegister) {
        const Place place = place_named(as<NameNode>(node->target)->symbol);
        note_store(place, next.type);
        mark_bound(*place.variable);
    } else {
        typed_assign(node->target, next);
    }
    if (!is_plain) abc(Opcode::WordAdd, counter.reg, counter.reg, counter.reg + 2);
    enter(loop->block);
    statements(node->body);
    leave(loop->block);
    place(loop->again);
    line_of(node);
    if (is_plain)
        test(Opcode::ForWord, counter.reg, next.reg, 0, loop->body);
    else
        typed_test(step.value > 0 ? CompareOperator::Less : CompareOperator::Greater, counter, limit, true,
                   loop->body);
    statements(node->orelse);
    place(loop->done);
    return true;
}

}  // namespace kinglet::compiler
