// The oracle is the C++ library's to_chars and from_chars, which are exact for both widths.
#include "python/runtime/types/float_digits.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <random>
#include <string>

namespace kinglet::runtime {
namespace {

template <typename F>
F random_float(std::mt19937_64& random) {
    for (;;) {
        const auto bits = static_cast<typename FloatFormat<F>::Bits>(random());
        const F number = std::bit_cast<F>(bits);
        if (std::isfinite(number) && number != 0) return number;
    }
}

/// Digits in the form d.ddde+xx, as to_chars writes them.
template <typename F>
std::string scientific(F number, DigitsMode mode, i32 count) {
    char digits[FloatFormat<F>::kMaxDigits + 1];
    i32 point = 0;
    const FloatParts parts = float_decompose(number);
    const u32 length = float_digits(parts, mode, count, digits, point);
    std::string text = parts.is_negative ? "-" : "";
    text += digits[0];
    std::string rest(digits + 1, length - 1);
    if (mode == DigitsMode::Significant) rest.resize(static_cast<usize>(count - 1), '0');
    if (!rest.empty()) text += "." + rest;
    char exponent[16];
    std::snprintf(exponent, sizeof exponent, "e%+03d", point - 1);
    return text + exponent;
}

template <typename F>
std::string fixed(F number, i32 places) {
    char digits[FloatFormat<F>::kMaxDigits + 1];
    i32 point = 0;
    const FloatParts parts = float_decompose(number);
    const u32 length = float_digits(parts, DigitsMode::Fraction, places, digits, point);
    std::string all(digits, length);
    if (all.empty()) point = -places;
    if (point <= 0) {
        all.insert(0, static_cast<usize>(1 - point), '0');
        point = 1;
    }
    all.resize(static_cast<usize>(point + places), '0');
    if (places > 0) all.insert(static_cast<usize>(point), ".");
    return (parts.is_negative ? "-" : "") + all;
}

template <typename F>
class FloatDigits : public testing::Test {};
using Widths = testing::Types<float, double>;
TYPED_TEST_SUITE(FloatDigits, Widths);

TYPED_TEST(FloatDigits, ShortestAgrees) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 40000; ++i) {
        TypeParam number = random_float<TypeParam>(random);
        if (i % 3 == 0)
            number = static_cast<TypeParam>(static_cast<i64>(random() % 2000000) - 1000000) / 1000;
        if (i % 50 == 1) number = std::ldexp(TypeParam{1}, static_cast<int>(random() % 250) - 125);
        if (number == 0) continue;
        char expected[64];
        const auto end =
            std::to_chars(expected, expected + sizeof expected, number, std::chars_format::scientific);
        ASSERT_EQ(scientific(number, DigitsMode::Shortest, 0), std::string(expected, end.ptr));
    }
}

TYPED_TEST(FloatDigits, SignificantAgrees) {
    std::mt19937_64 random(2);
    for (int i = 0; i < 20000; ++i) {
        const TypeParam number = random_float<TypeParam>(random);
        const int precision = static_cast<int>(random() % 40);
        char expected[2000];
        const auto end = std::to_chars(expected, expected + sizeof expected, number,
                                       std::chars_format::scientific, precision);
        ASSERT_EQ(scientific(number, DigitsMode::Significant, precision + 1), std::string(expected, end.ptr));
    }
}

TYPED_TEST(FloatDigits, FractionAgrees) {
    std::mt19937_64 random(3);
    for (int i = 0; i < 20000; ++i) {
        TypeParam number = random_float<TypeParam>(random);
        if (i % 2 == 0) number = static_cast<TypeParam>(static_cast<i64>(random() % 200000) - 100000) / 64;
        if (number == 0) continue;
        const int places = static_cast<int>(random() % (i % 7 == 0 ? 200 : 8));
        char expected[2000];
        const auto end =
            std::to_chars(expected, expected + sizeof expected, number, std::chars_format::fixed, places);
        ASSERT_EQ(fixed(number, places), std::string(expected, end.ptr)) << places;
    }
}

TYPED_TEST(FloatDigits, EveryDigitOfTheSmallestAndTheLargest) {
    using Limits = std::numeric_limits<TypeParam>;
    for (const TypeParam number : {Limits::denorm_min(), Limits::min(), Limits::max()}) {
        char expected[2000];
        const auto end =
            std::to_chars(expected, expected + sizeof expected, number, std::chars_format::scientific, 900);
        EXPECT_EQ(scientific(number, DigitsMode::Significant, 901), std::string(expected, end.ptr));
    }
}

template <typename F>
void expect_parsed(const std::string& text) {
    F expected{};
    const auto outcome = std::from_chars(text.data(), text.data() + text.size(), expected);
    if (outcome.ec == std::errc::result_out_of_range)
        expected = static_cast<F>(std::strtold(text.c_str(), nullptr));
    F result{};
    ASSERT_TRUE(float_parse_as<F>(text.data(), text.size(), result)) << text;
    ASSERT_EQ(result, expected) << text;
}

TYPED_TEST(FloatDigits, ParsesAsTheLibraryDoes) {
    std::mt19937_64 random(4);
    for (int i = 0; i < 40000; ++i) {
        std::string text;
        const usize count = 1 + random() % (i % 10 == 0 ? 60 : 20);
        for (usize k = 0; k < count; ++k) text += static_cast<char>('0' + random() % 10);
        if (random() % 2 == 0) text.insert(random() % (count + 1), ".");
        const int range = FloatFormat<TypeParam>::kIsSingle ? 50 : 340;
        if (random() % 4 != 0) text += "e" + std::to_string(static_cast<int>(random() % (2 * range)) - range);
        expect_parsed<TypeParam>(text);
        if (testing::Test::HasFatalFailure()) return;
    }
}

TYPED_TEST(FloatDigits, ParsesShortNumbers) {
    std::mt19937_64 random(6);
    for (int i = 0; i < 40000; ++i) {
        const u64 limit[] = {10, 1000, 100000, 16777300, 1000000000, 10000000000};
        const std::string text = std::to_string(random() % limit[random() % 6]);
        expect_parsed<TypeParam>(text + "e" + std::to_string(static_cast<int>(random() % 26) - 13));
        if (testing::Test::HasFatalFailure()) return;
    }
}

TYPED_TEST(FloatDigits, ParsesTiesAndTheirNeighbours) {
    std::mt19937_64 random(5);
    for (int i = 0; i < 4000; ++i) {
        const TypeParam number = std::fabs(random_float<TypeParam>(random));
        FloatParts parts = float_decompose(number);
        parts.mantissa = parts.mantissa * 2 + 1;  // halfway to the next float
        parts.exponent -= 1;
        char digits[FloatFormat<TypeParam>::kMaxDigits + 1];
        i32 point = 0;
        const u32 length = float_digits(parts, DigitsMode::Significant, 1000, digits, point);
        const std::string tie(digits, length);
        const std::string exponent = "e" + std::to_string(point);
        expect_parsed<TypeParam>("." + tie + exponent);
        expect_parsed<TypeParam>("." + tie + std::string(300, '0') + "1" + exponent);
        expect_parsed<TypeParam>("." + tie.substr(0, tie.size() - 1) + "4999999999" + exponent);
        if (testing::Test::HasFatalFailure()) return;
    }
}

TYPED_TEST(FloatDigits, TakesWhatFloatTakes) {
    const auto parse = [](const std::string& text) -> std::string {
        TypeParam result{};
        if (!float_parse_as<TypeParam>(text.data(), text.size(), result)) return "no";
        if (std::isnan(result)) return "nan";
        if (std::isinf(result)) return result < 0 ? "-inf" : "inf";
        return std::to_string(result);
    };
    EXPECT_EQ(parse("inf"), "inf");
    EXPECT_EQ(parse("-Infinity"), "-inf");
    EXPECT_EQ(parse("+NaN"), "nan");
    EXPECT_EQ(parse("1e999999999999"), "inf");
    EXPECT_EQ(parse("0e999999999999"), "0.000000");
    EXPECT_EQ(parse("-1e-999999999999"), "-0.000000");
    EXPECT_EQ(parse("1_000.5_0e1_0"), parse("1000.50e10"));
    EXPECT_EQ(parse(".5"), "0.500000");
    EXPECT_EQ(parse("5."), "5.000000");
    for (const char* bad : {"", "+", ".", "e5", "1e", "1e+", "1_", "_1", "1__0", "1_.0", "1._0", "1e_5", "1 ",
                            "0x10", "infi", "in", "nane", "1.2.3", "--1"}) {
        EXPECT_EQ(parse(bad), "no") << bad;
    }
}

TEST(FloatCompose, RoundsTiesToEvenAndIntoSubnormals) {
    EXPECT_EQ(float_compose<float>(0x1000001, 0, false), 16777216.0F);
    EXPECT_EQ(float_compose<float>(0x1000001, 0, true), 16777218.0F);
    EXPECT_EQ(float_compose<float>(0x1000003, 0, false), 16777220.0F);
    EXPECT_EQ(float_compose<float>(1, -150, false), 0.0F);
    EXPECT_EQ(float_compose<float>(1, -150, true), std::numeric_limits<float>::denorm_min());
    EXPECT_EQ(float_compose<float>(~u64{0}, 64, false), std::numeric_limits<float>::infinity());
    EXPECT_EQ(float_compose<float>(0xFFFFFF, 104, false), std::numeric_limits<float>::max());
    EXPECT_EQ(float_compose<double>(1, -1200, true), 0.0);
}

}  // namespace
}  // namespace kinglet::runtime
