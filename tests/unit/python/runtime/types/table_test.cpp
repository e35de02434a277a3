#include "python/runtime/types/table.hpp"

#include <map>
#include <random>
#include <set>
#include <vector>

#include "python/runtime/types/set_methods.hpp"
#include "python/runtime/vm/cache.hpp"
#include "tests/support/python/world.hpp"

namespace kinglet::runtime {
namespace {

Value number(i64 n) {
    return Value::from_int(static_cast<SignedWord>(n));
}

/// The live keys of a dict, in order.
std::vector<i64> keys(const Dict& dict) {
    std::vector<i64> result;
    u32 position = 0;
    while (const DictEntry* entry = dict_next(dict, position)) result.push_back(entry->key.as_int());
    return result;
}

TEST(Table, AgreesWithAModel) {
    World world(__builtin_frame_address(0));
    Thread& thread = world.thread();
    for (const i64 range : {6, 20, 300, 5000}) {
        Dict* dict = dict_create(thread);
        ASSERT_NE(dict, nullptr);
        std::map<i64, i64> model;     // key to the time of its insertion
        std::map<i64, i64> in_order;  // and back
        std::mt19937 random(static_cast<unsigned>(range));
        for (i64 step = 0; step < range * 12; ++step) {
            const i64 key = static_cast<i64>(random() % static_cast<u32>(range)) * 16 - range;
            const u32 action = random() % 8;
            if (action < 5) {
                ASSERT_FALSE(dict_set(thread, *dict, number(key), number(step)).is_raised());
                if (model.count(key) == 0) {
                    model[key] = step;
                    in_order[step] = key;
                }
            } else if (action < 7) {
                bool found = false;
                ASSERT_FALSE(dict_delete(thread, *dict, number(key), found).is_raised());
                ASSERT_EQ(found, model.count(key) == 1);
                if (found) in_order.erase(model[key]);
                model.erase(key);
            } else if (!in_order.empty()) {  // popitem
                const Probe last = table_last(thread, table_of(*dict), kDictShift);
                ASSERT_NE(last.position, kNoPosition);
                ASSERT_EQ(dict->entries[last.position].key.as_int(), in_order.rbegin()->second);
                table_erase(thread, table_of(*dict), last, kDictShift);
                model.erase(in_order.rbegin()->second);
                in_order.erase(std::prev(in_order.end()));
            }
            ASSERT_EQ(dict->count(), model.size());
        }
        std::vector<i64> expected;
        for (const auto& [time, key] : in_order) expected.push_back(key);
        EXPECT_EQ(keys(*dict), expected);
        for (i64 key = -range; key < range * 16; ++key) {
            Value value;
            ASSERT_FALSE(dict_get(thread, *dict, number(key), value).is_raised());
            ASSERT_EQ(static_cast<bool>(value), model.count(key) == 1) << key;
        }
    }
}

TEST(Table, IndexesOfAllWidths) {
    World world(__builtin_frame_address(0), usize{64} << 20);
    Thread& thread = world.thread();
    Dict* dict = dict_create(thread);
    for (i64 i = 0; i < 70000; ++i) ASSERT_FALSE(dict_set(thread, *dict, number(i * 3), kNone).is_raised());
    EXPECT_EQ(index_form(table_of(*dict).state.index).width(), 4U);
    EXPECT_EQ(dict->count(), 70000U);
    for (i64 i = 0; i < 210000; i += 7) {
        Value value;
        ASSERT_FALSE(dict_get(thread, *dict, number(i), value).is_raised());
        ASSERT_EQ(static_cast<bool>(value), i % 3 == 0);
    }
}

TEST(Table, ScatteredSets) {
    World world(__builtin_frame_address(0));
    Thread& thread = world.thread();
    Set* set = set_create(thread);
    std::set<i64> model;
    for (u32 step = 0; step < 20000; ++step) {
        // First it grows, then places of deleted items pile up.
        const i64 key = static_cast<i64>(step * 7919 % 1021 % (step < 5000 ? 1000 : 300));
        bool found = false;
        if (step % 3 != 0) {
            ASSERT_FALSE(set_add(thread, *set, number(key)).is_raised());
            model.insert(key);
        } else {
            ASSERT_FALSE(set_remove(thread, *set, number(key), found).is_raised());
            ASSERT_EQ(found, model.erase(key) == 1);
        }
        ASSERT_EQ(set->count(), model.size());
        ASSERT_FALSE(set_contains(thread, *set, number(key + 1), found).is_raised());
        ASSERT_EQ(found, model.count(key + 1) == 1);
    }
    EXPECT_GT(set->count(), kOrderedSetMax);
    std::set<i64> walked;
    u32 position = 0;
    while (const Value item = set_next(*set, position)) walked.insert(item.as_int());
    EXPECT_EQ(walked, model);
}

TEST(Table, KeepsWhatItHasWhenMemoryRunsOut) {
    World world(__builtin_frame_address(0));
    Thread& thread = world.thread();
    // The two allocations of a dict with an index: it and its block. Then each growth fails in turn.
    for (u32 count = 1; count < 400; ++count) {
        Dict* dict = dict_create(thread);
        for (u32 i = 0; i < count; ++i)
            ASSERT_FALSE(dict_set(thread, *dict, number(i), number(i)).is_raised());
        world.fail_after(1);
        const bool is_raised = dict_set(thread, *dict, number(count), number(count)).is_raised();
        world.fail_after(0);
        EXPECT_EQ(world.raised(), is_raised ? "MemoryError" : "");
        ASSERT_EQ(dict->count(), is_raised ? count : count + 1);
        ASSERT_FALSE(dict_set(thread, *dict, number(count), number(count)).is_raised());
        for (u32 i = 0; i <= count; ++i) {
            Value value;
            ASSERT_FALSE(dict_get(thread, *dict, number(i), value).is_raised());
            ASSERT_EQ(value, number(i));
        }
    }
}

TEST(Table, FindsNamesByIdentity) {
    World world(__builtin_frame_address(0));
    Thread& thread = world.thread();
    for (const u32 count : {3U, 8U, 9U, 100U, 300U}) {
        Dict* dict = dict_create_namespace(thread);
        for (u32 i = 0; i < count; ++i) {
            // A key that is computed is interned on its way in.
            ASSERT_FALSE(
                dict_set(thread, *dict, world.str("name" + std::to_string(i)), number(i)).is_raised());
        }
        for (u32 i = 0; i < count; ++i) {
            const Value* place = dict_find_name(*dict, world.name_of("name" + std::to_string(i)));
            ASSERT_NE(place, nullptr);
            EXPECT_EQ(*place, number(i));
        }
        EXPECT_EQ(dict_find_name(*dict, world.name_of("other")), nullptr);
        EXPECT_TRUE(dict_delete_name(thread, *dict, world.name_of("name1")));
        EXPECT_EQ(dict_find_name(*dict, world.name_of("name1")), nullptr);
    }
    Dict* dict = dict_create(thread);
    ASSERT_FALSE(dict_set(thread, *dict, world.str("made up later"), number(1)).is_raised());
    EXPECT_EQ(dict_find_name(*dict, world.name_of("made up later")), nullptr);
    ASSERT_FALSE(dict_make_namespace(thread, *dict).is_raised());
    EXPECT_NE(dict_find_name(*dict, world.name_of("made up later")), nullptr);
}

TEST(Table, FlushesTheCachesWhenANamespaceChangesItsLayout) {
    World world(__builtin_frame_address(0));
    Thread& thread = world.thread();
    Dict* dict = dict_create_namespace(thread);
    const auto changes = [&](auto action) {
        const u32 instruction = 0;
        cache_remember(&instruction, dict, 0);
        action();
        return cache_find(&instruction, dict) == nullptr;
    };
    Str& a = world.name_of("a");
    EXPECT_TRUE(changes([&] { (void)dict_set_name(thread, *dict, a, number(1)); }));
    EXPECT_FALSE(changes([&] { (void)dict_set_name(thread, *dict, a, number(2)); }));
    EXPECT_TRUE(changes([&] { (void)dict_delete_name(thread, *dict, a); }));
    EXPECT_TRUE(changes([&] { dict_clear(thread, *dict); }));
    Dict* plain = dict_create(thread);
    EXPECT_FALSE(changes([&] { (void)dict_set_name(thread, *plain, a, number(1)); }));
}

TEST(Table, TakesNoMoreMemoryThanItSays) {
    World world(__builtin_frame_address(0));
    Thread& thread = world.thread();
    Dict* dict = dict_create(thread);
    for (i64 i = 0; i < 8; ++i) ASSERT_FALSE(dict_set(thread, *dict, number(i), number(i)).is_raised());
    EXPECT_EQ(table_of(*dict).state.index, 0U);
    EXPECT_EQ(Heap::raw_capacity(dict->entries) / sizeof(DictEntry), 8U);
    ASSERT_FALSE(dict_set(thread, *dict, number(8), number(8)).is_raised());
    const IndexForm form = index_form(table_of(*dict).state.index);
    EXPECT_EQ(form.places, 32U);
    EXPECT_EQ(form.width(), 1U);
}

}  // namespace
}  // namespace kinglet::runtime
