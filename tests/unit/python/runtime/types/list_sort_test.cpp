#include <algorithm>
#include <random>
#include <vector>

#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"
#include "tests/support/python/world.hpp"

namespace kinglet::runtime {
namespace {

struct Pair {
    i64 key;
    i64 order;
};

/// A list of (key, order) tuples and its model.
List* make_pairs(World& world, std::vector<Pair>& model, usize count, u32 distinct) {
    std::mt19937 random(static_cast<u32>(count) * 31 + distinct);
    List* list = list_create(world.thread(), nullptr, 0);
    for (usize i = 0; i < count; ++i) {
        const i64 key = static_cast<i64>(random() % distinct);
        model.push_back({key, static_cast<i64>(i)});
        const Value items[] = {Value::from_int(key), Value::from_int(static_cast<SignedWord>(i))};
        EXPECT_FALSE(
            list_append(world.thread(), *list, Value(&tuple_create(world.thread(), items, 2)->header))
                .is_raised());
    }
    return list;
}

void check(World& world, usize count, u32 distinct, bool is_reverse, u32 fail_after) {
    std::vector<Pair> model;
    List* list = make_pairs(world, model, count, distinct);
    const Value first = world.eval("first");
    world.fail_after(fail_after);
    const bool is_raised = list_sort(world.thread(), *list, first, is_reverse).is_raised();
    world.fail_after(0);
    ASSERT_EQ(world.raised(), is_raised ? "MemoryError" : "");
    ASSERT_EQ(list->count, count);
    if (!is_raised) {
        std::stable_sort(model.begin(), model.end(), [&](const Pair& a, const Pair& b) {
            return is_reverse ? b.key < a.key : a.key < b.key;
        });
    } else {
        ASSERT_NE(fail_after, 0U);
    }
    for (usize i = 0; i < count && !is_raised; ++i) {
        const Tuple& tuple = *list->items[i].as<Tuple>();
        ASSERT_EQ(tuple[0].as_int(), model[i].key) << count << " " << i;
        ASSERT_EQ(tuple[1].as_int(), model[i].order) << count << " " << i;
    }
}

TEST(ListSort, IsStableInBothDirections) {
    World world(__builtin_frame_address(0));
    world.run("first = lambda pair: pair[0]\n");
    for (const usize count : {0, 1, 2, 11, 12, 13, 24, 25, 100, 193, 1000}) {
        for (const u32 distinct : {1U, 3U, 50U, 100000U}) {
            check(world, count, distinct, false, 0);
            check(world, count, distinct, true, 0);
        }
    }
}

TEST(ListSort, MergesInPlaceWhereMemoryIsShort) {
    World world(__builtin_frame_address(0));
    world.run("first = lambda pair: pair[0]\n");
    // Each allocation of the sort fails in turn: the sort then either works without that memory or raises and
    // keeps all items.
    for (u32 n = 1; n < 12; ++n) check(world, 150, 20, false, n);
    // Without a key nothing but the place for the merge is needed.
    const Value list = world.eval("[(i * 7919) % 1000 for i in range(500)]");
    world.fail_after(3);
    EXPECT_FALSE(list_sort(world.thread(), *list.as<List>(), kNone, false).is_raised());
    world.fail_after(0);
    const List& items = *list.as<List>();
    for (u32 i = 1; i < items.count; ++i) ASSERT_LE(items.items[i - 1].as_int(), items.items[i].as_int());
}

TEST(ListSort, SortsStrsByCodePoint) {
    World world(__builtin_frame_address(0));
    EXPECT_EQ(world.run("print(sorted(['b', 'ab', 'a', '', '\\u20ac', '\\xe9', '\\U0001f600', 'a\\0']))\n"),
              "['', 'a', 'a\\x00', 'ab', 'b', 'é', '€', '😀']\n");
}

}  // namespace
}  // namespace kinglet::runtime
