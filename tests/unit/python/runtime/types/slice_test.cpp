#include "python/runtime/types/slice.hpp"

#include <vector>

#include "tests/support/python/world.hpp"

namespace kinglet::runtime {
namespace {

/// The indices of a slice by the text of the Language Reference, one after the other.
std::vector<SignedWord> model(Value start, Value stop, SignedWord step, SignedWord length) {
    const auto clip = [&](Value bound, SignedWord usual, SignedWord low, SignedWord high) {
        if (bound.is_none()) return usual;
        SignedWord n = bound.as_int();
        if (n < 0) n += length;
        return n < low ? low : n > high ? high : n;
    };
    std::vector<SignedWord> indices;
    if (step > 0) {
        const SignedWord end = clip(stop, length, 0, length);
        for (SignedWord i = clip(start, 0, 0, length); i < end; i += step) indices.push_back(i);
    } else {
        const SignedWord end = clip(stop, -1, -1, length - 1);
        for (SignedWord i = clip(start, length - 1, -1, length - 1); i > end; i += step) indices.push_back(i);
    }
    return indices;
}

TEST(Slice, IndicesAgreeWithTheLanguage) {
    World world(__builtin_frame_address(0));
    Thread& thread = world.thread();
    std::vector<Value> bounds{kNone};
    for (SignedWord n = -7; n <= 7; ++n) bounds.push_back(Value::from_int(n));
    for (SignedWord length = 0; length < 6; ++length) {
        for (const Value start : bounds) {
            for (const Value stop : bounds) {
                for (const SignedWord step : {-9, -3, -2, -1, 1, 2, 3, 9}) {
                    const Slice slice{{&slice_type.root}, start, stop, Value::from_int(step)};
                    SliceRange range;
                    ASSERT_FALSE(slice_indices(thread, slice, static_cast<usize>(length), range).is_raised());
                    std::vector<SignedWord> indices;
                    for (usize i = 0; i < range.count; ++i)
                        indices.push_back(range.start + static_cast<SignedWord>(i) * range.step);
                    ASSERT_EQ(indices, model(start, stop, step, length));
                }
            }
        }
    }
}

TEST(Slice, TakesBoundsOfAnySize) {
    World world(__builtin_frame_address(0));
    EXPECT_EQ(world.run("a = list(range(5))\nprint(a[-2**200:2**200], a[2**200:], a[::2**200], a[::-2**200], "
                        "a[2**63:-2**63:-2**63])\n"),
              "[0, 1, 2, 3, 4] [] [0] [4] [4]\n");
    const Slice zero{{&slice_type.root}, kNone, kNone, Value::from_int(0)};
    SliceRange range;
    EXPECT_TRUE(slice_indices(world.thread(), zero, 3, range).is_raised());
    EXPECT_EQ(world.raised(), "ValueError");
}

}  // namespace
}  // namespace kinglet::runtime
