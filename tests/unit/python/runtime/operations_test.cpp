#include "python/runtime/operations.hpp"

#include "python/runtime/class.hpp"
#include "python/runtime/special_names.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/range.hpp"
#include "python/runtime/types/tuple.hpp"
#include "tests/unit/python/runtime/python_test.hpp"

namespace kinglet::runtime {
namespace {

using bytecode::BinaryOperator;
using bytecode::Comparison;
using bytecode::UnaryOperator;

class OperationsTest : public PythonTest {
  protected:
    static Value number(SignedWord n) { return Value::from_int(n); }
    /// repr of the outcome, or of the exception.
    std::string of(Completion outcome) { return outcome.is_raised() ? raised() : repr(outcome.value()); }
    std::string of(Raised outcome) { return outcome.is_raised() ? raised() : "fine"; }
    Value list(std::initializer_list<Value> items) {
        return Value(&list_create(thread, items.begin(), items.size())->header);
    }
};

/// A float is looked for number by number, which may take an hour.
TEST_F(OperationsTest, InterruptEndsTheSearchInARange) {
    const Value range = value_of(range_create(thread, 0, 5, 1));
    const Value half = value_of(float_to_value(thread, 0.5));
    bool found = true;
    EXPECT_EQ(of(contains(thread, range, half, found)), "fine");
    EXPECT_FALSE(found);
    thread.pending = kPendingInterrupt;
    EXPECT_EQ(of(contains(thread, range, half, found)), "KeyboardInterrupt()");
}

TEST_F(OperationsTest, MessagesOfOperatorsAreThoseUsersKnow) {
    EXPECT_EQ(of(binary(thread, BinaryOperator::Add, number(1), text("a"))),
              "TypeError(\"unsupported types for __add__: 'int', 'str'\",)");
    EXPECT_EQ(of(binary(thread, BinaryOperator::MatrixMultiply, number(1), number(2))),
              "TypeError(\"unsupported types for __matmul__: 'int', 'int'\",)");
    EXPECT_EQ(of(inplace(thread, BinaryOperator::Subtract, list({}), list({}))),
              "TypeError(\"unsupported types for __sub__: 'list', 'list'\",)");
    EXPECT_EQ(of(unary(thread, UnaryOperator::Invert, text("a"))),
              "TypeError(\"unsupported type for __invert__: 'str'\",)");
    EXPECT_EQ(of(compare(thread, Comparison::Less, number(1), text("a"))),
              "TypeError(\"unsupported types for __lt__: 'int', 'str'\",)");
    EXPECT_EQ(of(get_item(thread, number(1), number(0))), "TypeError(\"'int' object isn't subscriptable\",)");
    EXPECT_EQ(of(set_item(thread, text("abc"), number(0), kNone)),
              "TypeError(\"'str' object doesn't support item assignment\",)");
    EXPECT_EQ(of(delete_item(thread, number(1), number(0))),
              "TypeError(\"'int' object doesn't support item deletion\",)");
    EXPECT_EQ(of(get_iter(thread, number(1))), "TypeError(\"'int' object isn't iterable\",)");
    EXPECT_EQ(of(iter_next(thread, number(1))), "TypeError(\"'int' object isn't an iterator\",)");
    EXPECT_EQ(of(call(thread, number(1))), "TypeError(\"'int' object isn't callable\",)");
    EXPECT_EQ(of(get_attribute(thread, number(1), name_ref<"foo">)),
              "AttributeError(\"'int' object has no attribute 'foo'\",)");
    EXPECT_EQ(of(get_attribute(thread, kNone, name_ref<"x">)),
              "AttributeError(\"'NoneType' object has no attribute 'x'\",)");
    EXPECT_EQ(of(get_attribute(thread, Value(&int_type.header), name_ref<"foo">)),
              "AttributeError(\"type object 'int' has no attribute 'foo'\",)");
    EXPECT_EQ(of(set_attribute(thread, number(1), name_ref<"foo">, kNone)),
              "AttributeError(\"'int' object has no attribute 'foo'\",)");
    usize n;
    EXPECT_EQ(of(length(thread, number(1), n)), "TypeError(\"object of type 'int' has no len()\",)");
    Word h;
    EXPECT_EQ(of(hash(thread, list({}), h)), "TypeError(\"unsupported type for __hash__: 'list'\",)");
    bool b;
    EXPECT_EQ(of(contains(thread, number(1), number(1), b)), "TypeError(\"'int' object isn't iterable\",)");
}

TEST_F(OperationsTest, IndicesCountFromEitherEnd) {
    usize result = 99;
    EXPECT_EQ(of(index_of(thread, number(2), 3, "list index out of range"_packed, result)), "fine");
    EXPECT_EQ(result, 2U);
    EXPECT_EQ(of(index_of(thread, number(-3), 3, "list index out of range"_packed, result)), "fine");
    EXPECT_EQ(result, 0U);
    EXPECT_EQ(of(index_of(thread, kTrue, 3, "list index out of range"_packed, result)), "fine");
    EXPECT_EQ(result, 1U);
    const Value huge = int_create_unsigned(thread, ~u64{0}).value();
    for (Value wrong : {number(3), number(-4), huge}) {
        EXPECT_EQ(of(index_of(thread, wrong, 3, "list index out of range"_packed, result)),
                  "IndexError('list index out of range',)");
    }
    EXPECT_EQ(of(index_of(thread, text("x"), 3, "list index out of range"_packed, result)),
              "TypeError('list indices must be integers, not str',)");
    EXPECT_EQ(of(index_of(thread, number(0), 0, "tuple index out of range"_packed, result)),
              "IndexError('tuple index out of range',)");
}

TEST_F(OperationsTest, Conversions) {
    SignedWord n = 0;
    EXPECT_EQ(of(to_integer(thread, number(-5), n)), "fine");
    EXPECT_EQ(n, -5);
    EXPECT_EQ(of(to_integer(thread, kTrue, n)), "fine");
    EXPECT_EQ(n, 1);
    EXPECT_EQ(of(to_integer(thread, text("1"), n)), "TypeError(\"can't convert str to int\",)");
    EXPECT_EQ(of(to_integer(thread, int_create_unsigned(thread, ~u64{0}).value(), n)),
              "OverflowError('overflow converting long int to machine word',)");
    Float f = 0;
    EXPECT_EQ(of(to_float(thread, number(3), f)), "fine");
    EXPECT_EQ(f, 3);
    EXPECT_EQ(of(to_float(thread, kNone, f)), "TypeError(\"can't convert NoneType to float\",)");
}

TEST_F(OperationsTest, TruthOfEverything) {
    const struct {
        Value value;
        bool expected;
    } cases[] = {{number(0), false},
                 {number(-1), true},
                 {kNone, false},
                 {kTrue, true},
                 {kFalse, false},
                 {text(""), false},
                 {text("a"), true},
                 {list({}), false},
                 {list({kNone}), true},
                 {kEllipsis, true},
                 {Value(&float_zero.header), false},
                 {Value(&int_type.header), true}};
    for (const auto& each : cases) {
        bool result = !each.expected;
        EXPECT_EQ(of(truth(thread, each.value, result)), "fine");
        EXPECT_EQ(result, each.expected) << repr(each.value);
    }
}

TEST_F(OperationsTest, ComparisonOfUnlikeThings) {
    EXPECT_EQ(of(compare(thread, Comparison::Equal, number(1), text("1"))), "False");
    EXPECT_EQ(of(compare(thread, Comparison::NotEqual, number(1), text("1"))), "True");
    EXPECT_EQ(of(compare(thread, Comparison::Equal, kTrue, number(1))), "True");
    EXPECT_EQ(of(compare(thread, Comparison::Is, kTrue, number(1))), "False");
    EXPECT_EQ(of(compare(thread, Comparison::In, number(1), list({number(2), kTrue}))), "True");
    EXPECT_EQ(of(compare(thread, Comparison::NotIn, number(3), list({number(2)}))), "True");
}

TEST_F(OperationsTest, SpecialMethodsOfBuiltinTypes) {
    const Value items = list({number(1), number(2)});
    const Value function = value_of(get_attribute(thread, items, name_ref<"__len__">));
    EXPECT_EQ(of(call(thread, function)), "2");
    EXPECT_EQ(of(call(thread, value_of(get_attribute(thread, number(5), name_ref<"__add__">)), number(3))),
              "8");
    EXPECT_EQ(of(call(thread, value_of(get_attribute(thread, number(5), name_ref<"__rsub__">)), number(3))),
              "-2");
    EXPECT_EQ(of(get_attribute_or_undefined(thread, number(5), name_ref<"__len__">)), repr(kUndefined));
    EXPECT_FALSE(find_special_method(int_type, *name<"__getitem__">));
    EXPECT_TRUE(find_special_method(dict_type, *name<"__getitem__">));
    EXPECT_FALSE(find_special_method(dict_type, *name<"x">));
}

TEST_F(OperationsTest, MethodsComeApartForACall) {
    Value self;
    const Value items = list({});
    const Value function = value_of(get_method(thread, items, name_ref<"append">, self));
    EXPECT_EQ(self, items);
    EXPECT_EQ(of(call(thread, function, self, number(3))), "None");
    EXPECT_EQ(repr(items), "[3]");
    EXPECT_EQ(of(call(thread, value_of(get_attribute(thread, items, name_ref<"append">)), number(4))),
              "None");
    EXPECT_EQ(repr(items), "[3, 4]");
    (void)value_of(get_method(thread, Value(&list_type.header), name_ref<"append">, self));
    EXPECT_TRUE(self.is_undefined());
}

TEST(SpecialNames, SwappedComparisons) {
    EXPECT_EQ(swapped(Comparison::Less), Comparison::Greater);
    EXPECT_EQ(swapped(Comparison::GreaterEqual), Comparison::LessEqual);
    EXPECT_EQ(swapped(Comparison::Equal), Comparison::Equal);
}

}  // namespace
}  // namespace kinglet::runtime
