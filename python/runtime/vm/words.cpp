#include "python/runtime/vm/words.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::runtime {

using bytecode::Opcode;

Raised word_of_object(Thread& thread, Value object, u32 kind, Value& result) {
    if (kind == kTruthWord) {
        bool is_true = false;
        TRY(truth(thread, object, is_true));
        result = Value::from_word(is_true ? 1 : 0);
        return kFine;
    }
    Buffer buffer;
    if (kind == kAddressWord && buffer_of(object, buffer)) {
        result = Value::from_word(reinterpret_cast<Word>(buffer.data));
        return kFine;
    }
    if (kind == kAddressWord && is_str(object)) {
        result = Value::from_word(reinterpret_cast<Word>(object.as<Str>()->view().data()));
        return kFine;
    }
    if (!is_int(object))
        return raise_format(thread, type_error_type, "can't convert %t to int"_packed, object);
    bool fits = false;
    result = Value::from_word(static_cast<Word>(int_to_i64(object, fits)));
    return kFine;
}

Completion object_of_word(Thread& thread, Word word, u32 kind) {
    if (kind == kTruthWord) return Value::from_bool(word != 0);
    if (kind == kUnsignedWord) return int_create_unsigned(thread, word);
    return int_create(thread, static_cast<SignedWord>(word));
}

Raised word_operation(Thread& thread, Opcode op, Word left, Word right, Value& result) {
    constexpr Word kBits = sizeof(Word) * 8;
    const SignedWord dividend = static_cast<SignedWord>(left);
    const SignedWord divisor = static_cast<SignedWord>(right);
    Word word = 0;
    if (op == Opcode::WordLeftShift) {
        word = right < kBits ? left << right : 0;
    } else if (op == Opcode::WordShiftDown) {
        word = right < kBits ? left >> right : 0;
    } else if (op == Opcode::WordRightShift) {
        word = static_cast<Word>(dividend >> (right < kBits ? right : kBits - 1));
    } else if (divisor == 0) {
        return raise(thread, zero_division_error_type, "integer division or modulo by zero"_packed);
    } else if (divisor == -1) {
        word = op == Opcode::WordModulo ? 0 : 0 - left;  // the smallest int has no positive one
    } else {
        const SignedWord rest = dividend % divisor;
        const bool is_rounded_up = rest != 0 && (rest ^ divisor) < 0;
        word = static_cast<Word>(op == Opcode::WordModulo ? rest + (is_rounded_up ? divisor : 0)
                                                          : dividend / divisor - (is_rounded_up ? 1 : 0));
    }
    result = Value::from_word(word);
    return kFine;
}

}  // namespace kinglet::runtime
