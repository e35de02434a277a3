#include "python/runtime/call.hpp"

#include <gtest/gtest.h>

#include "python/runtime/names.hpp"
#include "python/runtime/types/list.hpp"

namespace kinglet::runtime {
namespace {

Completion one(Thread&, Value value) {
    return value;
}
Completion several(Thread&, const Value*, u32) {
    return kNone;
}

constinit const NativeFunction fixed_function = native(name<"fixed">, one);
constinit const NativeFunction method = native(name<"method">, one, &list_type);
constinit const NativeFunction positional_function = native(name<"positional">, several, 6, 8);
constinit const NativeFunction any_function = native(name<"any">, several, 2, kAnyArity);

/// The function as a caller finds it: in memory, unknown to the optimiser.
const NativeFunction& found(const NativeFunction& function) {
    const NativeFunction* volatile place = &function;
    return *place;
}

TEST(CallShape, TakesWhatTheMakerSaid) {
    for (const Convention convention : {Convention::Positional, Convention::Full}) {
        for (u32 min = 0; min < 8; ++min) {
            for (u32 max = min; max < min + 7; ++max) {
                const CallShape shape(convention, min, max);
                EXPECT_LT(shape.byte(), 256U);
                EXPECT_FALSE(shape.is_fixed());
                EXPECT_EQ(shape.is_full(), convention == Convention::Full);
                EXPECT_EQ(shape.min(), min);
                EXPECT_EQ(shape.max(), max);
                for (u32 count = 0; count < 300; ++count)
                    EXPECT_EQ(shape.takes(count), count >= min && count <= max);
            }
            const CallShape open(convention, min, kAnyArity);
            EXPECT_EQ(open.max(), kAnyArity);
            for (u32 count = 0; count < 300; ++count) EXPECT_EQ(open.takes(count), count >= min);
        }
    }
    const CallShape three(Convention::Fixed3, 3, 3);
    EXPECT_TRUE(three.is_fixed());
    for (u32 count = 0; count < 10; ++count) EXPECT_EQ(three.takes(count), count == 3);
}

TEST(NativeFunction, KeepsNameAndShapeInOneWord) {
    EXPECT_EQ(found(fixed_function).name(), Value(&name<"fixed">->header));
    EXPECT_EQ(found(fixed_function).shape().byte(), 1U);
    EXPECT_EQ(found(fixed_function).self_type, nullptr);
    EXPECT_TRUE(found(method).is_named(*name<"method">));
    EXPECT_FALSE(found(method).is_named(*name<"fixed">));
    EXPECT_EQ(found(method).self_type, &list_type);
    EXPECT_EQ(found(positional_function).shape().min(), 6U);
    EXPECT_EQ(found(positional_function).shape().max(), 8U);
    EXPECT_EQ(found(positional_function).name(), Value(&name<"positional">->header));
    EXPECT_TRUE(found(any_function).shape().takes(1000));
    EXPECT_FALSE(found(any_function).shape().takes(1));
}

}  // namespace
}  // namespace kinglet::runtime
