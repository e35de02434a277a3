#include "python/runtime/format.hpp"

#include "python/runtime/format_number.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/float.hpp"
#include "tests/unit/python/runtime/python_test.hpp"

namespace kinglet::runtime {
namespace {

class FormatTest : public PythonTest {
  protected:
    std::string formatted(Value value, const char* spec) {
        const Completion result = format_value(thread, value, *text(spec).as<Str>());
        if (result.is_raised()) return raised();
        return std::string(result.value().as<Str>()->view());
    }
    Value number(Float f) { return value_of(float_to_value(thread, f)); }
};

TEST_F(FormatTest, ReadsEveryPartOfASpecification) {
    FormatSpec spec;
    ASSERT_FALSE(format_parse(thread, *text("\xE2\x82\xAC^+#12_.5f").as<Str>(), spec).is_raised());
    EXPECT_EQ(spec.fill, 0x20ACU);
    EXPECT_EQ(spec.align, '^');
    EXPECT_EQ(spec.sign, '+');
    EXPECT_EQ(spec.flags, kFormatAlternate);
    EXPECT_EQ(spec.width, 12U);
    EXPECT_EQ(spec.grouping, '_');
    EXPECT_EQ(spec.precision, 5);
    EXPECT_EQ(spec.type, 'f');
}

TEST_F(FormatTest, RefusesBadSpecifications) {
    for (const char* bad : {"5.", "x5", ",_", "d5", "5d ", "99999999999", ".99999999999"}) {
        FormatSpec spec;
        ASSERT_TRUE(format_parse(thread, *text(bad).as<Str>(), spec).is_raised()) << bad;
        EXPECT_NE(raised().find("ValueError"), std::string::npos) << bad;
    }
}

TEST_F(FormatTest, FieldsOfNumbers) {
    FormatSpec spec;
    spec.width = 12;
    const NumberText negative{'-', "0x", "ff", "", 3};
    const auto field = [&](const NumberText& of) {
        TextPrinter printer;
        format_field(of, spec, printer);
        return printer.text;
    };
    EXPECT_EQ(field(negative), "       -0xff");
    spec.align = '<';
    EXPECT_EQ(field(negative), "-0xff       ");
    spec.align = '^';
    EXPECT_EQ(field(negative), "   -0xff    ");
    spec.align = '=';
    spec.fill = '*';
    EXPECT_EQ(field(negative), "-0x*******ff");
    spec.fill = '0';
    EXPECT_EQ(field(negative), "-0x0000000ff");
}

TEST_F(FormatTest, ZerosAreGroupedWithTheDigits) {
    // Observed in CPython for widths 5 to 12.
    const char* const expected[] = {"1,234",     "01,234",     "001,234",     "0,001,234",
                                    "0,001,234", "00,001,234", "000,001,234", "0,000,001,234"};
    for (u32 width = 5; width <= 12; ++width) {
        const std::string spec = "0" + std::to_string(width) + ",";
        EXPECT_EQ(formatted(Value::from_int(1234), spec.c_str()), expected[width - 5]);
    }
}

TEST_F(FormatTest, TypesDecide) {
    EXPECT_EQ(formatted(kTrue, ""), "True");
    EXPECT_EQ(formatted(kTrue, "3"), "  1");
    EXPECT_EQ(formatted(number(1.5), "8.3e"), "1.500e+00");
    EXPECT_EQ(formatted(number(0.25), ".0%"), "25%");
    EXPECT_EQ(formatted(text("a\xC3\xA4z"), "*^6.2"), "**a\xC3\xA4**");
    EXPECT_NE(formatted(text("a"), "d").find("Unknown format code 'd'"), std::string::npos);
    EXPECT_NE(formatted(Value::from_int(1), ".2d").find("Precision not allowed"), std::string::npos);
}

TEST_F(FormatTest, BuilderKeepsLongTextsAndSaysWhenItCannot) {
    StrBuilder builder(thread);
    std::string expected;
    for (int i = 0; i < 200; ++i) {
        builder.write("abc\xC3\xA4");
        expected += "abc\xC3\xA4";
    }
    EXPECT_EQ(builder.text(), expected);
    Str* str = builder.finish();
    ASSERT_NE(str, nullptr);
    EXPECT_FALSE(str->is_ascii());
    builder.fill('x', usize{1} << 40);
    EXPECT_TRUE(builder.has_failed());
    EXPECT_EQ(builder.finish(), nullptr);
    EXPECT_NE(raised().find("MemoryError"), std::string::npos);
}

}  // namespace
}  // namespace kinglet::runtime
