// The vocabulary of frozen code: what tools/freeze writes uses these to spell constant objects for both word
// sizes.
#pragma once

#include "python/runtime/code.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

/// A str of whole words.
template <usize Words>
struct StaticText {
    Str str;
    u32 words[Words];
};

/// As BigInt, with its digits.
template <usize Digits>
struct StaticBigInt {
    Object header;
    u32 count_and_sign;
    u32 digits[Digits];
};

/// A code object and what follows it (bytecode/code.hpp): all but the constants are words.
template <usize Constants, usize Words>
struct StaticCode {
    Code code;
    Value constants[Constants];
    u32 words[Words];
};
template <usize Words>
struct StaticCode<0, Words> {
    struct Nothing {};
    Code code;
    [[no_unique_address]] Nothing constants;  // the initialiser has braces for it
    u32 words[Words];
};
static_assert(sizeof(StaticCode<0, 2>) == sizeof(Code) + 2 * sizeof(u32));
static_assert(sizeof(StaticCode<1, 2>) == sizeof(Code) + sizeof(Value) + 2 * sizeof(u32));

namespace frozen {

/// The number as this target's float.
constexpr Float choose(float narrow, double wide) {
    return sizeof(Word) == 4 ? static_cast<Float>(narrow) : static_cast<Float>(wide);
}

/// An int that is small on the desktop and `large` on the chip.
constexpr Value int_value(i64 number, const Object* large) {
    return sizeof(Word) == 4 ? Value(large) : Value::from_int(static_cast<SignedWord>(number));
}

/// A float; `boxed` if it has no self-tagged word.
constexpr Value float_value(float narrow, double wide, const Object* boxed) {
    const Word word = self_tagged(choose(narrow, wide));
    return word != 0 ? Value::from_word(word) : Value(boxed);
}

}  // namespace frozen

}  // namespace kinglet::runtime
