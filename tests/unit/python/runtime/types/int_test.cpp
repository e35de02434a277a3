// The oracle for small operands is the compiler's 128-bit integers; for large ones, laws that hold for all
// integers.
#include "python/runtime/types/int.hpp"

#include <random>

#include "python/runtime/types/float.hpp"
#include "python/runtime/types/tuple.hpp"
#include "tests/unit/python/runtime/python_test.hpp"

namespace kinglet::runtime {
namespace {

using bytecode::BinaryOperator;
using bytecode::UnaryOperator;
using Wide = __int128;

class IntTest : public PythonTest {
  protected:
    IntTest() : PythonTest(4 << 20) {}

    Value of(Wide n) {
        const bool negative = n < 0;
        const auto magnitude =
            negative ? -static_cast<unsigned __int128>(n) : static_cast<unsigned __int128>(n);
        const Value high = value_of(int_create_unsigned(thread, static_cast<u64>(magnitude >> 64)));
        const Value low = value_of(int_create_unsigned(thread, static_cast<u64>(magnitude)));
        const Value sum =
            apply(BinaryOperator::Add, apply(BinaryOperator::LeftShift, high, Value::from_int(64)), low);
        return negative ? value_of(int_unary(thread, UnaryOperator::Negative, sum)) : sum;
    }
    Value apply(BinaryOperator op, Value a, Value b) { return value_of(int_binary(thread, op, a, b)); }
    bool same(Value a, Value b) { return int_compare(a, b) == 0 && a.is_int() == b.is_int(); }
    Value random_int(u32 most_digits) {
        Value n = Value::from_int(0);
        for (u32 digits = 1 + static_cast<u32>(random_() % most_digits); digits != 0; --digits) {
            const u32 style = static_cast<u32>(random_() % 4);
            const u32 digit = style == 0 ? 0 : style == 1 ? ~0U : static_cast<u32>(random_());
            n = apply(BinaryOperator::LeftShift, n, Value::from_int(32));
            n = apply(BinaryOperator::BitOr, n, value_of(int_create_unsigned(thread, digit)));
        }
        return random_() % 2 == 0 ? n : value_of(int_unary(thread, UnaryOperator::Negative, n));
    }

    std::mt19937_64 random_{1};
};

TEST_F(IntTest, OperatorsAgreeWithTheMachine) {
    for (int i = 0; i < 4000; ++i) {
        const Wide a = static_cast<Wide>(static_cast<i64>(random_())) >> random_() % 64;
        const Wide b = static_cast<Wide>(static_cast<i64>(random_())) >> random_() % 64;
        const Value x = of(a);
        const Value y = of(b);
        ASSERT_TRUE(same(apply(BinaryOperator::Add, x, y), of(a + b)));
        ASSERT_TRUE(same(apply(BinaryOperator::Subtract, x, y), of(a - b)));
        ASSERT_TRUE(same(apply(BinaryOperator::Multiply, x, y), of(a * b)));
        ASSERT_TRUE(same(apply(BinaryOperator::BitAnd, x, y), of(a & b)));
        ASSERT_TRUE(same(apply(BinaryOperator::BitOr, x, y), of(a | b)));
        ASSERT_TRUE(same(apply(BinaryOperator::BitXor, x, y), of(a ^ b)));
        ASSERT_EQ(int_compare(x, y), a < b ? -1 : a > b ? 1 : 0);
        ASSERT_TRUE(same(value_of(int_unary(thread, UnaryOperator::Invert, x)), of(~a)));
        if (b == 0) continue;
        Wide quotient = a / b;
        Wide remainder = a % b;
        if (remainder != 0 && (remainder < 0) != (b < 0)) {
            --quotient;
            remainder += b;
        }
        ASSERT_TRUE(same(apply(BinaryOperator::FloorDivide, x, y), of(quotient)));
        ASSERT_TRUE(same(apply(BinaryOperator::Modulo, x, y), of(remainder)));
    }
}

TEST_F(IntTest, DivisionUndoesMultiplication) {
    for (int i = 0; i < 2000; ++i) {
        const Value a = random_int(12);
        const Value b = random_int(6);
        if (b == Value::from_int(0)) continue;
        const Value both = value_of(int_binary(thread, BinaryOperator::Divmod, a, b));
        const Value quotient = both.as<Tuple>()->items()[0];
        const Value rest = both.as<Tuple>()->items()[1];
        ASSERT_TRUE(same(apply(BinaryOperator::Add, apply(BinaryOperator::Multiply, quotient, b), rest), a));
        ASSERT_TRUE(rest == Value::from_int(0) || int_is_negative(rest) == int_is_negative(b));
        ASSERT_TRUE(same(apply(BinaryOperator::FloorDivide, a, b), quotient));
        ASSERT_TRUE(same(apply(BinaryOperator::Modulo, a, b), rest));
    }
}

TEST_F(IntTest, TextReadsBackInEveryBase) {
    for (u32 base = 2; base <= 36; ++base) {
        for (int i = 0; i < 20; ++i) {
            const Value n = random_int(9);
            TextPrinter printer;
            ASSERT_FALSE(int_write_magnitude(thread, n, base, printer).is_raised());
            const std::string written = (int_is_negative(n) ? "-" : "") + printer.text;
            bool valid;
            ASSERT_TRUE(same(value_of(int_parse(thread, written.data(), written.size(), base, valid)), n))
                << written;
            ASSERT_TRUE(valid);
        }
    }
}

TEST_F(IntTest, EqualNumbersHashEqual) {
    for (int i = 0; i < 2000; ++i) {
        const double number = std::ldexp(static_cast<double>(static_cast<i64>(random_() >> 12)),
                                         static_cast<int>(random_() % 300));
        const Value n = value_of(int_from_float(thread, number));
        ASSERT_EQ(int_hash(n), float_hash(number));
        ASSERT_EQ(int_to_float(n), number);
        ASSERT_TRUE(value_of(float_compare(thread, n, value_of(float_to_value(thread, number)),
                                           bytecode::Comparison::Equal))
                        .is_true());
    }
    EXPECT_EQ(int_hash(kTrue), int_hash(Value::from_int(1)));
    EXPECT_EQ(float_hash(-7.0), int_hash(Value::from_int(-7)));
}

TEST_F(IntTest, TrueDivisionOfLongNumbersIsCorrectlyRounded) {
    for (int i = 0; i < 2000; ++i) {
        // a / 2^k is exact to the last bit that a double keeps; the conversion rounds the same way.
        const Value a = random_int(5);
        const SignedWord k = static_cast<SignedWord>(random_() % 200);
        const Value power = apply(BinaryOperator::LeftShift, Value::from_int(1), Value::from_int(k));
        const Value quotient = apply(BinaryOperator::TrueDivide, a, power);
        ASSERT_EQ(float_of(quotient), std::ldexp(int_to_float(a), -static_cast<int>(k)));
    }
}

TEST_F(IntTest, PowerModuloAgreesWithPowerAndModulo) {
    for (int i = 0; i < 300; ++i) {
        const Value base = random_int(2);
        const Value exponent = Value::from_int(static_cast<SignedWord>(random_() % 30));
        const Value modulus = random_int(2);
        if (modulus == Value::from_int(0)) continue;
        const Value slow =
            apply(BinaryOperator::Modulo, apply(BinaryOperator::Power, base, exponent), modulus);
        ASSERT_TRUE(same(value_of(int_power_modulo(thread, base, exponent, modulus)), slow));
    }
}

TEST_F(IntTest, ErrorsAreRaised) {
    const Value zero = Value::from_int(0);
    const Value large = of(Wide{1} << 100);
    for (const BinaryOperator op : {BinaryOperator::FloorDivide, BinaryOperator::Modulo,
                                    BinaryOperator::Divmod, BinaryOperator::TrueDivide}) {
        for (const Value left : {Value::from_int(1), large}) {
            EXPECT_TRUE(int_binary(thread, op, left, zero).is_raised());
            EXPECT_NE(raised().find("ZeroDivisionError"), std::string::npos);
        }
    }
    EXPECT_TRUE(
        int_binary(thread, BinaryOperator::LeftShift, Value::from_int(1), Value::from_int(-1)).is_raised());
    EXPECT_NE(raised().find("ValueError"), std::string::npos);
    EXPECT_TRUE(int_binary(thread, BinaryOperator::LeftShift, Value::from_int(1), large).is_raised());
    EXPECT_NE(raised().find("MemoryError"), std::string::npos);
    EXPECT_TRUE(int_binary(thread, BinaryOperator::LeftShift, Value::from_int(1), Value::from_int(100000000))
                    .is_raised());
    EXPECT_NE(raised().find("MemoryError"), std::string::npos);
}

}  // namespace
}  // namespace kinglet::runtime
