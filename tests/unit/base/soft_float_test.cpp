#include "base/soft_float.hpp"

#include <bit>
#include <cmath>

#include "gtest/gtest.h"

namespace kinglet::soft_float {
namespace {

/// Random bits in which exponents near each other and the edges of the range come up often.
template <typename F>
class Operands {
  public:
    typename F::Bits next() {
        using L = Limits<F>;
        auto bits = static_cast<typename F::Bits>(random());
        switch (random() % 8) {
            case 0: return kEdges[random() % std::size(kEdges)] | (bits & L::kSign);
            case 1: return kEdges[random() % std::size(kEdges)] + (bits & 3);
            case 2: bits &= L::kSign | (L::kHidden - 1); return bits;  // subnormal
            case 3: bits &= ~(L::kHidden - 1); return bits;            // a power of two
            case 4:
                bits &= ~L::kInfinity;
                return bits | static_cast<typename F::Bits>(L::kBias + static_cast<int>(random() % 60) - 30)
                                  << F::kFraction;
            default: return bits;
        }
    }

    u64 random() {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 7;
        state_ ^= state_ << 17;
        return state_;
    }

  private:
    static constexpr typename F::Bits kEdges[] = {0,
                                                  1,
                                                  Limits<F>::kHidden - 1,
                                                  Limits<F>::kHidden,
                                                  Limits<F>::kInfinity - 1,
                                                  Limits<F>::kInfinity,
                                                  Limits<F>::kNan,
                                                  typename F::Bits{Limits<F>::kBias} << F::kFraction};
    u64 state_ = 0x9E3779B97F4A7C15u;
};

template <typename F>
bool same(typename F::Bits a, typename F::Bits b) {
    return a == b || (is_nan<F>(a) && is_nan<F>(b));
}

template <typename F, typename Native>
void compare_operations(int count) {
    Operands<F> operands;
    for (int i = 0; i < count; ++i) {
        const auto a = operands.next(), b = operands.next();
        const auto x = std::bit_cast<Native>(a), y = std::bit_cast<Native>(b);
        using Bits = typename F::Bits;
        ASSERT_TRUE(same<F>(add<F>(a, b), std::bit_cast<Bits>(x + y))) << std::hex << a << " + " << b;
        ASSERT_TRUE(same<F>(subtract<F>(a, b), std::bit_cast<Bits>(x - y))) << std::hex << a << " - " << b;
        ASSERT_TRUE(same<F>(multiply<F>(a, b), std::bit_cast<Bits>(x * y))) << std::hex << a << " * " << b;
        ASSERT_TRUE(same<F>(divide<F>(a, b), std::bit_cast<Bits>(x / y))) << std::hex << a << " / " << b;
    }
}

TEST(SoftFloat, SinglesAgreeWithTheDesktop) {
    compare_operations<Single, float>(300000);
}
TEST(SoftFloat, DoublesAgreeWithTheDesktop) {
    compare_operations<Double, double>(300000);
}

TEST(SoftFloat, ConversionsAgreeWithTheDesktop) {
    Operands<Single> singles;
    Operands<Double> doubles;
    for (int i = 0; i < 300000; ++i) {
        const u32 a = singles.next();
        const u64 b = doubles.next();
        const float x = std::bit_cast<float>(a);
        const double y = std::bit_cast<double>(b);
        ASSERT_TRUE(same<Double>(extend(a), std::bit_cast<u64>(static_cast<double>(x)))) << std::hex << a;
        ASSERT_TRUE(same<Single>(truncate(b), std::bit_cast<u32>(static_cast<float>(y)))) << std::hex << b;
        ASSERT_EQ(from_unsigned<Single>(a), std::bit_cast<u32>(static_cast<float>(a))) << a;
        ASSERT_EQ(from_unsigned<Double>(a), std::bit_cast<u64>(static_cast<double>(a))) << a;
        const i32 s = static_cast<i32>(a);
        ASSERT_EQ(from_signed<Single>(s), std::bit_cast<u32>(static_cast<float>(s))) << s;
        ASSERT_EQ(from_signed<Double>(s), std::bit_cast<u64>(static_cast<double>(s))) << s;
        if (std::abs(x) < 2147483648.0f) {
            ASSERT_EQ(to_signed<Single>(a), static_cast<i32>(x)) << x;
        }
        if (std::abs(y) < 2147483648.0) {
            ASSERT_EQ(to_signed<Double>(b), static_cast<i32>(y)) << y;
        }
        if (x >= 0 && x < 4294967296.0f) {
            ASSERT_EQ(to_unsigned<Single>(a), static_cast<u32>(x)) << x;
        }
        if (y >= 0 && y < 4294967296.0) {
            ASSERT_EQ(to_unsigned<Double>(b), static_cast<u32>(y)) << y;
        }
    }
}

TEST(SoftFloat, ConversionsBeyondTheRangeSaturate) {
    EXPECT_EQ(to_signed<Single>(Limits<Single>::kInfinity), 0x7FFFFFFF);
    EXPECT_EQ(to_signed<Single>(Limits<Single>::kInfinity | Limits<Single>::kSign), i32{-0x7FFFFFFF - 1});
    EXPECT_EQ(to_signed<Double>(std::bit_cast<u64>(-2147483648.0)), i32{-0x7FFFFFFF - 1});
    EXPECT_EQ(to_unsigned<Double>(std::bit_cast<u64>(-1.0)), 0u);
    EXPECT_EQ(to_unsigned<Double>(std::bit_cast<u64>(1e10)), 0xFFFFFFFFu);
}

}  // namespace
}  // namespace kinglet::soft_float
