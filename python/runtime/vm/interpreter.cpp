// The interpreter loop: one function, one label per opcode, threaded by computed goto. It is the hottest code
// of the firmware and lives in instruction RAM, so it holds the straight paths only: small ints, floats that
// need no heap, cached names, plain calls. Everything else is a call away (vm/slow.hpp, operations.hpp). This
// file is long because it is one function; each opcode's meaning is its line in opcodes.def.
//
// The frame's pc is saved (SAVE) before anything that can raise, call or collect; the exception path finds
// handler and line by it.

#include "base/attributes.hpp"
#include "python/bytecode/opcodes.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/vm/cache.hpp"
#include "python/runtime/vm/calls.hpp"
#include "python/runtime/vm/slow.hpp"
#include "python/runtime/vm/stack.hpp"
#include "python/runtime/vm/words.hpp"

namespace kinglet::runtime {

using bytecode::BinaryOperator;
using bytecode::Comparison;
using bytecode::field_a;
using bytecode::field_b;
using bytecode::field_bx;
using bytecode::field_c;
using bytecode::field_sb;
using bytecode::field_sbx;
using bytecode::field_sc;
using bytecode::field_sj;
using bytecode::Opcode;

// The registers and constants that the instruction `word` names.
#define RA registers[field_a(word)]
#define RB registers[field_b(word)]
#define RC registers[field_c(word)]
#define SAVE() (frame->pc = pc)

#define NEXT()                      \
    do {                            \
        word = *pc++;               \
        goto* labels[word & 0xFFU]; \
    } while (0)

// `target` = the value of an expression that may raise.
#define STORE_OR_RAISE(target, expression)               \
    do {                                                 \
        const Completion outcome_ = (expression);        \
        if (UNLIKELY(outcome_.is_raised())) goto raised; \
        target = outcome_.value();                       \
    } while (0)

#define CHECK(expression)                                    \
    do {                                                     \
        if (UNLIKELY((expression).is_raised())) goto raised; \
    } while (0)

// Takes or steps over the jump that follows.
#define BRANCH(condition)                                                    \
    do {                                                                     \
        if ((condition) == static_cast<bool>(field_c(word))) goto take_jump; \
        ++pc;                                                                \
        NEXT();                                                              \
    } while (0)

#define FLOAT_RESULT(expression)                     \
    {                                                \
        const Word tagged = self_tagged(expression); \
        if (LIKELY(tagged != 0)) {                   \
            RA = Value::from_word(tagged);           \
            NEXT();                                  \
        }                                            \
    }

#define WORD_RESULT(expression)              \
    do {                                     \
        RA = Value::from_word((expression)); \
        NEXT();                              \
    } while (0)

// Two small ints: both low bits are set.
#define BOTH_INTS(x, y) (((x).word() & (y).word() & 1U) != 0)
#define BOTH_FLOATS(x, y) ((x).is_float() && (y).is_float())

#define COMPARE_VALUES(op)                                                       \
    {                                                                            \
        const Value left = RB, right = RC;                                       \
        if (LIKELY(BOTH_INTS(left, right))) {                                    \
            RA = Value::from_bool(static_cast<SignedWord>(left.word())           \
                                      op static_cast<SignedWord>(right.word())); \
            NEXT();                                                              \
        }                                                                        \
        goto compare_slow;                                                       \
    }

#define TEST_VALUES(op)                                                                            \
    {                                                                                              \
        const Value left = RA, right = RB;                                                         \
        if (LIKELY(BOTH_INTS(left, right))) {                                                      \
            BRANCH(static_cast<SignedWord>(left.word()) op static_cast<SignedWord>(right.word())); \
        }                                                                                          \
        if (BOTH_FLOATS(left, right)) BRANCH(left.as_float() op right.as_float());                 \
        goto test_slow;                                                                            \
    }

#define TEST_INT(op)                                                        \
    {                                                                       \
        const Value left = RA;                                              \
        if (LIKELY(left.is_int())) BRANCH(left.as_int() op field_sb(word)); \
        goto test_int_slow;                                                 \
    }

#define BITWISE(op)                                                \
    {                                                              \
        const Value left = RB, right = RC;                         \
        if (LIKELY(BOTH_INTS(left, right))) {                      \
            RA = Value::from_int(left.as_int() op right.as_int()); \
            NEXT();                                                \
        }                                                          \
        goto binary_slow;                                          \
    }

IRAM Completion interpret(Thread& thread, Entry entry_kind) {
    static const void* const labels[] IRAM_CONST = {
#define OP(name, form, effect) &&op_##name,
#include "python/bytecode/opcodes.def"
#undef OP
    };

    Frame* frame = thread.frame;
    const u32* pc = frame->pc;
    Value* registers = frame->registers;
    const Value* constants = frame->function->code->constants();
    u32 word;
    if (UNLIKELY(entry_kind == Entry::Raise)) goto raised;
    if (UNLIKELY(thread.pending != 0)) goto poll;  // a builtin that calls the same function for ever
    NEXT();

op_Nop:
    NEXT();

op_Move:
    RA = RB;
    NEXT();

op_LoadWord:
    RA = Value::from_word(static_cast<Word>(static_cast<SignedWord>(field_sbx(word))));
    NEXT();

op_LoadConst:
    RA = constants[field_bx(word)];
    NEXT();

op_CheckBound:
    if (LIKELY(!RA.is_undefined())) NEXT();
    SAVE();
    raise_unbound(thread);
    goto raised;

op_LoadGlobal : {
    Dict* globals = frame->function->globals;
    const CacheEntry* entry = cache_find(pc, globals);
    if (LIKELY(entry != nullptr)) {
        RA = *cached_place(entry->payload);
        NEXT();
    }
    SAVE();
    STORE_OR_RAISE(RA, load_global(thread, pc, *globals, *constants[field_bx(word)].as<Str>()));
    NEXT();
}

op_StoreGlobal : {
    Dict* globals = frame->function->globals;
    const CacheEntry* entry = cache_find(pc, globals);
    if (LIKELY(entry != nullptr)) {
        *cached_place(entry->payload) = RA;
        NEXT();
    }
    SAVE();
    CHECK(store_global(thread, pc, *globals, *constants[field_bx(word)].as<Str>(), RA));
    NEXT();
}

op_DeleteGlobal:
    SAVE();
    CHECK(delete_global(thread, *frame->function->globals, *constants[field_bx(word)].as<Str>()));
    NEXT();

op_LoadName:
    SAVE();
    STORE_OR_RAISE(
        RA, load_name(thread, registers[0], *frame->function->globals, *constants[field_bx(word)].as<Str>()));
    NEXT();

op_StoreName:
    SAVE();
    CHECK(store_name(thread, registers[0], constants[field_bx(word)], RA));
    NEXT();

op_DeleteName:
    SAVE();
    CHECK(delete_name(thread, registers[0], constants[field_bx(word)]));
    NEXT();

op_LoadNameOrFree:
    SAVE();
    STORE_OR_RAISE(RA, load_name_or_cell(thread, registers[0], constants[field_b(word)],
                                         *frame->function->cells()[field_c(word)].as<Cell>()));
    NEXT();

op_MakeCell:
    SAVE();
    STORE_OR_RAISE(RA, cell_create(thread, RA));
    NEXT();

op_LoadCell : {
    const Value value = RB.as<Cell>()->value;
    if (UNLIKELY(value.is_undefined())) goto unbound;
    RA = value;
    NEXT();
}

op_StoreCell:
    RA.as<Cell>()->value = RB;
    NEXT();

op_LoadFree : {
    const Value value = frame->function->cells()[field_bx(word)].as<Cell>()->value;
    if (UNLIKELY(value.is_undefined())) goto unbound;
    RA = value;
    NEXT();
}

op_StoreFree:
    frame->function->cells()[field_bx(word)].as<Cell>()->value = RA;
    NEXT();

op_LoadFreeCell:
    RA = frame->function->cells()[field_bx(word)];
    NEXT();

op_LoadAttr : {
    const Value object = RB;
    if (LIKELY(object.is_object())) {
        const CacheEntry* entry = cache_find(pc, object.as_object()->shape, object.as_object());
        if (LIKELY(entry != nullptr)) {
            const Word payload = whole_word(entry->payload);
            const Word kind = payload & kCacheKindMask;
            if (LIKELY(kind == kCacheSlot)) {
                RA = *cached_slot(*object.as<Instance>(), payload);
                NEXT();
            }
            if (LIKELY(kind == kCachePlace)) {
                RA = *cached_place(payload);
                NEXT();
            }
            SAVE();
            const Value getter = Value::from_word(payload - kCacheSpecial);
            if (LIKELY(push_values(thread, getter, &object, 1, field_a(word)) == PushOutcome::Pushed))
                goto enter_pushed;
            goto raised;
        }
    }
    SAVE();
    STORE_OR_RAISE(RA, load_attribute(thread, pc, object, *constants[field_c(word)].as<Str>(), nullptr));
    NEXT();
}

op_StoreAttr : {
    const Value object = RA;
    if (LIKELY(object.is_object())) {
        const CacheEntry* entry = cache_find(pc, object.as_object()->shape, object.as_object());
        if (LIKELY(entry != nullptr)) {
            const Word payload = whole_word(entry->payload);
            const Word kind = payload & kCacheKindMask;
            Instance& instance = *object.as<Instance>();
            if (LIKELY(kind == kCacheSlot)) {
                *cached_slot(instance, payload) = RC;
                NEXT();
            }
            if (LIKELY(kind == kCacheSpecial)) {
                const InstanceShape* larger = cached_growth(payload);
                instance.slots[larger->count - 1] = RC;
                instance.header.shape = &larger->shape;
                NEXT();
            }
            if (!RC.is_object()) {
                *cached_place(payload) = RC;
                NEXT();
            }
        }
    }
    SAVE();
    CHECK(store_attribute(thread, pc, object, *constants[field_b(word)].as<Str>(), RC));
    NEXT();
}

op_DeleteAttr:
    SAVE();
    CHECK(delete_attribute(thread, RA, *constants[field_bx(word)].as<Str>()));
    NEXT();

op_LoadAttrR:
    SAVE();
    STORE_OR_RAISE(RA, get_attribute(thread, RB, *RC.as<Str>()));
    NEXT();

op_StoreAttrR:
    SAVE();
    CHECK(set_attribute(thread, RA, *RB.as<Str>(), RC));
    NEXT();

op_LoadMethod : {
    const Value object = RB;
    Value* const pair = &RA;
    if (LIKELY(object.is_object())) {
        const CacheEntry* entry = cache_find(pc, object.as_object()->shape, object.as_object());
        if (LIKELY(entry != nullptr)) {
            const Word payload = whole_word(entry->payload);
            const Word kind = payload & kCacheKindMask;
            if (LIKELY(kind == kCacheMethod)) {
                pair[0] = Value::from_word(payload - kCacheMethod);
                pair[1] = object;
            } else {
                pair[0] = kind == kCacheSlot ? *cached_slot(*object.as<Instance>(), payload)
                                             : *cached_place(payload);
                pair[1] = kUndefined;
            }
            NEXT();
        }
    }
    SAVE();
    Value self = kUndefined;
    STORE_OR_RAISE(pair[0], load_attribute(thread, pc, object, *constants[field_c(word)].as<Str>(), &self));
    pair[1] = self;
    NEXT();
}

op_LoadMethodR : {
    SAVE();
    Value* const pair = &RA;
    Value self = kUndefined;
    STORE_OR_RAISE(pair[0], get_method(thread, RB, *RC.as<Str>(), self));
    pair[1] = self;
    NEXT();
}

op_GetItem : {
    const Value object = RB, key = RC;
    if (LIKELY(key.is_int())) {
        const Value item = quick_item(object, key.as_int());
        if (LIKELY(static_cast<bool>(item))) {
            RA = item;
            NEXT();
        }
    }
    if (is_exactly(object, dict_type)) {
        if (const DictEntry* entry = dict_find_quickly(*object.as<Dict>(), key)) {
            RA = entry->value;
            NEXT();
        }
    }
    SAVE();
    if (is_instance_of_class(object)) {
        const PushOutcome outcome = push_special(thread, *name<"__getitem__">, object, key, field_a(word));
        if (outcome == PushOutcome::Pushed) goto enter_pushed;
        if (UNLIKELY(outcome == PushOutcome::Raised)) goto raised;
    }
    STORE_OR_RAISE(RA, get_item(thread, object, key));
    NEXT();
}

op_GetItemInt : {
    const Value object = RB;
    const Value item = quick_item(object, field_sc(word));
    if (LIKELY(static_cast<bool>(item))) {
        RA = item;
        NEXT();
    }
    SAVE();
    STORE_OR_RAISE(RA, get_item(thread, object, Value::from_int(field_sc(word))));
    NEXT();
}

op_SetItem : {
    const Value object = RA, key = RB;
    if (LIKELY(key.is_int()) && quick_set_item(object, key.as_int(), RC)) NEXT();
    if (is_exactly(object, dict_type)) {
        if (DictEntry* entry = dict_find_quickly(*object.as<Dict>(), key)) {
            entry->value = RC;
            NEXT();
        }
    }
    SAVE();
    CHECK(set_item(thread, object, key, RC));
    NEXT();
}

op_DeleteItem:
    SAVE();
    CHECK(delete_item(thread, RA, RB));
    NEXT();

op_Add:
op_InplaceAdd : {
    const Value left = RB, right = RC;
    if (LIKELY(BOTH_INTS(left, right))) {
        SignedWord sum;
        if (LIKELY(!__builtin_add_overflow(static_cast<SignedWord>(left.word()),
                                           static_cast<SignedWord>(right.word() - 1), &sum))) {
            RA = Value::from_word(static_cast<Word>(sum));
            NEXT();
        }
    } else if (BOTH_FLOATS(left, right)) {
        FLOAT_RESULT(left.as_float() + right.as_float());
    }
    goto binary_slow;
}

op_Subtract:
op_InplaceSubtract : {
    const Value left = RB, right = RC;
    if (LIKELY(BOTH_INTS(left, right))) {
        SignedWord difference;
        if (LIKELY(!__builtin_sub_overflow(static_cast<SignedWord>(left.word()),
                                           static_cast<SignedWord>(right.word() - 1), &difference))) {
            RA = Value::from_word(static_cast<Word>(difference));
            NEXT();
        }
    } else if (BOTH_FLOATS(left, right)) {
        FLOAT_RESULT(left.as_float() - right.as_float());
    }
    goto binary_slow;
}

op_Multiply:
op_InplaceMultiply : {
    const Value left = RB, right = RC;
    if (LIKELY(BOTH_INTS(left, right))) {
        SignedWord product;
        if (LIKELY(quick_multiply(left.as_int(), right.word() - 1, product))) {
            RA = Value::from_word(static_cast<Word>(product) | 1U);
            NEXT();
        }
    } else if (BOTH_FLOATS(left, right)) {
        FLOAT_RESULT(left.as_float() * right.as_float());
    }
    goto binary_slow;
}

op_TrueDivide:
op_InplaceTrueDivide : {
    const Value left = RB, right = RC;
    // A self-tagged float is never zero.
    if (BOTH_FLOATS(left, right)) FLOAT_RESULT(left.as_float() / right.as_float());
    goto binary_slow;
}

op_BitAnd:
op_InplaceBitAnd:
    BITWISE(&)
op_BitOr:
op_InplaceBitOr:
    BITWISE(|)
op_BitXor:
op_InplaceBitXor:
    BITWISE(^)

op_FloorDivide:
op_Modulo:
op_InplaceFloorDivide:
op_InplaceModulo : {
    const Value left = RB, right = RC;
    if (LIKELY(BOTH_INTS(left, right) && static_cast<SignedWord>(left.word() | right.word()) > 0 &&
               right.word() != 1)) {
        const Word dividend = left.word() >> 1, divisor = right.word() >> 1;
        const Opcode op = bytecode::opcode_of(word);
        const bool is_modulo = op == Opcode::Modulo || op == Opcode::InplaceModulo;
        RA = Value::from_int(static_cast<SignedWord>(is_modulo ? dividend % divisor : dividend / divisor));
        NEXT();
    }
    goto binary_slow;
}

op_LeftShift:
op_InplaceLeftShift : {
    const Value left = RB, right = RC;
    if (LIKELY(BOTH_INTS(left, right) && right.word() < sizeof(Word) * 16)) {
        const Value shifted = quick_left_shift(left.as_int(), static_cast<u32>(right.as_int()));
        if (LIKELY(static_cast<bool>(shifted))) {
            RA = shifted;
            NEXT();
        }
    }
    goto binary_slow;
}

op_RightShift:
op_InplaceRightShift : {
    const Value left = RB, right = RC;
    if (LIKELY(BOTH_INTS(left, right) && right.word() < sizeof(Word) * 16)) {
        RA = Value::from_int(left.as_int() >> right.as_int());
        NEXT();
    }
    goto binary_slow;
}

op_Power:
op_MatrixMultiply:
op_InplacePower:
op_InplaceMatrixMultiply:
binary_slow:
    SAVE();
    if (is_instance_of_class(RB)) {
        const PushOutcome outcome = push_operator(thread, word, RB, RC);
        if (outcome == PushOutcome::Pushed) goto enter_pushed;
        if (UNLIKELY(outcome == PushOutcome::Raised)) goto raised;
    }
    STORE_OR_RAISE(RA, binary_by_opcode(thread, bytecode::opcode_of(word), RB, RC));
    NEXT();

op_AddInt:
op_InplaceAddInt : {
    const Value left = RB;
    SignedWord sum;
    if (LIKELY(left.is_int() && !__builtin_add_overflow(static_cast<SignedWord>(left.word()),
                                                        static_cast<SignedWord>(field_sc(word) * 2), &sum))) {
        RA = Value::from_word(static_cast<Word>(sum));
        NEXT();
    }
    goto binary_int_slow;
}

op_SubtractInt:
op_InplaceSubtractInt : {
    const Value left = RB;
    SignedWord difference;
    if (LIKELY(left.is_int() &&
               !__builtin_sub_overflow(static_cast<SignedWord>(left.word()),
                                       static_cast<SignedWord>(field_sc(word) * 2), &difference))) {
        RA = Value::from_word(static_cast<Word>(difference));
        NEXT();
    }
    goto binary_int_slow;
}

op_MultiplyInt : {
    const Value left = RB;
    SignedWord product;
    if (LIKELY(left.is_int() && quick_multiply(field_sc(word), left.word() - 1, product))) {
        RA = Value::from_word(static_cast<Word>(product) | 1U);
        NEXT();
    }
    goto binary_int_slow;
}

op_BitAndInt : {
    const Value left = RB;
    if (LIKELY(left.is_int())) {
        RA = Value::from_int(left.as_int() & field_sc(word));
        NEXT();
    }
    goto binary_int_slow;
}

op_LeftShiftInt : {
    const Value left = RB;
    if (LIKELY(left.is_int() && static_cast<u32>(field_sc(word)) < sizeof(Word) * 8)) {
        const Value shifted = quick_left_shift(left.as_int(), static_cast<u32>(field_sc(word)));
        if (LIKELY(static_cast<bool>(shifted))) {
            RA = shifted;
            NEXT();
        }
    }
    goto binary_int_slow;
}

op_RightShiftInt : {
    const Value left = RB;
    if (LIKELY(left.is_int() && static_cast<u32>(field_sc(word)) < sizeof(Word) * 8)) {
        RA = Value::from_int(left.as_int() >> field_sc(word));
        NEXT();
    }
    goto binary_int_slow;
}

op_FloorDivideInt:
op_ModuloInt : {
    const Value left = RB;
    const i32 divisor = field_sc(word);
    if (LIKELY(left.is_int() && static_cast<SignedWord>(left.word()) > 0 && divisor > 0)) {
        const Word dividend = left.word() >> 1;
        const Word result = bytecode::opcode_of(word) == Opcode::ModuloInt
                                ? dividend % static_cast<u32>(divisor)
                                : dividend / static_cast<u32>(divisor);
        RA = Value::from_int(static_cast<SignedWord>(result));
        NEXT();
    }
    goto binary_int_slow;
}

binary_int_slow:
    SAVE();
    if (is_instance_of_class(RB)) {
        const PushOutcome outcome = push_operator(thread, word, RB, Value::from_int(field_sc(word)));
        if (outcome == PushOutcome::Pushed) goto enter_pushed;
        if (UNLIKELY(outcome == PushOutcome::Raised)) goto raised;
    }
    STORE_OR_RAISE(RA,
                   binary_by_opcode(thread, bytecode::opcode_of(word), RB, Value::from_int(field_sc(word))));
    NEXT();

op_Negative : {
    const Value operand = RB;
    if (LIKELY(operand.is_int() && operand.as_int() != kSmallIntMin)) {
        RA = Value::from_int(-operand.as_int());
        NEXT();
    }
    if (operand.is_float()) {
        RA = Value::from_word(operand.word() ^ 4U);  // the sign lies above the two tag bits
        NEXT();
    }
}
op_Positive:
op_Invert:
    SAVE();
    STORE_OR_RAISE(RA, unary_by_opcode(thread, bytecode::opcode_of(word), RB));
    NEXT();

op_Not : {
    const Value operand = RB;
    bool is_true = operand.is_true();
    if (UNLIKELY(!operand.is_bool())) {
        SAVE();
        CHECK(truth(thread, operand, is_true));
    }
    RA = Value::from_bool(!is_true);
    NEXT();
}

op_Equal:
    COMPARE_VALUES(==)
op_NotEqual:
    COMPARE_VALUES(!=)
op_Less:
    COMPARE_VALUES(<)
op_LessEqual:
    COMPARE_VALUES(<=)
op_Greater:
    COMPARE_VALUES(>)
op_GreaterEqual:
    COMPARE_VALUES(>=)
op_In:
op_NotIn:
compare_slow:
    SAVE();
    STORE_OR_RAISE(
        RA,
        compare(thread, static_cast<Comparison>((word & 0xFFU) - static_cast<u32>(Opcode::Equal)), RB, RC));
    NEXT();

op_Is:
    RA = Value::from_bool(RB == RC);
    NEXT();
op_IsNot:
    RA = Value::from_bool(!(RB == RC));
    NEXT();

op_TestEqual:
    TEST_VALUES(==)
op_TestNotEqual:
    TEST_VALUES(!=)
op_TestLess:
    TEST_VALUES(<)
op_TestLessEqual:
    TEST_VALUES(<=)
op_TestGreater:
    TEST_VALUES(>)
op_TestGreaterEqual:
    TEST_VALUES(>=)

op_TestIs:
    BRANCH(RA == RB);

test_slow : {
    SAVE();
    bool outcome;
    CHECK(test(thread, static_cast<Comparison>((word & 0xFFU) - static_cast<u32>(Opcode::TestEqual)), RA, RB,
               outcome));
    BRANCH(outcome);
}

op_TestIn : {
    SAVE();
    bool outcome;
    CHECK(contains(thread, RB, RA, outcome));
    BRANCH(outcome);
}

op_TestEqualInt:
    TEST_INT(==)
op_TestNotEqualInt:
    TEST_INT(!=)
op_TestLessInt:
    TEST_INT(<)
op_TestLessEqualInt:
    TEST_INT(<=)
op_TestGreaterInt:
    TEST_INT(>)
op_TestGreaterEqualInt:
    TEST_INT(>=)

test_int_slow : {
    SAVE();
    bool outcome;
    CHECK(test(thread, static_cast<Comparison>((word & 0xFFU) - static_cast<u32>(Opcode::TestEqualInt)), RA,
               Value::from_int(field_sb(word)), outcome));
    BRANCH(outcome);
}

op_TestNone:
    BRANCH(RA.is_none());

op_TestTrue : {
    const Value value = RA;
    if (LIKELY(value.is_bool())) BRANCH(value.is_true());
    if (value.is_int()) BRANCH(value.word() != 1);
    SAVE();
    bool is_true;
    CHECK(truth(thread, value, is_true));
    BRANCH(is_true);
}

op_TestException : {
    SAVE();
    bool matches;
    CHECK(exception_test(thread, RA, RB, matches));
    BRANCH(matches);
}

op_Jump : {
    const i32 offset = field_sj(word);
    pc += offset;
    if (offset < 0 && UNLIKELY(thread.pending != 0)) goto poll;
    NEXT();
}

take_jump : {
    // The word at pc is the jump that belongs to the instruction just executed.
    const i32 offset = field_sj(*pc);
    pc += 1 + offset;
    if (offset < 0 && UNLIKELY(thread.pending != 0)) goto poll;
    NEXT();
}

poll:
    // As if the instruction that comes next had raised: it is the one whose handlers count.
    frame->pc = pc + 1;
    CHECK(run_pending(thread));
    NEXT();

op_GetIter:
    SAVE();
    STORE_OR_RAISE(RA, get_iter(thread, RB));
    NEXT();

op_ForIter:
for_iter : {
    const Value iterator = RA;
    if (LIKELY(iterator.is_object())) {
        const Shape* shape = iterator.as_object()->shape;
        if (LIKELY(shape == &list_iterator_type.root || shape == &tuple_iterator_type.root)) {
            SequenceIterator& walk = *iterator.as<SequenceIterator>();
            const Value item =
                walk.sequence ? quick_item(walk.sequence, static_cast<SignedWord>(walk.index)) : Value();
            if (LIKELY(static_cast<bool>(item))) {
                ++walk.index;
                RB = item;
                goto take_jump;
            }
        }
    }
    SAVE();
    if (iterator.is_object() && iterator.as_object()->shape == &generator_type.root) {
        if (!generator_enter(thread, *iterator.as<Generator>(), kReturnForIter | field_b(word), kNone)) {
            // A finished generator is an iterator at its end.
            if (thread.raised) goto raised;
            ++pc;
            NEXT();
        }
        goto enter_generator;
    }
    const Completion item = iter_next(thread, iterator);
    if (UNLIKELY(item.is_raised())) goto raised;
    if (item.value().is_undefined()) {
        ++pc;
        NEXT();
    }
    RB = item.value();
    goto take_jump;
}

op_PrepareRange:
    SAVE();
    CHECK(prepare_range(thread, &RA, field_b(word)));
    NEXT();

op_ForRange : {
    Value* const range = &RA;
    const Word left = range[1].word();
    if (UNLIKELY((left & 1U) == 0)) goto for_iter;
    if (left == 1) {
        ++pc;
        NEXT();
    }
    range[1] = Value::from_word(left - 2);
    const Value item = range[0];
    range[0] = Value::from_word(item.word() + range[2].word() - 1);
    RB = item;
    goto take_jump;
}

op_Call : {
    Value* const callee = &RA;
    const Value callable = callee[0];
    SAVE();
    if (LIKELY(is_exactly(callable, function_type))) {
        Function& function = *callable.as<Function>();
        if (LIKELY(takes_just(function, field_b(word)))) {
            Frame* pushed = stack_push_quick(thread, function, callee + 1, field_b(word));
            if (UNLIKELY(pushed == nullptr)) goto raised;
            pushed->kind |= field_c(word);
            goto enter_pushed;
        }
    } else if (LIKELY(is_exactly(callable, native_function_type))) {
        STORE_OR_RAISE(RC, call_native(thread, *callable.as<NativeFunction>(),
                                       Arguments{callee + 1, field_b(word), nullptr}));
        NEXT();
    }
    CallOutcome outcome = prepare_call(thread, callable, Arguments{callee + 1, field_b(word), nullptr});
    if (outcome.frame != nullptr) {
        outcome.frame->kind |= field_c(word);
        goto enter_pushed;
    }
    if (UNLIKELY(!outcome.value)) goto raised;
    RC = outcome.value;
    NEXT();
}

op_CallMethod : {
    Value* const callee = &RA;
    const Value callable = callee[0];
    const u32 extra = callee[1].is_undefined() ? 0 : 1;
    Value* const first = callee + 2 - extra;
    const u32 count = field_b(word) + extra;
    SAVE();
    if (LIKELY(is_exactly(callable, function_type))) {
        Function& function = *callable.as<Function>();
        if (LIKELY(takes_just(function, count))) {
            Frame* pushed = stack_push_quick(thread, function, first, count);
            if (UNLIKELY(pushed == nullptr)) goto raised;
            pushed->kind |= field_c(word);
            goto enter_pushed;
        }
    } else if (LIKELY(is_exactly(callable, native_function_type))) {
        STORE_OR_RAISE(RC,
                       call_native(thread, *callable.as<NativeFunction>(), Arguments{first, count, nullptr}));
        NEXT();
    }
    CallOutcome outcome = prepare_call(thread, callable, Arguments{first, count, nullptr});
    if (outcome.frame != nullptr) {
        outcome.frame->kind |= field_c(word);
        goto enter_pushed;
    }
    if (UNLIKELY(!outcome.value)) goto raised;
    RC = outcome.value;
    NEXT();
}

op_CallKw : {
    Value* const callee = &RA;
    const Tuple* names = constants[*pc++].as<Tuple>();
    SAVE();
    CallOutcome outcome = prepare_call(thread, callee[0], Arguments{callee + 1, field_b(word), names});
    if (outcome.frame != nullptr) {
        outcome.frame->kind |= field_c(word);
        goto enter_pushed;
    }
    if (UNLIKELY(!outcome.value)) goto raised;
    RC = outcome.value;
    NEXT();
}

op_CallMethodKw : {
    Value* const callee = &RA;
    const u32 extra = callee[1].is_undefined() ? 0 : 1;
    const Tuple* names = constants[*pc++].as<Tuple>();
    SAVE();
    CallOutcome outcome =
        prepare_call(thread, callee[0], Arguments{callee + 2 - extra, field_b(word) + extra, names});
    if (outcome.frame != nullptr) {
        outcome.frame->kind |= field_c(word);
        goto enter_pushed;
    }
    if (UNLIKELY(!outcome.value)) goto raised;
    RC = outcome.value;
    NEXT();
}

op_CallEx : {
    SAVE();
    CallOutcome outcome = prepare_call_ex(thread, &RA);
    if (outcome.frame != nullptr) {
        outcome.frame->kind |= field_c(word);
        goto enter_pushed;
    }
    if (UNLIKELY(!outcome.value)) goto raised;
    RC = outcome.value;
    NEXT();
}

enter_pushed:
    // Calls poll as backward jumps do: a recursion can be interrupted.
    if (UNLIKELY(thread.pending != 0)) {
        thread.frame = thread.frame_low;
        frame = thread.frame;
        goto load_frame_and_poll;
    }
    frame = thread.frame_low;
    thread.frame = frame;
    goto load_frame;

enter_generator:
    if (UNLIKELY(static_cast<bool>(thread.raised))) goto raised_in_caller;
enter_frame:
    frame = thread.frame;
load_frame:
    pc = frame->pc;
    registers = frame->registers;
    constants = frame->function->code->constants();
    NEXT();

load_frame_and_poll:
    pc = frame->pc;
    registers = frame->registers;
    constants = frame->function->code->constants();
    goto poll;

op_ReturnNone : {
    const u32 kind = frame->kind;
    if (LIKELY(kind < kReturnLeave)) {
        thread.frame_low = frame + 1;
        frame = frame->caller;
        thread.frame = frame;
        frame->registers[kind] = kNone;
        goto load_frame;
    }
    LeaveOutcome outcome = leave_frame(thread, *frame, kNone);
    if (outcome.leaves) return outcome.value;
    if (UNLIKELY(!outcome.value)) goto raised_in_caller;
    goto enter_frame;
}

op_Return : {
    const Value value = RA;
    const u32 kind = frame->kind;
    if (LIKELY(kind < kReturnLeave)) {
        thread.frame_low = frame + 1;
        frame = frame->caller;
        thread.frame = frame;
        frame->registers[kind] = value;
        goto load_frame;
    }
    LeaveOutcome outcome = leave_frame(thread, *frame, value);
    if (outcome.leaves) return outcome.value;
    if (UNLIKELY(!outcome.value)) goto raised_in_caller;
    goto enter_frame;
}

op_Yield : {
    SAVE();
    LeaveOutcome outcome = yield_from_frame(thread, *frame, kGeneratorSuspended, RB);
    if (outcome.leaves) return outcome.value;
    goto enter_frame;
}

op_GetYieldFromIter:
    SAVE();
    STORE_OR_RAISE(RA, get_yield_from_iter(thread, RB));
    NEXT();

op_GetAwaitable:
    SAVE();
    STORE_OR_RAISE(RA, get_awaitable(thread, RB));
    NEXT();

op_YieldFrom : {
    const Value delegate = RB;
    SAVE();
    if (LIKELY(delegate.is_object() && (delegate.as_object()->shape == &generator_type.root ||
                                        delegate.as_object()->shape == &coroutine_type.root))) {
        if (generator_enter(thread, *delegate.as<Generator>(), kReturnYieldFrom | field_a(word), RA))
            goto enter_generator;
        if (thread.raised) goto raised;
        RA = kNone;
        NEXT();
    }
    Value result = kNone;
    const Completion item = send_to_iterator(thread, delegate, RA, result);
    if (UNLIKELY(item.is_raised())) goto raised;
    if (item.value().is_undefined()) {
        RA = result;
        NEXT();
    }
    // It stays here: the next resumption executes this instruction again.
    frame->pc = pc - 1;
    LeaveOutcome outcome = yield_from_frame(thread, *frame, kGeneratorDelegating, item.value());
    if (outcome.leaves) return outcome.value;
    goto enter_frame;
}

op_GetAsyncIter:
    SAVE();
    STORE_OR_RAISE(RA, get_async_iter(thread, RB));
    NEXT();

op_GetAsyncNext:
    SAVE();
    STORE_OR_RAISE(RA, get_async_next(thread, RB));
    NEXT();

op_BuildTuple:
    SAVE();
    STORE_OR_RAISE(RA, build_tuple(thread, &RB, field_c(word)));
    NEXT();
op_BuildList:
    SAVE();
    STORE_OR_RAISE(RA, build_list(thread, &RB, field_c(word)));
    NEXT();
op_BuildSet:
    SAVE();
    STORE_OR_RAISE(RA, build_set(thread, &RB, field_c(word)));
    NEXT();
op_BuildDict:
    SAVE();
    STORE_OR_RAISE(RA, build_dict(thread, &RB, field_c(word)));
    NEXT();
op_BuildString:
    SAVE();
    STORE_OR_RAISE(RA, build_string(thread, &RB, field_c(word)));
    NEXT();
op_BuildSlice:
    SAVE();
    STORE_OR_RAISE(RA, build_slice(thread, &RB));
    NEXT();
op_FormatValue:
    SAVE();
    STORE_OR_RAISE(RA, format_field(thread, &RB, field_c(word)));
    NEXT();

op_ListAppend:
    SAVE();
    CHECK(build_append(thread, RA, RB));
    NEXT();
op_ListExtend:
    SAVE();
    CHECK(build_extend(thread, RA, RB));
    NEXT();
op_ListToTuple:
    SAVE();
    STORE_OR_RAISE(RA, build_tuple_of_list(thread, RB));
    NEXT();
op_SetAdd:
    SAVE();
    CHECK(build_set_add(thread, RA, RB));
    NEXT();
op_SetUpdate:
    SAVE();
    CHECK(build_set_update(thread, RA, RB));
    NEXT();
op_DictSet:
    SAVE();
    CHECK(build_dict_set(thread, RA, RB, RC));
    NEXT();
op_DictUpdate:
    SAVE();
    CHECK(build_dict_update(thread, RA, RB));
    NEXT();
op_DictMerge:
    SAVE();
    CHECK(build_dict_merge(thread, RA, RB));
    NEXT();

op_Unpack:
    SAVE();
    CHECK(unpack_sequence(thread, RB, &RA, field_c(word)));
    NEXT();
op_UnpackEx : {
    const u32 after = *pc++;
    SAVE();
    CHECK(unpack_starred(thread, RB, &RA, field_c(word), after));
    NEXT();
}

op_Match:
    SAVE();
    STORE_OR_RAISE(RA, match_answer(thread, static_cast<bytecode::MatchQuestion>(field_c(word)), &RB));
    NEXT();

op_MakeFunction : {
    const Value code = constants[*pc++];
    SAVE();
    STORE_OR_RAISE(RA,
                   make_function(thread, *code.as<Code>(), *frame->function->globals, &RA, field_b(word)));
    NEXT();
}

op_LoadBuildClass:
    RA = load_build_class(thread);
    NEXT();

op_ImportName : {
    const u32 level = *pc++;
    SAVE();
    STORE_OR_RAISE(RA, import_name(thread, *frame->function->globals, constants[field_bx(word)], RA, level));
    NEXT();
}

op_ImportFrom:
    SAVE();
    STORE_OR_RAISE(RA, import_one(thread, RB, constants[field_c(word)]));
    NEXT();
op_ImportFromR:
    SAVE();
    STORE_OR_RAISE(RA, import_one(thread, RB, RC));
    NEXT();
op_ImportStar:
    SAVE();
    CHECK(import_all(thread, RA, *frame));
    NEXT();

op_DisplayResult:
    SAVE();
    CHECK(display_result(thread, RA));
    NEXT();

op_Raise:
    SAVE();
    raise_from_python(thread, RA);
    goto raised;
op_RaiseFrom:
    SAVE();
    raise_with_cause(thread, RA, RB);
    goto raised;
op_Reraise:
    SAVE();
    thread.raised = RA;
    goto unwind;
op_RaiseBare:
    SAVE();
    raise_bare(thread);
    goto unwind;
op_RaiseAssertion:
    SAVE();
    raise_assertion(thread, RA);
    goto raised;
op_EndFinally:
    if (!RA.is_object()) NEXT();
    SAVE();
    thread.raised = RA;
    goto unwind;

op_EnterHandler : {
    const Value exception = RA;
    RB = thread.handled;
    if (exception.is_object()) thread.handled = exception;
    NEXT();
}
op_LeaveHandler:
    thread.handled = RA;
    NEXT();

op_ExitArguments:
    exit_arguments(RB, &RA);
    NEXT();

op_ToWord:
    SAVE();
    CHECK(word_of_object(thread, RB, field_c(word), RA));
    NEXT();
op_FromWord:
    SAVE();
    STORE_OR_RAISE(RA, object_of_word(thread, RB.word(), field_c(word)));
    NEXT();
op_WordAdd:
    WORD_RESULT(RB.word() + RC.word());
op_WordSubtract:
    WORD_RESULT(RB.word() - RC.word());
op_WordMultiply:
    WORD_RESULT(RB.word() * RC.word());
op_WordAnd:
    WORD_RESULT(RB.word() & RC.word());
op_WordOr:
    WORD_RESULT(RB.word() | RC.word());
op_WordXor:
    WORD_RESULT(RB.word() ^ RC.word());
op_WordAddInt:
    WORD_RESULT(RB.word() + static_cast<Word>(static_cast<SignedWord>(field_sc(word))));
op_WordAndInt:
    WORD_RESULT(RB.word() & static_cast<Word>(static_cast<SignedWord>(field_sc(word))));
op_WordLeftShiftInt:
    WORD_RESULT(RB.word() << field_c(word));
op_WordRightShiftInt:
    WORD_RESULT(static_cast<Word>(static_cast<SignedWord>(RB.word()) >> field_c(word)));
op_WordShiftDownInt:
    WORD_RESULT(RB.word() >> field_c(word));
op_WordFloorDivide:
op_WordModulo:
op_WordLeftShift:
op_WordRightShift:
op_WordShiftDown:
    SAVE();
    CHECK(word_operation(thread, bytecode::opcode_of(word), RB.word(), RC.word(), RA));
    NEXT();
op_TestWord:
    BRANCH(RA.word() != 0);
op_TestWordEqual:
    BRANCH(RA.word() == RB.word());
op_TestWordLess:
    BRANCH(static_cast<SignedWord>(RA.word()) < static_cast<SignedWord>(RB.word()));
op_TestWordBelow:
    BRANCH(RA.word() < RB.word());
op_TestWordEqualInt:
    BRANCH(static_cast<SignedWord>(RA.word()) == field_sb(word));
op_TestWordLessInt:
    BRANCH(static_cast<SignedWord>(RA.word()) < field_sb(word));
op_ForWord : {
    Value* const counter = &RA;
    const Value value = counter[0];
    if (static_cast<SignedWord>(value.word()) < static_cast<SignedWord>(counter[1].word())) {
        counter[0] = Value::from_word(value.word() + counter[2].word());
        RB = value;
        goto take_jump;
    }
    ++pc;
    NEXT();
}
op_Load8:
    WORD_RESULT(flash_byte(reinterpret_cast<const void*>(RB.word() + RC.word())));
op_Load16:
    WORD_RESULT(load_half(RB.word() + 2 * RC.word()));
op_Load32:
    WORD_RESULT(load_at<u32>(RB.word() + 4 * RC.word()));
op_Store8:
    store_at<u8>(RA.word() + RB.word(), RC.word());
    NEXT();
op_Store16:
    store_at<u16>(RA.word() + 2 * RB.word(), RC.word());
    NEXT();
op_Store32:
    store_at<u32>(RA.word() + 4 * RB.word(), RC.word());
    NEXT();

unbound:
    SAVE();
    raise_unbound(thread);
    goto raised;

raised_in_caller:
    frame = thread.frame;
raised:
    note_raised(thread, *frame);
unwind:
    // An exception waits in the thread. Finds the innermost handler, leaving frames behind.
    switch (unwind_to_handler(thread)) {
        case Unwound::ToHandler: goto enter_frame;
        case Unwound::OutOfInterpreter: return Value();
    }
    __builtin_unreachable();
}

}  // namespace kinglet::runtime
