// random: xoroshiro64** (Blackman and Vigna), two words of state, seeded by the chip's noise at the first use
// and by seed(n).
#include "python/runtime/recursion.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/stdlib/module_table.hpp"
#include "python/stdlib/random/entropy.hpp"

namespace kinglet::stdlib {

using namespace runtime;
using bytecode::BinaryOperator;

namespace {

u32 state[2];  // both 0: not seeded yet

void seed(u64 number) {
    // SplitMix64's finish spreads neighbouring seeds.
    for (u32& word : state) {
        number += 0x9E3779B97F4A7C15ULL;
        u64 mixed = number;
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9ULL;
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBULL;
        word = static_cast<u32>(mixed ^ mixed >> 31);
    }
    if ((state[0] | state[1]) == 0) state[0] = 1;
}

u32 next() {
    if ((state[0] | state[1]) == 0) seed(entropy() ^ u64{entropy()} << 32);
    const u32 a = state[0];
    const u32 b = state[1] ^ a;
    const u32 product = a * 0x9E3779BBU;
    state[0] = (a << 26 | a >> 6) ^ b ^ b << 9;
    state[1] = b << 13 | b >> 19;
    return (product << 5 | product >> 27) * 5;
}

/// A number below `limit`, each as likely as the others to within 2**-32; 0 < limit.
u64 below(u64 limit) {
    const u64 rest = (~u64{0} % limit + 1) % limit;  // what a plain remainder would favour
    for (;;) {
        u64 number = next();
        if (limit > u64{1} << 32) number = number << 32 | next();
        if (limit <= u64{1} << 32) return static_cast<u32>(number * limit >> 32);
        if (number <= ~u64{0} - rest) return number % limit;
    }
}

Float unit_interval() {
    if (sizeof(Float) == 4) return static_cast<Float>(next() >> 8) * static_cast<Float>(0x1p-24);
    const u64 high = next() >> 5;
    return static_cast<Float>(high << 26 | next() >> 6) * static_cast<Float>(0x1p-53);
}

Completion random_seed(Thread& thread, const Value* values, u32 count) {
    if (count == 0 || values[0].is_none()) {
        state[0] = state[1] = 0;
        return kNone;
    }
    Word number = 0;
    TRY(hash(thread, values[0], number));
    seed(number);
    return kNone;
}

/// By halves: word after word, a long number would take the square of its length.
Completion random_bits(Thread& thread, SignedWord count) {
    if (count <= 32) return int_create_unsigned(thread, count == 0 ? 0 : next() >> (32 - count));
    TRY(check_native_stack(thread));
    const SignedWord low = count / 2;
    Value high = TRY(random_bits(thread, count - low));
    high = TRY(binary(thread, BinaryOperator::LeftShift, high, Value::from_int(low)));
    const Value rest = TRY(random_bits(thread, low));
    return binary(thread, BinaryOperator::BitOr, high, rest);
}

Completion random_getrandbits(Thread& thread, Value bits) {
    SignedWord count = 0;
    TRY(to_integer(thread, bits, count));
    if (count < 0) return raise(thread, value_error_type, "number of bits must be non-negative"_packed);
    return random_bits(thread, count);
}

Completion from_small_range(Thread& thread, i64 start, i64 stop, i64 step) {
    const i64 distance = stop - start;
    if (step > 0 ? distance <= 0 : distance >= 0)
        return raise(thread, value_error_type, "empty range for randrange()"_packed);
    const auto count = static_cast<u64>((distance + (step > 0 ? step - 1 : step + 1)) / step);
    return int_create(thread, start + step * static_cast<i64>(below(count)));
}

/// One of start, start + step ... below stop. Small ints by themselves; of any size by drawing as many bits
/// as the number of choices has until they are one.
Completion from_range(Thread& thread, Value start, Value stop, Value step) {
    for (const Value value : {start, stop, step}) {
        if (!is_int(value)) {
            return raise_format(thread, type_error_type,
                                "'%t' object cannot be interpreted as an integer"_packed, value);
        }
    }
    if (step == Value::from_int(0))
        return raise(thread, value_error_type, "zero step for randrange()"_packed);
    // Differences of small ints fit: on the desktop they have 63 bits.
    if (start.is_int() && stop.is_int() && step.is_int())
        return from_small_range(thread, start.as_int(), stop.as_int(), step.as_int());
    // The number of choices is the distance divided by the step, rounded up.
    Value count = TRY(int_binary(thread, BinaryOperator::Subtract, start, stop));
    count = TRY(int_binary(thread, BinaryOperator::FloorDivide, count, step));
    count = TRY(int_unary(thread, bytecode::UnaryOperator::Negative, count));
    if (int_compare(count, Value::from_int(0)) <= 0)
        return raise(thread, value_error_type, "empty range for randrange()"_packed);
    const Value bits = Value::from_int(static_cast<SignedWord>(int_bit_length(count)));
    Value chosen;
    do {
        chosen = TRY(random_getrandbits(thread, bits));
    } while (int_compare(chosen, count) >= 0);
    chosen = TRY(int_binary(thread, BinaryOperator::Multiply, chosen, step));
    return int_binary(thread, BinaryOperator::Add, start, chosen);
}

Completion random_randrange(Thread& thread, const Value* values, u32 count) {
    const Value step = count == 3 ? values[2] : Value::from_int(1);
    if (count == 1) return from_range(thread, Value::from_int(0), values[0], step);
    return from_range(thread, values[0], values[1], step);
}

Completion random_randint(Thread& thread, Value first, Value last) {
    if (!is_int(last)) return from_range(thread, first, last, last);  // which says what is wrong
    const Value end = TRY(int_binary(thread, BinaryOperator::Add, last, Value::from_int(1)));
    return from_range(thread, first, end, Value::from_int(1));
}

Completion random_choice(Thread& thread, Value sequence) {
    usize count = 0;
    TRY(length(thread, sequence, count));
    if (count == 0) return raise(thread, index_error_type, "Cannot choose from an empty sequence"_packed);
    return get_item(thread, sequence, Value::from_int(static_cast<SignedWord>(below(count))));
}

Completion random_shuffle(Thread& thread, Value list) {
    usize count = 0;
    TRY(length(thread, list, count));
    for (usize i = count; i > 1; --i) {
        const Value a = Value::from_int(static_cast<SignedWord>(i - 1));
        const Value b = Value::from_int(static_cast<SignedWord>(below(i)));
        const Value x = TRY(get_item(thread, list, a));
        const Value y = TRY(get_item(thread, list, b));
        TRY(set_item(thread, list, a, y));
        TRY(set_item(thread, list, b, x));
    }
    return kNone;
}

Completion random_random(Thread& thread) {
    return float_to_value(thread, unit_interval());
}

Completion random_uniform(Thread& thread, Value first, Value last) {
    Float a = 0;
    Float b = 0;
    TRY(to_float(thread, first, a));
    TRY(to_float(thread, last, b));
    return float_to_value(thread, a + (b - a) * unit_interval());
}

constinit const NativeFunction choice_function = native(name<"choice">, random_choice);
constinit const NativeFunction getrandbits_function = native(name<"getrandbits">, random_getrandbits);
constinit const NativeFunction randint_function = native(name<"randint">, random_randint);
constinit const NativeFunction random_function = native(name<"random">, random_random);
constinit const NativeFunction randrange_function = native(name<"randrange">, random_randrange, 1, 3);
constinit const NativeFunction seed_function = native(name<"seed">, random_seed, 0, 1);
constinit const NativeFunction shuffle_function = native(name<"shuffle">, random_shuffle);
constinit const NativeFunction uniform_function = native(name<"uniform">, random_uniform);

constinit const Attribute attributes[] = {
    {name<"choice">, &choice_function.header},       {name<"getrandbits">, &getrandbits_function.header},
    {name<"randint">, &randint_function.header},     {name<"random">, &random_function.header},
    {name<"randrange">, &randrange_function.header}, {name<"seed">, &seed_function.header},
    {name<"shuffle">, &shuffle_function.header},     {name<"uniform">, &uniform_function.header},
};

}  // namespace

extern const BuiltinModule random_module;
constinit const BuiltinModule random_module = builtin_module(name<"random">, attributes);

}  // namespace kinglet::stdlib
